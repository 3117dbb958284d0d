"""Reactions to issues and comments: one of each kind per account."""

from roadmap_sync.sandbox.refusals import Fault, Invalid
from roadmap_sync.sandbox.rows import Account, Comment, Issue, Reaction
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

CONTENTS = {
    "+1": "THUMBS_UP", "-1": "THUMBS_DOWN", "laugh": "LAUGH", "hooray": "HOORAY", "confused": "CONFUSED",
    "heart": "HEART", "rocket": "ROCKET", "eyes": "EYES",
}  # fmt: skip
_REACTION = "SELECT r.* FROM reactions r "


def of(store: Store, subject: Issue | Comment) -> list[Reaction]:
    """The reactions to something, oldest first."""
    if isinstance(subject, Comment):
        return store.rows(Reaction, _REACTION + "WHERE r.comment_id = ? ORDER BY r.rowid", subject.id)
    sql = _REACTION + "WHERE r.issue_id = ? AND r.comment_id IS NULL ORDER BY r.rowid"
    return store.rows(Reaction, sql, subject.id)


def by_id(store: Store, reaction_id: int) -> Reaction | None:
    """The reaction of a stored id."""
    return store.row(Reaction, _REACTION + "WHERE r.id = ?", reaction_id)


def given(store: Store, actor: Account, subject: Issue | Comment, content: str) -> Reaction | None:
    """The reaction of that kind that an account has given."""
    known = (one for one in of(store, subject) if one.account_id == actor.id)
    return next((one for one in known if one.content == content), None)


def add(site: Site, actor: Account, subject: Issue | Comment, content: str) -> Reaction:
    """React; a second time it is the same reaction. Raises Invalid for a kind that is none."""
    if content not in CONTENTS:
        raise Invalid(Fault("Reaction", "content", "invalid", "Content is invalid", value=content))
    known = given(site.store, actor, subject, content)
    if known:
        return known
    issue_id, comment_id = (
        (subject.issue_id, subject.id) if isinstance(subject, Comment) else (subject.id, None)
    )
    with site.store.transaction():
        key = site.store.new_id("reaction")
        made = Reaction(key, issue_id, comment_id, actor.id, content, site.clock.stamp())
        site.store.add("reactions", made)
    return made


def remove(site: Site, reaction: Reaction) -> None:
    """Take a reaction back."""
    with site.store.transaction():
        site.store.run("DELETE FROM reactions WHERE id = ?", reaction.id)
