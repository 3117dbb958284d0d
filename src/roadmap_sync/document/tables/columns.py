"""Which column of a table says what: by the words of its header first, by its values where those are open."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from roadmap_sync.config import Reading
from roadmap_sync.document.text.links import BARE, URL
from roadmap_sync.document.words.answers import answered, asks
from roadmap_sync.document.words.signs import Lexicon, strip_signs
from roadmap_sync.document.words.targets import is_blank, is_duration, read_target
from roadmap_sync.document.words.vocabulary import fold, fold_header, vocabulary
from roadmap_sync.model import Status

ITEM_ROLES = ("id", "status", "target", "priority", "owner", "issue")
"""A title and one of these make a table of items."""

_STAGES = frozenset({"alpha", "beta", "preview", "rc", "ga", "stable", "general availability", "stage"})
"""Columns with the times of stages, or that name a stage: the last of them is when the work is due."""

_CODE = re.compile(r"[A-Za-z]{1,2}-?\d{1,3}(?:\.\d+)?")

_AFFIX = ("status", "target", "priority", "owner", "effort", "metric")
"""Roles whose words may also begin or end a longer header ("Target quarter", "Status (June)")."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as text: folded headers, and the plain values of each column."""

    headers: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    lexicon: Lexicon
    own: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # role → header words of the configuration

    def named(self, role: str, *, affix: bool = False) -> list[int]:
        """The columns whose header is a word for ``role``, in order."""
        words, own = vocabulary().columns[role], self.own.get(role, ())
        taken = {word for meant, group in self.own.items() if meant != role for word in group}
        told = [at for at, header in enumerate(self.headers) if header in own]
        rest = [at for at, header in enumerate(self.headers) if header not in taken and at not in told]
        return [*told, *(at for at in rest if _is(self.headers[at], words, affix=affix))]

    def is_status(self, value: str) -> bool:
        """Whether a value is a status and nothing else."""
        sign = self.lexicon.read(value)
        whole = sign is not None and sign.start == 0 and sign.end == len(value)
        return whole and sign is not None and fold(sign.word) not in vocabulary().not_alone

    def share(self, column: int, test: Callable[[str], bool]) -> float:
        """How many of a column's cells that say something pass a test, as a share; 1.0 where none does."""
        values = [value for value in self.columns[column] if not is_blank(value)]
        return sum(map(test, values)) / len(values) if values else 1.0


def grid(headers: Sequence[str], rows: Sequence[Sequence[str]], lexicon: Lexicon, reading: Reading) -> Grid:
    """A table as text, column by column; missing cells are empty."""
    own: dict[str, tuple[str, ...]] = {}
    for word, role in reading.columns:
        own[role] = (*own.get(role, ()), _folded(word))
    columns = tuple(tuple(row[at] if at < len(row) else "" for row in rows) for at in range(len(headers)))
    return Grid(
        tuple(map(_folded, headers)),
        columns,
        lexicon,
        own,
    )


def _folded(header: str) -> str:
    return fold_header(strip_signs(header)) or fold_header(header)


def find_roles(table: Grid) -> Mapping[str, int]:
    """Role → column, for the roles of this table: title, label, effort, blocker, those of `ITEM_ROLES`."""
    roles: dict[str, int] = {}
    for role in ("status", "priority", "owner", "effort", "id", "label"):
        _assign(roles, role, table.named(role) or (table.named(role, affix=True) if role in _AFFIX else []))
    _find_issue(table, roles)
    _assign(roles, "title", table.named("title"))
    if "status" not in roles and "title" in roles:
        _assign(roles, "status", _asked(table) or _unnamed_status(table, roles))
    _find_target(table, roles)
    if "title" not in roles:
        _find_title(table, roles)
        if "status" not in roles and "title" in roles:
            _assign(roles, "status", _asked(table))
    _unmerge(table, roles)
    if "target" not in roles:
        weak = table.named("maybe target") or table.named("maybe target", affix=True)
        stages = [at for at in reversed(range(len(table.headers))) if table.headers[at] in _STAGES]
        timed = [at for at in (*weak, *stages) if any(table.columns[at]) and table.share(at, _timely) > 0.5]
        _assign(roles, "target", timed)
    _assign(roles, "blocker", table.named("blocker"))
    _find_kind(table, roles)
    return roles


def _asked(table: Grid) -> list[int]:
    """The columns that answer whether something is done, or how much of it."""

    def tells(at: int) -> bool:
        header = table.headers[at]
        known = any(not is_blank(value) for value in table.columns[at])
        return (
            known
            and table.share(at, lambda value: bool(answered(value, header)) or table.is_status(value)) >= 0.75
        )

    return [at for at, header in enumerate(table.headers) if asks(header) and tells(at)]


def _unnamed_status(table: Grid, roles: Mapping[str, int]) -> list[int]:
    """The only column of nothing but statuses, whatever its header says; of several, a table compares. A
    cross may mean "no" as well as "dropped": then nothing is known."""
    other = {at for role in ("maybe target", "label", "version", "date") for at in table.named(role)}
    other |= {
        at for at, header in enumerate(table.headers) if any(header in own for own in table.own.values())
    }
    told = [
        at
        for at in range(len(table.headers))
        if at not in roles.values()
        and at not in other
        and any(map(table.is_status, table.columns[at]))
        and table.share(at, table.is_status) == 1.0
    ]
    read = [table.lexicon.read(value) for at in told for value in table.columns[at]]
    return [] if len(told) > 1 or any(sign and sign.status is Status.DROPPED for sign in read) else told


def _find_kind(table: Grid, roles: dict[str, int]) -> None:
    """A column of types may be one of labels as well."""
    taken = {at for role, at in roles.items() if role != "label"}
    free = [at for at in table.named("kind") if at not in taken]
    if free:
        roles["kind"] = free[0]


def _unmerge(table: Grid, roles: dict[str, int]) -> None:
    """A first column that says something once for several rows is a label; what stands beside it is the
    title."""
    if (
        roles.get("title") != 0
        or len(table.headers) < 2
        or any(at == 1 for role, at in roles.items() if role != "label")
    ):
        return
    first, beside = table.columns[0], table.columns[1]
    blank = sum(map(is_blank, first))
    if blank and first and not is_blank(first[0]) and not any(map(is_blank, beside)) and _titles(table, 1):
        roles.update({"label": 0, "title": 1})


def _assign(roles: dict[str, int], role: str, columns: Sequence[int]) -> None:
    free = [at for at in columns if at not in roles.values()]
    if free:
        roles[role] = free[0]


def _find_issue(table: Grid, roles: dict[str, int]) -> None:
    """A column named for issues that holds prose is the title, where no other is; numbers below "Issues"
    count them."""
    for at in table.named("issue"):
        numbers = any(table.columns[at]) and table.share(at, str.isdecimal) == 1.0
        prose = table.share(at, _refers) <= 0.5 and table.headers[at] in {"issue", "issues"} and not numbers
        if prose and not table.named("title"):
            _assign(roles, "title", [at])
        elif "issue" not in roles and not (numbers and table.headers[at].endswith("s")):
            _assign(roles, "issue", [at])


def _find_target(table: Grid, roles: dict[str, int]) -> None:
    loose = [at for at in table.named("target", affix=True) if table.share(at, _timely) > 0.5]
    for at in table.named("target") or loose:
        if any(map(is_duration, table.columns[at])) and table.share(at, is_duration) > 0.5:
            roles.setdefault("effort", at)
        else:
            _assign(roles, "target", [at])


def _find_title(table: Grid, roles: dict[str, int]) -> None:
    """Weaker words for a title; a description is one only beside a status; last, beside known statuses, the
    first column of many different words whose header is not known: that comes first where a weaker word
    stands above nothing but codes ("M1")."""
    described = set(vocabulary().columns["description"]) if "status" not in roles else set()
    for word in vocabulary().columns["maybe title"]:
        if word not in described:
            named = [at for at, header in enumerate(table.headers) if header == word and _titles(table, at)]
            coded = [at for at in named if table.share(at, lambda value: bool(_CODE.fullmatch(value))) == 1.0]
            _assign(roles, "title", [*(_beside(table, roles) if coded else ()), *named])
        if "title" in roles:
            return
    _assign(roles, "title", _beside(table, roles))


def _beside(table: Grid, roles: Mapping[str, int]) -> list[int]:
    """The columns that may be titles and whose headers say nothing that is known, beside known statuses."""
    return unknown(table) if "status" in roles and _has_statuses(table, roles["status"]) else []


def unknown(table: Grid) -> list[int]:
    """The columns that may be titles and whose headers say nothing that is known."""
    known = {at for role in vocabulary().columns for at in table.named(role, affix=role in _AFFIX)}
    return [at for at in range(len(table.headers)) if at not in known and _titles(table, at)]


def _titles(table: Grid, column: int) -> bool:
    """Whether the values could be titles: words in nearly all of them, hardly one twice."""
    values = [value for value in table.columns[column] if not is_blank(value)]
    wordy = [value for value in values if any(map(str.isalpha, value)) and not is_duration(value)]
    return len(wordy) >= max(1, len(values) * 0.8) and len(set(values)) >= len(values) * 0.8


def _has_statuses(table: Grid, column: int) -> bool:
    return table.share(column, lambda value: table.lexicon.read(value) is not None) > 0.5


def _timely(value: str) -> bool:
    found = read_target(value)
    whole = value.partition("(")[0].strip(), value.strip()
    return found is not None and not found.vague and found.target.text in whole


def _refers(value: str) -> bool:
    """Whether a value is nothing but references to issues."""
    rest, count = re.subn(f"{URL.pattern}|{BARE.pattern}", "", value, flags=re.IGNORECASE | re.ASCII)
    return count > 0 and not re.search(r"[^\W\d_]{4}", rest)


def _is(header: str, words: Sequence[str], *, affix: bool) -> bool:
    bare = header.partition("(")[0].strip(" *")
    if header in words or bare in words:
        return True
    long = [word for word in words if len(word) > 2] if affix else []
    return any(bare.startswith(f"{word} ") or bare.endswith(f" {word}") for word in long)
