"""Pull requests: asked for between two branches of one repository, changed, merged."""

from dataclasses import dataclass

from roadmap_sync.sandbox import closing, comparing, content, history, issues
from roadmap_sync.sandbox.content import Branch
from roadmap_sync.sandbox.git import identity
from roadmap_sync.sandbox.refusals import Fault, Invalid, Unmergeable
from roadmap_sync.sandbox.rows import Account, Issue, Repository
from roadmap_sync.sandbox.site import Site

_GONE = "0" * 40
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
    refs = [content.ref(site, home, name) for name in (head, base)]
    for name, end in zip(("head", "base"), refs, strict=True):
        if end is None:
            raise Invalid(Fault("PullRequest", name, "invalid", f"{name.capitalize()} is invalid"))
    if between(site, home, draft):
        message = f"A pull request already exists for {home.owner}:{head}."
        raise Invalid(Fault("PullRequest", "head", "custom", message, message))
    if refs[0] and refs[1] and content.contains(site, home, refs[1].oid, refs[0].oid):
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
    base, head = (ref.oid if ref else _GONE for ref in found)
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


def ends(site: Site, home: Repository, pull: Issue) -> tuple[str, str]:
    """Between which commits the changes lie: where the branches parted, and the head's tip."""
    base, head = tips(site, home, pull)
    if head == _GONE:
        return comparing.NOTHING, comparing.NOTHING
    return (comparing.common(site, home, base, head) if base != _GONE else None) or head, head


def bringing(site: Site, home: Repository, oid: str) -> list[Issue]:
    """The pull requests that bring a commit or brought it, or were merged by it; the newest first."""
    sql = f"{issues.ISSUE} WHERE i.repository_id = ? AND i.pull_id IS NOT NULL ORDER BY i.number DESC"
    known = site.store.rows(Issue, sql, home.id)
    return [one for one in known if oid in _brought(site, home, one)]


def _brought(site: Site, home: Repository, pull: Issue) -> set[str]:
    done = merge_of(site, pull)
    return {one.oid for one in commits(site, home, pull)} | ({done.oid} if done else set())


def rebase(site: Site, home: Repository, pull: Issue, base: str | None) -> Issue:
    """Ask to pull into another branch; None leaves it. Raises Invalid for a branch that is not there."""
    if base is None or base == pull.base:
        return pull
    if content.ref(site, home, base) is None:
        raise Invalid(Fault("PullRequest", "base", "invalid", "Base is invalid"))
    with site.store.transaction():
        site.store.update("issues", pull.id, base=base, updated_at=site.clock.stamp())
    return issues.by_id(site.store, pull.id)


def mergeable(site: Site, home: Repository, pull: Issue) -> str:
    """MERGEABLE, CONFLICTING, or UNKNOWN for one that is closed or lacks an end."""
    base, head = (content.ref(site, home, name or "") for name in (pull.base, pull.head))
    if pull.state != "open" or base is None or head is None:
        return "UNKNOWN"
    return "MERGEABLE" if _merged(site, home, base, head) else "CONFLICTING"


def update(site: Site, actor: Account, home: Repository, pull: Issue) -> None:
    """Merge the base into the head; raises Invalid where that does not go by itself."""
    base, head = (content.ref(site, home, name or "") for name in (pull.base, pull.head))
    tree = _merged(site, home, base, head)
    if base is None or head is None or tree is None:
        raise Invalid(message="merge conflict between base and head")
    if content.contains(site, home, head.oid, base.oid):
        raise Invalid(message="There are no new commits on the base branch.")
    text = f"Merge branch '{pull.base}' into {pull.head}\n"
    made = _commit(site, actor, home, tree, text, (head.oid, base.oid))
    content.point(site, home, head.name, made, head.oid)


def _merged(site: Site, home: Repository, base: Branch | None, head: Branch | None) -> str | None:
    """The tree of both branches; None where there is a conflict or a branch is gone."""
    if base is None or head is None:
        return None
    found = content.git(site, home).ask("merge-tree", "--write-tree", base.oid, head.oid)
    return found.decode().split()[0] if found else None


def _commit(
    site: Site, actor: Account, home: Repository, tree: str, message: str, behind: tuple[str, str]
) -> str:
    who = identity(actor.name or actor.login, f"{actor.login}@users.noreply.localhost", site.clock.stamp())
    parents = [word for oid in behind for word in ("-p", oid)]
    found = content.git(site, home)
    return found.run("commit-tree", tree, *parents, stdin=message.encode(), environment=who).decode().strip()


def merge(
    site: Site, actor: Account, home: Repository, pull: Issue,
    title: str | None = None, text: str | None = None,
) -> Merge:  # fmt: skip
    """Merge with a commit of two parents; raises Unmergeable where that does not go by itself."""
    base, head = (content.ref(site, home, name or "") for name in (pull.base, pull.head))
    tree = _merged(site, home, base, head)
    if base is None or head is None or tree is None or pull.state != "open":
        raise Unmergeable("Pull Request is not mergeable")
    title = title or f"Merge pull request #{pull.number} from {home.owner}/{pull.head}"
    message = f"{title}\n\n{pull.title if text is None else text}\n"
    made = _commit(site, actor, home, tree, message, (base.oid, head.oid))
    return _done(site, actor, home, pull, base.name, base.oid, made)


def _done(
    site: Site, actor: Account, home: Repository, pull: Issue, name: str, before: str, oid: str
) -> Merge:
    content.point(site, home, name, oid, before)
    with site.store.transaction():
        issues.close(site, actor, pull)
        closing.close(site, actor, home, pull)
        done = Merge(pull.id, site.clock.stamp(), actor.id, oid)
        site.store.add("merges", done)
        history.record(site, actor, pull.id, "merged", commit_id=oid)
    return done
