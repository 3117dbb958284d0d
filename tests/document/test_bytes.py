"""Encodings, line ends and places."""

from __future__ import annotations

import subprocess
import sys

import pytest

from roadmap_sync.document.text import mojibake
from roadmap_sync.document.text.source import open_source, splice
from roadmap_sync.errors import OurMistake
from roadmap_sync.model import Edit, Span
from tests.document.desk import reading, slot, table, written

ROWS = ("Räume | ✅ Done", "Türen | 🔴 Not Started", "Wände | 🟡 In Progress", "plain | ")
CLEAN = "# Pläne\n\n" + table(*ROWS)


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman"])
def test_a_spoiled_document_says_which_codec_was_undone(codec: str) -> None:
    document = reading(mojibake.redo(CLEAN, codec))
    assert document.encoding == codec
    assert [each.title for each in document.items] == ["Räume", "Türen", "Wände", "plain"]
    assert [each.status for each in document.items] == ["done", "planned", "in_progress", None]


def test_an_edit_in_a_spoiled_line_is_spoiled_alike_even_where_the_line_was_ascii() -> None:
    spoiled = mojibake.redo(CLEAN, "cp1252")
    assert mojibake.undo(written(spoiled, "status", "done", key="plain"), "cp1252") == CLEAN.replace(
        "| plain |  |", "| plain | ✅ Done |"
    )


def test_a_line_typed_in_real_utf8_later_is_read_and_written_as_it_is() -> None:
    mixed = mojibake.redo(CLEAN, "cp1252") + "| Dächer | ✅ Done |\n"
    document = reading(mixed)
    assert (document.encoding, document.items[-1].title) == ("cp1252", "Dächer")
    after = written(mixed, "status", "planned", key="dächer")
    assert after == mixed.replace("| Dächer | ✅ Done |", "| Dächer | 🔴 Not Started |")


def test_a_line_with_lost_bytes_is_left_as_it_is() -> None:
    spoiled = mojibake.redo(CLEAN + "| Öfen | ✅ Done |\n", "cp1252")
    lost = spoiled.replace(mojibake.redo("Ö", "cp1252") + "fen", "Ãfen")
    assert reading(lost).items[-1].title == "Ãfen"


CLEAR = {
    "clean": CLEAN,
    "two lines are too few": "| Title | Status |\n|--|--|\n| RÃ¤ume | a |\n| TÃ¼ren | b |\n",
    "fewer than half": mojibake.redo("\n".join(["é ä", "ü ö", "ß à"]), "cp1252") + "\n" + "Über\n" * 4,
    "French that only looks odd": "Ça alors à côté\nDéjà vu «»\nÀ bientôt\n",
}


@pytest.mark.parametrize("text", CLEAR.values(), ids=CLEAR.keys())
def test_a_document_is_left_alone_where_it_is_not_clearly_spoiled(text: str) -> None:
    assert reading(text).encoding == "utf-8"


def test_lines_end_as_in_commonmark_and_nowhere_else() -> None:
    source = open_source("a\x0b\x0c\x1c\x85\u2028b\nc\r\nd\re".encode(), "x")
    assert [source.line(offset) for offset in source.lines] == [1, 2, 3, 4]


def test_a_lone_cr_ends_a_comment_too() -> None:
    text = "<!-- x -->\n- [ ] Read it\n\n| Title | Status |\n|---|---|\n| Write | Done |\n"
    found = [[(each.title, each.place) for each in reading(text.replace("\n", end)).items] for end in "\n\r"]
    assert found[0] == found[1]
    assert [title for title, _ in found[0]] == ["Read it", "Write"]


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_columns_count_characters_after_the_bom(start: bytes) -> None:
    data = start + "| 日本 | ✅ |".encode()
    place = open_source(data, "x").place(data.index("✅".encode()))
    assert (place.line, place.column) == (1, 8)


def test_columns_count_what_people_see_in_a_spoiled_line() -> None:
    document = reading(mojibake.redo(CLEAN + "| Ürün | hm |\n", "cp1252"))
    (found,) = document.findings
    assert (found.line, found.column, found.code) == (9, 10, "unknown-status")


@pytest.mark.parametrize("spans", [((0, 3), (2, 4)), ((1, 1), (1, 1)), ((0, 2), (0, 2))])
def test_edits_that_share_a_place_are_refused(spans: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(OurMistake):
        splice(b"abcdef", [Edit(Span(*span), b"x") for span in spans])


def test_a_bom_before_a_table_is_no_part_of_it() -> None:
    document = reading(b"\xef\xbb\xbf" + table("a | Done").encode())
    assert slot(document.items[0], "title").span == Span(3 + 31, 3 + 32)


def test_nothing_slow_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys; from roadmap_sync.document import read; from roadmap_sync.config import Config;"
        "assert not {'yaml', 'ftfy', 'frontmatter', 'pydantic'} & set(sys.modules), 'at import';"
        "read('| Title | Status |\\n|--|--|\\n| Räume | ✅ |\\n'.encode(), 'x', Config());"
        "assert 'ftfy' not in sys.modules, 'for a clean document'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
