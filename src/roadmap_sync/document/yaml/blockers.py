"""What an entry of a YAML block says it depends on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from yaml import ScalarNode, SequenceNode

from roadmap_sync.document.inline.mentions import is_blocking, mentions
from roadmap_sync.document.yaml.met import Met
from roadmap_sync.model import Link, Mention

_NUMBER = re.compile(r"[1-9]\d{0,9}", re.ASCII)


def read_blockers(met: Met) -> tuple[Mention, ...] | None:
    """The mentions under its keys for that, ``None`` where it has none. A bare number may be an issue:
    "#12" is a comment here."""
    values = [each.value for name, each in met.entry.others.items() if is_blocking(name)]
    if not values:
        return None
    nodes = [one for node in values for one in (node.value if isinstance(node, SequenceNode) else [node])]
    told = [one for one in nodes if isinstance(one, ScalarNode) and not one.tag.endswith(":null")]
    return tuple(mention for one in told for mention in _mentioned(met, one))


def _mentioned(met: Met, node: ScalarNode) -> Iterator[Mention]:
    place = met.fenced.source.place(met.fenced.offset(node.start_mark.index))
    for each in mentions(node.value, lambda _: place):
        number = _NUMBER.fullmatch(each.text) if each.link is None else None
        yield replace(each, link=Link(int(number[0]))) if number else each
