"""Read both sides and plan: what a dry run does, and what every other run does first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from roadmap_sync import document
from roadmap_sync.config import Config
from roadmap_sync.errors import OurMistake
from roadmap_sync.github import Reader
from roadmap_sync.jobs import abroad, strays, takes
from roadmap_sync.jobs.following import with_derived
from roadmap_sync.jobs.observing import gone, question, readings
from roadmap_sync.jobs.reading import File, read_all
from roadmap_sync.jobs.saved import SavedPlan
from roadmap_sync.model import NESTED_BEYOND, Change, Document, Plan, Slot, World, Write
from roadmap_sync.reconcile import milestones
from roadmap_sync.reconcile.context import Context, Take
from roadmap_sync.reconcile.identified import would_create
from roadmap_sync.reconcile.identity.homes import NOWHERE_ELSE, Homes, find
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.narrow import keep
from roadmap_sync.reconcile.planner import plan
from roadmap_sync.reconcile.values.merge import Run
from roadmap_sync.workspace import Standing, Workspace


@dataclass(frozen=True, slots=True)
class Options:
    """What a person asks of a run. ``documents``: repository-relative paths; ``unnamed``: documents that are
    only read, so that nothing of theirs is taken for gone or moved; ``allowed``: ceilings typed with
    ``--allow``; ``expected``: the digest that the plan must have, or its beginning; ``approved``: a saved
    plan that the fresh one must not go beyond; ``refused``: pull requests with text of ours that were
    closed unmerged; ``today``: for lines that tell it; ``named``:
    issues that a person gave to rows, by document and key."""

    documents: tuple[str, ...]
    unnamed: tuple[str, ...] = ()
    config: Config = field(default_factory=Config)
    run: Run = Run.LOCAL
    takes: tuple[Take, ...] = ()
    allowed: Mapping[str, int] = field(default_factory=dict)
    expected: str | None = None
    approved: SavedPlan | None = None
    refused: frozenset[int] = frozenset()
    today: date | None = None
    named: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with all that it came from; ``abroad``: other repositories that rows belong to."""

    plan: Plan
    world: World
    documents: tuple[Document, ...]
    standing: Standing
    abroad: tuple[World, ...] = ()

    @property
    def worlds(self) -> tuple[World, ...]:
        """Every repository, the documents' own first."""
        return self.world, *self.abroad


@dataclass(frozen=True, slots=True)
class Seen:
    """Both sides as they were read. ``gone``: documents that markers name and that exist no more; ``homes``:
    which repository rows belong to; ``abroad``: the other repositories."""

    documents: tuple[Document, ...]
    readings: list[Reading]
    world: World
    standing: Standing
    gone: frozenset[str]
    homes: Homes = NOWHERE_ELSE
    abroad: tuple[World, ...] = ()

    def named(self, options: Options) -> list[Document]:
        """The documents that the run is about."""
        return [one for one in self.documents if one.path in options.documents]


def make_plan(reader: Reader, workspace: Workspace, options: Options) -> Planned:
    """Read the documents, observe GitHub, plan. Writes nothing anywhere."""
    return plan_for(look(reader, workspace, options), options)


def read_documents(workspace: Workspace, options: Options) -> list[Document]:
    """The documents of a run, those that are only read behind the others."""
    paths = (*options.documents, *options.unnamed)
    return read_all(File(path, workspace.file(path), options.config.of(path)) for path in paths)


def look(
    reader: Reader,
    workspace: Workspace,
    options: Options,
    *,
    numbers: tuple[int, ...] = (),
    further: bool | None = None,
) -> Seen:
    """Read the documents and observe GitHub; ``numbers``: of issues to look at besides; ``further``: whether
    to look through the newest issues; by default where something would be created."""
    paths, documents = (*options.documents, *options.unnamed), read_documents(workspace, options)
    homes, world = _home(reader, documents, options, numbers)
    homes, worlds = abroad.observe(reader, documents, options.config, homes, world)
    standing = workspace.standing(world.tip, paths)
    seen = _named(readings(documents, world.tip, standing, workspace, options.config), options)
    left = gone((world, *worlds), documents, workspace)
    first = Seen(tuple(documents), seen, world, standing, left, homes, worlds)
    return _further(reader, first, workspace, options, further=further)


def _home(
    reader: Reader, documents: list[Document], options: Options, numbers: tuple[int, ...]
) -> tuple[Homes, World]:
    """Which repositories the rows belong to, and what the documents' own holds. Where that turns out to be
    called otherwise by now, other rows may belong to it."""

    def asked(name: str) -> tuple[Homes, World]:
        homes = find(documents, name, options.config.repositories)
        about = question(documents, options.config, homes)
        about = replace(about, numbers=tuple(dict.fromkeys((*about.numbers, *numbers))))
        return homes, reader.observe(about)

    homes, world = asked(reader.repository)
    renamed = world.repository.full_name.casefold() != homes.here
    return asked(world.repository.full_name) if homes.known and renamed else (homes, world)


def _further(
    reader: Reader, seen: Seen, workspace: Workspace, options: Options, *, further: bool | None
) -> Seen:
    """``seen`` with the newest issues of every repository in which something would be created; ``further``
    decides for all of them, where it is not ``None``."""
    worlds = []
    for at in contexts(seen, options):
        world, look = at.world, further
        if world.repository.has_issues and look is None:
            look = would_create(seen.readings, at, seen.gone)
        if world.repository.has_issues and look:
            owner = world.home.owner if world.away else ""
            asked = question(seen.documents, options.config, seen.homes, world.away.casefold(), owner)
            there = reader.at(world.away) if world.away else reader
            world = there.look_further(replace(asked, newest=True), world)
        worlds.append(world)
    left = gone(worlds, seen.documents, workspace)
    return replace(seen, world=worlds[0], abroad=tuple(worlds[1:]), gone=left)


def plan_for(seen: Seen, options: Options) -> Planned:
    """The plan for what was read. Raises ``UsageFault`` for a ``--take`` that is about nothing."""
    named, worlds = seen.named(options), (seen.world, *seen.abroad)
    around = contexts(seen, options)
    takes.check(seen.readings, around, seen.gone)
    made = plan(seen.readings, *around, gone=seen.gone, allowed=options.allowed)
    made = _narrowed(made, options)
    notes = (*_notes(named, seen.standing, worlds), *strays.notes(made, named, options.config))
    noted = replace(made, notes=tuple(dict.fromkeys((*made.notes, *notes))))
    for world in worlds:
        noted = _possible(noted, world)
    final = with_derived(noted, named, options.config, options.today)
    return Planned(final, seen.world, tuple(named), seen.standing, seen.abroad)


def _named(seen: list[Reading], options: Options) -> list[Reading]:
    """The readings, of which only those that the run is about may be written."""
    return [replace(one, writable=one.document.path in options.documents) for one in seen]


def _narrowed(made: Plan, options: Options) -> Plan:
    """``made`` without anything that it would do to, or say of, a document that is only read."""
    if not options.unnamed:
        return made
    paths = frozenset(options.documents)

    def wanted(change: Change) -> bool:
        return change.subject.kind in ("label", "milestone", "board") or change.subject.document in paths

    holds = tuple(hold for hold in made.holds if hold.subject.document in paths)
    return replace(keep(made, wanted, paths), documents=options.documents, holds=holds)


def _notes(documents: list[Document], standing: Standing, worlds: Sequence[World]) -> Iterator[str]:
    """What a person should know who wonders why so little happens."""
    for one in documents:
        if not one.items:
            yield f"{one.path}: no item was found; roadmap-sync show {one.path} says more"
            yield from (f"{one.path}:{skipped.line}: left out: {skipped.reason}" for skipped in one.skipped)
        beyond = (finding for finding in one.findings if finding.code in NESTED_BEYOND)
        yield from (f"{one.path}:{each.line}: {each.message}" for each in beyond)
    yield from (note for world in worlds for note in world.notes)
    world = worlds[0]
    if standing is Standing.FREE and world.tip.commit is not None:
        yield f"{world.repository.url} has no such document yet: the file on disk counts"


def _possible(made: Plan, world: World) -> Plan:
    """Where issues are disabled, or the repository is archived, only the document can be changed."""
    if world.repository.has_issues and not world.repository.archived:
        return made
    state = "the repository is archived" if world.repository.archived else "issues are disabled"
    note = f"{state} at {world.repository.url}: only the document half runs"
    away = world.away

    def wanted(change: Change) -> bool:
        subject = change.subject
        return subject.repository != away or (subject.kind == "text" and subject.number is not None)

    known = world.repository.has_issues
    return replace(
        keep(made, wanted, frozenset(made.documents)),
        milestone_patches=tuple(one for one in made.milestone_patches if one.repository != away),
        patches=tuple(one for one in made.patches if one.subject.repository != away),
        holds=tuple(hold for hold in made.holds if known or hold.subject.repository != away),
        notes=(*made.notes, note),
    )


def contexts(seen: Seen, options: Options) -> list[Context]:
    """What the planner needs to know, by repository; the documents' own first."""
    return [context(world, seen, options) for world in (seen.world, *seen.abroad)]


def context(world: World, seen: Seen, options: Options) -> Context:
    """What the planner needs to know of one repository."""
    config = options.config

    def fits(one: Document, slot: Slot, value: str) -> bool:
        return document.fits(one, Write(slot, value), config.of(one.path))

    def written(one: Document, writes: Sequence[Write]) -> Document:
        try:
            data = document.write(one, writes, config.of(one.path))
        except OurMistake:
            return one
        return document.read(data, one.path, config.of(one.path))

    names = milestones.names(seen.readings, world)
    return Context(
        world,
        config,
        names,
        options.run,
        options.takes,
        fits,
        refused=options.refused,
        named=options.named,
        written=written,
        homes=seen.homes,
    )
