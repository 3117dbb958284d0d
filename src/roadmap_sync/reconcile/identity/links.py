"""Rule 1: a row's issue is the one it links, unless that number is another row's or no issue at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from roadmap_sync.model import Absent, Link, World
from roadmap_sync.reconcile.identity.matches import Matches
from roadmap_sync.reconcile.identity.rows import Row, fold
from roadmap_sync.reconcile.identity.trust import Marked

Name = tuple[str, str]
"""A document, and what it calls a row, folded."""


def by_link(matches: Matches, rows: Iterable[Row], marked: Iterable[Marked], world: World) -> None:
    """Give every row the issue it links, or hold it."""
    by_number = {one.issue.number: one for one in marked}
    absent = {one.number: one for one in world.absent}
    claims: dict[int, list[Row]] = {}
    unlinked: dict[Name, list[Row]] = {}
    for row in rows:
        link = row.item.link
        if link is None:
            unlinked.setdefault((row.doc, row.title), []).append(row)
        elif not is_ours(link, world):
            matches.hold(row, f"links {link.url}, which is not in this repository", "", kind="drift")
        elif link.kind != "issue" or link.number not in by_number:
            _dead_end(matches, row, link, absent.get(link.number))
        else:
            claims.setdefault(link.number, []).append(row)
    for number, claimants in claims.items():
        _settle_claims(matches, by_number[number], claimants, unlinked)


def is_ours(link: Link, world: World) -> bool:
    """Whether a link leads into this repository; between loopback hosts the port does not count."""
    if not link.host:
        return True
    rest = world.repository.url.partition("://")[2]
    host, _, path = rest.partition("/")
    same = f"{link.owner}/{link.repository}".casefold() == path.strip("/").casefold()
    return same and (link.host == host.casefold() or (_loopback(link.host) and _loopback(host)))


def _loopback(host: str) -> bool:
    name = host.casefold().rsplit(":", 1)[0] if not host.endswith("]") else host
    return name in ("127.0.0.1", "localhost", "[::1]") or name.endswith(".localhost")


def _dead_end(matches: Matches, row: Row, link: Link, absent: Absent | None) -> None:
    why = absent.why if absent is not None else link.kind
    if why in ("pull", "discussion"):
        noun = "pull request" if why == "pull" else why
        matches.hold(row, f"links a {noun} (#{link.number}), not an issue", "", kind="drift")
    elif why == "moved" and absent is not None:
        matches.hold(row, f"#{link.number} was moved, now {absent.now}", "write the new link into the row")
    else:
        todo = "remove the link to have a new issue made, or use a token that can see it"
        gone = "gone or was moved" if why == "astray" else "gone"
        matches.hold(row, f"#{link.number} is {gone}, or this token cannot see it", todo)


def _settle_claims(
    matches: Matches, one: Marked, claimants: Sequence[Row], unlinked: dict[Name, list[Row]]
) -> None:
    """A number belongs to the row its marker names, be it that the link stands in another one."""
    keeper = _keeper(matches, one, claimants, unlinked)
    number = one.issue.number
    matches.taken.add(number)
    if keeper is not None:
        matches.give(keeper, one)
    whose = f"row “{keeper.item.title}”" if keeper is not None else "one row alone"
    for row in claimants:
        if row is not keeper:
            matches.hold(row, f"links #{number}, which belongs to {whose}", "remove the copied link")


def _keeper(
    matches: Matches, one: Marked, claimants: Sequence[Row], unlinked: dict[Name, list[Row]]
) -> Row | None:
    """The row that has the issue; among several of that name the section decides, then the id, then the
    order in the document. A row that shows the issue's own title has it, although its marker was not told."""
    name = ("", "") if one.marker is None else (one.marker.doc, one.title)
    named = [row for row in claimants if (row.doc, row.title) == name]
    if named:
        return min(named, key=lambda row: (row.section != one.section, row.item.id != _id(one), row.order))
    if len(claimants) == 1 and claimants[0].title == fold(one.issue.title):
        return claimants[0]
    elsewhere = [row for row in unlinked.get(name, ()) if matches.open(row)]
    if len(elsewhere) == 1:
        return elsewhere[0]
    return claimants[0] if len(claimants) == 1 else None


def _id(one: Marked) -> str | None:
    return None if one.marker is None else one.marker.id
