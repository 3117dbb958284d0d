"""A heading with all that is needed to read it as an item: fields, row, and how statuses are spelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roadmap_sync.document.headings.choice import Chosen
from roadmap_sync.document.outline.carriers import Ground
from roadmap_sync.document.outline.field_blocks import Field
from roadmap_sync.document.tables.row import Row
from roadmap_sync.document.words.spellings import Speller, Votes
from roadmap_sync.document.words.stated import read_stated


@dataclass(frozen=True, slots=True)
class Reading:
    """A heading with all that is needed to read it. ``votes``: how the items of headings spell their
    statuses; ``free``: no link of the document points at the heading, so that it may be written."""

    ground: Ground
    chosen: Chosen
    votes: Votes
    document: Votes
    free: bool

    @property
    def line(self) -> int:
        return self.ground.source.line(self.chosen.section.heading.start)

    def field(self, role: str) -> Field | None:
        return next((each for each in self.chosen.below.fields if each.role == role), None)

    @property
    def row(self) -> Row | None:
        """The table of one row below the heading."""
        table = self.chosen.below.row
        if table is None:
            return None
        speller = Speller(self.votes, self.document, self.ground.lexicon)
        return Row(self.ground.source, table, table.rows[0], table.texts[0], speller, self.ground.config)


def spelled(ground: Ground, chosen: Sequence[Chosen]) -> Votes:
    """How these headings, their fields and rows spell their statuses."""
    votes = Votes()
    for each in chosen:
        fields = (one for one in each.below.fields if one.role == "status")
        texts = [one.text for one in fields]
        if each.below.row and "status" in each.below.row.roles:
            at, texts_ = each.below.row.roles["status"], each.below.row.texts[0]
            texts += texts_[at : at + 1]
        signs = [ground.lexicon.read(text) for text in texts]
        stated = read_stated(each.section.heading.text, ground.lexicon)
        for sign in (*signs, stated and not signs and stated.sign):
            if sign:
                votes.add(sign)
    return votes
