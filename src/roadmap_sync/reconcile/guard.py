"""Large changes need a number typed by a person: what a plan may do to one document unasked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from roadmap_sync.model import Change, Hold, Plan, Subject
from roadmap_sync.reconcile.identity.matches import Matches
from roadmap_sync.reconcile.narrow import keep

SHARES = {"closes": (3, 0.25), "updates": (10, 0.5), "words": (10, 0.5)}
"""Per kind: what is always allowed, and the share of the document's issues that is. ``closes`` are
those of vanished and dropped items, ``updates`` all other changes of issues and milestones; ``words``
are changes of text that stood in the document."""

CREATES = 100
VANISHING = (3, 0.25)
"""From this many issues, and above this share, rows count as a document gone wrong."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a document has to do with GitHub: issues that were matched, and those whose row is gone."""

    matched: int
    vanished: int

    @property
    def marked(self) -> int:
        return self.matched + self.vanished

    def __add__(self, other: Size) -> Size:
        return Size(self.matched + other.matched, self.vanished + other.vanished)


def measure(matches: Matches, path: str) -> Size:
    """The size of the document at ``path``."""
    matched = sum(1 for doc, _ in matches.issues if doc == path)
    gone = (one for one in matches.orphans if one.marker is not None and one.issue.open)
    return Size(matched, sum(1 for one in gone if one.marker is not None and one.marker.doc == path))


def sizes(found: Iterable[Matches], documents: Iterable[str]) -> dict[str, Size]:
    """The sizes of documents, all repositories together."""
    each = [*found]
    return {path: sum((measure(one, path) for one in each), Size(0, 0)) for path in documents}


def refused(plans: Iterable[Plan], sizes: Mapping[str, Size], allowed: Mapping[str, int]) -> dict[str, str]:
    """The documents that ask too much at once, with what to type to have it done all the same."""
    changes = [change for plan in plans for change in plan.changes]
    asked = {doc: _refusal(changes, doc, size, allowed) for doc, size in sizes.items()}
    return {doc: todo for doc, todo in asked.items() if todo}


def _refusal(changes: Iterable[Change], doc: str, size: Size, allowed: Mapping[str, int]) -> str:
    counts = _counts(change for change in changes if change.subject.document == doc)
    over = {kind for kind, n in counts.items() if n > max(_limit(kind, size), allowed.get(kind, 0))}
    if _vanishing(size) and counts["creates"] > allowed.get("creates", 0):
        over.add("creates")
    return " ".join(f"--allow {kind}={counts[kind]}" for kind in sorted(over))


def _counts(changes: Iterable[Change]) -> Counter[str]:
    """How many issues, and how many places of the text, are touched in each way."""
    touched = {(kind, _touched(change)) for change in changes for kind in _kinds(change)}
    return Counter(kind for kind, *_ in touched)


def _touched(change: Change) -> object:
    """One issue, or one row in one line."""
    subject = change.subject
    name = subject.name if subject.number is None else (subject.repository, subject.number)
    return name, change.place


def _kinds(change: Change) -> tuple[str, ...]:
    match change.subject.kind, change.kind:
        case "text", _:
            return ("words",) if change.before else ()
        case "milestone", "update" | "close" | "reopen":
            return ("updates",)
        case "issue", "create":
            return ("creates",)
        case "issue", _ if change.subject.number is not None:
            return ("closes",) if change.after == "dropped" else ("updates",)
        case "card", _ if change.before is not None:
            return ("updates",)
    return ()


def _limit(kind: str, size: Size) -> float:
    if kind == "creates":
        return CREATES
    least, share = SHARES[kind]
    return max(least, share * size.marked)


def _vanishing(size: Size) -> bool:
    least, share = VANISHING
    return size.vanished >= least and size.vanished > share * size.marked


def without(plan: Plan, refused: Mapping[str, str]) -> Plan:
    """``plan`` with nothing to do for the ``refused`` documents but to say how to go on."""
    if not refused:
        return plan
    left = frozenset(plan.documents) - refused.keys()
    kept = keep(plan, lambda change: change.subject.document in left, left)
    why = "asks for more at once than a run does unasked"
    holds = tuple(
        Hold("conflict", Subject("document", doc, doc), "guard", None, None, why, f"roadmap-sync {todo}")
        for doc, todo in refused.items()
    )
    return replace(kept, holds=plan.holds + holds)
