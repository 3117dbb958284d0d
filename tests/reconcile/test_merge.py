"""The merge of one field against a table written down by hand, and the laws of sets."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_sync.model import Was
from roadmap_sync.reconcile.values.merge import Memory, Run, Text, Verdict, alive, merge, merge_set, settled

VALUES = ("a", "b", "c", None)
COMMIT = "c0ffee"


def expected(base: object, was: object, now: object, tip: object, github: object, run: Run) -> Verdict:
    """What people would say. ``base``: a value, or "unknown"; ``was``: a value, or "none"."""
    committed = tip in ("outside git", now)
    known = base != "unknown"
    old_text = known and was not in ("none",) and now == was
    if now == github:
        agreed_before = known and base == now
        return Verdict.SAME if agreed_before or old_text or not committed else Verdict.SETTLE
    if not known:
        return Verdict.UNKNOWN
    if old_text and run is Run.CI:
        return Verdict.PULL
    if old_text:
        return Verdict.SET_BACK
    if github == base:
        return Verdict.PUSH
    if now != base:
        return Verdict.BOTH
    # only GitHub changed, as far as base tells; but text that was set back to base by hand, over a
    # tip that no sync has seen, is a second edit
    synced_tip = committed or tip in (base, was)
    return Verdict.PULL if synced_tip else Verdict.BOTH


def cases():
    bases, wases = (*VALUES, "unknown"), (*VALUES, "none")
    tips = (*VALUES, "outside git")
    return product(bases, wases, VALUES, tips, VALUES, Run)


def test_the_whole_table():
    seen = dict.fromkeys(Verdict, 0)
    for base, was, now, tip, github, run in cases():
        remembered = None if was == "none" else Was(was, COMMIT)
        memory = None if base == "unknown" else Memory(base, remembered)
        text = Text(now, now, None) if tip == "outside git" else Text(now, tip, COMMIT)
        found = merge(memory, text, github, run)
        assert found is expected(base, was, now, tip, github, run), (base, was, now, tip, github, run)
        seen[found] += 1
    assert all(seen.values())


@pytest.mark.parametrize(
    ("base", "document", "github", "verdict"),
    [
        ("a", "a", "a", Verdict.SAME),
        ("a", "b", "b", Verdict.SETTLE),
        ("a", "b", "a", Verdict.PUSH),
        ("a", "a", "b", Verdict.PULL),
        ("a", "b", "c", Verdict.BOTH),
    ],
)
@pytest.mark.parametrize("run", Run)
def test_three_ways(base: str, document: str, github: str, verdict: Verdict, run: Run):
    for text in (Text(document, document, None), Text(document, document, COMMIT)):
        assert merge(Memory(base), text, github, run) is verdict


@pytest.mark.parametrize("run", Run)
def test_without_base_only_equality_is_settled(run: Run):
    assert merge(None, Text("a", "a", None), "a", run) is Verdict.SETTLE
    assert merge(None, Text("a", "a", None), "b", run) is Verdict.UNKNOWN


def test_what_is_not_committed_is_never_settled():
    assert merge(Memory("a"), Text("b", "a", COMMIT), "b", Run.LOCAL) is Verdict.SAME


def test_old_text_is_pulled_over_by_jobs_and_held_for_people():
    memory = Memory("b", Was("a", COMMIT))
    assert merge(memory, Text("a", "a", COMMIT), "b", Run.CI) is Verdict.PULL
    assert merge(memory, Text("a", "a", COMMIT), "b", Run.LOCAL) is Verdict.SET_BACK
    assert merge(memory, Text("a", "a", COMMIT), "a", Run.LOCAL) is Verdict.SAME
    assert merge(memory, Text("c", "a", COMMIT), "b", Run.LOCAL) is Verdict.PUSH


@pytest.mark.parametrize("value", ["a", None])
def test_was_dies_with_the_next_commit(value: str | None):
    was = Was(value, COMMIT)
    assert alive(was, COMMIT) is was
    assert alive(was, "another") is None
    assert alive(was, None) is None
    assert alive(None, COMMIT) is None


@pytest.mark.parametrize(
    ("text", "base", "left"),
    [
        (Text("b", "a", COMMIT), "b", Was("a", COMMIT)),
        (Text("a", "a", COMMIT), "b", Was("a", COMMIT)),
        (Text("b", None, COMMIT), "b", Was(None, COMMIT)),
        (Text("b", "b", COMMIT), "b", None),
        (Text("b", "a", None), "b", None),
    ],
)
def test_what_base_leaves_behind(text: Text, base: str, left: Was | None):
    assert text.left_behind(base) == left


@pytest.mark.parametrize("verdict", Verdict)
def test_which_verdicts_hold(verdict: Verdict):
    assert verdict.held == (verdict in {Verdict.BOTH, Verdict.UNKNOWN, Verdict.SET_BACK})


# ── sets ─────────────────────────────────────────────────────────────────────────────────────

names = st.lists(st.sampled_from(["api", "API", "ui", "Ui", "docs", "é", "É", "p0"]), max_size=5).map(tuple)


def folded(elements: tuple[str, ...]) -> set[str]:
    return {name.casefold() for name in elements}


def applied(github: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...]) -> tuple[str, ...]:
    """GitHub after the elements were added and removed: labels are equal when they are ignoring case."""
    left = tuple(name for name in github if name.casefold() not in folded(remove))
    return (*left, *(name for name in add if name.casefold() not in folded(left)))


@given(st.none() | names, names, names)
def test_sets(base: tuple[str, ...] | None, document: tuple[str, ...], github: tuple[str, ...]):
    verdict = merge_set(base, document, github)
    ours = folded(base or ())
    assert folded(verdict.remove) <= ours & folded(github) - folded(document), "removes only what is ours"
    assert not folded(verdict.add) & ours, "never puts back what people took away"
    assert not folded(verdict.add) & folded(github)
    assert set(verdict.add) <= set(document), "in the document's letters"
    assert set(verdict.remove) <= set(github), "in GitHub's letters"
    assert folded(verdict.drift) == (ours & folded(document)) - folded(github)
    assert folded(verdict.base) == folded(document)
    for elements in (verdict.add, verdict.remove, verdict.drift, verdict.base):
        assert list(elements) == sorted(elements)
        assert len(folded(elements)) == len(elements)


@given(st.none() | names, names, names)
def test_merging_again_changes_nothing(
    base: tuple[str, ...] | None, document: tuple[str, ...], github: tuple[str, ...]
):
    first = merge_set(base, document, github)
    second = merge_set(first.base, document, applied(github, first.add, first.remove))
    assert (second.add, second.remove) == ((), ())
    assert second.drift == first.drift
    assert settled(Memory(first.base), second.base)


@given(names, names, names)
def test_what_somebody_else_added_stays(base, document, github):
    after = applied(github, *(lambda found: (found.add, found.remove))(merge_set(base, document, github)))
    assert folded(github) - folded(base) <= folded(after)


@pytest.mark.parametrize(
    ("base", "document", "github", "add", "remove", "drift"),
    [
        (None, ("api",), ("API", "bug"), (), (), ()),
        (None, ("api",), ("bug",), ("api",), (), ()),
        (("api",), (), ("API", "bug"), (), ("API",), ()),
        (("api",), ("Api",), (), (), (), ("Api",)),
        (("api",), ("ui",), ("api",), ("ui",), ("api",), ()),
        (("api",), (), (), (), (), ()),
    ],
)
def test_element_by_element(base, document, github, add, remove, drift):
    verdict = merge_set(base, document, github)
    assert (verdict.add, verdict.remove, verdict.drift) == (add, remove, drift)


@pytest.mark.parametrize(
    ("memory", "base", "known"),
    [
        (None, (), False),
        (Memory(None), (), True),
        (Memory(("b", "A")), ("a", "B"), True),
        (Memory(("a",)), (), False),
        (Memory("a"), ("a",), True),
    ],
)
def test_whether_base_needs_writing(memory: Memory | None, base: tuple[str, ...], known: bool):
    assert settled(memory, base) is known
