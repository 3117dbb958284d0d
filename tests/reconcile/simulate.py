"""A GitHub and a desk in memory: plans are carried out on values, as the design says and no other way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from roadmap_sync import document, marker
from roadmap_sync.config import Config
from roadmap_sync.model import (
    Change,
    Document,
    Issue,
    Label,
    Marker,
    Milestone,
    MilestonePatch,
    Move,
    Patch,
    Plan,
    Was,
    World,
    Write,
)
from roadmap_sync.reconcile.context import Take
from roadmap_sync.reconcile.identity.rows import Reading
from roadmap_sync.reconcile.planner import plan
from roadmap_sync.reconcile.values.merge import Run
from tests.reconcile.build import CONFIG, ME, PATH, URL, context, really_fits, world

SETS = ("labels", "assignees")


@dataclass
class Desk:
    """One document in a working copy, the document at the tip (``None``: outside git), and GitHub."""

    text: str
    github: World = field(default_factory=lambda: world(labels=()))
    config: Config = CONFIG
    tip: str | None = None
    commits: int = 0

    # ── looking ──────────────────────────────────────────────────────────────────────────────

    def reading(self) -> Reading:
        now = document.read(self.text.encode(), PATH, self.config)
        if not self.commits:
            return Reading(now)
        tip = document.read((self.tip or "").encode(), PATH, self.config)
        return Reading(now, tip, f"commit {self.commits}")

    def plan(self, run: Run = Run.LOCAL, takes: Iterable[Take] = (), **allowed: int) -> Plan:
        seen = [self.reading()]
        around = context(self.github, seen, config=self.config, run=run, takes=takes, fits=really_fits)
        return plan(seen, around, gone=frozenset(), allowed=allowed)

    def issue(self, number: int) -> Issue:
        return next(one for one in self.github.issues if one.number == number)

    def titled(self, title: str) -> Issue:
        found = [one for one in self.github.issues if one.title == title]
        assert len(found) == 1, (title, [one.title for one in self.github.issues])
        return found[0]

    def base(self, number: int) -> Marker:
        found = marker.read(self.issue(number).body)
        assert found.marker is not None, found.fault
        return found.marker

    # ── acting ───────────────────────────────────────────────────────────────────────────────

    def commit(self) -> None:
        if self.tip != self.text:
            self.tip, self.commits = self.text, self.commits + 1

    def edit(self, before: str, after: str) -> None:
        assert self.text.count(before) == 1, (before, self.text)
        self.text = self.text.replace(before, after)

    def colleague(self, number: int, **changes: object) -> None:
        self._put(replace(self.issue(number), **changes))

    def close(self, number: int, reason: str = "completed") -> None:
        self.colleague(number, open=False, reason=reason, closer="me")

    def reopen(self, number: int) -> None:
        self.colleague(number, open=True, reason="reopened", closer=None)

    def milestone(self, title: str, **changes: object) -> None:
        """Change a milestone as its page on GitHub would."""
        stones = (replace(one, **changes) if one.title == title else one for one in self.github.milestones)
        self.github = replace(self.github, milestones=tuple(stones))

    def rename_milestone(self, before: str, after: str) -> None:
        stones = (replace(one, title=after) if one.title == before else one for one in self.github.milestones)
        self.github = replace(self.github, milestones=tuple(stones))
        for one in self.github.issues:
            if one.milestone == before:
                self.colleague(one.number, milestone=after)

    def sync(self, run: Run = Run.LOCAL, takes: Iterable[Take] = (), **allowed: int) -> Plan:
        """Plan, carry out, write back, tell GitHub what landed."""
        made = self.plan(run, takes, **allowed)
        self.carry_out(made)
        return made

    def settled(self, run: Run = Run.LOCAL) -> Plan:
        """The plan of one more run, which changes nothing and tells GitHub nothing."""
        again = self.plan(run)
        assert again.changes == ()
        assert again.patches == ()
        assert again.milestone_patches == ()
        return again

    # ── carrying out ─────────────────────────────────────────────────────────────────────────

    def carry_out(self, made: Plan) -> None:
        self._labels_and_milestones(made)
        for one in made.milestone_patches:
            self._stone(one)
        numbers = {new.change.subject.name: self._create(new) for new in made.issues}
        for patch in made.patches:
            number = patch.issue.number if patch.issue is not None else numbers[patch.subject.name]
            self._apply(number, patch, patch.changes)
        self._write_back(made, numbers)

    def _labels_and_milestones(self, made: Plan) -> None:
        labels = (Label(f"L_{new.name}", new.name) for new in made.labels)
        known = self.github.milestones
        stones = (
            Milestone(
                f"M_{new.title}", at, new.title, new.description, new.due, new.open, f"{URL}/milestone/{at}"
            )
            for at, new in enumerate(made.milestones, len(known) + 1)
        )
        self.github = replace(
            self.github, labels=(*self.github.labels, *labels), milestones=(*known, *stones)
        )

    def _create(self, new) -> int:
        number = 1 + max((one.number for one in self.github.issues), default=0)
        self._allowed(new.labels, new.milestone)
        assert 0 < len(new.title) <= 256
        assert len(new.body) <= 65_536
        self._put(
            Issue(
                id=f"I_{number}", number=number, url=f"{URL}/issues/{number}", title=new.title, body=new.body,
                open=True, reason=None, labels=new.labels, assignees=new.assignees, milestone=new.milestone,
                author=ME, locked=False,
            )
        )  # fmt: skip
        return number

    def _allowed(self, labels: Iterable[str], milestone: str | None) -> None:
        known = {label.name.casefold() for label in self.github.labels}
        assert {name.casefold() for name in labels} <= known
        assert all(len(name) <= 50 for name in labels)
        assert milestone is None or milestone in {one.title for one in self.github.milestones}

    def _apply(self, number: int, patch: Patch, changes: Iterable[Change]) -> None:
        moves = list(patch.moves)
        for change in changes:
            self._change(number, change)
            if change.move is not None:
                moves.append(change.move)
        one = self.issue(number)
        body = marker.splice(one.body, self._renewed(one, patch, moves), patch.region)
        assert body is not None
        self._put(replace(one, body=body))

    def _renewed(self, one: Issue, patch: Patch, moves: list[Move]) -> Marker:
        seen = marker.read(one.body).marker
        base = dict(seen.base) if seen else {}
        was: dict[str, Was] = dict(seen.was) if seen else {}
        for move in moves:
            base[move.field] = move.value
            was.pop(move.field, None)
            if move.was is not None:
                was[move.field] = move.was
        return replace(patch.marker, number=one.number, base=base, was=was)

    def _change(self, number: int, change: Change) -> None:
        one = self.issue(number)
        if change.field in SETS:
            have = getattr(one, change.field)
            if change.kind == "add":
                assert str(change.after).casefold() not in {name.casefold() for name in have}
                have = (*have, change.after)
                self._allowed([str(change.after)] if change.field == "labels" else (), None)
            else:
                assert change.before in have
                have = tuple(name for name in have if name != change.before)
            self._put(replace(one, **{change.field: have}))
        elif change.field == "status":
            reason = {"done": "completed", "dropped": "not_planned"}.get(str(change.after))
            self._put(replace(one, open=reason is None, reason=reason))
        elif change.field in ("title", "milestone"):
            assert change.before == getattr(one, change.field) or change.field == "title"
            self._allowed((), change.after if change.field == "milestone" else None)
            self._put(replace(one, **{change.field: change.after}))
        else:
            assert change.field in ("body", "marker")

    def _write_back(self, made: Plan, numbers: dict[str, int]) -> None:
        if not made.texts:
            return
        now: Document = self.reading().document
        writes = [
            Write(text.slot, text.value or f"{URL}/issues/{numbers[text.change.subject.name]}")
            for text in made.texts
        ]
        self.text = document.write(now, writes, self.config).decode()
        landed: dict[int, Patch] = {}
        for text in made.texts:
            if text.landed is not None:
                number = text.landed.issue.number
                old = landed.get(number)
                moves = (*(old.moves if old else ()), *text.landed.moves)
                landed[number] = replace(text.landed, moves=tuple(dict.fromkeys(moves)))
        for number, patch in landed.items():
            self._apply(number, patch, ())
        told = (text.landed_milestone for text in made.texts if text.landed_milestone is not None)
        for one in {one.milestone.number: one for one in told}.values():
            self._stone(one)

    def _stone(self, patch: MilestonePatch) -> None:
        (old,) = (one for one in self.github.milestones if one.number == patch.milestone.number)
        assert old == patch.milestone
        new = replace(
            old,
            description=old.description if patch.description is None else patch.description,
            due=None if patch.undated else patch.due or old.due,
            open=old.open if patch.open is None else patch.open,
        )
        self.milestone(old.title, **{name: getattr(new, name) for name in ("description", "due", "open")})

    def _put(self, one: Issue) -> None:
        others = (other for other in self.github.issues if other.number != one.number)
        self.github = replace(self.github, issues=tuple(sorted((*others, one), key=lambda each: each.number)))
