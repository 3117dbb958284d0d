"""The sections of a document as a tree: each heading with the blocks right below it and its sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from roadmap_sync.document.outline.carriers import Placed
from roadmap_sync.document.outline.sections import Heading, Path
from roadmap_sync.document.text.tree import Block


@dataclass(slots=True)
class Section:
    """A heading, ``path`` to it with itself at the end, the blocks down to the next heading, and the sections
    below it. The root has no heading."""

    block: Block | None
    path: Path
    body: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    @property
    def heading(self) -> Heading:
        return self.path[-1]

    @property
    def above(self) -> Path:
        """The headings that enclose this one."""
        return self.path[:-1]

    def blocks(self) -> Iterator[Block]:
        """All that stands below the heading, its own body first."""
        yield from self.body
        for child in self.children:
            if child.block:
                yield child.block
            yield from child.blocks()

    def walk(self) -> Iterator[Section]:
        """This section and all in it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()


def grow(placed: Sequence[Placed]) -> Section:
    """The tree of all sections."""
    root = Section(None, ())
    stack = [root]
    for block, path in placed:
        if block.kind != "heading" or not path or path[-1].start != block.start:
            stack[-1].body.append(block)
            continue
        while stack[-1].block and stack[-1].block.level >= block.level:
            stack.pop()
        section = Section(block, path)
        stack[-1].children.append(section)
        stack.append(section)
    return root
