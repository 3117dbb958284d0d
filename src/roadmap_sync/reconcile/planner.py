"""Documents and the world in, the plan out: every repository by itself, then all of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from roadmap_sync.model import Hold, Plan
from roadmap_sync.reconcile import guard, sites
from roadmap_sync.reconcile.boards import lost as boards_lost
from roadmap_sync.reconcile.boards.needs import roomy, with_board
from roadmap_sync.reconcile.context import Context
from roadmap_sync.reconcile.drafting import draft
from roadmap_sync.reconcile.identified import Identified, identify
from roadmap_sync.reconcile.identity import homes
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.needs import with_needs


def plan(
    readings: list[Reading], home: Context, *away: Context, gone: frozenset[str], allowed: Mapping[str, int]
) -> Plan:
    """The plan for ``readings``. ``home``: their own repository; ``away``: others that rows belong to.
    ``gone``: documents that markers name and the tip does not have."""
    home = roomy((one.document for one in readings), home)
    apart = sites.divided(readings, home.homes)
    contexts = [
        replace(one, crowded=home.crowded, homeless=home.homeless, shut=apart) for one in (home, *away)
    ]
    found = [identify(readings, context, gone) for context in contexts]
    contexts, lost = boards_lost.without(contexts, found)
    sites.keep_apart(readings, contexts, found)
    drafts = _drafts(readings, contexts, found)
    plans = [sites.located(one, context) for (one, _), context in zip(drafts, contexts, strict=True)]
    sizes = guard.sizes((one.matches for one in found), plans[0].documents)
    refused = guard.refused(plans, sizes, allowed)
    whole = [
        sites.located(with_board(with_needs(guard.without(one, refused), context, seen), context), context)
        for one, (_, seen), context in zip(plans, drafts, contexts, strict=True)
    ]
    made = sites.joined(whole)
    return replace(made, holds=(*made.holds, *_shut(readings, home)), notes=(*lost, *made.notes))


def _drafts(
    readings: list[Reading], contexts: Sequence[Context], found: Sequence[Identified]
) -> list[tuple[Plan, list[Reading]]]:
    """What each repository comes to. The documents' own is the last to be planned: its groups hold items of
    the others."""
    away = [draft(readings, one, its) for one, its in zip(contexts[1:], found[1:], strict=True)]
    told = tuple(text for made, _ in away for text in made.texts)
    return [draft(readings, replace(contexts[0], told=told), found[0]), *away]


def _shut(readings: list[Reading], home: Context) -> list[Hold]:
    """The rows of repositories in which nothing can be done."""
    rows = [(one.document.path, item) for one in readings if one.writable for item in one.document.items]
    where = [(doc, item, home.homes.of(item)) for doc, item in rows]
    shut = home.homes.shut
    return [homes.hold(doc, item, away, shut[away]) for doc, item, away in where if away in shut]
