"""The job `detach`: let items go, so that document and issue are nobody's but people's again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from roadmap_sync import document
from roadmap_sync.errors import OurMistake, UsageFault
from roadmap_sync.github import Reader, Writer
from roadmap_sync.jobs.naming import row_named
from roadmap_sync.jobs.planning import Options, Planned, Seen, look
from roadmap_sync.jobs.result import Result
from roadmap_sync.jobs.sync import Approve, carried, refusal
from roadmap_sync.jobs.whereabouts import Whereabouts, everywhere, of_key
from roadmap_sync.model import Document, Hold, TextChange, Write
from roadmap_sync.reconcile import detaching, sites
from roadmap_sync.reconcile.detaching import Leaving
from roadmap_sync.reconcile.identified import Identified
from roadmap_sync.reconcile.identity.matches import spot
from roadmap_sync.workspace import Workspace

NEXT = (
    "the next sync would look for an issue for each of these items again, or make a new one: "
    "to prevent that, write <!-- roadmap-sync: ignore --> behind the title"
)
BY_HAND = "the link cannot be taken out of its line"


def dry_run(reader: Reader, workspace: Workspace, options: Options, keys: Sequence[str]) -> Result:
    """What `detach` would do."""
    planned = _plan(look(reader, workspace, options, further=False), options, keys)
    return Result(planned.plan, planned.documents, refusal=refusal(planned, options))


def detach(
    reader: Reader,
    writer: Writer,
    workspace: Workspace,
    options: Options,
    keys: Sequence[str],
    approve: Approve,
) -> Result:
    """Let the items go that ``keys`` name, or all where there are none. Raises ``UsageFault`` with every key
    that names no item with an issue."""

    def make() -> Planned:
        return _plan(look(reader, workspace, options, further=False), options, keys)

    return carried(make, writer, workspace, options, approve)


def _plan(seen: Seen, options: Options, keys: Sequence[str]) -> Planned:
    known = everywhere(seen, options)
    leaving = (
        _named(keys, known, seen, options) if keys else [list(_all(one.found, options)) for one in known]
    )
    made = sites.joined(
        [
            sites.located(detaching.plan(some, one.context, options.documents), one.context)
            for some, one in zip(leaving, known, strict=True)
        ]
    )
    named = seen.named(options)
    stuck = {id(text): hold for one in named for text, hold in _stuck(one, made.texts, options)}
    rows = [one for some in leaving for one in some if one.row is not None]
    made = replace(
        made,
        texts=tuple(text for text in made.texts if id(text) not in stuck),
        holds=(*made.holds, *stuck.values()),
        notes=(NEXT,) if rows and options.config.create != "linked" else (),
    )
    return Planned(made, seen.world, tuple(named), seen.standing, seen.abroad)


def _all(found: Identified, options: Options) -> Iterator[Leaving]:
    matches = found.matches
    for row in found.rows:
        if row.doc in options.documents and spot(row) in matches.issues and spot(row) not in matches.adopted:
            yield Leaving(row, matches.issues[spot(row)])
    for one in matches.orphans:
        if one.marker is not None and one.marker.doc in options.documents:
            yield Leaving(None, one)


def _named(
    keys: Sequence[str], known: Sequence[Whereabouts], seen: Seen, options: Options
) -> list[list[Leaving]]:
    """What the keys name, by repository. Raises ``UsageFault`` with all that name nothing."""
    leaving: dict[str, dict[int, Leaving]] = {one.away: {} for one in known}
    faults: list[str] = []
    for key in keys:
        try:
            there, name = of_key(key, known, seen)
            one = _one(name, there.found, options)
            leaving[there.away][one.marked.issue.number] = one
        except UsageFault as fault:
            faults.append(str(fault))
    if faults:
        raise UsageFault("\n".join(faults))
    return [[*some.values()] for some in leaving.values()]


def _one(key: str, found: Identified, options: Options) -> Leaving:
    """The issue that a key names, by its row, or where that is gone by its number."""
    number = re.fullmatch(r"#(\d+)", key)
    for one in found.matches.orphans:
        if number is not None and one.issue.number == int(number[1]):
            return Leaving(None, one)
    row = row_named(key, (row for row in found.rows if row.doc in options.documents), found.matches)
    marked = found.matches.issues.get(spot(row))
    if marked is None or spot(row) in found.matches.adopted:
        held = found.matches.held.get(spot(row))
        what = "the item has no issue" if held is None else f"nobody can tell its issue: {held.why}"
        raise UsageFault(what, where=f"{row.item.place}: {key}", todo=held.todo if held is not None else "")
    return Leaving(row, marked)


def _stuck(one: Document, texts: Sequence[TextChange], options: Options) -> Iterator[tuple[TextChange, Hold]]:
    """Links that cannot be taken out without changing what people wrote; each is tried alone only where all
    together fail."""
    mine = [text for text in texts if text.change.subject.document == one.path]
    if _fits(one, mine, options):
        return
    for text in mine:
        if not _fits(one, [text], options):
            change = text.change
            todo = "take it out by hand, or the next sync takes the issue over again"
            yield (
                text,
                Hold("conflict", change.subject, "link", change.before, None, BY_HAND, todo, change.place),
            )


def _fits(one: Document, texts: Sequence[TextChange], options: Options) -> bool:
    try:
        document.write(one, [Write(text.slot, "") for text in texts], options.config.of(one.path))
    except OurMistake:
        return False
    return True
