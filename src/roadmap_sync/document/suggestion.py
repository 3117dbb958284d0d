"""The line that a person could paste to make an issue an item, in the form that the document uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roadmap_sync.config import Config
from roadmap_sync.document.reader import read
from roadmap_sync.document.text.links import written
from roadmap_sync.model import Document, Item
from roadmap_sync.model.documents import Slot

_MARKS = re.compile(r"([\\`*_\[\]<>~|])")
_BAR = re.compile(rb"(?<!\\)\|")
_BULLET = re.compile(r"(?P<lead>\s*(?:[-*+]|\d+[.)])\s+)(?P<box>\[[^\]]\]\s+)?")


def line_for(document: Document, title: str, url: str, config: Config) -> str:
    """A line (without its end) that reads as a new item with this title and the link to ``url``, put
    below the last item of ``document``; where that has none, or in no such line, a bullet with a box."""
    bullet = f"- [ ] {_MARKS.sub(_escaped, title)} ({written(url)})"
    if not document.items or document.encoding != "utf-8":
        return bullet
    model = document.items[-1]
    for line in _lines(document, model, title, url):
        if _reads(document, model, line, title, url, config):
            return line
    return bullet


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[1]}"


def _lines(document: Document, model: Item, title: str, url: str) -> Iterator[str]:
    """Ways to write it like ``model``, with as few escapes as may do first."""
    raw, start = _raw(document, model.place.line)
    for text in (title.replace("|", "\\|"), _MARKS.sub(_escaped, title)):
        if raw.lstrip().startswith(b"|"):
            yield _row(raw, start, model, text, url)
        elif bullet := _BULLET.match(raw.decode()):
            box = "[ ] " if bullet["box"] else ""
            sign = "" if box else _sign(model, start + len(bullet[0].encode()))
            yield f"{bullet['lead']}{box}{sign}{text} ({written(url)})"


def _raw(document: Document, number: int) -> tuple[bytes, int]:
    """A line without its end, and the offset at which it starts."""
    found = list(re.finditer(rb"[^\r\n]*(?:\r\n?|\n|$)", document.data))[number - 1]
    return found[0].rstrip(b"\r\n"), found.start()


def _sign(model: Item, at: int) -> str:
    """The sign of planned work, where ``model`` begins with a sign."""
    leading = [slot for slot in model.slots_for("status") if slot.span.start == at]
    word = leading[0].words.get("planned") if leading else None
    return f"{word} " if word else ""


def _row(raw: bytes, start: int, model: Item, title: str, url: str) -> str:
    """The cells of a row like ``model``: the title, the link, a word for planned work; the others empty."""
    bars = [found.start() for found in _BAR.finditer(raw)]
    cells = [""] * (len(bars) - raw.rstrip().endswith(b"|"))

    def cell(slot: Slot | None) -> int:
        """Which cell a slot is in; -1 for none."""
        return -1 if slot is None else sum(1 for bar in bars if bar < slot.span.start - start) - 1

    slots = {slot.field: slot for slot in reversed(model.slots)}
    place, name, status = (cell(slots.get(field)) for field in ("link", "title", "status"))
    own = place not in (-1, name)  # a column for links
    link = written(url)
    for at, text in (
        (status, slots["status"].words.get("planned", "") if status >= 0 else ""),
        (name, title if own else f"{title} ({link})"),
        (place, link if own else ""),
    ):
        if 0 <= at < len(cells):
            cells[at] = f"{cells[at]} {text}".strip()
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)


def _reads(document: Document, model: Item, line: str, title: str, url: str, config: Config) -> bool:
    """Whether the line, below ``model``, adds an item with that title and link and changes no other."""
    raw, start = _raw(document, model.place.line)
    end = start + len(raw)
    newline = re.search(rb"\r\n?|\n", document.data)
    new = (newline[0] if newline else b"\n") + line.encode()
    again = read(document.data[:end] + new + document.data[end:], document.path, config)
    names = [(item.title, item.link and item.link.number) for item in document.items]
    wanted = [*names, (" ".join(title.split()), int(url.rsplit("/", 1)[1]))]
    return sorted(map(str, wanted)) == sorted(
        str((item.title, item.link and item.link.number)) for item in again.items
    )
