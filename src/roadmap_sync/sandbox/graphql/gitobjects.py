"""Refs, commits, trees and blobs as GraphQL shows them."""

from typing import Any

from roadmap_sync.sandbox import content, people, tags
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.clock import moment, stamp
from roadmap_sync.sandbox.content import Blob, Branch, Commit, Entry, Signature, Tree
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.rows import Account, Repository
from roadmap_sync.sandbox.tags import Tag


def by_kind(call: Call, repository: Repository, kind: str, oid: str) -> Commit | Blob | Tree | Tag | None:
    """The object of that kind and id."""
    if kind == "commit":
        return content.commit(call.site, repository, oid)
    if kind == "blob":
        return Blob(repository, oid)
    if kind == "tag":
        return tags.read(call.site, repository, oid)
    return Tree(repository, oid) if kind == "tree" else None


def _data(blob: Blob, call: Call) -> bytes:
    return content.blob(call.site, blob.repository, blob.oid)


def _text(blob: Blob, call: Call) -> str | None:
    data = _data(blob, call)
    return data.decode(errors="replace") if content.readable(data) else None


def _history(commit: Commit, call: Call, path: str | None = None, **cut: Any) -> connections.Connection:
    return connections.over("history", content.commits(call.site, commit.repository, commit.oid, path), **cut)


def _parents(commit: Commit, call: Call, **cut: Any) -> connections.Connection:
    found = [content.commit(call.site, commit.repository, oid) for oid in commit.parents]
    return connections.over("parents", found, **cut)


def _authors(commit: Commit, call: Call, **cut: Any) -> connections.Connection:
    return connections.over("authors", [_actor(commit.author, call)], **cut)


def _user(who: Signature, call: Call) -> Account | None:
    login = who.email.partition("@")[0].rpartition("+")[2]
    found = people.by_login(call.site.store, login)
    return found if found and found.kind == "User" else None


def _actor(who: Signature, call: Call) -> dict[str, Any]:
    user = _user(who, call)
    return {
        "name": who.name, "email": who.email, "date": who.date, "user": user,
        "avatarUrl": f"{call.links.web}/avatars/{user.login if user else 'unknown'}",
    }  # fmt: skip


def _entry_object(entry: Entry, call: Call) -> Commit | Blob | Tree | Tag | None:
    return by_kind(call, entry.repository, entry.kind, entry.oid)


def _branch_name(ref: Branch) -> str:
    return ref.name.split("/", 2)[2]


def _commit_path(thing: Commit | Blob | Tree | Tag, call: Call) -> str:
    return f"{call.links.path(thing.repository)}/commit/{thing.oid}"


_OBJECT: Fields = {
    "abbreviatedOid": lambda it, call: it.oid[:7],
    "commitResourcePath": _commit_path,
    "commitUrl": lambda it, call: call.links.web + _commit_path(it, call),
}
FIELDS: dict[str, Fields] = {
    "Ref": {
        "name": lambda it, call: _branch_name(it),
        "prefix": lambda it, call: "/".join(it.name.split("/", 2)[:2]) + "/",
        "target": lambda it, call: by_kind(call, it.repository, it.kind, it.oid),
    },
    "Blob": _OBJECT | {
        "byteSize": lambda it, call: len(_data(it, call)),
        "isBinary": lambda it, call: not content.readable(_data(it, call)),
        "isTruncated": lambda it, call: False,
        "text": _text,
    },
    "Tag": _OBJECT | {
        "tagger": lambda it, call: _actor(it.tagger, call),
        "target": lambda it, call: by_kind(call, it.repository, it.kind, it.target),
    },
    "Tree": _OBJECT | {"entries": lambda it, call: content.entries(call.site, it.repository, it.oid)},
    "TreeEntry": {
        "name": lambda it, call: it.path.rpartition("/")[2],
        "type": lambda it, call: it.kind,
        "object": _entry_object,
    },
    "Commit": _OBJECT | {
        "author": lambda it, call: _actor(it.author, call),
        "authors": _authors,
        "committer": lambda it, call: _actor(it.committer, call),
        "authoredDate": lambda it, call: stamp(moment(it.author.date)),
        "committedDate": lambda it, call: stamp(moment(it.committer.date)),
        "messageHeadline": lambda it, call: it.message.partition("\n")[0],
        "messageBody": lambda it, call: it.message.partition("\n")[2].strip("\n"),
        "file": lambda it, call, path: content.entry(call.site, it.repository, it.oid, path),
        "history": _history,
        "parents": _parents,
        "tree": lambda it, call: Tree(it.repository, it.tree),
        "url": lambda it, call: call.links.web + _commit_path(it, call),
        "resourcePath": _commit_path,
        "treeUrl": lambda it, call: f"{call.links.page(it.repository)}/tree/{it.oid}",
        "treeResourcePath": lambda it, call: f"{call.links.path(it.repository)}/tree/{it.oid}",
    },
}  # fmt: skip
