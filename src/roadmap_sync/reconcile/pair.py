"""A row with its issue: what both sides say of a field, and the plan that grows for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from roadmap_sync.config import Config
from roadmap_sync.model import CardPatch, Change, Hold, Issue, Json, Move, Status, Subject, TextChange, Value
from roadmap_sync.reconcile.context import Context, Spot, take
from roadmap_sync.reconcile.identity.trust import Marked
from roadmap_sync.reconcile.values.merge import Memory, Text, remember


@dataclass(slots=True)
class RowPlan:
    """What one row comes to. ``region``: the managed text to write, ``None`` to leave it; ``shows``: the
    status that its card is to show."""

    changes: list[Change] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    texts: list[TextChange] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    region: str | None = None
    shows: Status | None = None
    card: CardPatch | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One scalar field of a row and its issue, in the same terms on both sides."""

    name: str
    memory: Memory | None
    text: Text
    github: Value


@dataclass(frozen=True, slots=True)
class Pair:
    """A row with its issue, and the plan that grows for them."""

    context: Context
    spot: Spot
    marked: Marked
    plan: RowPlan

    @property
    def issue(self) -> Issue:
        return self.marked.issue

    @property
    def settings(self) -> Config:
        """The configuration as it holds for the row's document."""
        return self.context.settings(self.spot.row.doc)

    @property
    def subject(self) -> Subject:
        return self.spot.subject(self.issue.number)

    def memory(self, name: str) -> Memory | None:
        """What the marker remembers of a field; ``None`` where it says nothing that counts."""
        said = self.marked.base
        if said is None or name not in said.base:
            return None
        return remember(said.base[name], said.was.get(name), self.spot.reading.commit, self.context.refused)

    def text(self, now: Value, tip: Value) -> Text:
        """The row's value here and at the tip."""
        return Text(now, tip, self.spot.reading.commit)

    def put_back(self, name: str) -> str:
        """What to type so that a field is again as the document has it."""
        return f"to put it back: roadmap-sync {take('document', f'{self._called()}:{name}')}"

    def choose(self) -> str:
        """What to type to say which side is right."""
        key = self._called()
        return f"roadmap-sync {take('github', key)}   |   {take('document', key)}"

    def _called(self) -> str:
        """What the item can be called after this run, which may write its title and so change its key."""
        renamed = any(text.slot.field == "title" for text in self.plan.texts)
        return self.context.called(self.issue.number) if renamed else self.spot.item.key

    def hold(self, kind: str, name: str, side: Side, why: str, todo: str = "") -> None:
        """Leave a field alone and say so."""
        held = Hold(
            kind, self.subject, name, plain(side.text.now), plain(side.github), why, todo, self.spot.place
        )
        self.plan.holds.append(held)


def plain(value: Value) -> Json:
    """A value as it stands in JSON."""
    return list(value) if isinstance(value, tuple) else value
