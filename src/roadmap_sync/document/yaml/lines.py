"""Where a line is added to an entry of a YAML block, and how that line begins."""

from __future__ import annotations

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from roadmap_sync.document.text.fenced import Fenced
from roadmap_sync.document.yaml.entries import Entry


def new_line(fenced: Fenced, entry: Entry) -> tuple[int, str] | None:
    """The character behind which a key is added as the last of an entry, and what stands before its value;
    ``None`` where that would be no line of this entry alone."""
    node = entry.node
    if entry.shared or node.flow_style or not node.value:
        return None
    first = node.value[0][0]
    line = _last_line(fenced, node)
    if line is None or (line == fenced.line(first.start_mark.index) and _ends_empty(fenced, node, line)):
        return None
    if _ends_empty(fenced, node, line):
        line -= 1
    before, index = fenced.before(line), fenced.end(line)
    if before is None:
        return None
    word = "Issue" if str(first.value)[:1].isupper() else "issue"
    return index, f"{_newline(fenced, index)}{before}{' ' * first.start_mark.column}{word}: "


def _last_line(fenced: Fenced, node: Node) -> int | None:
    """The line on which the last value of a mapping ends."""
    while isinstance(node, (MappingNode, SequenceNode)) and node.value and not node.flow_style:
        mapping = isinstance(node, MappingNode)
        start, last = (
            (node.value[-1][0].end_mark, node.value[-1][1]) if mapping else (node.start_mark, node.value[-1])
        )
        if last.start_mark.index < start.index:  # an alias: its node stands elsewhere
            at = fenced.line(start.index)
            return at if mapping and "*" in fenced.text[start.index : fenced.end(at)] else None
        node = last
    end = node.end_mark.index
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        end = len(fenced.text[:end].rstrip())
    return fenced.line(end)


def _ends_empty(fenced: Fenced, node: Node, line: int) -> bool:
    """Whether the last value is nothing at all, so that a value for it would come to the same place."""
    while isinstance(node, MappingNode) and node.value and not node.flow_style:
        node = node.value[-1][1]
    index = node.start_mark.index
    return isinstance(node, ScalarNode) and index == node.end_mark.index == fenced.end(line)


def _newline(fenced: Fenced, index: int) -> str:
    data, at = fenced.source.data, fenced.offset(index)
    return "\r\n" if data.startswith(b"\r\n", at) else "\r" if data.startswith(b"\r", at) else "\n"
