"""The comment in an issue's body: read it, splice it, know what it vouches for.

A body looks like this; only the two comments and what stands between them is ours::

    <!-- roadmap-sync {"v":1,"home":"R_kgDO…","doc":"ROADMAP.md",…} -->
    managed text
    <!-- /roadmap-sync -->
    anything people wrote

An issue that was adopted has the two comments at the end of its body, with nothing between them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import pyromark

from roadmap_sync.model import Json, Marker, MilestoneMarker, Value, Was

VERSION = 1
END = "<!-- /roadmap-sync -->"
_START = re.compile(r"<!-- roadmap-sync (?P<json>\{[^\r\n]*\}) -->")
_LEADS = re.compile(r"^ {0,3}<!-- roadmap-sync(?: |$)", re.MULTILINE)
_ENDS = re.compile(r"<!-- /roadmap-sync -->")
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "|": "\\u007c", "--": "-\\u002d"}
_UNSAFE = re.compile(r"[<>|]|--")


@dataclass(frozen=True, slots=True)
class Found:
    """What a body holds of ours, in character offsets of that body.

    ``fault`` says why nothing can be trusted (then ``marker`` is ``None``), and nothing may be
    written to such a body. Neither marker nor fault: the body holds nothing of ours. ``start`` and
    ``end`` enclose all that is ours, ``region`` the managed text without the line ends around it."""

    marker: Marker | None = None
    fault: str | None = None
    start: int = 0
    region: tuple[int, int] = (0, 0)
    end: int = 0


NOTHING = Found()
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
"""What JSON that people tampered with makes of decoding it."""


def read(body: str) -> Found:
    """Find the marker in ``body`` (any newlines). Never raises: every fault is told in the result."""
    if "<!-- roadmap-sync" not in body or not _LEADS.search(body.replace("\r", "\n")):
        return NOTHING
    comments = set(_comments(body))
    starts = [match for match in _START.finditer(body) if match.start() in comments]
    ends = [match for match in _ENDS.finditer(body) if match.start() in comments]
    if len(starts) > 1:
        return Found(fault="two markers in one body")
    if not starts:
        return Found(fault="the marker is cut off, or stands inside a code block")
    if len(ends) != 1 or ends[0].start() < starts[0].end():
        return Found(fault="the marker has no end" if not ends else "the marker has two ends")
    return _decoded(body, starts[0], ends[0])


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


def _decoded(body: str, start: re.Match[str], end: re.Match[str]) -> Found:
    try:
        marker = _decode(json.loads(start["json"]))
    except UNREADABLE as fault:
        return Found(fault=f"the marker cannot be read: {fault}")
    text = body[start.end() : end.start()]
    region = start.end() + len(text) - len(text.lstrip("\r\n")), start.end() + len(text.rstrip("\r\n"))
    return Found(marker, None, start.start(), (region[0], max(region)), end.end())


def region_text(body: str, found: Found) -> str:
    """The managed text of ``body`` with LF newlines; empty where there is none."""
    return _lf(body[slice(*found.region)])


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


# ── writing ──────────────────────────────────────────────────────────────────────────────────


def compose(marker: Marker, region: str) -> str:
    """A body of ours alone: the marker, ``region`` (Markdown, LF newlines), the end comment."""
    text = f"{contained(region)}\n\n" if region else ""
    return f"{_comment(marker)}\n{text}{END}\n"


def contained(region: str) -> str:
    """``region`` as it can stand between the comments.

    Text that Markdown would run on into the end comment (an open code fence), or that holds such
    comments itself, is put into a code block: what people write below is never swallowed."""
    if read(f"<!-- roadmap-sync {_EMPTY} -->\n{region}\n\n{END}\n").marker is not None:
        return region
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`+", region))])
    return f"{fence}markdown\n{region}\n{fence}"


_EMPTY = '{"v":1,"home":"","doc":"","section":[],"title":"","base":{}}'


def splice(body: str, marker: Marker, region: str | None) -> str | None:
    """``body`` with our part renewed and every other character as it was.

    ``region``: the new managed text, ``None`` to leave it. A body without a marker gets one at its
    end. ``None``: the body has a fault, or would have one; nothing may be written to it."""
    found = read(body)
    if found.fault is not None:
        return None
    if found.marker is None:
        new = f"{body}{_gap(body)}{compose(marker, region or '')}"
    else:
        text = region_text(body, found) if region is None else region
        new = body[: found.start] + compose(marker, text).rstrip("\n") + body[found.end :]
    return new if read(new).marker is not None else None


def strip(body: str) -> str | None:
    """``body`` without anything of ours: the two comments and the managed text are gone, what people wrote
    stays. ``None``: there is a fault, so nobody can tell what is ours. A body of nobody's is left as it is.

    The blank line before a marker at the end is taken for the one that ``splice`` put there."""
    found = read(body)
    if found.fault is not None:
        return None
    if found.marker is None:
        return body
    before, after = body[: found.start], body[found.end :]
    after = after.removeprefix("\r").removeprefix("\n")
    if after.strip():
        return before + after
    gap = next((gap for gap in ("\r\n\r\n", "\n\n") if before.endswith(gap)), "")
    return before[:-1] if before.endswith("\r\n\n") else before.removesuffix(gap)


def _gap(body: str) -> str:
    """The line ends that part ours from what ``body`` ends with."""
    ends = _lf(body[-4:])
    return "" if not body or ends.endswith("\n\n") else "\n" if ends.endswith("\n") else "\n\n"


def _comment(marker: Marker) -> str:
    return _commented(_encode(marker))


def _commented(fields: dict[str, Json]) -> str:
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return f"<!-- roadmap-sync {_UNSAFE.sub(lambda found: _ESCAPES[found[0]], text)} -->"


def _encode(marker: Marker) -> dict[str, Json]:
    """Canonical JSON: a fixed order of keys; what is not there is left out."""
    fields: dict[str, Json] = {"v": VERSION, "home": marker.home, "doc": marker.doc}
    fields["section"] = list(marker.section)
    if marker.id is not None:
        fields["id"] = marker.id
    fields["title"] = marker.title
    if marker.number is not None:
        fields["n"] = marker.number
    return fields | _memory(marker.base, marker.was)


def _memory(base: Mapping[str, Value], was: Mapping[str, Was]) -> dict[str, Json]:
    fields: dict[str, Json] = {"base": {name: _plain(base[name]) for name in sorted(base)}}
    if was:
        fields["was"] = {name: [_plain(one.value), one.commit, one.pull] for name, one in sorted(was.items())}
    return fields


def _plain(value: Value) -> Json:
    return list(value) if isinstance(value, tuple) else value


def _decode(fields: dict[str, Any]) -> Marker:
    if fields["v"] != VERSION:
        raise ValueError(f"version {fields['v']} was written by a newer roadmap-sync")
    base, was = _remembered(fields["base"], fields.get("was", {}))
    return Marker(
        home=_text(fields["home"]),
        doc=_text(fields["doc"]),
        section=tuple(_text(part) for part in fields["section"]),
        id=None if fields.get("id") is None else _text(fields["id"]),
        title=_text(fields["title"]),
        number=None if fields.get("n") is None else int(fields["n"]),
        base=base,
        was=was,
    )


def _remembered(base: dict[str, Any], was: dict[str, Any]) -> tuple[dict[str, Value], dict[str, Was]]:
    left = {
        _text(name): Was(_value(value), _text(commit), None if pull is None else int(pull))
        for name, (value, commit, pull) in was.items()
    }
    return {_text(name): _value(value) for name, value in base.items()}, left


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    value.encode()  # half a surrogate pair is no text either
    return value


def _value(value: object) -> Value:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return tuple(_text(part) for part in value)
    raise TypeError(f"{value!r} is no value of a field")


# ── milestones ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class FoundMilestone:
    """What a milestone's description holds of ours, in character offsets; see ``Found``."""

    marker: MilestoneMarker
    start: int
    region: tuple[int, int]
    end: int


def compose_milestone(marker: MilestoneMarker, region: str) -> str:
    """A description of ours alone: the short marker and ``region`` (Markdown); no end without a region."""
    fields: dict[str, Json] = {"v": VERSION, "home": marker.home, "key": marker.key}
    fields |= _memory(marker.base, marker.was)
    text = region.strip()
    return f"{_commented(fields)}\n{contained(text)}\n\n{END}" if text else _commented(fields)


@lru_cache(maxsize=4096)
def read_milestone(description: str) -> FoundMilestone | None:
    """What a milestone that a roadmap made says of itself; ``None`` for all others, and for one whose
    comment somebody doubled or broke. Which roadmap's it is, ``home`` tells."""
    if "<!-- roadmap-sync" not in description:
        return None
    comments = set(_comments(description))
    starts = [match for match in _START.finditer(description) if match.start() in comments]
    ends = [match for match in _ENDS.finditer(description) if match.start() in comments]
    if len(starts) != 1 or len(ends) > 1 or (ends and ends[0].start() < starts[0].end()):
        return None
    try:
        marker = _decode_milestone(json.loads(starts[0]["json"]))
    except UNREADABLE:
        return None
    start, after = starts[0].span()
    if not ends:
        return FoundMilestone(marker, start, (after, after), after)
    inner = description[after : ends[0].start()]
    region = after + len(inner) - len(inner.lstrip("\r\n")), after + len(inner.rstrip("\r\n"))
    return FoundMilestone(marker, start, (region[0], max(region)), ends[0].end())


def milestone_text(description: str, found: FoundMilestone) -> str:
    """The managed text of a milestone's description, with LF newlines."""
    return _lf(description[slice(*found.region)])


def splice_milestone(description: str, marker: MilestoneMarker, region: str | None) -> str | None:
    """``description`` with our part renewed and every other character as it was; ``region`` as in
    ``splice``. ``None``: there is no marker in it, or would be none."""
    found = read_milestone(description)
    if found is None:
        return None
    text = milestone_text(description, found) if region is None else region
    new = description[: found.start] + compose_milestone(marker, text) + description[found.end :]
    return new if read_milestone(new) is not None else None


def _decode_milestone(fields: dict[str, Any]) -> MilestoneMarker:
    if fields["v"] != VERSION:
        raise ValueError(f"version {fields['v']} was written by a newer roadmap-sync")
    base, was = _remembered(fields.get("base", {}), fields.get("was", {}))
    return MilestoneMarker(_text(fields["home"]), _text(fields["key"]), base, was)
