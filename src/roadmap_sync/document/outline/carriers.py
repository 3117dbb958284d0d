"""What every carrier of items (tables, lists, headings, YAML) is given, and what it hands back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from roadmap_sync.config import Config
from roadmap_sync.document.outline.details import Draft
from roadmap_sync.document.outline.sections import Path
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.model import Finding, Release, Skipped, Span

UNREADABLE = "unreadable-row"
"""The code of a row or entry that looks like work and cannot be read."""

Placed = tuple[Block, Path]
"""A block at the top level with the headings that enclose it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A document ready to be searched for items. ``placed``: its blocks at the top level, in order, without
    the sections that say ignore. ``yaml``: where the blocks of YAML begin that list work."""

    source: Source
    placed: Sequence[Placed]
    lexicon: Lexicon
    config: Config
    yaml: frozenset[int] = frozenset()


@dataclass(slots=True)
class Yield:
    """What a carrier found. ``claims``: stretches of the document that are the bodies of its items: in them
    no other carrier may find any."""

    drafts: list[Draft] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    claims: list[Span] = field(default_factory=list)

    def take(self, other: Yield) -> None:
        """Add what another carrier found."""
        self.drafts += other.drafts
        self.releases += other.releases
        self.skipped += other.skipped
        self.findings += other.findings
        self.claims += other.claims

    def claimed(self, block: Block) -> bool:
        """Whether a block lies in what is claimed so far."""
        return any(claim.start <= block.start and block.end <= claim.end for claim in self.claims)
