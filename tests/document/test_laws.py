"""Laws that hold for any table: writes touch their spans alone, what is written is read, cells are where
GitHub's own parser sees them, and mojibake comes back byte for byte."""

from __future__ import annotations

import re
from dataclasses import replace

import cmarkgfm
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from roadmap_sync.document import fits, write
from roadmap_sync.document.text import mojibake
from roadmap_sync.document.text.source import open_source, splice
from roadmap_sync.document.text.tree import parse, walk
from roadmap_sync.model import Document, Edit, Item, Slot, Span, Write
from tests.document.desk import CONFIG, reading

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

URL = "https://github.com/acme/widgets/issues/{}"
STATUSES = (
    "✅ Done",
    "🔴 Not Started",
    "🟡 **In Progress**",
    "~~Done~~",
    "`done`",
    "✅",
    "",
    "—",
    "Done (v1)",
    "eh?",
)
TARGETS = ("Q1 2026", "**2027+** (hope)", "v1.2", "TBD", "", "soon", "2 weeks")
PARTS = (
    "Add",
    "search",
    "`a \\| b`",
    "x \\| y",
    "**bold**",
    "*it*",
    "R&amp;D",
    "日本",
    "é",
    "\\*",
    "[l](u)",
    "<i>",
    "_a_b",
    "🎯",
    "ᾱ",
)

titles = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join)
linked = st.one_of(
    titles, titles.map(lambda title: f"{title} ([#7]({URL.format(7)}))"), titles.map("**{}**".format)
)
cells = st.tuples(linked, st.sampled_from(STATUSES), st.sampled_from(TARGETS))
pads = st.sampled_from(("", " ", "   "))
newlines = st.sampled_from((("\n", "\r\n"), ("\r",), ("\r\n",)))


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """A document with a table and text around it, in any of the ways in which bytes may lie."""
    rows = [
        ("Title", "Status", "Target"),
        ("---", ":-:", "---"),
        *draw(st.lists(cells, min_size=1, max_size=5)),
    ]
    closed = draw(st.booleans())
    lines = []
    for row in rows:
        padded = [f"{draw(pads)}{cell}{draw(pads)}" for cell in row]
        lines.append(f"|{'|'.join(padded)}" + ("|" if closed or not row[-1] else ""))
    before = draw(
        st.sampled_from(([], ["# Plan", ""], ["- list", ""], ["---", "a: b", "---"], ["Intro `|` x", ""]))
    )
    after = draw(st.sampled_from(([], [""], ["", "Legend: 🟣 done", ""], ["", "| a | b |"])))
    ends = st.sampled_from(draw(newlines))
    text = "".join(line + draw(ends) for line in [*before, *lines, *after])
    data = text.rstrip("\r\n") if draw(st.booleans()) else text
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + data.encode()


def outside(data: bytes, slots: list[Slot]) -> list[bytes]:
    """The bytes between the slots."""
    spans = sorted(slot.span for slot in slots)
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(data)]
    return [data[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def apart(data: bytes, parts: list[bytes]) -> bool:
    """Whether the parts stand in the data, in order, from its first byte to its last."""
    pattern = b"(.*?)".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, data, re.DOTALL) is not None


def value_for(item: Item, slot: Slot, title: str) -> str:
    if slot.field == "status":
        return next(value for value in slot.words if value != item.status)
    return {"title": title, "target": "Q3 2031", "link": URL.format(41)}[slot.field]


def fitting(document: Document, title: str) -> list[Write]:
    wanted = [
        Write(slot, value_for(item, slot, title))
        for item in document.items
        for slot in item.slots
        if slot.field != "status" or slot.words
    ]
    return [each for each in wanted if fits(document, each, CONFIG)]


@FEW
@given(documents(), st.text(st.sampled_from("ab|`*_<>&[]()#!\\~ é🎯"), min_size=1, max_size=12))
def test_all_that_fits_is_written_into_its_slots_alone_and_is_read_again(data: bytes, title: str) -> None:
    document = reading(data)
    writes = fitting(document, title)
    after = write(document, writes, CONFIG)
    assert apart(after, outside(data, [each.slot for each in writes]))
    again = reading(after)
    for old, new in zip(document.items, again.items, strict=True):
        for each in writes:
            if each.slot in old.slots:
                shown = {"title": new.title, "status": new.status, "link": new.link and new.link.url}
                shown["target"] = new.target and new.target.text
                wanted = " ".join(each.value.split()) if each.slot.field == "title" else each.value
                assert shown[each.slot.field] == wanted


@FEW
@given(documents())
def test_writing_back_what_stands_there_changes_no_item(data: bytes) -> None:
    document = reading(data)
    writes = [
        Write(slot, value)
        for item in document.items
        for slot in item.slots
        if (value := {"title": item.title, "status": item.status}.get(slot.field)) and slot.field != "link"
    ]
    again = reading(write(document, [each for each in writes if fits(document, each, CONFIG)], CONFIG))
    assert [bare(each) for each in again.items] == [bare(each) for each in document.items]


def bare(item: Item) -> Item:
    return replace(item, slots=(), place=replace(item.place, column=1), status_text=None)


@FEW
@given(documents())
def test_every_slot_shows_what_it_says_it_shows(data: bytes) -> None:
    document = reading(data)
    for item in document.items:
        for slot in item.slots:
            raw = document.data[slot.span.start : slot.span.end].decode()
            assert slot.field == "title" or raw == slot.now
            assert slot.line == item.place.line
            assert "\n" not in raw
            assert "\r" not in raw


@FEW
@given(documents())
def test_cells_lie_where_githubs_parser_sees_them(data: bytes) -> None:
    """cmark-gfm tells where cells are: lines and columns in bytes, from 1, the last one included."""
    text = data.decode().lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assume(not text.startswith("---"))  # cmark-gfm knows no front matter
    options = cmarkgfm.cmark.Options.CMARK_OPT_SOURCEPOS
    html = cmarkgfm.github_flavored_markdown_to_html(text, options)
    theirs = [
        tuple(map(int, found))
        for found in re.findall(r'<t[dh][^>]* data-sourcepos="(\d+):(\d+)-\d+:(\d+)"', html)
    ]
    source = open_source(text.encode(), "x")
    lines = text.encode().split(b"\n")
    ours = []
    for table in (block for block in walk(parse(source)) if block.kind == "table"):
        for row in table.children:
            for cell in row.children:
                if not cell.start == cell.end == row.end:
                    line = source.line(cell.start)
                    ours.append((line, *(edge - source.lines[line - 1] for edge in (cell.start, cell.end))))
    seen = [(line, first, last) for line, first, last in theirs]
    assert [content(lines, *cell) for cell in ours] == [content(lines, n, a - 1, b) for n, a, b in seen][
        : len(ours)
    ]


def content(lines: list[bytes], line: int, start: int, end: int) -> tuple[int, bytes]:
    return line, lines[line - 1][start:end].strip(b" |")


@FEW
@given(
    st.binary(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6), st.binary(max_size=5)), max_size=6),
)
def test_splice_touches_its_spans_alone(data: bytes, wanted: list[tuple[int, int, bytes]]) -> None:
    edits, at = [], 0
    for gap, length, new in wanted:
        start = at + gap % 5 + 1
        edits.append(Edit(Span(start, min(start + length, len(data))), new))
        at = edits[-1].span.end
    edits = [edit for edit in edits if edit.span.start <= edit.span.end <= len(data)]
    after = splice(data, list(reversed(edits)))
    assert len(after) == len(data) + sum(len(each.new) - (each.span.end - each.span.start) for each in edits)
    at = shift = 0
    for edit in edits:
        assert after[at + shift : edit.span.start + shift] == data[at : edit.span.start]
        assert after[edit.span.start + shift :].startswith(edit.new)
        shift += len(edit.new) - (edit.span.end - edit.span.start)
        at = edit.span.end
    assert after[at + shift :] == data[at:]


@settings(max_examples=200, deadline=None)
@given(st.text(), st.sampled_from(("cp1252", "mac_roman")))
def test_mojibake_is_undone_and_redone_exactly(text: str, codec: str) -> None:
    spoiled = mojibake.redo(text, codec)
    assert mojibake.undo(spoiled, codec) == text
    kept = mojibake.undo(text, codec)
    assert kept is None or mojibake.redo(kept, codec) == text


SPOILED = ("✅ Done", "🔴 Not Started", "🟡 **In Progress**", "")


@FEW
@given(
    st.lists(
        st.tuples(st.sampled_from(("Räume", "日本語", "Поиск — быстрый", "a")), st.sampled_from(SPOILED)),
        min_size=4,
        max_size=8,
    ),
    st.sampled_from(("cp1252", "mac_roman")),
    st.sampled_from(("Grüße | ✅", "плов")),
)
def test_a_spoiled_document_reads_like_the_clean_one_and_stays_spoiled(
    rows: list[tuple[str, str]], codec: str, title: str
) -> None:
    assume(sum(not f"{name}{status}".isascii() for name, status in rows) > 2)
    clean = "# Pläne ✅\n\n| Title | Status |\n|---|---|\n" + "".join(
        f"| {name} | {status} |\n" for name, status in rows
    )
    document = reading(mojibake.redo(clean, codec))
    assume(document.encoding == codec)
    assert [bare(each) for each in document.items] == [bare(each) for each in reading(clean).items]
    twin = reading(clean)
    expected = write(twin, fitting(twin, title), CONFIG).decode()
    assume(reading(mojibake.redo(expected, codec)).encoding == codec)  # ftfy may no longer agree
    after = write(document, fitting(document, title), CONFIG).decode()
    assert mojibake.undo(after, codec) == expected
