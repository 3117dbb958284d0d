"""Plans: what would be changed, what is held for a person, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as part
from datetime import date

from roadmap_sync.model.boards import Board, Card
from roadmap_sync.model.documents import Place, Slot
from roadmap_sync.model.github import Issue, Marker, Milestone, Repository, Was
from roadmap_sync.model.values import Json, Value


@dataclass(frozen=True, slots=True)
class Ref:
    """Something that does not exist yet and is named by what it will be called."""

    kind: str  # issue | milestone | label
    name: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a change or a hold is about. ``name``: a label's name, a milestone's or board's title, an item's
    key; ``number``: the issue's, where there is one; ``document``: the path of the asking document;
    ``repository``: ``owner/name`` of the one it is in, ``""`` for the document's own."""

    kind: str  # label | milestone | board | issue | card | text
    name: str
    document: str
    number: int | None = None
    repository: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """Base of one field takes ``value`` once GitHub or the document holds it."""

    field: str
    value: Value
    was: Was | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference to remove. Its identity is kind, subject, field, before and after.

    ``kind``: create, update, close, reopen, add, remove (on GitHub), write (in the text).
    ``move``: the base that may move with it; ``note``: why, for people."""

    kind: str
    subject: Subject
    field: str
    before: Json
    after: Json
    move: Move | None = None
    place: Place | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A difference that is left alone. ``kind``: conflict (needs a person) or drift (is listed).

    ``todo``: what to type or do to go on; empty where nothing needs doing."""

    kind: str
    subject: Subject
    field: str
    document: Json
    github: Json
    why: str
    todo: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class NewLabel:
    change: Change
    name: str
    color: str
    description: str


@dataclass(frozen=True, slots=True)
class NewMilestone:
    """``due``: the last day, or ``None`` for an open end; ``open``: unless what it stands for is done."""

    change: Change
    title: str
    description: str
    due: date | None
    open: bool = True


@dataclass(frozen=True, slots=True)
class MilestonePatch:
    """Changes to a milestone that our marker says we made; a field that is ``None`` stays.

    ``undated``: its due date is taken away. ``document``: the path of the document that asks; ``repository``:
    as in `Subject`."""

    changes: tuple[Change, ...]
    milestone: Milestone
    title: str | None = None
    description: str | None = None
    due: date | None = None
    open: bool | None = None
    undated: bool = False
    document: str = ""
    repository: str = ""


@dataclass(frozen=True, slots=True)
class NewIssue:
    """An issue to create in one call; ``body`` holds the marker. Labels and milestone by name.

    ``parent``: the name of the issue above it, as in ``Patch.names``."""

    change: Change
    title: str
    body: str
    labels: tuple[str, ...]
    assignees: tuple[str, ...]
    milestone: str | None
    marker: Marker
    parent: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Patch:
    """All that is to be done to one issue, in one mutation where GitHub allows it.

    ``issue``: as the plan saw it, ``None`` for one that this plan creates (found by ``subject``).
    ``changes``: fields title, status, milestone, body (kinds update, close, reopen), labels and
    assignees (kinds add and remove, one element each). ``moves``: bases that move without a change.
    ``marker``: the bookkeeping as it should read now; ``region``: the new managed text, or ``None``
    to leave it. ``names``: what changes and moves of edges call other issues, by what the plan shows:
    "#12", or ``DOCUMENT::KEY`` for one that the plan creates."""

    subject: Subject
    issue: Issue | None
    changes: tuple[Change, ...]
    moves: tuple[Move, ...]
    marker: Marker
    region: str | None = None
    names: Mapping[str, str] = part(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class TextChange:
    """One slot of a document to write, as ``change.subject`` (kind text) names its item.

    ``value`` is ``None`` for a link whose issue does not exist yet: its address comes with the
    outcome of the create. ``landed``: what to tell the issue, or the milestone, once the text is saved;
    ``also``: what to tell other issues then, whose status the same text shows."""

    change: Change
    slot: Slot
    value: str | None
    landed: Patch | None = None
    landed_milestone: MilestonePatch | None = None
    also: tuple[Patch, ...] = ()

    @property
    def told(self) -> tuple[Patch, ...]:
        """What to tell every issue that it concerns."""
        return self.also if self.landed is None else (self.landed, *self.also)


@dataclass(frozen=True, slots=True)
class NewField:
    """A field that the board lacks. ``kind``: TEXT, NUMBER, DATE or SINGLE_SELECT, the last with the names
    of its ``options``."""

    change: Change
    name: str
    kind: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewOption:
    """An option that a single select field lacks."""

    change: Change
    field: str
    name: str


@dataclass(frozen=True, slots=True)
class BoardPatch:
    """What the board needs before cards can show what they should. ``create`` and ``link``: ``None`` where
    it is there already."""

    board: Board
    create: Change | None
    link: Change | None
    fields: tuple[NewField, ...]
    options: tuple[NewOption, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        made = [change for change in (self.create, self.link) if change is not None]
        fields, options = (new.change for new in self.fields), (new.change for new in self.options)
        return (*made, *fields, *options)


@dataclass(frozen=True, slots=True)
class CardValue:
    """A value for a field, as people read it: an option's name, a date as YYYY-MM-DD, a text, a number;
    ``None`` to clear it. ``watched``: workflows of the board write this field too."""

    change: Change
    field: str
    value: str | None
    watched: bool = False


@dataclass(frozen=True, slots=True)
class CardPatch:
    """What is to be done to one card. ``issue``: ``None`` for one that this plan creates; ``card``: as the
    plan saw it, ``None`` where the issue is not on the board; ``add``: the putting there, for an issue that
    existed before."""

    subject: Subject
    issue: Issue | None
    card: Card | None
    add: Change | None
    values: tuple[CardValue, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        added = () if self.add is None else (self.add,)
        return (*added, *(value.change for value in self.values))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do, or did. Lists are in the order of the document. ``strays``: issues with our label
    that no row has."""

    repository: Repository
    documents: tuple[str, ...]
    labels: tuple[NewLabel, ...]
    milestones: tuple[NewMilestone, ...]
    milestone_patches: tuple[MilestonePatch, ...]
    issues: tuple[NewIssue, ...]
    patches: tuple[Patch, ...]
    texts: tuple[TextChange, ...]
    holds: tuple[Hold, ...]
    notes: tuple[str, ...] = ()
    board: BoardPatch | None = None
    cards: tuple[CardPatch, ...] = ()
    strays: tuple[Issue, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change, GitHub's before the text's."""
        made = (
            *(label.change for label in self.labels),
            *(milestone.change for milestone in self.milestones),
            *(change for patch in self.milestone_patches for change in patch.changes),
            *(self.board.changes if self.board is not None else ()),
            *(issue.change for issue in self.issues),
        )
        patched = (change for patch in self.patches for change in patch.changes)
        shown = (change for card in self.cards for change in card.changes)
        return (*made, *patched, *shown, *(text.change for text in self.texts))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one change. ``result``: done, failed, skipped (a change it depends on failed, or
    somebody was faster) or unknown (no reply). ``number`` and ``url``: of a created issue."""

    change: Change
    result: str
    why: str = ""
    number: int | None = None
    url: str = ""
