"""Fields that many types share: ids, links, what the viewer may do, comment bookkeeping."""

from html import escape
from typing import Any

from roadmap_sync.sandbox import people, repositories
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.rows import Account, Repository


def repository_of(thing: Any, call: Call) -> Repository:
    """The repository a row belongs to."""
    return repositories.by_id(call.site.store, thing.repository_id)


def person(call: Call, account_id: int | None) -> Account | None:
    """The account of a stored id, if there is one."""
    return None if account_id is None else people.by_id(call.site.store, account_id)


def may(call: Call, repository: Repository, least: str) -> bool:
    """Whether the viewer has at least that role, in a repository that is not archived."""
    return not repository.archived and people.may(call.site.store, repository, call.viewer, least)


def authored(thing: Any, call: Call) -> str:
    """How the author stands to the repository."""
    author = people.by_id(call.site.store, thing.author_id)
    return people.association(call.site.store, repository_of(thing, call), author)


def html(text: str | None) -> str:
    """Text as a paragraph: the sandbox renders no Markdown."""
    return f'<p dir="auto">{escape(text)}</p>' if text else ""


def enum(word: str | int | None) -> str | None:
    """`too heated` as TOO_HEATED."""
    return str(word).upper().replace(" ", "_").replace("-", "_") if word else None


COMMENT: Fields = {
    "author": lambda it, call: person(call, it.author_id),
    "authorAssociation": authored,
    "body": lambda it, call: it.body or "",
    "bodyHTML": lambda it, call: html(it.body),
    "bodyText": lambda it, call: it.body or "",
    "createdViaEmail": lambda it, call: False,
    "editor": lambda it, call: None,
    "publishedAt": lambda it, call: it.created_at,
    "fullDatabaseId": lambda it, call: str(it.id),
    "databaseId": lambda it, call: it.id,
    "viewerDidAuthor": lambda it, call: call.actor.id == it.author_id,
}
