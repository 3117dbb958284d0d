"""What makes a change this change: its identity, and the digest of a whole plan."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from roadmap_sync.model import Change, Plan


def identity(change: Change) -> str:
    """Kind, subject, field, before and after as canonical JSON; no line, no date, no bookkeeping."""
    subject = change.subject
    parts = [
        change.kind,
        subject.kind,
        subject.document,
        subject.name,
        change.field,
        change.before,
        change.after,
        *([subject.repository] if subject.repository else []),
    ]
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def of_change(change: Change) -> str:
    """SHA-256 of a change's identity, in hexadecimal."""
    return hashlib.sha256(identity(change).encode()).hexdigest()


def of_changes(plan: Plan, changes: Iterable[Change]) -> str:
    """SHA-256 over the sorted set of changes with repository and document paths, in hexadecimal."""
    repository = f"{plan.repository.owner}/{plan.repository.name}"
    lines = [repository, *sorted(plan.documents), *sorted({identity(change) for change in changes})]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
