"""The three-way merge of one field: base, document and GitHub in, one verdict out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from roadmap_sync.model import Move, Value, Was


class Run(StrEnum):
    """Who runs: a person with a working copy, or a job on the branch that counts."""

    LOCAL = "local"
    CI = "ci"


class Verdict(StrEnum):
    """What to do about a field. ``SETTLE``: nothing but to remember that both sides agree."""

    SAME = "same"
    SETTLE = "settle"
    PUSH = "push"
    PULL = "pull"
    BOTH = "both"  # both sides changed: held
    UNKNOWN = "unknown"  # they differ and nothing is known of before: held
    SET_BACK = "set-back"  # the document shows what it showed before the last sync: held

    @property
    def held(self) -> bool:
        return self in (Verdict.BOTH, Verdict.UNKNOWN, Verdict.SET_BACK)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the marker remembers of a field: base, and the ``was`` that is still alive, if any.

    ``refused``: the pull request that would have brought the document up to base was closed unmerged."""

    base: Value
    was: Was | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A field as documents show it: ``now`` in the document that is read, ``tip`` in the one that
    counts. ``commit``: the last one that touched that document, ``None`` outside git, where the
    document that is read is the one that counts."""

    now: Value
    tip: Value
    commit: str | None

    @property
    def committed(self) -> bool:
        return self.commit is None or self.now == self.tip

    def left_behind(self, base: Value) -> Was | None:
        """The ``was`` that a base of ``base`` needs: the tip's document shows something else."""
        return None if self.commit is None or self.tip == base else Was(self.tip, self.commit)


def remember(base: Value, was: Was | None, commit: str | None, refused: frozenset[int]) -> Memory:
    """What a marker says of a field. ``refused``: pull requests that were closed unmerged."""
    lives = alive(was, commit)
    return Memory(base, lives, lives is not None and lives.pull in refused)


def alive(was: Was | None, commit: str | None) -> Was | None:
    """``was`` while nobody has committed to the document since."""
    return was if was is not None and was.commit == commit else None


def merge(memory: Memory | None, text: Text, github: Value, run: Run) -> Verdict:
    """Decide about a field that the document declares; values compare by equality.

    Base moves for ``SETTLE`` and ``PUSH`` to the document's value, for ``PULL`` to GitHub's, each
    together with ``text.left_behind(base)``. While ``was`` is alive, a document that shows it is old
    text and no edit: it is never pushed, and agreement on it is not written down, since the text
    that moved base may still be on its way."""
    was_shown = memory is not None and memory.was is not None and text.now == memory.was.value
    if text.now == github:
        settled = memory is not None and memory.base == github
        return Verdict.SAME if settled or was_shown or not text.committed else Verdict.SETTLE
    if memory is None:
        return Verdict.UNKNOWN
    if was_shown:
        return Verdict.PULL if run is Run.CI and not memory.refused else Verdict.SET_BACK
    if memory.base == github:
        return Verdict.PUSH
    unsynced = not text.committed and not _known(memory, text.tip)
    return Verdict.PULL if memory.base == text.now and not unsynced else Verdict.BOTH


def _known(memory: Memory, tip: Value) -> bool:
    """Whether the tip's text has been through a sync: it is base, or what base left behind."""
    return tip == memory.base or (memory.was is not None and tip == memory.was.value)


@dataclass(frozen=True, slots=True)
class SetVerdict:
    """Element by element: what to add and remove on GitHub, what somebody took away there
    (``drift``), and what base becomes when the additions and removals are done."""

    add: tuple[str, ...]
    remove: tuple[str, ...]
    drift: tuple[str, ...]
    base: tuple[str, ...]


def merge_set(base: Iterable[str] | None, document: Iterable[str], github: Iterable[str]) -> SetVerdict:
    """Merge sets of names that are equal when they are equal ignoring case.

    Elements that base does not hold are not ours and stay; what people took away on GitHub is not
    put back. Names come out as the document writes them, removals as GitHub does."""
    ours = _folded(base or ())
    wanted, held = _folded(document), _folded(github)
    taken = (ours.keys() & wanted.keys()) - held.keys()
    return SetVerdict(
        add=_named(wanted, wanted.keys() - held.keys() - ours.keys()),
        remove=_named(held, (ours.keys() & held.keys()) - wanted.keys()),
        drift=_named(wanted, taken),
        base=_named(wanted, wanted.keys()),
    )


def _folded(names: Iterable[str]) -> dict[str, str]:
    return {name.casefold(): name for name in names}


def _named(names: dict[str, str], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names[key] for key in keys))


def settled(memory: Memory | None, base: tuple[str, ...]) -> bool:
    """Whether a set's base needs no writing: it is known and equal ignoring case and order."""
    return memory is not None and set(_folded(memory.base or ())) == set(_folded(base))


def move(field: str, text: Text, base: Value) -> Move:
    """The move of base to ``base``, with the ``was`` it leaves behind."""
    return Move(field, base, text.left_behind(base))
