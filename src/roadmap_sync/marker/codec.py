"""How a marker is written down: canonical JSON in an HTML comment, found again where Markdown sees one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

import pyromark

from roadmap_sync.model import Json, Marker, Value, Was

VERSION = 1
END = "<!-- /roadmap-sync -->"
START = re.compile(r"<!-- roadmap-sync (?P<json>\{[^\r\n]*\}) -->")
ENDS = re.compile(r"<!-- /roadmap-sync -->")
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "|": "\\u007c", "--": "-\\u002d"}
_UNSAFE = re.compile(r"[<>|]|--")
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
"""What JSON that people tampered with makes of decoding it."""


def both(text: str) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """The start and end comments in ``text`` (any newlines), where Markdown sees comments."""
    seen = set(_comments(text))
    starts = [match for match in START.finditer(text) if match.start() in seen]
    return starts, [match for match in ENDS.finditer(text) if match.start() in seen]


def _comments(body: str) -> Iterator[int]:
    """Character offsets at which Markdown sees an HTML block begin, outside quotes and lists."""
    data = body.encode()
    events = cast("list[tuple[object, Any]]", pyromark.events_with_range(body))
    done = chars = depth = 0
    for event, span in events:
        if not isinstance(event, dict):
            continue
        if event.get("Start") == "HtmlBlock" and depth == 0:
            chars += len(data[done : span["start"]].decode())
            done = span["start"]
            yield next(at for at in range(chars, len(body)) if body[at] != " ")
        depth += ("Start" in event) - ("End" in event)


def between(text: str, start: re.Match[str], end: re.Match[str]) -> tuple[int, int]:
    """Where the managed text lies between two comments, without the line ends around it."""
    inner = text[start.end() : end.start()]
    first = start.end() + len(inner) - len(inner.lstrip("\r\n"))
    return first, max(first, start.end() + len(inner.rstrip("\r\n")))


def lf(text: str) -> str:
    """``text`` with LF newlines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def commented(fields: dict[str, Json]) -> str:
    """The comment that holds these fields; nothing in them can end it, or be taken for a column."""
    said = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return f"<!-- roadmap-sync {_UNSAFE.sub(lambda found: _ESCAPES[found[0]], said)} -->"


def encode(marker: Marker) -> dict[str, Json]:
    """Canonical JSON: a fixed order of keys; what is not there is left out."""
    fields: dict[str, Json] = {"v": VERSION, "home": marker.home, "doc": marker.doc}
    fields["section"] = list(marker.section)
    if marker.id is not None:
        fields["id"] = marker.id
    fields["title"] = marker.title
    if marker.number is not None:
        fields["n"] = marker.number
    return fields | memory(marker.base, marker.was)


def memory(base: Mapping[str, Value], was: Mapping[str, Was]) -> dict[str, Json]:
    """The fields in which a marker keeps base, and what base left behind."""
    fields: dict[str, Json] = {"base": {name: _plain(base[name]) for name in sorted(base)}}
    if was:
        fields["was"] = {name: [_plain(one.value), one.commit, one.pull] for name, one in sorted(was.items())}
    return fields


def _plain(value: Value) -> Json:
    return list(value) if isinstance(value, tuple) else value


def decode(fields: dict[str, Any]) -> Marker:
    """The marker of these fields. Raises one of ``UNREADABLE`` for what no version of ours wrote."""
    if fields["v"] != VERSION:
        raise ValueError(f"version {fields['v']} was written by a newer roadmap-sync")
    base, was = remembered(fields["base"], fields.get("was", {}))
    return Marker(
        home=text_of(fields["home"]),
        doc=text_of(fields["doc"]),
        section=tuple(text_of(part) for part in fields["section"]),
        id=None if fields.get("id") is None else text_of(fields["id"]),
        title=text_of(fields["title"]),
        number=None if fields.get("n") is None else int(fields["n"]),
        base=base,
        was=was,
    )


def remembered(base: dict[str, Any], was: dict[str, Any]) -> tuple[dict[str, Value], dict[str, Was]]:
    """What ``memory`` wrote. Raises as ``decode`` does."""
    left = {
        text_of(name): Was(_value(value), text_of(commit), None if pull is None else int(pull))
        for name, (value, commit, pull) in was.items()
    }
    return {text_of(name): _value(value) for name, value in base.items()}, left


def text_of(value: object) -> str:
    """``value``, if it is text; raises one of ``UNREADABLE`` where it is not."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    value.encode()  # half a surrogate pair is no text either
    return value


def _value(value: object) -> Value:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return tuple(text_of(part) for part in value)
    raise TypeError(f"{value!r} is no value of a field")
