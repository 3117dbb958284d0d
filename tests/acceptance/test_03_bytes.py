"""Cells lie where GitHub's own parser sees them, whatever the bytes around them; and real UTF-8 in a misread
document stays what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import cmarkgfm
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap_sync.config import Config
from roadmap_sync.document import read, write
from roadmap_sync.document.text import mojibake
from roadmap_sync.document.text.source import open_source
from roadmap_sync.document.text.tree import parse, walk
from roadmap_sync.model import Document, Item, Write
from tests.corpus.__main__ import documents

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SOURCEPOS = cmarkgfm.cmark.Options.CMARK_OPT_SOURCEPOS
CELL = re.compile(r'<t[dh][^>]* data-sourcepos="(\d+):(\d+)-\d+:(\d+)"')
ROOT = Path(__file__).resolve().parents[2]

Cell = tuple[int, bytes]
"""A cell's line, from 1, and its content without bars and blanks."""


def comparable(data: bytes) -> str:
    """The text as cmark-gfm can be given it: without BOM and front matter, with LF."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return re.sub(r"\A---\n", "***\n", text)


def theirs(text: str) -> list[Cell]:
    lines = text.encode().split(b"\n")
    html = cmarkgfm.github_flavored_markdown_to_html(text, SOURCEPOS)
    found = [tuple(map(int, each)) for each in CELL.findall(html)]
    return _filled(content(lines, line, first - 1, last) for line, first, last in found)


def ours(text: str) -> list[Cell]:
    source = open_source(text.encode(), "x")
    lines = text.encode().split(b"\n")
    found = []
    for table in (block for block in walk(parse(source)) if block.kind == "table"):
        for row in table.children:
            for cell in row.children:
                line = source.line(cell.start)
                edges = (cell.start - source.lines[line - 1], cell.end - source.lines[line - 1])
                found.append(content(lines, line, *edges))
    return _filled(found)


def _filled(found: Iterable[Cell]) -> list[Cell]:
    """Without empty cells: where a row is too short, the one parser makes some up and the other none."""
    return [each for each in found if each[1]]


def content(lines: list[bytes], line: int, start: int, end: int) -> Cell:
    return line, lines[line - 1][start:end].strip(b" \t|")


OWN = {
    "escaped bars": "| a \\| b | c |\n|---|---|\n| `x \\| y` | \\\\\\| z |\n",
    "no outer bars": "a | b\n:-: | -\nc | d\ne\n",
    "more and fewer cells": "| a | b |\n|---|---|\n| c | d | e |\n| f |\n",
    "in a list and a quote": "- x\n\n  | a | b |\n  |---|---|\n  | c | d |\n\n> | 日本 | 🎯 |\n> |---|---|\n",
    "in a fence": "```\n| a | b |\n|---|---|\n| c | d |\n```\n",
    "a comment that holds one": "<!--\n| a | b |\n|---|---|\n-->\n\n| a | b |\n|---|---|\n| ᾱ | é |\n",
    "indented, and interrupted": "   | a | b |\n   |---|---|\n   | c | d |\n# h\n| e | f |\n",
}


@pytest.mark.parametrize("text", OWN.values(), ids=OWN.keys())
def test_03_03_cells_of_our_own_documents(text: str):
    assert ours(text) == theirs(text)


def test_03_03_cells_of_the_example():
    text = (ROOT / "examples/ROADMAP.md").read_text("utf-8")
    assert len(ours(text)) > 30
    assert ours(text) == theirs(text)


def test_03_03_cells_of_real_documents():
    files = documents()
    if not files:
        pytest.skip("the folder `shared` with real documents is not beside this repository")
    cells = 0
    for file in files:
        text = comparable(file.read_bytes())
        found = ours(text)
        assert found == theirs(text), file.name
        cells += len(found)
    assert cells > 1000


PIECES = (
    "a",
    "b c",
    "`x \\| y`",
    "\\|",
    "**b**",
    "日本",
    "é",
    "🎯",
    "[l](u)",
    "<b>",
    "\\\\",
    "~~z~~",
    "",
    "`",
    "&amp;",
)
cells = st.lists(st.sampled_from(PIECES), max_size=3).map(" ".join)
tables = st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5)


@FEW
@given(tables, st.integers(1, 4), st.sampled_from(("", "> ", "   ")), st.booleans())
def test_03_03_cells_of_generated_tables(rows: list[list[str]], width: int, margin: str, closed: bool):
    lines = [["h"] * width, ["---"] * width, *rows]
    text = "".join(f"{margin}| {' | '.join(row)}{' |' if closed else ''}\n" for row in lines)
    assert ours(text) == theirs(text)


# ── bytes ────────────────────────────────────────────────────────────────────────────────────

LINES = (
    "# Plan", "## Q1 2027", "", "\t", "- [ ] Read\x0cit", "- [x] Write\u2028it", "| Title | Status |",
    "|---|---|", "| a\tb | Done |", "| c | Planned |", "```", "~~~", "<!-- roadmap-sync -->",
    '<!-- roadmap-sync {"v":1} -->', "<!-- /roadmap-sync -->", "\tcode", "> quote", "* x\x85y", "---",
    "text \x1c and \x0b",
)  # fmt: skip
ENDS = ("\n", "\r\n", "\r")


@st.composite
def anything(draw: st.DrawFn) -> bytes:
    """A document with every line end there is, in every mixture, and what people's editors leave in it."""
    ends = draw(st.sampled_from((*((end,) for end in ENDS), ENDS)))
    lines = draw(st.lists(st.sampled_from(LINES), max_size=14))
    text = "".join(line + draw(st.sampled_from(ends)) for line in lines)
    text = text.rstrip("\r\n") if draw(st.booleans()) else text
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()


def flips(document: Document) -> list[Write]:
    """Another status for every item that can show one."""
    found = []
    for item in document.items:
        slots = [slot for slot in item.slots_for("status") if slot.words]
        values = [each for each in ("done", "planned") if each != item.status]
        value = next((each for each in values if all(each in slot.words for slot in slots)), None)
        found += [Write(slot, value) for slot in slots if value]
    return found


def outside(document: Document, writes: list[Write]) -> Iterator[bytes]:
    spans = sorted(each.slot.span for each in writes)
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(document.data)]
    yield from (document.data[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


@FEW
@given(anything())
def test_03_03_any_line_ends(data: bytes):
    document = read(data, "x.md", Config())
    assert write(document, [], Config()) == data
    writes = flips(document)
    after = write(document, writes, Config())
    pattern = b".*?".join(re.escape(part) for part in outside(document, writes))
    assert re.fullmatch(pattern, after, re.DOTALL)
    lf = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    assert [bare(each) for each in read(lf, "x.md", Config()).items] == [
        bare(each) for each in document.items
    ]


# ── a row of real UTF-8 in a misread document ────────────────────────────────────────────────

HEAD = "# Pläne\n\n## Q1 2027 — Räume\n\n"
STATES = ("✅ Fertig", "🔴 Geplant", "✅ Fertig")
WAYS = {
    "table": (HEAD + "| Titel | Status |\n|---|---|\n", "| {} | {} |\n", STATES),
    "list": (HEAD, "- {1} {0}\n", ("✅", "🚧", "✅")),
    "checklist": (HEAD, "- [{1}] {0}\n", ("x", " ", "x")),
}
TITLES = ("Räume", "Türen", "Wände", "Böden", "Öfen")


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("at", [0, 2, 5])
def test_03_03_a_row_of_real_utf8_changes_no_other_item(way: str, at: int, codec: str):
    head, row, states = WAYS[way]
    rows = [mojibake.redo(row.format(title, states[n % 3]), codec) for n, title in enumerate(TITLES)]
    before = read((mojibake.redo(head, codec) + "".join(rows)).encode(), "x.md", Config())
    assert (before.encoding, [each.title for each in before.items]) == (codec, [*TITLES])
    rows.insert(at, row.format("Dächer 日本 ✅", states[1]))
    after = read((mojibake.redo(head, codec) + "".join(rows)).encode(), "x.md", Config())
    assert after.encoding == codec
    assert "Dächer 日本" in after.items[at].title
    others = [each for n, each in enumerate(after.items) if n != at]
    assert [bare(each) for each in others] == [bare(each) for each in before.items]


def bare(item: Item) -> Item:
    """What an item says, wherever it stands."""
    return replace(item, slots=(), place=replace(item.place, line=1, column=1), body=_lf(item.body))


def _lf(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text)
