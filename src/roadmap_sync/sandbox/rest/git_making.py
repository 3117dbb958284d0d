"""Git's own objects made through REST: blobs, trees and commits, which no ref needs to hold."""

import re
from base64 import b64decode
from binascii import Error
from typing import Any

from roadmap_sync.sandbox import content, planting
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Invalid, Missing
from roadmap_sync.sandbox.rest import fields, found, git_data
from roadmap_sync.sandbox.rest.content import git_commit
from roadmap_sync.sandbox.rows import Repository

_MODES = ("100644", "100755", "040000", "160000", "120000")
_OID = re.compile("[0-9a-f]{40}")


def blob(call: Call) -> Reply:
    """POST …/git/blobs, of text or Base64."""
    home = git_data.writer(call)
    body = json_object(call)
    written = fields.text(body, "content")
    if written is None:
        raise Invalid(message='Invalid request.\n\n"content" wasn\'t supplied.')
    data = _decoded(written) if body.get("encoding") == "base64" else written.encode()
    oid = planting.blob(call.site, home, data)
    url = f"{call.links.repo(home)}/git/blobs/{oid}"
    return answer(201, {"sha": oid, "url": url}, location=url)


def tree(call: Call) -> Reply:
    """POST …/git/trees: entries by blob or content over `base_tree`; one whose sha is null goes away."""
    home = git_data.writer(call)
    body = json_object(call)
    given = body.get("tree")
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise Invalid(message="Invalid tree info")
    base = fields.text(body, "base_tree")
    if base and content.resolve(call.site, home, f"{base}^{{tree}}") is None:
        raise Invalid(message="base_tree is not a valid tree oid")
    call.params["sha"] = planting.tree(call.site, home, base, [_leaf(call, home, one) for one in given])
    made = git_data.tree(call)
    return Reply(201, made.body, made.headers)


def commit(call: Call) -> Reply:
    """POST …/git/commits; parents and tree must be there, author and committer are the viewer."""
    home = git_data.writer(call)
    body = json_object(call)
    message, root, parents = fields.needed(body, "message"), fields.needed(body, "tree"), body.get("parents")
    parents = parents if isinstance(parents, list) else []
    if not _is(call, home, root, "tree"):
        raise Invalid(message="Tree SHA does not exist")
    if not all(_is(call, home, oid, "commit") for oid in parents):
        raise Invalid(message="Parent SHA does not exist or is not a commit object")
    made = content.commit(
        call.site, home, planting.commit(call.site, home, call.actor, message, root, parents)
    )
    assert made is not None
    shown = git_commit(call, home, made)
    return answer(201, shown, location=shown["url"])


def read_commit(call: Call) -> Reply:
    """GET …/git/commits/{sha}."""
    home = found.repository(call)
    if not _is(call, home, call.params["sha"], "commit"):
        raise Missing
    made = content.commit(call.site, home, call.params["sha"])
    assert made is not None
    return answer(200, git_commit(call, home, made))


def _is(call: Call, home: Repository, oid: Any, kind: str) -> bool:
    known = isinstance(oid, str) and _OID.fullmatch(oid)
    return bool(known) and content.resolve(call.site, home, oid) == (kind, oid)


def _leaf(call: Call, home: Repository, given: dict[str, Any]) -> planting.Leaf:
    path, mode = fields.needed(given, "path"), given.get("mode", "100644")
    if mode not in _MODES:
        raise Invalid(message="tree.mode must be one of 100644, 100755, 040000, 160000 and 120000")
    if "sha" in given and given["sha"] is None:
        return planting.Leaf(path, mode, None)
    oid = given.get("sha")
    if oid is None:
        oid = planting.blob(call.site, home, (fields.text(given, "content") or "").encode())
    if not _is(call, home, oid, "tree" if mode == "040000" else "blob"):
        raise Invalid(message=f"tree.sha {oid} is not a valid {given.get('type', 'blob')}")
    return planting.Leaf(path, mode, oid)


def _decoded(text: str) -> bytes:
    try:
        return b64decode("".join(text.split()), validate=True)
    except Error as error:
        raise Invalid(message="content is not valid Base64") from error
