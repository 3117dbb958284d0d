"""What is changed on GitHub by GraphQL: aliased batches (``a0``, ``a1`` …), with values in variables only.

The fields of one request are carried out one after the other and each by itself: one may fail alone
(GraphQL specification, "Normal and Serial Execution"; GitHub answers 200 with ``errors`` by alias)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from roadmap_sync.github.boards_queries import FIELD, PROJECT
from roadmap_sync.github.queries import CREATED, ISSUE

_ISSUE_PAYLOADS = {
    "updateIssue": "issue",
    "closeIssue": "issue",
    "reopenIssue": "issue",
    "addLabelsToLabelable": "labelable",
    "removeLabelsFromLabelable": "labelable",
    "addAssigneesToAssignable": "assignable",
    "removeAssigneesFromAssignable": "assignable",
    "addBlockedBy": "issue",
    "removeBlockedBy": "issue",
    "addSubIssue": "subIssue",
    "removeSubIssue": "subIssue",
}
_PAYLOADS = {
    "createIssue": ("issue", "...CreatedParts"),
    "createLabel": ("label", "id name"),
    "createProjectV2": ("projectV2", "...ProjectParts"),
    "linkProjectV2ToRepository": ("repository", "id"),
    "createProjectV2Field": ("projectV2Field", "...FieldParts"),
    "updateProjectV2Field": ("projectV2Field", "...FieldParts"),
    "addProjectV2ItemById": ("item", "id"),
    "updateProjectV2ItemFieldValue": ("projectV2Item", "id"),
    "clearProjectV2ItemFieldValue": ("projectV2Item", "id"),
    **{name: (key, "...IssueParts") for name, key in _ISSUE_PAYLOADS.items()},
}
"""The key under which a mutation answers with an object, and what is asked of that object."""
_FRAGMENTS = {"ProjectParts": PROJECT, "FieldParts": FIELD, "CreatedParts": CREATED, "IssueParts": ISSUE}
"""By name, each before those that it uses."""


@dataclass(frozen=True, slots=True)
class Act:
    """One mutation of a batch: its name and its input."""

    name: str
    input: dict[str, Any]


def batch(names: Sequence[str]) -> str:
    """The document that carries out the mutations ``names``; the inputs are ``$v0`` …"""
    variables = ", ".join(f"$v{n}: {name[0].upper()}{name[1:]}Input!" for n, name in enumerate(names))
    fields = "\n  ".join(f"a{n}: {name}(input: $v{n}) {{ {_payload(name)} }}" for n, name in enumerate(names))
    document = f"mutation Batch({variables}) {{\n  {fields}\n}}\n"
    for name, fragment in _FRAGMENTS.items():
        document += fragment if f"...{name}" in document else ""
    return document


def _payload(name: str) -> str:
    key, parts = _PAYLOADS[name]
    return f"{key} {{ {parts} }}"


def payload(act: Act, data: Any) -> Any:
    """The object that one mutation answered with; ``None`` where it gave none."""
    return (data or {}).get(_PAYLOADS[act.name][0])


def inputs(acts: Iterable[Act]) -> dict[str, Any]:
    """The variables of ``batch`` for ``acts``."""
    return {f"v{n}": act.input for n, act in enumerate(acts)}
