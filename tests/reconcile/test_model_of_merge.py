"""Every sequence of ten acts on one field: is a newer edit ever overwritten unasked?

The world is one field with three possible values: a working copy, the branch that counts, GitHub,
and the marker. Each copy of a value remembers when a person last typed it (``born``); a sync that
carries a value carries its birth along, and a sync that puts an older value over a newer one has
overwritten an edit. Typing again what base says is an edit taken back, hence none, unless a sync
has seen something else in the meantime that it could not write down (``unsaid``).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from roadmap_sync.model import Was
from roadmap_sync.reconcile.values.merge import Memory, Run, Text, Verdict, merge

DEPTH = 10
VALUES = ("a", "b", "c")
TIP = "the tip"


@dataclass(frozen=True)
class Copy:
    """``back``: typed again what base said, before a sync saw anything else."""

    value: str
    born: int = 0
    back: bool = False


@dataclass(frozen=True)
class Field:
    """``was``: alive; any commit to the document makes it dead, so it is dropped then. ``behind``:
    the working copy does not contain the tip. ``edited``: the working copy differs from the commit
    it was taken from. ``unsaid``: both sides agreed once, and the marker was not told."""

    working: Copy = Copy("a")
    tip: Copy = Copy("a")
    github: Copy = Copy("a")
    base: Copy = Copy("a")
    was: str | None = None
    behind: bool = False
    edited: bool = False
    unsaid: bool = False


class Overwritten(Exception):
    """A newer edit was overwritten by an older one."""


def tidy(field: Field) -> Field:
    """Births matter by their order alone."""
    copies = {name: getattr(field, name) for name in ("working", "tip", "github", "base")}
    order = sorted({copy.born for copy in copies.values()})
    return replace(
        field, **{name: replace(copy, born=order.index(copy.born)) for name, copy in copies.items()}
    )


def now(field: Field) -> int:
    return 1 + max(copy.born for copy in (field.working, field.tip, field.github, field.base))


def typed(field: Field, value: str) -> Copy:
    return Copy(value, now(field), back=value == field.base.value and not field.unsaid)


def verdict(field: Field, run: Run) -> Verdict:
    now = field.tip if run is Run.CI else field.working
    memory = Memory(field.base.value, None if field.was is None else Was(field.was, TIP))
    return merge(memory, Text(now.value, field.tip.value, TIP), field.github.value, run)


def remembered(field: Field, base: Copy) -> Field:
    """The marker after base moved to ``base``."""
    was = Text(base.value, field.tip.value, TIP).left_behind(base.value)
    kept = {name: replace(getattr(field, name), back=False) for name in ("working", "tip", "github")}
    return replace(field, **kept, base=base, was=was.value if was else None, unsaid=False)


def over(old: Copy, new: Copy) -> None:
    if old.born > new.born and not old.back:
        raise Overwritten


def sync(field: Field, run: Run, *, told: bool = True) -> Field:
    """One sync. ``told=False``: it is killed after the text is saved, before the marker is told."""
    now = field.tip if run is Run.CI else field.working
    match verdict(field, run):
        case Verdict.PUSH:
            over(field.github, now)
            return remembered(replace(field, github=now), now)
        case Verdict.PULL:
            over(now, field.github)
            saved = pulled(field, run)
            return remembered(saved, field.github) if told else replace(saved, unsaid=True)
        case Verdict.SETTLE | Verdict.SAME as found:
            return agreed(field, run, now, settle=found is Verdict.SETTLE and told)
        case _:
            return field


def pulled(field: Field, run: Run) -> Field:
    if run is Run.CI:
        return replace(field, tip=field.github, behind=True, was=None)
    same = field.tip.value == field.working.value  # then the tip's text is as old as the one replaced
    tip = replace(field.tip, born=min(field.tip.born, field.github.born)) if same else field.tip
    edited = field.github.value != field.tip.value
    return replace(field, working=field.github, tip=tip, edited=edited)


def agreed(field: Field, run: Run, now: Copy, *, settle: bool) -> Field:
    """Both sides show the same. Once that is written down, whoever typed it last typed it for both."""
    if not settle:
        return replace(field, unsaid=field.unsaid or field.base.value != now.value)
    both = Copy(now.value, max(now.born, field.github.born))
    seen = replace(field, github=both, tip=both)
    return remembered(seen if run is Run.CI else replace(seen, working=both), both)


def acts(field: Field) -> Iterator[str]:
    for value in VALUES:
        if value != field.working.value:
            yield f"type {value}"
        if value != field.github.value:
            yield f"colleague {value}"
    if field.behind:
        yield "git pull"
    elif field.edited:
        yield from ("commit", "discard")
    yield from ("ci", "ci, killed")
    if not field.behind:
        yield from ("sync", "sync, killed")


def act(field: Field, name: str) -> Field:
    match name.split():
        case ["type", value]:
            return replace(field, working=typed(field, value), edited=True)
        case ["colleague", value]:
            return replace(field, github=typed(field, value))
        case ["commit"]:
            return replace(field, tip=field.working, was=None, edited=False)
        case ["discard"]:
            return replace(field, working=field.tip, edited=False)
        case ["git", "pull"]:
            return replace(field, working=merged(field), behind=False)
    return sync(field, Run.CI if name.startswith("ci") else Run.LOCAL, told=not name.endswith("killed"))


def merged(field: Field) -> Copy:
    """The working copy after a pull: keeping one's own text against the tip's is a new decision."""
    if not field.edited or field.working.value == field.tip.value:
        return field.tip
    return Copy(field.working.value, now(field))


def explore() -> tuple[dict[Field, tuple[str, ...]], list[tuple[str, ...]]]:
    """Every state within ``DEPTH`` acts with its shortest trace, and the traces that overwrite."""
    seen: dict[Field, tuple[str, ...]] = {Field(): ()}
    queue, overwritten = deque(seen), []
    while queue:
        field = queue.popleft()
        for name in acts(field) if len(seen[field]) < DEPTH else ():
            try:
                after = tidy(act(field, name))
            except Overwritten:
                overwritten.append((*seen[field], name))
                continue
            if after not in seen:
                seen[after] = (*seen[field], name)
                queue.append(after)
    return seen, overwritten


def interfering(trace: tuple[str, ...]) -> bool:
    """Whether somebody else acted while text of the working copy was not committed."""
    field = Field()
    for name in trace[:-1]:
        if field.edited and (name.startswith(("colleague", "ci"))):
            return True
        field = tidy(act(field, name))
    return False


def within(short: tuple[str, ...], trace: tuple[str, ...]) -> bool:
    rest = iter(trace)
    return all(name in rest for name in short)


def minimal(traces: list[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The traces that hold no shorter one, with values renamed in order of appearance."""
    kept: list[tuple[str, ...]] = []
    for trace in sorted({renamed(trace) for trace in traces}, key=lambda trace: (len(trace), trace)):
        if not any(within(short, trace) for short in kept):
            kept.append(trace)
    return set(kept)


def renamed(trace: tuple[str, ...]) -> tuple[str, ...]:
    typed_values = [name.split()[1] for name in trace if name.startswith(("type", "colleague"))]
    order = dict.fromkeys(value for value in typed_values if value != "a")
    names = {"a": "a", **dict(zip(order, "bc", strict=False))}
    return tuple(
        f"{name.split()[0]} {names[name.split()[1]]}" if name.startswith(("type", "colleague")) else name
        for name in trace
    )


UNCOMMITTED = {
    # Text stays uncommitted while somebody else acts. The working copy shows an edit that is older
    # than what the colleague or the branch has done since, and nothing visible tells how old it is.
    "type b > commit > type a > colleague b > ci > sync",
    "type b > commit > type c > colleague b > ci > sync",
    "type b > commit > type c > colleague b > ci > commit > ci",
    "type b > commit > type a > colleague b > ci > commit > ci",
    "type b > sync > type a > commit > type b > colleague a > ci > sync",
    "type b > sync > type a > commit > type c > colleague a > ci > sync",
    "type b > sync > type a > commit > type b > colleague a > ci > commit > ci",
    "type b > sync > type a > commit > type c > colleague a > ci > commit > ci",
    # Both typed the same, a local sync saw it and, the text being uncommitted, wrote nothing down;
    # then one of them goes back to the old value.
    "type b > colleague b > type a > commit > type b > sync > type a > sync",
    "type b > colleague c > type a > commit > type c > sync > type a > sync",
    "type b > sync > type a > colleague c > type b > commit > type c > sync > type b > sync",
    "type b > sync > type a > colleague a > type b > commit > type a > sync > type b > sync",
}
KILLED = {
    # The text was saved, the marker was not told, and before the next sync somebody went back to
    # the value from before: that looks as if only the other side had changed.
    "colleague b > sync, killed > type a > sync",
    "colleague b > sync, killed > colleague a > sync",
    "colleague b > ci, killed > colleague a > ci",
}


def told(traces: set[str]) -> set[tuple[str, ...]]:
    return {tuple(trace.split(" > ")) for trace in traces}


@pytest.fixture(scope="module")
def explored() -> tuple[dict[Field, tuple[str, ...]], list[tuple[str, ...]]]:
    return explore()


def test_a_newer_edit_is_overwritten_only_at_the_known_limits(explored):
    _, overwritten = explored
    undisturbed = [
        trace
        for trace in overwritten
        if not any("killed" in name for name in trace) and not interfering(trace)
    ]
    assert undisturbed == []


def test_the_known_limits_of_uncommitted_text_are_these(explored):
    _, overwritten = explored
    traces = [trace for trace in overwritten if not any("killed" in name for name in trace)]
    assert minimal(traces) == told(UNCOMMITTED)


def test_the_known_limits_of_a_killed_sync_need_somebody_to_go_back(explored):
    _, overwritten = explored
    killed = [
        trace
        for trace in overwritten
        if any("killed" in name for name in trace) and "killed" not in trace[-1]
    ]
    shortest = {trace for trace in minimal(killed) if len(trace) == min(map(len, killed))}
    assert shortest == told(KILLED)


def test_a_sync_after_a_sync_is_empty(explored):
    states, _ = explored
    for field in states:
        for run in (Run.CI,) if field.behind else (Run.CI, Run.LOCAL):
            try:
                once = sync(field, run)
            except Overwritten:
                continue
            assert sync(once, run) == once, (field, run, states[field])


def test_the_exploration_goes_to_its_depth(explored):
    states, _ = explored
    assert len(states) > 4000
    assert max(map(len, states.values())) == DEPTH
