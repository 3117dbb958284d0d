"""What matching comes to: rows with their issues, rows that are held, issues without a row."""

from __future__ import annotations

from dataclasses import dataclass, field

from roadmap_sync.reconcile.identity.rows import Row
from roadmap_sync.reconcile.identity.trust import Marked


@dataclass(frozen=True, slots=True)
class Held:
    """A row that nothing is done for, and what would change that. ``kind``: conflict or drift."""

    row: Row
    why: str
    todo: str
    kind: str = "conflict"
    issue: Marked | None = None


@dataclass(slots=True)
class Matches:
    """``issues``: by (document, order of the row). ``renamed``: rows found by rule 4. ``orphans``:
    marked issues of ours whose row is gone. ``taken``: numbers that no other row can have. ``adopted``: rows
    that take over an issue nobody marked, and why."""

    issues: dict[tuple[str, int], Marked] = field(default_factory=dict)
    renamed: set[tuple[str, int]] = field(default_factory=set)
    held: dict[tuple[str, int], Held] = field(default_factory=dict)
    orphans: list[Marked] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    adopted: dict[tuple[str, int], str] = field(default_factory=dict)

    def open(self, row: Row) -> bool:
        """Whether nothing has been decided for ``row`` yet."""
        return spot(row) not in self.issues and spot(row) not in self.held

    def give(self, row: Row, issue: Marked) -> None:
        """``issue`` is ``row``'s."""
        self.issues[spot(row)] = issue
        self.taken.add(issue.issue.number)

    def adopt(self, row: Row, issue: Marked, why: str) -> None:
        """``issue``, which nobody marked, becomes ``row``'s."""
        self.give(row, issue)
        self.adopted[spot(row)] = why

    def hold(
        self, row: Row, why: str, todo: str, *, kind: str = "conflict", issue: Marked | None = None
    ) -> None:
        """Nothing is done for ``row``."""
        self.held[spot(row)] = Held(row, why, todo, kind, issue)


def spot(row: Row) -> tuple[str, int]:
    """What tells a row from all others of a run."""
    return row.doc, row.order
