"""Pull requests: asked for between two branches of one repository, changed, merged."""

from dataclasses import dataclass

from roadmap_sync.sandbox import content, history, issues
from roadmap_sync.sandbox.git import identity
from roadmap_sync.sandbox.refusals import Fault, Invalid, Refused
from roadmap_sync.sandbox.rows import Account, Issue, Repository
from roadmap_sync.sandbox.site import Site

_OPEN = "i.pull_id IS NOT NULL AND i.state = 'open'"


@dataclass(frozen=True, slots=True)
class Merge:
    """When a pull request was merged, by whom, and in which commit."""

    issue_id: int
    merged_at: str
    merged_by_id: int
    oid: str


def create(site: Site, actor: Account, home: Repository, draft: issues.Draft) -> Issue:
    """Ask to pull `head` into `base`; raises Invalid as GitHub words it."""
    head, base = draft.head or "", draft.base or ""
    ends = [content.ref(site, home, name) for name in (head, base)]
    for name, end in zip(("head", "base"), ends, strict=True):
        if end is None:
            raise Invalid(Fault("PullRequest", name, "invalid", f"{name.capitalize()} is invalid"))
    if between(site, home, draft):
        message = f"A pull request already exists for {home.owner}:{head}."
        raise Invalid(Fault("PullRequest", "head", "custom", message, message))
    if ends[0] and ends[1] and content.contains(site, home, ends[1].oid, ends[0].oid):
        message = f"No commits between {base} and {head}"
        raise Invalid(Fault("PullRequest", "head", "custom", message, message))
    return issues.create(site, actor, home, draft)


def between(site: Site, home: Repository, draft: issues.Draft) -> Issue | None:
    """The open pull request between these branches."""
    sql = f"{issues.ISSUE} WHERE i.repository_id = ? AND i.head = ? AND i.base = ? AND {_OPEN}"
    return site.store.row(Issue, sql, home.id, draft.head, draft.base)


def merge_of(site: Site, pull: Issue) -> Merge | None:
    """How a pull request was merged, if it was."""
    return site.store.row(Merge, "SELECT m.* FROM merges m WHERE m.issue_id = ?", pull.id)


def tips(site: Site, home: Repository, pull: Issue) -> tuple[str, str]:
    """The commits of base and head; of a merged one as they were then, zeros for a branch that is gone."""
    done = merge_of(site, pull)
    found = (content.ref(site, home, name or "") for name in (pull.base, pull.head))
    base, head = (ref.oid if ref else "0" * 40 for ref in found)
    made = content.commit(site, home, done.oid) if done else None
    return (made.parents[0], made.parents[1]) if made else (base, head)


def commits(site: Site, home: Repository, pull: Issue) -> list[content.Commit]:
    """What a pull request brings, oldest first; once it is merged, what it brought."""
    done = merge_of(site, pull)
    head = content.ref(site, home, pull.head or "")
    if done is None and head is None:
        return []
    spread = f"{done.oid}^1..{done.oid}^2" if done else f"refs/heads/{pull.base}..{head.oid if head else ''}"
    return content.commits(site, home, spread)[::-1]


def merge(site: Site, actor: Account, home: Repository, pull: Issue) -> Merge:
    """Merge with a commit of two parents; raises Refused where that does not go by itself."""
    ends = [content.ref(site, home, name or "") for name in (pull.base, pull.head)]
    base, head = ends
    if base is None or head is None or pull.state != "open":
        raise Refused("Pull Request is not mergeable")
    tree = content.git(site, home).ask("merge-tree", "--write-tree", base.oid, head.oid)
    if tree is None:
        raise Refused("Pull Request is not mergeable")
    who = identity(actor.name or actor.login, f"{actor.login}@users.noreply.localhost", site.clock.stamp())
    message = f"Merge pull request #{pull.number} from {home.owner}/{pull.head}\n\n{pull.title}\n"
    parents = ("-p", base.oid, "-p", head.oid)
    made = content.git(site, home).run(
        "commit-tree", tree.decode().split()[0], *parents, stdin=message.encode(), environment=who
    )
    return _done(site, actor, home, pull, base.name, base.oid, made.decode().strip())


def _done(
    site: Site, actor: Account, home: Repository, pull: Issue, name: str, before: str, oid: str
) -> Merge:
    content.point(site, home, name, oid, before)
    with site.store.transaction():
        issues.close(site, actor, pull)
        done = Merge(pull.id, site.clock.stamp(), actor.id, oid)
        site.store.add("merges", done)
        history.record(site, actor, pull.id, "merged", commit_id=oid)
    return done
