"""YAML → plain values with their places: text stays as it is written ("no" is a word), keys stand once."""

from __future__ import annotations

import yaml

from roadmap_sync.config.faults import printable
from roadmap_sync.config.marked import Mark, Marked, Path

KINDS = ("null", "bool", "int", "float", "str", "timestamp", "merge", "value", "seq", "map")
TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in KINDS)
NULL = "tag:yaml.org,2002:null"
UNREADABLE = (ValueError, OverflowError, RecursionError)
"""What PyYAML raises, beside its own errors, for impossible escapes and for nesting without end."""


def read_yaml(text: str, file: str, *, first: int = 1) -> Marked:
    """The values of one YAML document; ``first``: the number of its first line in ``file``.

    Scalars are text, but for null: what text means is for the key to say. Faults are in the result."""
    found = Marked(file)
    try:
        root = yaml.compose(text, yaml.SafeLoader)
        if root is not None:
            found.value = _Walk(found, first - 1).value(root, (), ())
    except yaml.MarkedYAMLError as fault:
        _stopped(found, fault, first - 1)
    except yaml.reader.ReaderError as fault:
        line = text.count("\n", 0, fault.position) + first
        found.values[()] = (line, fault.position - text.rfind("\n", 0, fault.position))
        found.faults.append(found.fault((), "a character that YAML does not allow"))
    except UNREADABLE as fault:
        what = (
            "nested too deeply" if isinstance(fault, RecursionError) else "an escape that names no character"
        )
        found.faults.append(found.fault((), f"not readable as YAML: {what}"))
    return found


def _stopped(found: Marked, fault: yaml.MarkedYAMLError, shift: int) -> None:
    mark = fault.problem_mark or fault.context_mark
    if mark is not None:
        found.values[()] = (mark.line + 1 + shift, mark.column + 1)
    parts = (fault.context, fault.problem)
    what = ", ".join(printable(part) for part in parts if part)
    found.faults.append(found.fault((), f"not readable as YAML: {what}"))


class _Walk:
    """Goes through the nodes of one document; a node that several aliases name is read for each of them."""

    LIMIT = 10_000
    """More values than this are no configuration, but aliases of aliases."""

    def __init__(self, found: Marked, shift: int) -> None:
        self.found, self.shift, self.count = found, shift, 0

    def value(self, node: yaml.Node, path: Path, inside: tuple[int, ...]) -> object:
        self.count += 1
        self.found.values.setdefault(path, self._mark(node))
        if id(node) in inside or self.count > self.LIMIT:
            self._refuse(path, "holds itself" if id(node) in inside else "holds too many values")
            return None
        if node.tag not in TAGS:
            self._refuse(path, f"the tag {printable(node.tag)} is not known here")
            return None
        inside = (*inside, id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, inside)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, at), inside) for at, child in enumerate(node.value)]
        return None if node.tag == NULL else self._text(str(node.value), path)

    def _mapping(self, node: yaml.MappingNode, path: Path, inside: tuple[int, ...]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._refuse(path, "a key must be text")
                continue
            name = self._text(key.value, path)
            here = (*path, name)
            if name in found:
                self._doubled(key, here)
                continue
            self.found.keys[here] = self._mark(key)
            found[name] = self.value(child, here, inside)
        return found

    def _doubled(self, key: yaml.Node, path: Path) -> None:
        first, (line, column) = self.found.keys[path], self._mark(key)
        fault = self.found.fault(path, f"this key stands on line {first[0]} already")
        where = f"{self.found.file}:{line}:{column}"
        self.found.faults.append(type(fault)(where, fault.key, fault.what))

    def _text(self, text: str, path: Path) -> str:
        if any("\ud800" <= char <= "\udfff" for char in text):
            self._refuse(path, "holds half a character (a surrogate)")
            return ""
        return text

    def _refuse(self, path: Path, what: str) -> None:
        if self.count <= self.LIMIT + 1:
            self.found.faults.append(self.found.fault(path, what))

    def _mark(self, node: yaml.Node) -> Mark:
        mark = node.start_mark
        return (mark.line + 1 + self.shift, mark.column + 1)
