"""Small worlds for the tests of planning: rows, documents, issues, people, a GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from roadmap_sync import document, marker
from roadmap_sync.config import Config
from roadmap_sync.model import (
    Absent,
    Author,
    Document,
    Issue,
    Item,
    Label,
    Link,
    Marker,
    Milestone,
    MilestoneMarker,
    Place,
    Repository,
    Slot,
    Span,
    Status,
    Target,
    Tip,
    Value,
    Was,
    World,
    Write,
)
from roadmap_sync.reconcile import milestones
from roadmap_sync.reconcile.context import Context, Take
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.values.merge import Run

HOME = "R_home"
URL = "https://github.com/acme/widgets"
PATH = "ROADMAP.md"
CONFIG = Config()
ME = Author("me", "User", "OWNER", mine=True)
STRANGER = Author("stranger", "User", "NONE", mine=False)
REPOSITORY = Repository(HOME, "acme", "widgets", URL, "main", True, False, "ADMIN")


def link(number: int, url: str = URL) -> Link:
    host, owner, name = url.partition("://")[2].split("/")
    return Link(number, "issue", host, owner, name, f"{url}/issues/{number}")


WORDS = {"planned": "📋 Planned", "in_progress": "🚧 In progress", "done": "✅ Done", "dropped": "❌ Dropped"}


def item(
    title: str,
    number: int | None = None,
    *,
    ident: str | None = None,
    key: str | None = None,
    status: Status | None = Status.PLANNED,
    section: tuple[str, ...] = ("Server",),
    line: int = 1,
    **more: object,
) -> Item:
    """An item whose slots are a status cell with all words but "blocked", and a title cell."""
    place = Place(PATH, line)
    cell = Slot("status", Span(line * 100, line * 100 + 1), WORDS.get(str(status), ""), line, WORDS)
    plain = Item(
        key=key or ident or title.lower().replace(" ", "-"),
        id=ident,
        title=title,
        status=status,
        status_text=None,
        target=None,
        priority=None,
        labels=(),
        assignees=(),
        body="",
        link=None if number is None else link(number),
        section=section,
        place=place,
        slots=(cell, Slot("title", Span(line * 100 + 2, line * 100 + 3), title, line)),
    )
    return replace(plain, **more)


def quarter(name: str = "Q1 2026") -> Target:
    number, year = int(name[1]), int(name[3:])
    ends = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
    return Target(name, date(year, number * 3 - 2, 1), date(year, *ends[number]), name)


def page(*items: Item, path: str = PATH, **more: object) -> Document:
    """A document of items, one a line."""
    lines = (replace(one, place=Place(path, at, one.place.column)) for at, one in enumerate(items, 1))
    return replace(Document(path, b"", "utf-8", tuple(lines), (), (), ()), **more)


def said(title: str, number: int | None = None, **more: object) -> Marker:
    """What the marker of an issue says; without ``base`` it vouches for nothing."""
    plain = Marker(HOME, PATH, ("Server",), None, title, number, {}, {})
    return replace(plain, **more)


def issue(number: int, title: str, marked: Marker | None = None, *, text: str = "", **more: object) -> Issue:
    """An open issue of ours with our label."""
    body = text if marked is None else marker.compose(marked, f"From {PATH} § Server") + text
    plain = Issue(
        id=f"I_{number}",
        number=number,
        url=f"{URL}/issues/{number}",
        title=title,
        body=body,
        open=True,
        reason=None,
        labels=("roadmap",),
        assignees=(),
        milestone=None,
        author=ME,
        locked=False,
    )
    return replace(plain, **more)


def marked(
    number: int,
    title: str,
    *,
    shown: str | None = None,
    base: Mapping[str, Value] | None = None,
    was: Mapping[str, Was] | None = None,
    ident: str | None = None,
    section: tuple[str, ...] = ("Server",),
    doc: str = PATH,
    **more: object,
) -> Issue:
    """An issue whose marker names ``title``; it shows ``shown`` where that is given. Its base is what
    both sides agreed on: this title, open, no milestone, our label, no people."""
    agreed: dict[str, Value] = {
        "title": title,
        "status": "open",
        "milestone": None,
        "labels": ("roadmap",),
        "assignees": (),
        "body": None,
    }
    vouched = said(
        title, number, base=agreed | dict(base or {}), was=dict(was or {}), id=ident, section=section, doc=doc
    )
    return issue(number, title if shown is None else shown, vouched, **more)


def stone(
    title: str,
    key: str | None = None,
    *,
    number: int = 1,
    home: str = HOME,
    base: Mapping[str, Value] | None = None,
    was: Mapping[str, Was] | None = None,
    text: str = "",
    **more: object,
) -> Milestone:
    """A milestone; with ``key`` it is ours, and its base is ``base``: with ``text``, open and without a day
    unless told otherwise."""
    if key is not None:
        agreed: dict[str, Value] = {"due": None, "state": "open", "body": milestones.digest(text)}
        vouched = MilestoneMarker(home, key, agreed | dict(base or {}), dict(was or {}))
        text = marker.compose_milestone(vouched, text)
    return replace(
        Milestone(f"M_{title}", number, title, text, None, True, f"{URL}/milestone/{number}"), **more
    )


def world(
    *issues: Issue,
    labels: Iterable[str] = ("roadmap",),
    stones: Iterable[Milestone] = (),
    absent: Iterable[Absent] = (),
    assignable: Iterable[str] = (),
    writers: Iterable[str] = (),
    repository: Repository = REPOSITORY,
) -> World:
    return World(
        viewer="me",
        repository=repository,
        tip=Tip("main", None, {}, {}),
        labels=tuple(Label(f"L_{name}", name) for name in labels),
        milestones=tuple(stones),
        issues=tuple(issues),
        absent=tuple(absent),
        writers=frozenset(writers),
        assignable=frozenset(assignable),
        newest=True,
    )


def anything_fits(_document: Document, _slot: Slot, _value: str) -> bool:
    return True


def really_fits(one: Document, slot: Slot, value: str) -> bool:
    return document.fits(one, Write(slot, value), CONFIG)


def context(
    around: World,
    readings: list[Reading],
    *,
    config: Config = CONFIG,
    run: Run = Run.LOCAL,
    takes: Iterable[Take] = (),
    fits=anything_fits,
) -> Context:
    return Context(around, config, milestones.names(readings, around), run, tuple(takes), fits)
