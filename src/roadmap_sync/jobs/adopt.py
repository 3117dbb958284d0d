"""The job `adopt`: propose issues to rows without one, and take over those that were chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from roadmap_sync.errors import UsageFault
from roadmap_sync.github import Reader, Writer
from roadmap_sync.jobs import strays
from roadmap_sync.jobs.naming import row_named
from roadmap_sync.jobs.planning import Options, Planned, Seen, look, plan_for
from roadmap_sync.jobs.result import Result
from roadmap_sync.jobs.sync import Approve, carried, refusal
from roadmap_sync.jobs.whereabouts import Whereabouts, everywhere, of_key
from roadmap_sync.model import Change, Issue
from roadmap_sync.reconcile.identified import Identified
from roadmap_sync.reconcile.identity import proposals
from roadmap_sync.reconcile.identity.matches import spot
from roadmap_sync.reconcile.identity.proposals import Proposal
from roadmap_sync.reconcile.narrow import keep
from roadmap_sync.reconcile.values import fields
from roadmap_sync.workspace import Workspace

Named = Mapping[tuple[str, str], int]
"""Issues that rows are to take over, by document and key."""

ANY = 10**9
"""Ceilings of a plan of which only what a person chose is kept: the choice is the number that was typed."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """``pairs``: what may belong together, the most alike first; ``sure``: those of them whose titles are
    equal and unique; ``named``: what was named on the command line; ``strays``: issues of ours that no row
    has, with a line for each."""

    seen: Seen
    pairs: tuple[Proposal, ...]
    sure: tuple[Proposal, ...]
    named: Named
    strays: tuple[tuple[Issue, str], ...]


def propose(
    reader: Reader, workspace: Workspace, options: Options, takes: Sequence[tuple[str, int]]
) -> Proposed:
    """What could be taken over. ``takes``: pairs of a key and an issue's number that a person typed; raises
    ``UsageFault`` with every one of them that cannot be."""
    seen = look(reader, workspace, options, numbers=tuple(number for _, number in takes), further=True)
    known = everywhere(seen, options)
    found = known[0].found
    rows = [row for row in found.rows if row.doc in options.documents]
    pairs = proposals.proposals(rows, found.marked, found.matches)
    named = _named(takes, known, seen, options)
    named_rows, numbers = named.keys(), set(named.values())
    left = [one for one in pairs if _name(one) not in named_rows and one.issue.number not in numbers]
    documents = seen.named(options)
    lone = (*proposals.strays(rows, found.marked, found.matches), *_orphans(found, options))
    lost = [
        (issue, strays.line_for(issue, documents, options.config))
        for issue in lone
        if issue.number not in {one.issue.number for one in pairs} | numbers
    ]
    return Proposed(seen, tuple(left), tuple(proposals.sure(left)), named, tuple(lost))


def _orphans(found: Identified, options: Options) -> Iterator[Issue]:
    """Open issues whose rows are gone from the documents."""
    for one in found.matches.orphans:
        if one.marker is not None and one.marker.doc in options.documents and one.issue.open:
            yield one.issue


def _name(one: Proposal) -> tuple[str, str]:
    return one.row.doc, one.row.item.key


def chosen(pairs: Sequence[Proposal]) -> Named:
    """The pairs as what is named."""
    return {_name(one): one.issue.number for one in pairs}


def _named(
    takes: Sequence[tuple[str, int]], known: Sequence[Whereabouts], seen: Seen, options: Options
) -> Named:
    named: dict[tuple[str, str], int] = {}
    faults: list[str] = []
    found = known[0].found
    for key, number in takes:
        try:
            if away := of_key(key, known, seen)[0].away:
                raise UsageFault(
                    f"{key} belongs to {away}", todo=f"write the link to {away}#{number} into its row"
                )
            row = row_named(key, (row for row in found.rows if row.doc in options.documents), found.matches)
        except UsageFault as fault:
            faults.append(str(fault))
            continue
        why = _refused(row.doc, row.item.key, number, named) or _unfit(spot(row), number, found, seen)
        faults += [f"--take {key}=#{number}: {why}"] if why else []
        named[row.doc, row.item.key] = number
    if faults:
        raise UsageFault("\n".join(faults))
    return named


def _refused(doc: str, key: str, number: int, named: Named) -> str:
    if (doc, key) in named:
        return f"{key} is given two issues"
    return f"#{number} is given to two items" if number in named.values() else ""


def _unfit(at: tuple[str, int], number: int, found: Identified, seen: Seen) -> str:
    """Why a row cannot take over an issue; empty where it can."""
    matches = found.matches
    has = matches.issues.get(at)
    if has is not None and at not in matches.adopted:
        return f"the item has #{has.issue.number} already"
    if any(row.item.link is not None for row in found.rows if spot(row) == at):
        return "the item links something else: remove that link first"
    owner = next(
        (
            row
            for row in found.rows
            if (one := matches.issues.get(spot(row)))
            and one.issue.number == number
            and spot(row) not in matches.adopted
        ),
        None,
    )
    if owner is not None:
        return f"#{number} belongs to {owner.item.key} ({owner.item.place})"
    absent = next((one.why for one in seen.world.absent if one.number == number), None)
    known = any(one.number == number for one in seen.world.issues)
    return "" if known else f"#{number} is no issue that this token can see{f' ({absent})' if absent else ''}"


def adopt(
    proposed: Proposed, named: Named, writer: Writer, workspace: Workspace, options: Options, approve: Approve
) -> Result:
    """Take over the issues that are ``named``: the marker into the issue, the link into the document."""
    return carried(lambda: _plan(proposed.seen, named, options), writer, workspace, options, approve)


def dry_run(proposed: Proposed, named: Named, options: Options) -> Result:
    """What `adopt` would do."""
    planned = _plan(proposed.seen, named, options)
    return Result(planned.plan, planned.documents, refusal=refusal(planned, options))


def _plan(seen: Seen, named: Named, options: Options) -> Planned:
    """The plan of a sync in which these pairs are given, and of it what is about them."""
    everything = dict.fromkeys(("closes", "updates", "words", "creates"), ANY)
    planned = plan_for(seen, replace(options, named=named, allowed=everything))
    numbers = set(named.values())
    whole = planned.plan

    def ours(change: Change) -> bool:
        mine = change.subject.kind in ("issue", "text") and change.subject.number in numbers
        return mine and change.field not in (fields.PARENT, fields.BLOCKERS, "milestone")

    part = keep(whole, ours, frozenset(options.documents))
    patches = tuple(patch for patch in part.patches if patch.subject.number in numbers)
    added = {str(change.after) for patch in patches for change in patch.changes if change.field == "labels"}
    labels = tuple(new for new in whole.labels if new.name in added)
    holds = tuple(hold for hold in whole.holds if hold.subject.number in numbers)
    part = replace(
        part, patches=patches, labels=labels, milestone_patches=(), holds=holds, board=None, notes=()
    )
    return replace(planned, plan=part)
