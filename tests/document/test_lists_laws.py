"""Laws that hold for any list: writes touch their spans alone, and what is written is what is read."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap_sync.document import fits, write
from roadmap_sync.model import Document, Item, Write
from tests.document.desk import CONFIG, reading

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
URL = "https://github.com/acme/widgets/issues/{}"

HEADS = (
    "",
    "[ ] ",
    "[x] ",
    "[~] ",
    "`[ ]` ",
    "✅ ",
    "🚧 ",
    "🎯 ",
    "~~x~~ ",
    "[P1] ",
    "LX-1: ",
    "Done: ",
    "v1.2: ",
)
TITLES = (
    "Lexer",
    "**Lexer**: reads",
    "**Lexer** (fast) – reads\n  all of it",
    "Lexer that\n  reads",
    "`lexer` for *all*",
    "[Lexer](spec.md)",
    f"[Lexer]({URL.format(3)})",
    "~~Lexer~~",
    "日本の Lexer",
    "a \\* b_c_d",
    "R&amp;D <i>x</i>",
    "**Lexer** ✅: reads",
)
TAILS = (
    "",
    ".",
    " ✅",
    " (in progress)",
    " — DONE",
    " `XL`",
    " (@ada)",
    f" ([#7]({URL.format(7)}))",
    " (#7)",
    f" {URL.format(7)}",
    " (Q4 2026)",
    ", see [#7](u)",
    "\n  Result: none",
)
BELOW = ("", "\n  - fast", "\n  - [ ] tested\n    - x", "\n\n  More.", "\n  ```\n  - [ ] x\n  ```")
MARKERS = ("- ", "* ", "1. ", "10) ")
ABOVE = ("## Q3 2026", "# Roadmap", "## Planned ✅", "## Phase 1\n\n**Features:**", "Phase 1: x", "## Topic")

entries = st.tuples(*map(st.sampled_from, (HEADS, TITLES, TAILS, BELOW))).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """A list under some heading, with text around it and any newlines."""
    marker = draw(st.sampled_from(MARKERS))
    loose = draw(st.sampled_from(("\n", "\n\n")))
    indent = " " * (len(marker) - 2)
    lines = [
        marker + entry.replace("\n  ", f"\n  {indent}")
        for entry in draw(st.lists(entries, min_size=1, max_size=5))
    ]
    text = f"{draw(st.sampled_from(ABOVE))}\n\n{loose.join(lines)}{draw(st.sampled_from(('', chr(10))))}"
    alone = () if "```" in text else ("\r",)  # with those the parser sees no fence
    newline = draw(st.sampled_from(("\n", "\r\n", *alone)))
    return (draw(st.sampled_from(("", "\ufeff"))) + text.replace("\n", newline)).encode()


def statuses(item: Item, value: str) -> list[Write]:
    slots = item.slots_for("status")
    shown = slots and all(value in each.words for each in slots) and item.status != value
    return [Write(each, value) for each in slots] if shown else []


def everything(document: Document, value: str, title: str) -> list[Write]:
    """All that can be written at once."""
    writes = []
    for number, item in enumerate(document.items, 21):
        writes += statuses(item, value)
        writes += [Write(each, URL.format(number)) for each in item.slots_for("link")]
        titles = [Write(each, f"{title} {number}") for each in item.slots_for("title")]
        writes += [each for each in titles if fits(document, each, CONFIG)]
    return writes


def rest(data: bytes, writes: list[Write]) -> list[bytes]:
    """The bytes outside the slots."""
    spans = sorted(each.slot.span for each in writes)
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(data)]
    return [data[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


@FEW
@given(
    documents(),
    st.sampled_from(("done", "planned", "in_progress", "blocked")),
    st.sampled_from(("New", "a *b*")),
)
def test_all_writes_are_read_back_and_touch_nothing_else(data: bytes, value: str, title: str) -> None:
    document = reading(data)
    writes = everything(document, value, title)
    after = write(document, writes, CONFIG)
    at = 0
    for part in rest(data, writes):
        at = after.index(part, at) + len(part)
    written = {(each.slot.span, each.slot.field) for each in writes}
    again = reading(after)
    assert len(again.items) == len(document.items)
    for was, now in zip(document.items, again.items, strict=True):
        fields = {slot.field for slot in was.slots if (slot.span, slot.field) in written}
        assert now.status == (value if "status" in fields else was.status)
        assert now.body == was.body
        assert now.link is not None


@FEW
@given(documents())
def test_reading_twice_is_reading_once(data: bytes) -> None:
    document = reading(data)
    assert reading(document.data) == document
    spans = [slot.span for item in document.items for slot in item.slots]
    assert all(0 <= span.start <= span.end <= len(data) for span in spans)
    assert all(item.title == " ".join(item.title.split()) for item in document.items)
