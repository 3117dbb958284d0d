"""`roadmap-sync adopt`: propose issues to items without one, ask, take them over."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from roadmap_sync.cli import options, printing
from roadmap_sync.errors import EXIT_OK, EXIT_PERSON, worst

if TYPE_CHECKING:
    from roadmap_sync.cli.running import Around, Given
    from roadmap_sync.jobs.adopt import Named, Proposed
    from roadmap_sync.jobs.result import Result
    from roadmap_sync.reconcile.identity.proposals import Proposal

ANSWERS = ("y", "n", "all", "quit")


class PairType(click.ParamType[tuple[str, int]]):
    """``KEY=#12``."""

    name = "KEY=#N"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, int]:
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(.+)=#?([1-9]\d*)", str(value))
        if found is None:
            self.fail(f"{value!r} is not KEY=#12", param, ctx)
        return found[1], int(found[2])


@click.command()
@click.argument("files", nargs=-1, type=click.Path())
@click.option("--take", "takes", multiple=True, type=PairType(), help="Take this issue over for this item.")
@click.option("--yes", is_flag=True, help="Take over all whose titles are equal and unique, without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would be done and change nothing.")
@options.output("text", "json")
@options.configuring
@options.sandboxing
def adopt(takes: tuple[tuple[str, int], ...], *, yes: bool, **given: Any) -> int:
    """Propose issues that nobody marked to the items of FILES (default: ROADMAP.md) that have none, by their
    titles; ask about each, and take over what is chosen.

    Lists the issues with our label that have no item, too, each with a line to paste."""
    from roadmap_sync.cli.running import Given, perform

    return perform(Given(yes=yes or bool(takes), **given), lambda around: _adopted(around, takes, yes=yes))


def _adopted(around: Around, takes: tuple[tuple[str, int], ...], *, yes: bool) -> int:
    """Propose, ask, take over; the exit code. ``yes``: what is sure is taken unasked."""
    from roadmap_sync.jobs import adopt as job

    given, reader, workspace, asked = around.given, around.reader, around.workspace, around.asked
    proposed = job.propose(reader, workspace, asked, takes)
    asking = sys.stdin.isatty() and given.form == "text" and not (given.yes or given.dry_run)
    named = _chosen(proposed, yes=yes, asking=asking)
    result: Result | None = None
    if named and given.dry_run:
        result = job.dry_run(proposed, named, asked)
    elif named:
        result = job.adopt(proposed, named, around.writer, workspace, asked, around.approve)
    return _told(given, proposed, result, reader, left=not (named or given.dry_run or asking))


def _chosen(proposed: Proposed, *, yes: bool, asking: bool) -> Named:
    """The pairs to take: those named, those that ``--yes`` takes, those that a person says yes to."""
    from roadmap_sync.jobs.adopt import chosen

    if yes:
        return {**proposed.named, **chosen(proposed.sure)}
    return chosen(_asked(proposed.pairs)) if asking else proposed.named


def _asked(pairs: Sequence[Proposal]) -> list[Proposal]:
    """Show all pairs, then ask about one after the other; what is taken is proposed no more. ``all`` takes
    the rest but for those that have an equal: these are asked about all the same."""
    from roadmap_sync.report import adopting

    shown = {id(one): adopting.question(adopting.pair(one.row.item, one.issue, one.ratio)) for one in pairs}
    printing.lines(shown.values())
    taken: list[Proposal] = []
    everything = False
    for one in pairs:
        if any(_rivals(one, other) for other in taken):
            continue
        equals = (other for other in pairs if other is not one and other.ratio == one.ratio)
        answer = "y"
        if not everything or any(_rivals(one, other) for other in equals):
            answer = click.prompt(f"{shown[id(one)]}\nTake it over?", type=click.Choice(ANSWERS), err=True)
        if answer == "quit":
            break
        everything = everything or answer == "all"
        taken += [one] if answer in ("y", "all") else []
    return taken


def _rivals(one: Proposal, other: Proposal) -> bool:
    """Whether two pairs cannot both be taken."""
    return one.row is other.row or one.issue is other.issue


def _told(given: Given, proposed: Proposed, result: Result | None, reader: Any, *, left: bool) -> int:
    """Print what came of it; the exit code. ``left``: nothing was chosen of what is proposed."""
    from roadmap_sync.cli.running import show
    from roadmap_sync.jobs.describing import describe
    from roadmap_sync.jobs.result import exit_code
    from roadmap_sync.report import adopting

    code = EXIT_PERSON if left and proposed.pairs else EXIT_OK
    code = worst([code, exit_code(result, pending=False, strict=False)]) if result is not None else code
    shown: dict[str, Any] = {
        "schema_version": 1,
        "documents": [one.path for one in proposed.seen.documents],
        "proposals": [adopting.pair(one.row.item, one.issue, one.ratio) for one in proposed.pairs],
        "strays": [adopting.stray(*one) for one in proposed.strays],
        "plan": describe(result, reader.requests, code) if result is not None else None,
        "exit_code": code,
    }
    if given.form == "json":
        printing.as_json(shown)
        return code
    if result is None or given.dry_run:
        printing.lines(adopting.text_lines(shown))
    if result is not None:
        show(given, shown["plan"], applied=bool(result.outcomes))
    elif shown["proposals"]:
        printing.lines([adopting.to_do(shown["proposals"])])
    return code
