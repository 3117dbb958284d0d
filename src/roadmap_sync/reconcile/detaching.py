"""Items let go: the marker and our label off their issues, their links out of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from roadmap_sync.model import Change, Hold, Marker, Patch, Place, Plan, Subject, TextChange
from roadmap_sync.reconcile.context import Context
from roadmap_sync.reconcile.identity.rows import Row
from roadmap_sync.reconcile.identity.trust import Marked, Weight


@dataclass(frozen=True, slots=True)
class Leaving:
    """An issue that is let go, with its row; ``row``: ``None`` where that is gone from the document."""

    row: Row | None
    marked: Marked

    @property
    def doc(self) -> str:
        if self.row is not None:
            return self.row.doc
        return self.marked.marker.doc if self.marked.marker is not None else ""

    @property
    def place(self) -> Place:
        return Place(self.doc, 1) if self.row is None else self.row.item.place

    def subject(self, kind: str) -> Subject:
        number = self.marked.issue.number
        name = f"#{number}" if self.row is None else self.row.item.key
        return Subject(kind, name, self.doc, number)


def plan(leaving: Iterable[Leaving], context: Context, documents: tuple[str, ...]) -> Plan:
    """What letting these go comes to. Nothing is closed, nothing that people wrote is changed."""
    some = list(leaving)
    mended = [one for one in some if one.marked.weight not in (Weight.FAULT, Weight.COPY)]
    return Plan(
        repository=context.world.repository,
        documents=documents,
        labels=(),
        milestones=(),
        milestone_patches=(),
        issues=(),
        patches=tuple(patch for one in mended if (patch := _patch(one, context))),
        texts=tuple(text for one in mended for text in _texts(one, context)),
        holds=tuple(_hold(one) for one in some if one not in mended),
    )


def _hold(one: Leaving) -> Hold:
    """Nobody can tell what is ours in such a body."""
    todo = f"mend or delete the roadmap-sync comment in {one.marked.issue.url}"
    return Hold("conflict", one.subject("issue"), "marker", None, None, one.marked.fault, todo, one.place)


def _patch(one: Leaving, context: Context) -> Patch | None:
    changes = tuple(_changes(one, context))
    said = Marker(context.world.home.id, one.doc, (), None, "", one.marked.issue.number, {}, {})
    return Patch(one.subject("issue"), one.marked.issue, changes, (), said) if changes else None


def _changes(one: Leaving, context: Context) -> Iterator[Change]:
    subject, place, ours = one.subject("issue"), one.place, context.settings(one.doc).label
    for label in one.marked.issue.labels:
        if label.casefold() == ours.casefold():
            yield Change("remove", subject, "labels", label, None, None, place)
    if one.marked.marker is not None:
        yield Change("detach", subject, "marker", context.called(one.marked.issue.number), None, None, place)


def _texts(one: Leaving, context: Context) -> Iterator[TextChange]:
    """The link out of its row. A row whose link has no slot keeps it: the job tells."""
    if one.row is None or one.row.item.link is None:
        return
    subject, before = one.subject("text"), context.called(one.marked.issue.number)
    for slot in one.row.item.slots_for("link")[:1]:
        yield TextChange(Change("write", subject, "link", before, None, None, one.place), slot, "")
