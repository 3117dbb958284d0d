"""The scalars of a YAML block: where the text of one stands, and how another is written in its place.

Style is kept: what was plain stays plain where YAML allows it, what was quoted stays in its quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache

from yaml import MappingNode, SafeLoader, ScalarNode, YAMLError, compose

from roadmap_sync.document.text.fenced import Fenced
from roadmap_sync.document.text.flat import squeeze
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.words.targets import read_target
from roadmap_sync.model import Slot, Write

FORM = "yaml "
"""What the forms of slots in YAML begin with; then comes the quote, or ``flow``, ``plain``, ``url``,
``number``, or for a line to add its beginning."""

LINE = "line"
_OPENS = '"', "'"
_ODD = "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool"


def form_of(node: ScalarNode, *, flow: bool) -> str:
    """How a value is framed in the place of a scalar."""
    return FORM + (str(node.style) if node.style in _OPENS else "flow" if flow else "plain")


def region(fenced: Fenced, node: ScalarNode) -> tuple[int, int] | None:
    """The characters of a scalar that are its value, without quotes; ``None`` where it is written in
    any other way (in a block, over several lines, with escapes, behind a tag or an anchor)."""
    quoted = 1 if node.style in _OPENS else 0
    first, last = node.start_mark.index + quoted, node.end_mark.index - quoted
    raw = fenced.text[first:last]
    return (first, last) if raw == node.value and "\n" not in raw else None


@lru_cache(maxsize=4096)
def writes(form: str, text: str) -> bool:
    """Whether a text can stand as it is where ``form`` says."""
    return _read(form, text) == text


def render(write: Write) -> str | None:
    """The text to put into a slot of a YAML block; ``None`` where no way to write it reads back."""
    slot, value = write.slot, write.value
    if slot.field == "link":
        return _link(slot, value)
    if not value.strip() or re.search(r"[\r\n]", value) or not _means(slot, value):
        return None
    return next((text for text in _candidates(slot.form, value) if _read(slot.form, text) == value), None)


def _means(slot: Slot, value: str) -> bool:
    """Whether a title or target will be read as it is."""
    if slot.field != "target":
        return squeeze(value) == value
    found, sign = read_target(value), Lexicon().read(value)
    if found is None or (found.other and sign and sign.end == len(value)):
        return False
    return value in {found.target.text, found.target.name}


def _link(slot: Slot, url: str) -> str:
    number = url.rstrip("/").rpartition("/")[2]
    if slot.form.startswith(FORM + LINE):
        return slot.form.removeprefix(FORM + LINE) + number
    blank = " " if slot.form.endswith(" ") else ""
    return blank + (url if slot.form.strip() == FORM + "url" else number)


def _candidates(form: str, value: str) -> Iterator[str]:
    """A value without quotes and with them; inside quotes escaped as those want it."""
    quote = form.removeprefix(FORM)
    if quote == "'":
        yield value.replace("'", "''")
    elif quote == '"':
        yield json.dumps(value, ensure_ascii=False)[1:-1]
    else:
        yield value
        yield json.dumps(value, ensure_ascii=False)


def _read(form: str, text: str) -> str | None:
    """How a text would be read in its place, with a comment or another entry behind it."""
    quote = form.removeprefix(FORM)
    framed = f"{quote}{text}{quote}" if quote in _OPENS else text
    try:
        node = compose(f"{{k: {framed}, l: 1}}" if quote == "flow" else f"k: {framed} # c", Loader=SafeLoader)
    except (YAMLError, ValueError, OverflowError, RecursionError):
        return None
    if not isinstance(node, MappingNode) or not isinstance(node.value[0][1], ScalarNode):
        return None
    scalar = node.value[0][1]
    whole = len(node.value) == (2 if quote == "flow" else 1) and scalar.tag not in _ODD
    return str(scalar.value) if whole else None
