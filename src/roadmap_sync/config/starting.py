"""The configuration file that `init` writes: what was chosen, and every other key as a comment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml
from pydantic.fields import FieldInfo

from roadmap_sync.config.globs import SPECIAL
from roadmap_sync.config.keys import FileKeys, ReadingKeys
from roadmap_sync.config.parts import Part

SCHEMA_FILE = "roadmap-sync.schema.json"
"""The name by which the first line calls the schema: it lies beside the configuration."""

_HEAD = f"""\
# yaml-language-server: $schema={SCHEMA_FILE}
# The configuration of roadmap-sync. A line that begins with "#" and no blank shows a default:
# to change it, take the "#" away. The schema above tells editors what each key may hold.
"""


def starter(documents: Sequence[str], create: str) -> str:
    """The text of a configuration file for these documents (paths from the top of the repository).

    What equals the default stands as a comment, with one line that says what it is. Pure."""
    chosen = {"documents": [pattern(path) for path in documents], "create": create}
    parts = ["\n".join(_key(name, field, chosen)) for name, field in _ordered(chosen)]
    return "\n\n".join([_HEAD.rstrip("\n"), *parts]) + "\n"


def pattern(path: str) -> str:
    """A pattern that the file at ``path`` fits; a name with ``*`` or ``[`` in it has no other."""
    return "".join("?" if char in SPECIAL else char for char in path)


def _ordered(chosen: Mapping[str, object]) -> Iterator[tuple[str, FieldInfo]]:
    """The keys of a file: those that were chosen, those of issues, those of reading."""
    fields = FileKeys.model_fields
    yield from ((name, fields[name]) for name in chosen)
    rest = [name for name in fields if name not in chosen]
    for shared in (False, True):
        yield from ((name, fields[name]) for name in rest if (name in ReadingKeys.model_fields) is shared)


def _key(name: str, field: FieldInfo, chosen: Mapping[str, Any]) -> Iterator[str]:
    default = field.get_default(call_default_factory=True)
    value = chosen.get(name, default)
    yield f"# {field.description}"
    mark = "#" if value == default else ""
    yield from (f"{mark}{line}" for line in _lines(field.alias or name, value))


def _lines(key: str, value: Any) -> Iterator[str]:
    """A key and its value; a mapping of keys with what each of them is."""
    if isinstance(value, Part):
        yield f"{key}:"
        for name, field in type(value).model_fields.items():
            yield f"  {field.alias or name}: {_flow(getattr(value, name))}  # {field.description}"
    elif isinstance(value, list):
        yield f"{key}:"
        yield from (f"  - {_flow(one)}" for one in value)
    else:
        yield f"{key}: {_flow(value)}"


def _flow(value: object) -> str:
    """A value as YAML on one line; what does not print is escaped (PyYAML alone loses U+0085)."""
    plain = str(value).isprintable()
    text = yaml.safe_dump([value], default_flow_style=True, allow_unicode=plain, width=2**31)
    return text.strip()[1:-1]
