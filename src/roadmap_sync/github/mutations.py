"""What is changed on GitHub by GraphQL: aliased batches (``a0``, ``a1`` …), with values in variables only.

The fields of one request are carried out one after the other and each by itself: one may fail alone
(GraphQL specification, "Normal and Serial Execution"; GitHub answers 200 with ``errors`` by alias)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from roadmap_sync.github.queries import ISSUE

_ISSUE_PAYLOADS = {
    "createIssue": "issue",
    "updateIssue": "issue",
    "closeIssue": "issue",
    "reopenIssue": "issue",
    "addLabelsToLabelable": "labelable",
    "removeLabelsFromLabelable": "labelable",
    "addAssigneesToAssignable": "assignable",
    "removeAssigneesFromAssignable": "assignable",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One mutation of a batch: its name and its input."""

    name: str
    input: dict[str, Any]


def batch(names: Sequence[str]) -> str:
    """The document that carries out the mutations ``names``; the inputs are ``$v0`` …"""
    variables = ", ".join(f"$v{n}: {name[0].upper()}{name[1:]}Input!" for n, name in enumerate(names))
    fields = "\n  ".join(f"a{n}: {name}(input: $v{n}) {{ {_payload(name)} }}" for n, name in enumerate(names))
    parts = ISSUE if any(name in _ISSUE_PAYLOADS for name in names) else ""
    return f"mutation Batch({variables}) {{\n  {fields}\n}}\n{parts}"


def _payload(name: str) -> str:
    if name == "createLabel":
        return "label { id name }"
    return f"{_ISSUE_PAYLOADS[name]} {{ ...IssueParts }}"


def payload(act: Act, data: Any) -> Any:
    """The object that one mutation answered with; ``None`` where it gave none."""
    key = "label" if act.name == "createLabel" else _ISSUE_PAYLOADS[act.name]
    return (data or {}).get(key)


def inputs(acts: Iterable[Act]) -> dict[str, Any]:
    """The variables of ``batch`` for ``acts``."""
    return {f"v{n}": act.input for n, act in enumerate(acts)}
