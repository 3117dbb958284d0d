"""An entry of a YAML block with all that is needed to read it, and the slots of its scalars."""

from __future__ import annotations

from dataclasses import dataclass

from yaml import Node, ScalarNode

from roadmap_sync.config import Config
from roadmap_sync.document.outline.sections import Path
from roadmap_sync.document.text.fenced import Fenced
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.yaml.entries import Entry, Field
from roadmap_sync.document.yaml.scalars import form_of, region
from roadmap_sync.document.yaml.words import Spelled
from roadmap_sync.model import Finding, Place, Slot


@dataclass(frozen=True, slots=True)
class Met:
    """An entry with all that is needed to read it."""

    fenced: Fenced
    path: Path
    entry: Entry
    spelled: Spelled
    lexicon: Lexicon
    config: Config

    @property
    def place(self) -> Place:
        return self.fenced.source.place(self.fenced.offset(self.entry.start))

    def slot(self, name: str, field: Field) -> Slot | None:
        """The slot of a scalar that stands here alone and as it is written."""
        node = field.value
        where = region(self.fenced, node) if field.own and isinstance(node, ScalarNode) else None
        if where is None or not isinstance(node, ScalarNode):
            return None
        form = form_of(node, flow=self.entry.node.flow_style or self.fenced.text[where[1] :][:1] in ",}")
        return self.made(name, where, form)

    def made(self, name: str, where: tuple[int, int], form: str) -> Slot:
        """A slot on these characters."""
        span = self.fenced.span(*where)
        now = self.fenced.text[where[0] : where[1]]
        return Slot(name, span, now, self.fenced.source.line(span.start), form=form)

    def finding(self, node: Node, code: str, message: str) -> Finding:
        """Something to look at."""
        place = self.fenced.source.place(self.fenced.offset(node.start_mark.index))
        return Finding(place.line, place.column, code, message)

    def blank_before(self, field: Field) -> str:
        """A blank for a value that comes right behind its colon."""
        at = field.value.start_mark.index
        return " " if at == field.value.end_mark.index and self.fenced.text[at - 1 : at] == ":" else ""
