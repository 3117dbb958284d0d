"""The entries of a YAML block: which of its mappings are work, by what names, and in which groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from roadmap_sync.document.text.flat import squeeze
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.words.targets import find_target
from roadmap_sync.document.words.vocabulary import fold_header, vocabulary

ROLES = ("status", "priority", "owner", "id", "issue", "label", "title", "target", "description")
_WEAK = {"title": "maybe title", "target": "maybe target"}
_NULL = "tag:yaml.org,2002:null"
_MERGE = "tag:yaml.org,2002:merge"


class Field(NamedTuple):
    """One key of a mapping and its value. ``own``: it stands in this mapping and nowhere else, so that it may
    be written."""

    key: ScalarNode
    value: Node
    own: bool

    @property
    def text(self) -> str:
        """The value where it is a scalar that says something, else nothing."""
        scalar = isinstance(self.value, ScalarNode) and self.value.tag != _NULL
        return squeeze(self.value.value) if scalar else ""


@dataclass(frozen=True, slots=True)
class Group:
    """A mapping or list around entries, with what it says of them; ``name`` may be empty."""

    name: str
    start: int
    fields: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping that may be work. ``key`` names it where it stands in a mapping; ``fields``: by role;
    ``others``: the rest, by name; ``doubled``: keys that it holds twice; ``shared``: an anchor
    puts it in several places."""

    key: ScalarNode | None
    node: MappingNode
    groups: tuple[Group, ...]
    fields: Mapping[str, Field]
    others: Mapping[str, Field]
    doubled: tuple[ScalarNode, ...] = ()
    shared: bool = False

    @property
    def start(self) -> int:
        """The character with which it begins."""
        return int(self.key.start_mark.index if self.key else self.node.start_mark.index)

    @property
    def name(self) -> str:
        """Its title, else its key made readable."""
        told = self.fields["title"].text if "title" in self.fields else ""
        return told or (readable(self.key.value) if self.key else "")


def entries(roots: Iterable[Node], words: Mapping[str, Sequence[str]]) -> list[Entry]:
    """All entries of a block in order; ``words``: more keys for a role, folded."""
    roots = list(roots)
    walk = _Walk(words, frozenset(_shared(roots)), set(_templates(roots)))
    return [entry for root in roots for entry in walk.collection(root, ())]


def readable(key: str) -> str:
    """A key as people would write it: ``docker_compose`` → "docker compose"."""
    text = squeeze(key)
    return text if " " in text else squeeze(re.sub(r"_+|(?<!\d)-+|-+(?!\d)", " ", text)) or text


def _templates(roots: Iterable[Node]) -> Iterator[int]:
    """The mappings that others merge into themselves: what they say is no work by itself."""
    seen: set[int] = set()
    stack = list(roots)
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        stack += _children(node)
        for key, value in node.value if isinstance(node, MappingNode) else ():
            if key.tag == _MERGE:
                yield from map(id, value.value if isinstance(value, SequenceNode) else [value])


def _shared(roots: Iterable[Node]) -> Iterator[int]:
    """The nodes that stand in more than one place (by anchor and alias), with all that is in them."""
    seen: set[int] = set()
    shared: set[int] = set()
    stack = [(root, False) for root in roots]
    while stack:
        node, inside = stack.pop()
        inside = inside or id(node) in seen
        if id(node) in (shared if inside else seen):
            continue
        seen.add(id(node))
        if inside:
            shared.add(id(node))
        stack += [(child, inside) for child in _children(node)]
    return iter(shared)


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield key
            yield value
    elif isinstance(node, SequenceNode):
        yield from node.value


@dataclass(slots=True)
class _Walk:
    """Goes through nodes; every collection is entered once, so that aliases cost nothing, and what is only
    there to be merged never."""

    words: Mapping[str, Sequence[str]]
    shared: frozenset[int]
    entered: set[int]
    known: dict[tuple[tuple[str, ...], bool], Mapping[str, str]] = field(default_factory=dict)

    def collection(self, node: Node, groups: tuple[Group, ...]) -> Iterator[Entry]:
        """The entries in a mapping of names, or in a list."""
        if id(node) in self.entered:
            return
        self.entered.add(id(node))
        members = [(key, value) for key, value in _members(node) if id(value) not in self.entered]
        found = [
            self._entry(key, each, groups) if isinstance(each, MappingNode) else None for key, each in members
        ]
        listed = any(entry and _declares(entry) for entry in found)
        named = sum(isinstance(each, (MappingNode, SequenceNode)) for _, each in members) > 1
        for (key, value), entry in zip(members, found, strict=True):
            called = entry and (entry.name or "title" in entry.fields)  # an empty title is a fault to tell
            work = entry and called and (_declares(entry) or (listed and _described(entry)))
            inner = (
                []
                if isinstance(value, ScalarNode)
                else list(self.collection(value, (*groups, _group(key, value, entry, named=named))))
            )
            if entry and work and not (inner and _contains(entry)):
                yield entry
            else:
                yield from inner

    def _entry(self, key: ScalarNode | None, node: MappingNode, groups: tuple[Group, ...]) -> Entry:
        fields, doubled = self._fields(node)
        roles = self._roles(tuple(fields), named=key is not None)
        others = {name: each for name, each in fields.items() if name not in roles.values()}
        held = {role: fields[name] for role, name in roles.items()}
        return Entry(key, node, groups, held, others, doubled, id(node) in self.shared)

    def _roles(self, names: tuple[str, ...], *, named: bool) -> Mapping[str, str]:
        """Role → key, for a mapping with these keys."""
        if (names, named) not in self.known:
            roles: dict[str, str] = {}
            for role in ROLES:
                free = [name for name in names if name not in roles.values()]
                if name := self._role(role, free, named=named):
                    roles[role] = name
            self.known[names, named] = roles
        return self.known[names, named]

    def _role(self, role: str, names: Sequence[str], *, named: bool) -> str | None:
        """The key that has a role. Where a key names the entry, a title has a word of its own."""
        folded = {name: fold_header(name) for name in names}
        for words in self._known(role):
            for word in words:
                hit = next((name for name in names if folded[name] == word), None)
                if hit and not (role == "title" and named and word in _described_by()):
                    return hit
            if role == "title" and named:
                return None
        return None

    def _known(self, role: str) -> Iterator[Sequence[str]]:
        yield (
            *self.words.get(role, ()),
            *(each for each in vocabulary().columns[role] if each not in _NOT_YAML),
        )
        if role in _WEAK:
            yield vocabulary().columns[_WEAK[role]]

    def _fields(self, node: MappingNode) -> tuple[dict[str, Field], tuple[ScalarNode, ...]]:
        """The keys of a mapping with their values, those that are merged into it too."""
        fields: dict[str, Field] = {}
        doubled = []
        for key, value in node.value:
            if key.tag == _MERGE:
                for name, each in self._merged(value).items():
                    fields.setdefault(name, each)
            elif isinstance(key, ScalarNode):
                if key.value in fields and fields[key.value].own:
                    doubled.append(key)
                free = id(value) not in self.shared and id(node) not in self.shared
                fields[key.value] = Field(key, value, free and key not in doubled)
        for key in doubled:
            fields[key.value] = fields[key.value]._replace(own=False)
        return fields, tuple(doubled)

    def _merged(self, value: Node) -> dict[str, Field]:
        """What ``<<`` brings in: never written, since it stands elsewhere."""
        nodes = value.value if isinstance(value, SequenceNode) else [value]
        found: dict[str, Field] = {}
        for node in nodes:
            if isinstance(node, MappingNode):
                for key, each in node.value:
                    if isinstance(key, ScalarNode) and key.tag != _MERGE:
                        found.setdefault(key.value, Field(key, each, own=False))
        return found


_NOT_YAML = frozenset({"pr", "issue/pr", "github", "gh", "ref"})
"""Words at the head of a column that mean something else as a key."""


def _group(key: ScalarNode | None, node: Node, entry: Entry | None, *, named: bool) -> Group:
    """What a collection says of the entries in it. One that stands alone ("roadmap:", "items:") says nothing
    by its name, unless that is a time or a status."""
    name = entry.name if entry else readable(key.value) if key else ""
    told = named or bool(entry and "title" in entry.fields) or find_target(name) or Lexicon().read(name)
    start = key.start_mark.index if key else node.start_mark.index
    return Group(name if told else "", start, entry.fields if entry else {})


def _members(node: Node) -> Iterator[tuple[ScalarNode | None, Node]]:
    if isinstance(node, MappingNode):
        yield from (
            (key, value) for key, value in node.value if isinstance(key, ScalarNode) and key.tag != _MERGE
        )
    elif isinstance(node, SequenceNode):
        yield from ((None, value) for value in node.value)


def _declares(entry: Entry) -> bool:
    """Whether a mapping says of itself what only work has: a status or a target (a mere version is none)."""
    told = {role: each for role, each in entry.fields.items() if isinstance(each.value, ScalarNode)}
    timed = "target" in told and fold_header(told["target"].key.value) in vocabulary().columns["target"]
    return "status" in told or timed


def _described(entry: Entry) -> bool:
    return "description" in entry.fields or "title" in entry.fields


def _contains(entry: Entry) -> bool:
    """Whether an entry around others is a group: it declares nothing, or names a time or a phase."""
    return not _declares(entry) or find_target(entry.name) is not None


@cache
def _described_by() -> frozenset[str]:
    return frozenset(vocabulary().columns["description"])


def joined(field: Field | None) -> str:
    """A value as one text, whether it is a scalar or a list."""
    return ", ".join(texts_of(field.value)) or field.text if field else ""


def texts_of(node: Node) -> list[str]:
    """The scalars of a list; of mappings in it what they are called."""
    if not isinstance(node, SequenceNode):
        return []
    return [text for each in node.value if (text := _called(each))]


def _called(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return squeeze(node.value)
    if isinstance(node, MappingNode) and node.value and isinstance(node.value[0][1], ScalarNode):
        return squeeze(node.value[0][1].value)
    return ""
