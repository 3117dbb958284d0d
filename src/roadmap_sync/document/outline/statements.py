"""What a section says of itself in a line of its own: "**Status:** Planned for Q1 2026"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roadmap_sync.document.outline.field_blocks import Field, fields_of, is_field_block
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.signs import Lexicon, Sign
from roadmap_sync.document.words.targets import Found, ranked_target, read_target
from roadmap_sync.model import Status


class Statement(NamedTuple):
    """A section's own words; a part is ``None`` where the section does not say it, or says it more than once.

    ``at``: the field that holds the status, and its sign there; ``lines``: fields of status, target."""

    status: Status | None = None
    status_text: str | None = None
    rank: int = 0
    target: Found | None = None
    priority: str | None = None
    at: tuple[Field, Sign] | None = None
    lines: tuple[Field, ...] = ()


SILENT = Statement()


def read_statement(source: Source, body: Sequence[Block], lexicon: Lexicon) -> Statement:
    """The statement in the blocks between a heading and the next one."""
    met: dict[str, list[Field]] = {}
    for at, block in enumerate(body):
        listed = block.kind == "list" and not (at == 0 and is_field_block(source, block))
        for field in [] if listed else fields_of(source, block):
            met.setdefault(field.role, []).append(field)
    once = {role: fields[0] for role, fields in met.items() if len(fields) == 1}
    if not once.keys() & {"status", "target", "priority"}:
        return SILENT
    sign = lexicon.read(once["status"].text) if "status" in once else None
    rank, target = _target(source, once, sign)
    priority = once["priority"].text if "priority" in once else None
    return Statement(
        status=sign.status if sign else None,
        status_text=once["status"].text if sign else None,
        rank=rank,
        target=target,
        priority=priority or None,
        at=(once["status"], sign) if sign else None,
        lines=tuple(once[role] for role in ("status", "target") if role in once),
    )


def _target(source: Source, once: dict[str, Field], sign: Sign | None) -> tuple[int, Found | None]:
    """The target of its own line, else the one that the status line tells ("Planned for Q1 2026")."""
    if "target" in once:
        text = once["target"].text
        found = read_target(text)
        if found and not found.other:
            ranked = ranked_target(text)
            return (ranked[0] if ranked else 0), found
    if sign and (ranked := ranked_target(once["status"].text[sign.end :])) and ranked[0] <= 2:
        return ranked
    return 0, None
