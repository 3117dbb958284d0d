"""One issue being updated: what the plan saw, what it shows now, and what has come of each change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from roadmap_sync import marker
from roadmap_sync.github import edges
from roadmap_sync.github.batches import Result
from roadmap_sync.github.decode import lf
from roadmap_sync.github.standing import Standing, shows, standing
from roadmap_sync.model import Change, Issue, Marker, Outcome, Patch

FASTER = "somebody changed it meanwhile; it is left for the next run"


@dataclass(slots=True)
class Work:
    """``patch``: what is to be done, with the names that issues have by now; ``asked``: the changes as the
    plan has them. ``fresh`` is renewed by every answer. ``seen``: the marker that ``fresh`` held before our
    update. ``results``: by index of the change, result and reason. ``sent``: the body last sent, ``None``
    before. ``ours``: the marker that this run has given it already. ``stopped``: nothing more may be done to
    it. ``opened``: we opened it, to close it for another reason. ``vouched``: what came of the marker."""

    patch: Patch
    planned: Issue
    fresh: Issue
    seen: Marker | None = None
    sent: str | None = None
    results: dict[int, tuple[str, str]] = field(default_factory=dict)
    stopped: bool = False
    opened: bool = False
    ours: Marker | None = None
    vouched: tuple[str, str] = ("", "")
    asked: tuple[Change, ...] = ()

    def settle(self, index: int, result: str, why: str = "") -> None:
        self.results[index] = (result, why)

    def give_up(self, result: str, why: str) -> None:
        """Every change that is not settled yet comes to ``result``, and so does the marker."""
        self.stopped, self.vouched = True, (result, why)
        for index in range(len(self.patch.changes)):
            self.results.setdefault(index, (result, why))

    def ask_again(self) -> None:
        """What was not answered is to be done still, as far as anybody knows."""
        self.results = {index: found for index, found in self.results.items() if found[0] != "unknown"}

    def todo(self) -> Iterator[tuple[int, Change]]:
        """The changes not settled yet."""
        return ((n, change) for n, change in enumerate(self.patch.changes) if n not in self.results)

    def done(self) -> list[Change]:
        """The changes that GitHub has confirmed."""
        return [self.patch.changes[n] for n, (result, _) in sorted(self.results.items()) if result == "done"]

    def judge(self) -> None:
        """Settle what is there already and what somebody changed meanwhile, by ``fresh``."""
        found = marker.read(self.fresh.body)
        if self.fresh.number != self.planned.number:
            self.give_up("skipped", f"it has moved to {self.fresh.url}")
        before = marker.read(self.planned.body)
        if found.fault is not None:
            self.give_up("skipped", found.fault)
        elif found.marker not in (before.marker, self.ours or before.marker) and not self.landed():
            self.give_up("skipped", FASTER)
        if not self.landed():
            self.seen = found.marker
        for index, change in list(self.todo()):
            stands = standing(change, self.patch, self.planned, self.fresh)
            if self.opened and self.fresh.open and change.field == "status":
                stands = Standing.TODO
            if stands is Standing.THERE:
                self.settle(index, "done")
            elif stands is Standing.STALE:
                self.settle(index, "skipped", FASTER)

    def landed(self) -> bool:
        """Whether the issue holds the very body that was sent."""
        return self.sent is not None and lf(self.sent).strip() == lf(self.fresh.body).strip()

    def held(self) -> Marker | None:
        """The marker that the issue holds."""
        return marker.read(self.fresh.body).marker

    def confirm(self, index: int, result: Result) -> None:
        """Settle a change that was sent, by what ``fresh`` shows after it."""
        why = result.why
        if edges.there_already(why):
            self.fresh = edges.with_edge(self.fresh, self.patch.changes[index])
        if result.unknown:
            self.settle(index, "unknown", "no answer from GitHub")
        elif shows(self.patch.changes[index], self.patch, self.fresh):
            self.settle(index, "done")
        else:
            self.settle(index, "failed", why or "GitHub answered, but did not do it")

    def outcomes(self) -> Iterator[Outcome]:
        """What came of the changes that are settled."""
        for index, (result, why) in sorted(self.results.items()):
            yield Outcome(
                (self.asked or self.patch.changes)[index], result, why, self.fresh.number, self.fresh.url
            )
