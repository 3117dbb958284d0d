"""What is no item: tables and rows that must be left out, each with the reason that `show` gives."""

from __future__ import annotations

import pytest

from roadmap_sync.config import Config
from roadmap_sync.document import write
from tests.document.desk import reading, table

NOT_ITEMS = {
    "metrics": (table("Test coverage | 60 % | 90 %", header="Metric | Current | Target"), "figures"),
    "kpi in a longer header": (table("Stars | 100 | 500", header="Key metrics | Today | Goal"), "figures"),
    "current against goal": (table("Latency | 90 ms | 20 ms", header="Area | Current | Goal"), "figures"),
    "figures per quarter": (table("Users | 10 | 20", header="Capability | Q1 2026 | Q2 2026"), "figures"),
    "legend": (table("✅ | finished", header="Symbol | Meaning"), "legend"),
    "legend of statuses": (
        table("✅ | shipped and documented", "🟣 | thought of", header="Status | Description"),
        "legend",
    ),
    "history": (table("2026-01-02 | First draft", header="Date | Change"), "history"),
    "history in French": (table("2026-01-02 | Ébauche", header="Data | Changements"), "history"),
    "names only": (table("Search | finds things", header="Feature | Description"), "list of names"),
    "no title": (table("Core | Done", header="Area | Status"), "no title column"),
    "priority without a title": (table("GET /x | reads | High", header="API | URL | Priority"), "no title"),
    "past releases": (table("v1.0 | 2025-01-31 | notes", header="Version | Date | Links"), "release days"),
    "decisions": (table("Which database? | SQLite", header="Decision | Answer"), "no header"),
    "recap": ("## Progress\n\n" + table("1. Basics | Done", header="Phase | Status"), "recap of phases"),
    "version history": (
        "## Version History\n\n"
        + table("v1 | 2025-01-01 | Done | x", header="Version | Date | Status | Summary"),
        "Version History",
    ),
    "risks": ("## Risks\n\n" + table("1 | Money runs out | High", header="# | Title | Priority"), '"Risks"'),
    "details": (
        "## Details\n\n" + table("1 | Parser | Done", header="# | Title | Status"),
        "details of an item",
    ),
}


@pytest.mark.parametrize(("text", "reason"), NOT_ITEMS.values(), ids=NOT_ITEMS.keys())
def test_a_table_that_lists_no_work_is_left_out_with_its_reason(text: str, reason: str) -> None:
    document = reading(text)
    assert document.items == ()
    assert document.releases == ()
    assert [reason in each.reason for each in document.skipped] == [True]
    assert text.split("\n")[document.skipped[0].line - 1].startswith("|")


NOTHING = {
    "empty": "",
    "blank": "\n\n",
    "prose": "# Roadmap\n\nWe will do things.\n",
    "fence": "```\n" + table("Parser | Done") + "```\n",
    "tilde fence": "~~~md\n" + table("Parser | Done") + "~~~\n",
    "indented code": "".join(f"    {line}\n" for line in table("Parser | Done").split("\n")),
    "comment": "<!--\n" + table("Parser | Done") + "-->\n",
    "front matter": "---\ntitle: x\ntable: |\n  | Title | Status |\n---\n",
    "no rule below the header": "| Title | Status |\n| Parser | Done |\n",
    "a header alone": "| Title | Status |\n|---|---|\n",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_a_document_without_a_table_of_work_gives_nothing(text: str) -> None:
    document = reading(text)
    assert (document.items, document.releases, document.findings) == ((), (), ())


ROWS = {
    "empty title": ("| Done", "a row without a title"),
    "only a reference": ("[#4](https://github.com/acme/widgets/issues/4) | Done", "a row without a title"),
    "ignored": ("Parser <!-- roadmap-sync: ignore --> | Done", "the row says ignore"),
}


@pytest.mark.parametrize(("row", "reason"), ROWS.values(), ids=ROWS.keys())
def test_a_row_that_is_no_item_is_named(row: str, reason: str) -> None:
    document = reading(table("Lexer | Done", row))
    assert [each.title for each in document.items] == ["Lexer"]
    assert [(each.line, each.reason) for each in document.skipped] == [(4, reason)]


def test_a_blank_row_is_no_news() -> None:
    assert reading(table("Lexer | Done", " | ")).skipped == ()


def test_a_section_that_says_ignore_is_let_go_with_all_below_it() -> None:
    text = (
        "# R\n\n## Now\n<!-- roadmap-sync: ignore -->\n\n"
        + table("Lexer | Done")
        + "\n### More\n\n"
        + table("Parser | Done")
        + "\n## Next\n\n"
        + table("Printer | Done")
    )
    document = reading(text)
    assert [each.title for each in document.items] == ["Printer"]
    assert [(each.line, each.reason) for each in document.skipped] == [(3, 'the section "Now" says ignore')]


def test_text_between_two_rules_is_no_front_matter() -> None:
    text = (
        "# R\n\nIntro.\n\n---\n## Now\n\n"
        + table("Lexer | Done")
        + "\n---\n## Next\n\n"
        + table("Parser | Done")
    )
    assert [each.title for each in reading(text).items] == ["Lexer", "Parser"]


def test_front_matter_that_opens_the_document_is_no_heading() -> None:
    text = "---\ntitle: Plan\n---\n" + table("Lexer | Done")
    document = reading(text)
    assert [(each.title, each.section, each.place.line) for each in document.items] == [("Lexer", (), 6)]


BYTES = {
    "bom": b"\xef\xbb\xbf| Title | Status |\n|--|--|\n| a | Done |\n",
    "crlf": b"| Title | Status |\r\n|--|--|\r\n| a | Done |\r\n",
    "cr": b"| Title | Status |\r|--|--|\r| a | Done |\r",
    "mixed newlines": b"# R\r\n\r\n| Title | Status |\n|--|--|\r\n| a | Done |\n\r",
    "no final newline": b"| Title | Status |\n|--|--|\n| a | Done |",
    "aligned": b"| Title      | Status   |\n| :--------- | -------: |\n| a          |     Done |\n",
    "without outer bars": b"Title | Status\n--- | ---\na | Done\n",
    "in a quote": b"> | Title | Status |\n> |--|--|\n> | a | Done |\n",
    "in a list": b"- intro\n\n  | Title | Status |\n  |--|--|\n  | a | Done |\n",
    "form feed and next line": "\x0c\n\x85 \u2028\n\n| Title | Status |\n|--|--|\n| a | Done |\n".encode(),
}


@pytest.mark.parametrize("data", BYTES.values(), ids=BYTES.keys())
def test_writing_nothing_gives_the_same_bytes(data: bytes) -> None:
    document = reading(data)
    assert [each.title for each in document.items] == ["a"]
    assert write(document, [], Config()) == data


def test_a_section_that_is_ignored_in_one_that_is_ends_with_neither():
    ignore = "<!-- roadmap-sync: ignore -->"
    text = f"## Now\n\n{ignore}\n\n### A\n\n{ignore}\n\n- [ ] 1\n\n### B\n\n- [ ] 2\n\n## Next\n\n- [ ] 3\n"
    assert [each.title for each in reading(text).items] == ["3"]
