"""What people say of a pull request before it is merged: who is asked, who approved, and whether it is ready.

https://docs.github.com/en/rest/pulls/reviews, https://docs.github.com/en/rest/pulls/review-requests
"""

from dataclasses import dataclass

from roadmap_sync.sandbox import people, pulls
from roadmap_sync.sandbox.refusals import Invalid
from roadmap_sync.sandbox.rows import Account, Issue, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

EVENTS = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"}
_DECISIVE = ("APPROVED", "CHANGES_REQUESTED", "DISMISSED")


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody said of a pull request at one of its commits."""

    id: int
    issue_id: int
    author_id: int
    state: str
    body: str
    oid: str
    submitted_at: str


def submit(site: Site, actor: Account, home: Repository, pull: Issue, event: str, body: str) -> Review:
    """Say it; nobody is asked any more who has said something. Raises Invalid."""
    if event != "COMMENT" and actor.id == pull.author_id:
        verb = "approve your" if event == "APPROVE" else "request changes on your"
        raise Invalid(message=f"Can not {verb} own pull request")
    if event != "APPROVE" and not body.strip():
        raise Invalid(message="You need to leave a comment indicating the requested changes.")
    with site.store.transaction():
        made = Review(
            site.store.new_id("review"), pull.id, actor.id, EVENTS[event], body,
            pulls.tips(site, home, pull)[1], site.clock.stamp(),
        )  # fmt: skip
        site.store.add("reviews", made)
        release(site, pull, [actor])
    return made


def of_pull(store: Store, pull: Issue) -> list[Review]:
    """All that was said, oldest first."""
    return store.rows(Review, "SELECT r.* FROM reviews r WHERE r.issue_id = ? ORDER BY r.rowid", pull.id)


def by_id(store: Store, review_id: int) -> Review | None:
    """The review of a stored id."""
    return store.row(Review, "SELECT r.* FROM reviews r WHERE r.id = ?", review_id)


def latest(said: list[Review]) -> list[Review]:
    """The last word of each, where a comment takes nothing back."""
    last: dict[int, Review] = {}
    for one in said:
        if one.state in _DECISIVE or one.author_id not in last:
            last[one.author_id] = one
    return list(last.values())


def asked(store: Store, pull: Issue) -> list[Account]:
    """Who is asked to review, in the order they were."""
    sql = "SELECT a.* FROM accounts a JOIN review_requests x ON x.account_id = a.id WHERE x.issue_id = ?"
    return store.rows(Account, f"{sql} ORDER BY x.rowid", pull.id)


def ask(site: Site, home: Repository, pull: Issue, wanted: list[Account]) -> None:
    """Ask people to review; raises Invalid for the author and for those without access."""
    for one in wanted:
        if one.id == pull.author_id:
            raise Invalid(message="Review cannot be requested from pull request author.")
        if one not in people.collaborators(site.store, home):
            reason = "Reviews may only be requested from collaborators."
            raise Invalid(
                message=f"{reason} One or more of the users or teams you specified is not a collaborator of "
                f"the {home.full_name} repository."
            )
    with site.store.transaction():
        for one in wanted:
            site.store.run("INSERT OR IGNORE INTO review_requests VALUES (?, ?)", pull.id, one.id)


def release(site: Site, pull: Issue, gone: list[Account]) -> None:
    """Ask these no longer."""
    with site.store.transaction():
        for one in gone:
            site.store.run(
                "DELETE FROM review_requests WHERE issue_id = ? AND account_id = ?", pull.id, one.id
            )


def is_draft(store: Store, pull: Issue) -> bool:
    """Whether a pull request is not ready for review."""
    return store.count("SELECT count(*) FROM unready_pulls WHERE issue_id = ?", pull.id) > 0


def set_draft(site: Site, pull: Issue, *, draft: bool) -> None:
    """Make a pull request a draft, or ready for review."""
    with site.store.transaction():
        site.store.run("DELETE FROM unready_pulls WHERE issue_id = ?", pull.id)
        if draft:
            site.store.insert("unready_pulls", issue_id=pull.id)
