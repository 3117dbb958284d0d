"""Which tables hold work, which declare releases, and why any other is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from roadmap_sync.config import Reading
from roadmap_sync.document.outline.captions import is_about
from roadmap_sync.document.outline.legend import is_legend
from roadmap_sync.document.outline.sections import Path, section_is
from roadmap_sync.document.outline.taking import verdict
from roadmap_sync.document.tables.columns import ITEM_ROLES, Grid, find_roles, grid, unknown
from roadmap_sync.document.tables.name_cells import are_named
from roadmap_sync.document.tables.signed import are_signed
from roadmap_sync.document.text.flat import plain
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import HTML, Block
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.words.spellings import Votes
from roadmap_sync.document.words.targets import find_target, is_blank, is_duration, read_target
from roadmap_sync.document.words.vocabulary import fold_header, vocabulary

ITEMS, RELEASES, LEFT_OUT = "items", "releases", "left out"
NAMES_ONLY = "no column for id, status, target, priority, owner or issue: a list of names, not of work"
_VERSION = re.compile(
    r"v?\d+(?:\.(?:\d+|x))*(?:[-.]?[a-z]+[.-]?\d*)*|[\w .-]* v?\d+\.\d+[\w.-]*", re.IGNORECASE
)
_GROUPS = frozenset(
    {"version", "release", "area", "step", "versión", "versão", "версия", "版本", "バージョン", "버전"}
)
_IGNORE = re.compile(r"<!--\s*roadmap-sync:\s*ignore\s*-->")


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was understood. ``kind``: items, releases or left out (then ``reason`` says why);
    ``roles``: what a column says → its number; ``texts``: its cells as plain text, row by row."""

    block: Block
    path: Path
    headers: tuple[str, ...]
    texts: Sequence[Sequence[str]]
    kind: str
    roles: Mapping[str, int]
    reason: str = ""
    votes: Votes = field(default_factory=Votes)
    kept: frozenset[int] = frozenset()  # columns to be shown as they are, whatever their role
    named: bool = False  # the titles are short names with their scopes behind a colon

    @property
    def is_html(self) -> bool:
        """Whether it is written in HTML."""
        return self.block.name == HTML

    @property
    def rows(self) -> Sequence[Block]:
        return self.block.children[1:]


def read_table(source: Source, block: Block, path: Path, lexicon: Lexicon, reading: Reading) -> Table:
    """Understand one table at its place in the document; ``reading``: what the configuration says of it."""
    headers = tuple(plain(source, cell.inlines) for cell in block.children[0].children)
    rows = [[plain(source, cell.inlines) for cell in row.children] for row in block.children[1:]]
    values = grid(headers, rows, lexicon, reading)
    told = verdict(reading, path)
    reason = _configured(told, reading) or _about(values, headers) or ("" if told else _placed(path))
    if reason:
        return Table(block, path, headers, rows, LEFT_OUT, {}, reason)
    if roles := _release_roles(values):
        if past := _past(values, roles):
            return Table(block, path, headers, rows, LEFT_OUT, roles, past)
        return Table(block, path, headers, rows, RELEASES, roles, votes=_votes(values, roles))
    found = find_roles(values)
    reason = _unfit(values, headers, found) or (
        "" if told else _recap(headers, found, path) or _facts(values, found, path)
    )
    if reason:
        return Table(block, path, headers, rows, LEFT_OUT, found, reason)
    named = are_named(values.columns[found["title"]])
    texts = _filled(rows, found)
    shown = {fold_header(name) for name in reading.shown}
    kept = frozenset(at for at, header in enumerate(headers) if shown and fold_header(header) in shown)
    votes = _votes(values, found)
    return Table(block, path, headers, texts, ITEMS, found, votes=votes, kept=kept, named=named)


def work_after_all(table: Table) -> Table:
    """A table that only names things, where work is listed: its rows are items after all."""
    return replace(table, kind=ITEMS, reason="", texts=_filled(table.texts, table.roles))


def _filled(rows: Sequence[Sequence[str]], roles: Mapping[str, int]) -> Sequence[Sequence[str]]:
    """The rows with what the first column says once for several rows in each of them."""
    if roles.get("label") != 0:
        return rows
    filled, last = [], ""
    for row in rows:
        last = row[0] if row and not is_blank(row[0]) else last
        filled.append([last, *row[1:]])
    return filled


def _configured(told: str | None, reading: Reading) -> str:
    if not reading.tables:
        return "the configuration says that tables hold no items"
    return "left out by the configuration" if told == "exclude" else ""


def ignored(text: str) -> bool:
    """Whether HTML is the comment that lets an item or a section go."""
    return bool(_IGNORE.search(text))


def _placed(path: Path) -> str:
    """Why no table is a list of work in this place, unless the configuration includes it."""
    if inside := section_is(path, "details"):
        return f'details of an item (in the section "{inside}")'
    if inside := section_is(path, "not items"):
        return f'in the section "{inside}", which lists no work'
    return ""


def _about(values: Grid, headers: Sequence[str]) -> str:
    """Why a table is about something else, whatever its rows say; one whose title the configuration names is
    not."""
    if not {*values.headers}.isdisjoint(values.own.get("title", ())):
        return ""
    if is_legend(headers, values.columns[0]):
        return "a legend: it explains signs"
    if values.named("risk"):
        return "risks and what is done about them, not work"
    if values.named("beside") and not values.named("status") and not values.named("target"):
        return "people or costs, not work"
    if values.named("change") and (values.named("date") or values.named("version")):
        return "a history of changes"
    if values.named("metric", affix=True) or (values.named("now") and not values.named("status")):
        return "figures to measure or compare, not work"
    if sum(1 for header in headers if (found := find_target(header)) and found.target.name) > 1:
        return "figures to measure or compare, not work"
    return ""


def _unfit(values: Grid, headers: Sequence[str], roles: Mapping[str, int]) -> str:
    """Why a table whose columns are known is no list of work."""
    signs = [name for name in ITEM_ROLES if name in roles]
    beside = [name for name in ("effort", "blocker") if name in roles]
    if "title" in roles and (signs or beside or are_signed(values.columns[roles["title"]], values.lexicon)):
        return ""
    if "title" in roles:
        return NAMES_ONLY
    if signs:
        named = ", ".join(f'"{headers[roles[name]]}"' for name in signs)
        return f"no title column: the table has {named}, but no header says which column names the work"
    return "no header of its columns is known as a title, status, target, priority, owner or issue"


def _recap(headers: Sequence[str], roles: Mapping[str, int], path: Path) -> str:
    """Why a table that lists phases, versions or areas in a summary is no list of work."""
    title = fold_header(headers[roles["title"]])
    inside = section_is(path, "summary")
    groups = title in {*_GROUPS, *vocabulary().times["phases"], *vocabulary().columns["version"]}
    return f'a recap of {title}s in the section "{inside}"' if inside and groups else ""


def _facts(values: Grid, roles: Mapping[str, int], path: Path) -> str:
    """Why a table of the present state, of which most cells are no statuses, is no list of work."""
    if [name for name in ITEM_ROLES if name in roles] != ["status"] or _mostly(
        values, roles["status"], lambda value: values.lexicon.read(value) is not None
    ):
        return ""
    told = next((each.clean for each in reversed(path) if is_about(each.clean, "not alone")), None)
    return f'facts in the section "{told}", not work' if told else ""


def _release_roles(values: Grid) -> Mapping[str, int]:
    """The columns of a table that declares releases; empty when it does not."""
    versions = [
        at
        for at in values.named("version")
        if values.share(at, _is_version) > 0.5 and any(values.columns[at])
    ]
    dates = [at for at in values.named("date") if at not in versions and not _mostly(values, at, is_duration)]
    taken = {"id", "owner", "priority", "issue"}
    if not versions or not dates or any(values.named(role) for role in taken):
        return {}
    roles = {"version": versions[0], "target": dates[0]}
    free = [at for at in values.named("description") if at not in roles.values()]
    if any(at not in free for at in values.named("title") if at not in roles.values()):
        return {}
    if free or (free := unknown(values)[:1]):
        roles["title"] = free[0]
    if status := values.named("status"):
        roles["status"] = status[0]
    return roles


def _is_version(value: str) -> bool:
    return bool(_VERSION.fullmatch(value))


def _mostly(values: Grid, column: int, test: Callable[[str], bool]) -> bool:
    return any(values.columns[column]) and values.share(column, test) > 0.5


def _past(values: Grid, roles: Mapping[str, int]) -> str:
    """Why a table of versions and dates declares nothing: days under a plain "Date" are history."""
    plain_date = values.headers[roles["target"]] in vocabulary().columns["plain date"]
    if plain_date and "status" not in roles and _mostly(values, roles["target"], _is_day):
        return 'a list of release days: it reads as history; a column named "Target date" declares releases'
    return ""


def _is_day(value: str) -> bool:
    found = read_target(value)
    return found is not None and found.target.end is not None and found.target.start == found.target.end


def _votes(values: Grid, roles: Mapping[str, int]) -> Votes:
    """How the cells of the status column spell their statuses."""
    votes = Votes()
    for text in values.columns[roles["status"]] if "status" in roles else ():
        if sign := values.lexicon.read(text):
            votes.add(sign)
    return votes
