"""What is written where: before, field and value, after. Everything else keeps its bytes."""

from __future__ import annotations

import pytest

from roadmap_sync.config import Config
from roadmap_sync.document import fits, write
from roadmap_sync.errors import OurMistake
from roadmap_sync.model import Link, Write
from tests.document.desk import CONFIG, reading, slot, table, written

URL = "https://github.com/acme/widgets/issues/12"


def one(row: str, header: str = "Title | Status", *more: str) -> str:
    return table(row, *more, header=header)


STATUS = {
    # the row, the value, the row after; further rows of the same table
    "the table's own word": ("a | Done", "planned", "a | Not started", ["b | Not started"]),
    "the word most used": ("a | Done", "planned", "a | Todo", ["b | Open", "c | Todo", "d | Todo"]),
    "emoji and word": ("a | ✅ Done", "planned", "a | 🔴 Not Started", ["b | 🔴 Not Started"]),
    "bold word": ("a | ✅ **Done**", "planned", "a | 🔴 **Not Started**", ["b | 🔴 Not Started"]),
    "all in bold": ("a | **✅ Done**", "planned", "a | **🔴 Open**", ["b | 🔴 Open"]),
    "code": ("a | `done`", "planned", "a | `todo`", ["b | todo"]),
    "remark stays": ("a | ✅ Done (in 1.2)", "planned", "a | 📋 Open (in 1.2)", ["b | 📋 Open"]),
    "sign behind the word": ("a | Open", "done", "a | Complete ✓", ["b | Complete ✓"]),
    "emoji alone": ("a | ✅", "planned", "a | ⬜", ["b | ⬜"]),
    "box": ("a | [x]", "planned", "a | [ ]", []),
    "box to progress": ("a | [ ]", "in_progress", "a | [~]", []),
    "percentage stays": ("a | ✅ 90%", "planned", "a | ⬜ 90%", ["b | ⬜"]),
    "an emoji of their own": ("a | 🚀 In Progress", "done", "a | ✅ Done", ["b | ✅ Done"]),
    "ours, plain": ("a | Done", "in_progress", "a | In Progress", []),
    "ours, lower case": ("a | done", "in_progress", "a | in progress", []),
    "ours, upper case": ("a | DONE", "blocked", "a | BLOCKED", []),
    "ours, first letter": ("a | Not started", "in_progress", "a | In progress", []),
    "ours, with a sign": ("a | ✅ Done", "in_progress", "a | 🚧 In Progress", []),
    "ours, a sign alone": ("a | ✅", "in_progress", "a | 🚧", []),
    "ours, in Russian": ("a | Готово", "planned", "a | Запланировано", []),
    "ours, in Japanese": ("a | 完了", "in_progress", "a | 対応中", []),
    "a sign taken for another": ("a | 📋 Blocked", "planned", "a | ⏳ Planned", []),
    "into an empty cell": ("a | ", "done", "a | Done", ["b | Done"]),
    "into a dash": ("a | —", "done", "a | Done", ["b | Done"]),
    "padding stays": ("a    | Done      ", "planned", "a    | Todo      ", ["b | Todo"]),
}


@pytest.mark.parametrize(("row", "value", "after", "more"), STATUS.values(), ids=STATUS.keys())
def test_a_status_is_written_in_the_words_of_its_table(
    row: str, value: str, after: str, more: list[str]
) -> None:
    assert written(table(row, *more), "status", value) == table(after, *more)


def test_a_word_comes_from_the_document_where_the_table_has_none() -> None:
    text = table("a | ✔️ Shipped") + "\n\n" + table("b | ⏱️ Planned soon", "c | 🧊 Parked")
    assert "| a | 🧊 Parked |" in written(text, "status", "blocked")


def test_the_legend_of_the_document_wins_over_the_vocabulary() -> None:
    text = "> Legend: 🚧 planned · 🔵 in progress · ✅ done\n\n" + table("a | 🚧", "b | ✅")
    assert [each.status for each in reading(text).items] == ["planned", "done"]
    assert "| a | 🔵 |" in written(text, "status", "in_progress")


LEGENDS = {
    "table": table("🟣 | done", "🟤 | not started", header="Symbol | Meaning"),
    "line": "**Legend:** 🟣 Done | 🟤 Not started\n",
    "line with equals": "Legend: 🟣 = done, 🟤 = not started\n",
    "quote": "> 🟣 done · 🟤 not started\n",
    "list": "- 🟣 Done\n- 🟤 Not started\n",
    "list with dashes": "* 🟣 — done\n* 🟤 — not started\n",
}


@pytest.mark.parametrize("legend", LEGENDS.values(), ids=LEGENDS.keys())
def test_a_legend_is_read_wherever_it_stands(legend: str) -> None:
    for text in (legend + "\n" + table("a | 🟣", "b | 🟤"), table("a | 🟣", "b | 🟤") + "\n" + legend):
        assert [each.status for each in reading(text).items] == ["done", "planned"]


TITLES = {
    "plain": ("Add search | Done", "Add full-text search", "Add full-text search | Done"),
    "bold": ("**Add search** | Done", "Find", "**Find** | Done"),
    "struck": ("~~Add search~~ | Done", "Find", "~~Find~~ | Done"),
    "bold italic": ("***Add*** | Done", "Find", "***Find*** | Done"),
    "linked": ("[Add search](spec.md) | Done", "Find", "[Find](spec.md) | Done"),
    "with a pipe": ("a | Done", "this | that", "this \\| that | Done"),
    "with code": ("a | Done", "Use `x|y` now", "Use `x\\|y` now | Done"),
    "with stars": ("a | Done", "2 * 3 * 4", "2 * 3 * 4 | Done"),
    "with emphasis marks": ("a | Done", "the *big* one", "the \\*big\\* one | Done"),
    "with an underscore": ("a | Done", "snake_case_name", "snake_case_name | Done"),
    "with a tag": ("a | Done", "Vec<u8> here", "Vec\\<u8\\> here | Done"),
    "with an entity": ("a | Done", "R&amp;D", "R\\&amp;D | Done"),
    "with an ampersand": ("a | Done", "R & D", "R & D | Done"),
    "with a link": ("a | Done", "[x](y)", "\\[x\\](y) | Done"),
    "with brackets": ("a | Done", "[P1] Find", "[P1] Find | Done"),
    "with a backslash": ("a | Done", "C:\\temp", "C:\\temp | Done"),
    "with a backslash at a star": ("a | Done", "a\\*b", "a\\\\\\*b | Done"),
    "keeps its link": (f"Add ([#12]({URL})) | Done", "Find", f"Find ([#12]({URL})) | Done"),
    "bold, keeps its link": (f"**Add** ([#12]({URL})) | Done", "Find", f"**Find** ([#12]({URL})) | Done"),
    "keeps padding": ("Add      | Done", "Find", "Find      | Done"),
    "was escaped": ("a \\| b | Done", "c", "c | Done"),
    "began escaped": ("\\*a | Done", "c", "c | Done"),
}


@pytest.mark.parametrize(("row", "value", "after"), TITLES.values(), ids=TITLES.keys())
def test_a_title_is_escaped_for_its_place(row: str, value: str, after: str) -> None:
    assert written(one(row), "title", value) == one(after)


def test_a_word_in_brackets_is_escaped_where_the_document_defines_it() -> None:
    text = table("a | Done") + "\n[P1]: https://example.org\n"
    assert written(text, "title", "[P1] Find") == text.replace("| a |", "| \\[P1\\] Find |")


@pytest.mark.parametrize("value", ["", "  ", "two\nlines", f"see {URL}", f"x ([#3]({URL}))x\r"])
def test_a_title_that_would_not_read_back_does_not_fit(value: str) -> None:
    document = reading(table("a | Done"))
    write_it = Write(slot(document.items[0], "title"), value)
    assert not fits(document, write_it, CONFIG)
    with pytest.raises(OurMistake):
        write(document, [write_it], CONFIG)


LINKS = {
    "at the end of the title": ("a | Done", "Title | Status", f"a ([#12]({URL})) | Done"),
    "behind bold": ("**a** | Done", "Title | Status", f"**a** ([#12]({URL})) | Done"),
    "before the padding": ("a     | Done", "Title | Status", f"a ([#12]({URL}))     | Done"),
    "into the column": ("a | Done | ", "Title | Status | Issue", f"a | Done | [#12]({URL})"),
    "over a dash": ("a | Done | -", "Title | Status | Tracking", f"a | Done | [#12]({URL})"),
    "over a number": ("a | Done | #7", "Title | Status | Issue", f"a | Done | [#12]({URL})"),
    "over a link": ("a | Done | [#7](../../issues/7)", "Title | Status | Issue", f"a | Done | [#12]({URL})"),
    "over a link in the title": (
        "a ([#7](https://github.com/acme/widgets/issues/7)) | Done",
        "Title | Status",
        f"a ([#12]({URL})) | Done",
    ),
    "over a URL": ("a https://github.com/acme/widgets/issues/7 | Done", "Title | Status", f"a {URL} | Done"),
    "behind a linked title": (
        "[a](https://github.com/acme/widgets/issues/7) | Done",
        "Title | Status",
        f"[a]({URL}) | Done",
    ),
}


@pytest.mark.parametrize(("row", "header", "after"), LINKS.values(), ids=LINKS.keys())
def test_a_link_is_written_where_it_belongs(row: str, header: str, after: str) -> None:
    assert written(one(row, header), "link", URL) == one(after, header)


@pytest.mark.parametrize(
    ("config", "header", "form"),
    [
        (Config(link="append"), "Title | Status", "append"),
        (Config(link="append"), "Title | Status | Issue", "column"),
        (Config(link="column"), "Title | Status | Issue", "column"),
        (Config(link="column"), "Title | Status", None),
        (Config(link="none"), "Title | Status | Issue", None),
    ],
)
def test_the_place_of_a_link_is_a_choice(config: Config, header: str, form: str | None) -> None:
    row = reading(table("a | Done |" if "Issue" in header else "a | Done", header=header), config).items[0]
    assert [each.form for each in row.slots if each.field == "link"] == ([form] if form else [])


TARGETS = {
    "plain": ("a | Q1 2026", "Q3 2026", "a | Q3 2026"),
    "bold with a remark": ("a | **Q1 2026** (ahead)", "Q3 2026", "a | **Q3 2026** (ahead)"),
    "behind a word": ("a | by Q1 2026", "Q3 2026", "a | by Q3 2026"),
    "a version": ("a | v1.2", "v2.0.0", "a | v2.0.0"),
    "into an empty cell": ("a | ", "Q3 2026", "a | Q3 2026"),
    "over a dash": ("a | TBD", "2027+", "a | 2027+"),
}


@pytest.mark.parametrize(("row", "value", "after"), TARGETS.values(), ids=TARGETS.keys())
def test_a_target_is_written_alone(row: str, value: str, after: str) -> None:
    header = "Title | Target"
    assert written(one(row, header), "target", value) == one(after, header)


@pytest.mark.parametrize(
    ("value", "fit"), [("Q3 2026", True), ("v3", True), ("Done", False), ("two weeks", True)]
)
def test_a_target_fits_when_it_reads_back(value: str, fit: bool) -> None:
    document = reading(table("a | Q1 2026", header="Title | Target"))
    assert fits(document, Write(slot(document.items[0], "target"), value), CONFIG) is fit


@pytest.mark.parametrize(
    ("cell", "after"),
    [("||", "| Done |"), ("| |", "| Done |"), ("|  |", "| Done |"), ("|    |", "| Done   |")],
)
def test_an_empty_cell_gets_a_blank_on_either_side(cell: str, after: str) -> None:
    text = f"| Title | Status |\n|---|---|\n| b | Done |\n| a {cell}\n"
    assert written(text, "status", "done", key="a") == text.replace(f"| a {cell}", f"| a {after}")


@pytest.mark.parametrize("row", ["| a |", "| a", "a"])
def test_a_cell_that_is_not_there_has_no_slot(row: str) -> None:
    document = reading(f"| Title | Status |\n|---|---|\n| b | Done |\n{row}\n")
    assert [each.field for each in document.items[1].slots] == ["title", "link"]


def test_all_writes_of_a_row_go_together() -> None:
    document = reading(table("**a** | ✅ Done | Q1 2026", "b | ⬜ Todo | ", header="Title | Status | Target"))
    values = {"title": "new | name", "status": "planned", "target": "Q2 2026", "link": URL}
    writes = [Write(each, values[each.field]) for each in document.items[0].slots]
    after = table(
        f"**new \\| name** ([#12]({URL})) | ⬜ Todo | Q2 2026",
        "b | ⬜ Todo | ",
        header="Title | Status | Target",
    )
    assert write(document, list(reversed(writes)), CONFIG).decode() == after


def test_the_same_slot_twice_is_our_mistake() -> None:
    document = reading(table("a | Done"))
    same = slot(document.items[0], "link")
    with pytest.raises(OurMistake, match=r"two edits"):
        write(document, [Write(same, URL), Write(same, URL)], CONFIG)


def test_a_write_that_does_not_read_back_saves_nothing() -> None:
    document = reading(table("a | Done", "b | Done"))
    first = document.items[0]
    lie = Write(
        type(slot(first, "status"))("status", slot(first, "title").span, "a", 3, {"planned": "x"}), "planned"
    )
    with pytest.raises(OurMistake, match="would read"):
        write(document, [lie], CONFIG)


SEVEN = "https://github.com/o/r/issues/7"
ON_TITLES = [
    ("- [ ] Read it\n", f"- [ ] [Read it]({SEVEN})\n"),
    ("- **Read** — at once\n", f"- **[Read]({SEVEN})** — at once\n"),
    ("- ✅ Read `it` (v2)\n", f"- ✅ [Read `it` (v2)]({SEVEN})\n"),
    ("- Read [it](b.md)\n", f"- Read [it](b.md) ([#7]({SEVEN}))\n"),
    ("- [ ] [Read](b.md)\n", f"- [ ] [Read](b.md) ([#7]({SEVEN}))\n"),
    ("- Read #5 [a]\n", f"- Read #5 [a] ([#7]({SEVEN}))\n"),
    (table("Read | Done"), table(f"[Read]({SEVEN}) | Done")),
    (table("**Read** it | Done"), table(f"[**Read** it]({SEVEN}) | Done")),
    (table("Read \\| write | Done"), table(f"Read \\| write ([#7]({SEVEN})) | Done")),
]


@pytest.mark.parametrize(("before", "after"), ON_TITLES)
def test_a_title_becomes_the_link(before: str, after: str):
    text, wanted = (f"## Q1 2027\n\n{each}" for each in (before, after))
    config = Config(link="title")
    document = reading(text, config)
    new = write(document, [Write(slot(document.items[0], "link"), SEVEN)], config).decode()
    assert new == wanted
    assert reading(new, config).items[0].link == Link(7, "issue", "github.com", "o", "r", SEVEN)
