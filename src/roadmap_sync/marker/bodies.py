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
from dataclasses import dataclass

from roadmap_sync.marker.codec import END, UNREADABLE, between, both, commented, decode, encode, lf
from roadmap_sync.model import Marker

_EMPTY = '{"v":1,"home":"","doc":"","section":[],"title":"","base":{}}'
_LEADS = re.compile(r"^ {0,3}<!-- roadmap-sync(?: |$)", re.MULTILINE)


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


def read(body: str) -> Found:
    """Find the marker in ``body`` (any newlines). Never raises: every fault is told in the result."""
    if "<!-- roadmap-sync" not in body or not _LEADS.search(body.replace("\r", "\n")):
        alone = END in body and both(body)[1]
        return Found(fault="the marker has an end and no beginning") if alone else NOTHING
    starts, ends = both(body)
    if len(starts) > 1:
        return Found(fault="two markers in one body")
    if not starts:
        return Found(fault="the marker is cut off, or stands inside a code block")
    if len(ends) != 1 or ends[0].start() < starts[0].end():
        return Found(fault="the marker has no end" if not ends else "the marker has two ends")
    return _decoded(body, starts[0], ends[0])


def _decoded(body: str, start: re.Match[str], end: re.Match[str]) -> Found:
    try:
        marker = decode(json.loads(start["json"]))
    except UNREADABLE as fault:
        return Found(fault=f"the marker cannot be read: {fault}")
    return Found(marker, None, start.start(), between(body, start, end), end.end())


def region_text(body: str, found: Found) -> str:
    """The managed text of ``body`` with LF newlines; empty where there is none."""
    return lf(body[slice(*found.region)])


# ── writing ──────────────────────────────────────────────────────────────────────────────────


def compose(marker: Marker, region: str) -> str:
    """A body of ours alone: the marker, ``region`` (Markdown, LF newlines), the end comment."""
    text = f"{contained(region)}\n\n" if region else ""
    return f"{commented(encode(marker))}\n{text}{END}\n"


def contained(region: str) -> str:
    """``region`` as it can stand between the comments.

    Text that Markdown would run on into the end comment (an open code fence), or that holds such
    comments itself, is put into a code block: what people write below is never swallowed."""
    if read(f"<!-- roadmap-sync {_EMPTY} -->\n{region}\n\n{END}\n").marker is not None:
        return region
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`+", region))])
    return f"{fence}markdown\n{region}\n{fence}"


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


def takes(body: str) -> bool:
    """Whether a marker at the end of ``body``, which has none, would be seen as one: nothing that people
    left open (a fence, a comment) swallows it."""
    return read(f"{body}{_gap(body)}<!-- roadmap-sync {_EMPTY} -->\n{END}\n").marker is not None


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
    ends = lf(body[-4:])
    return "" if not body or ends.endswith("\n\n") else "\n" if ends.endswith("\n") else "\n\n"
