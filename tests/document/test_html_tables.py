"""Tables in HTML: rows as items, cells as slots, and everything that is not a list of work left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_sync.document import read, write
from roadmap_sync.document.writer import fits
from roadmap_sync.model import Write
from tests.document.desk import CONFIG, item, reading, slot, written
from tests.growth import growth, taken

HEAD = "<tr><th>Feature</th><th>Status</th></tr>"
Row = tuple[str, str | None, str | None]


def table(*rows: str, head: str = HEAD) -> str:
    """A table in HTML with these rows between their tags."""
    lines = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"# Acme\n\n## Work\n\n<table>\n{head}\n{lines}\n</table>\n"


def rows(text: str) -> list[Row]:
    found = reading(text).items
    return [(each.title, each.status, each.target.text if each.target else None) for each in found]


LEXER: list[Row] = [("Lexer", "done", None), ("Parser", "planned", None)]
TWO = ("<td>Lexer</td><td>Done</td>", "<td>Parser</td><td>Planned</td>")

SPREAD = """<table>
  <tr>
    <th>
      Feature
    </th>
    <th>Status</th>
  </tr>
  <tr>
    <td>
      Lexer
    </td>
    <td>
      ✅ Done
    </td>
  </tr>
  <tr><td>Parser</td><td>⬜</td></tr>
</table>
"""
READ: dict[str, tuple[str, list[Row]]] = {
    "plain": (table(*TWO), LEXER),
    "a head and a body": (
        f"<table><thead>{HEAD}</thead><tbody><tr>{TWO[0]}</tr><tr>{TWO[1]}</tr></tbody></table>\n",
        LEXER,
    ),
    "without tags that may be left out": (
        "<TABLE>\n<tr><th>Feature<th>Status\n<tr><td>Lexer<td>Done\n<tr><td>Parser<td>Planned\n</TABLE>\n",
        LEXER,
    ),
    "bold cells as a header": (
        table(*TWO, head="<tr><td><b>Feature</b></td><td><b>Status</b></td></tr>"),
        LEXER,
    ),
    "one tag a line": (SPREAD, LEXER),
    "blank lines between rows": (
        f"<table>\n{HEAD}\n\n<tr>{TWO[0]}</tr>\n\n<tr>{TWO[1]}</tr>\n\n</table>\n",
        LEXER,
    ),
    "inside other tags": (f"<div>\n<table>{HEAD}<tr>{TWO[0]}</tr></table>\n</div>\n", LEXER[:1]),
    "entities": (
        table("<td>A &amp; B &lt;c&gt;&nbsp;&#x1F600; d</td><td>Done</td>"),
        [("A & B <c> 😀 d", "done", None)],
    ),
    "marked up": (
        table(
            "<td><b><i>Lexer</i></b></td><td><b>Done</b></td>",
            "<td><code>Parser</code></td><td><span>Planned</span></td>",
        ),
        LEXER,
    ),
    "links": (
        table('<td><a href="https://a.org/1">Lexer</a></td><td>Done</td>', TWO[1]),
        LEXER,
    ),
    "a line break": (table("<td>Lexer<br/>and more</td><td>Done</td>"), [("Lexer and more", "done", None)]),
    "a footnote": (table("<td>Lexer <sup>1</sup></td><td>Done<sup>[2]</sup></td>"), LEXER[:1]),
    "rows that share a cell": (
        table(
            '<td rowspan="2">Q1 2026</td><td>Lexer</td>',
            "<td>Parser</td>",
            "<td>Q2 2026</td><td>Printer</td>",
            head="<tr><th>Quarter</th><th>Feature</th></tr>",
        ),
        [("Lexer", None, "Q1 2026"), ("Parser", None, "Q1 2026"), ("Printer", None, "Q2 2026")],
    ),
    "stages": (
        table(
            '<td rowspan="2">beta1 (4.2.0)</td><td>Lexer</td>',
            "<td>Parser</td>",
            "<td>GA</td><td>Printer</td>",
            head="<tr><th>Stage</th><th>Feature description</th></tr>",
        ),
        [("Lexer", None, "beta1 (4.2.0)"), ("Parser", None, "beta1 (4.2.0)"), ("Printer", None, "GA")],
    ),
    "a title for two rows is one item": (
        table('<td rowspan="2">Lexer</td><td>Done</td>', "<td>Planned</td>"),
        LEXER[:1],
    ),
    "a row that names those below it": (table('<td colspan="2">Core</td>', *TWO), LEXER),
    "a row that announces others": (
        table(*TWO, "<td>List of other features that may come</td><td></td>"),
        LEXER,
    ),
    "a struck title": (
        table("<td><del>Lexer</del></td><td>Q1 2026</td>", head="<tr><th>Task</th><th>Target</th></tr>"),
        [("Lexer", "dropped", "Q1 2026")],
    ),
    "a table beside Markdown": (
        table(*TWO) + "\n## Q1 2026\n\n- [x] Printer\n",
        [*LEXER, ("Printer", "done", "Q1 2026")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ.keys())
def test_rows_are_items(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected
    assert rows(text.replace("\n", "\r\n")) == expected
    assert rows("\ufeff" + text) == expected


ROW = f"<tr>{TWO[0]}</tr>"
ANN = '<td align="center"><a href="https://a.org/ann"><img src="a.png"/><br/><sub><b>Ann</b></sub></a></td>'
LAID_OUT = "<tr><td><img alt='build' src='x.svg'></td><td>b</td></tr><tr><td>c</td><td>d</td></tr>"
LEGEND = "<tr><th>Sign</th><th>Meaning</th></tr><tr><td>✅</td><td>Done</td></tr>"
METRICS = "<tr><th>Metric</th><th>Target</th></tr><tr><td>Speed</td><td>Q1 2026</td></tr>"
IGNORED = ROW.replace("xer", "xer <!-- roadmap-sync: ignore -->")
NOTHING = {
    "contributors": f"<table>\n<tr>{ANN}{ANN}</tr>\n<tr><td>Bob</td><td>Eve</td></tr></table>\n",
    "badges": f"<table>{LAID_OUT}</table>\n",
    "one row": f"<table>{HEAD}</table>\n",
    "one column": "<table><tr><th>Feature</th></tr><tr><td>Lexer</td></tr></table>\n",
    "another inside": f"<table>{HEAD}<tr><td><table>{ROW}</table></td><td>Done</td></tr></table>\n",
    "not closed": f"<table>{HEAD}{ROW}\n",
    "Markdown inside": f"<table>{HEAD}<tr><td>\n\n**Lexer**\n\n</td><td>Done</td></tr></table>\n",
    "lines of Markdown": f"<table>{HEAD}<tr><td>\n\n<img alt=a>\n\n</td><td>x</td></tr></table>\n",
    "a legend": f"<table>{LEGEND}</table>\n",
    "metrics": f"<table>{METRICS}</table>\n",
    "in code": f"```html\n<table>{HEAD}{ROW}</table>\n```\n",
    "in a comment": f"<!--\n<table>{HEAD}{ROW}</table>\n-->\n",
    "in a comment of its block": f"<div><!--\n<table>{HEAD}{ROW}</table>\n--></div>\n",
    "in a script": f"<script>\n<table>{HEAD}{ROW}</table>\n</script>\n",
    "a row that says ignore": f"<table>{HEAD}{IGNORED}</table>\n",
    "a declaration": f"<table>{HEAD}<tr><td><![x</td><td>Done</td></tr></table>\n",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_other_tables_give_nothing(text: str) -> None:
    assert rows(f"# Roadmap\n\n{text}") == []


def test_what_stands_before_a_table_is_said_with_its_line() -> None:
    found = reading(f"# Roadmap\n\n{NOTHING['metrics']}\n{NOTHING['not closed']}")
    assert [(each.line, each.reason[:7]) for each in found.skipped] == [(3, "figures"), (5, "a table")]


ISSUE = "https://github.com/acme/widgets/issues/12"
LINK = f'<a href="{ISSUE}">#12</a>'
SOME = table("<td>A &amp; b</td><td>Planned</td>", "<td><b>Parser</b></td><td>⬜ <b>Planned</b></td>")
COLUMNS = "<tr><th>Feature</th><th>Status</th><th>Target</th><th>Issue</th></tr>"
WIDE = table("<td>Lexer</td><td></td><td>Q1 2026</td><td></td>", TWO[1], head=COLUMNS)
REWRITE: dict[str, tuple[str, str, str, str, str]] = {
    "a status": (SOME, "status", "done", "<td>Planned</td>", "<td>Completed</td>"),
    "a title": (SOME, "title", "x < y & `z`", "A &amp; b", "x &lt; y &amp; `z`"),
    "a link behind a title": (SOME, "link", ISSUE, "b</td>", f"b ({LINK})</td>"),
    "a link in its column": (WIDE, "link", ISSUE, "2026</td><td></td>", f"2026</td><td>{LINK}</td>"),
    "an empty status": (WIDE, "status", "planned", "Lexer</td><td></td>", "Lexer</td><td>Planned</td>"),
    "a target": (WIDE, "target", "Q2 2026", "Q1 2026", "Q2 2026"),
    "another link": (
        SOME.replace("b</td>", 'b (<a href="https://github.com/a/b/issues/3">#3</a>)</td>'),
        "link",
        ISSUE,
        '<a href="https://github.com/a/b/issues/3">#3</a>',
        LINK,
    ),
    "no link any more": (SOME.replace("b</td>", f"b ({LINK})</td>"), "link", "", f" ({LINK})", ""),
    "the address of a title": (
        SOME.replace("A &amp; b", '<a href="https://github.com/a/b/issues/3">A</a>'),
        "link",
        ISSUE,
        "https://github.com/a/b/issues/3",
        ISSUE,
    ),
}


@pytest.mark.parametrize(("text", "field", "value", "before", "after"), REWRITE.values(), ids=REWRITE.keys())
def test_only_the_text_of_a_cell_is_written(
    text: str, field: str, value: str, before: str, after: str
) -> None:
    assert text.count(before) == 1
    assert written(text, field, value) == text.replace(before, after)


NOTED = table(
    "<td>Lexer</td><td>beta1 <sup>1</sup></td>",
    "<td>Parser <sup>[2]</sup></td><td>beta2</td>",
    "<td>Printer <sup>3</sup></td><td>beta2</td>",
    head="<tr><th>Feature</th><th>Stage</th></tr>",
)
NOTES = "\n¹ _This stage has not been implemented as of yet_.\n\n[2] Done\n3 Ask Ann.\n"


def test_a_footnote_may_tell_a_status() -> None:
    found = reading(NOTED + NOTES).items
    assert [(each.title, each.status) for each in found] == [
        ("Lexer", "planned"),
        ("Parser", "done"),
        ("Printer", None),
    ]
    assert [bool(each.slots_for("title")) for each in found] == [True, False, False]
    assert {each.status for each in reading(NOTED).items} == {None}


def test_a_footnote_is_kept_beside_what_is_written() -> None:
    assert written(NOTED, "link", ISSUE, "parser") == NOTED.replace("[2]</sup>", f"[2]</sup> ({LINK})")


def test_tags_around_a_title_are_kept() -> None:
    assert written(SOME, "title", "Printer", "parser") == SOME.replace("<b>Parser<", "<b>Printer<")


def test_cells_that_nobody_can_rewrite_have_no_slot() -> None:
    shared = table('<td>Lexer</td><td rowspan="2">Done</td>', "<td>Pa<b>rs</b>er</td>")
    lexer, parser = reading(shared).items
    assert {each.field for each in lexer.slots} == {"title", "link"}
    assert {each.field for each in parser.slots} == {"link"}
    assert parser.status == "done"
    assert not reading(SOME).items[1].slots_for("status")


def test_a_misread_document_stays_misread() -> None:
    text = table(
        "<td>Lexer – fast</td><td>✅ Done</td>",
        "<td>Parser – new</td><td>🔴 Planned</td>",
        "<td>Printer – old</td><td>✅ Done</td>",
    )
    data = text.encode().decode("mac_roman").encode()
    found = read(data, "x.md", CONFIG)
    assert [each.title for each in found.items] == ["Lexer – fast", "Parser – new", "Printer – old"]
    parser = item(found, "parser-new")
    after = write(found, [Write(slot(parser, "status"), "done"), Write(slot(parser, "link"), ISSUE)], CONFIG)
    expected = text.replace("new<", f"new ({LINK})<").replace("🔴 Planned", "✅ Done")
    assert after.decode().encode("mac_roman").decode() == expected


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1, max_size=30))
def test_any_title_is_written_so_that_it_reads_back_or_not_at_all(value: str) -> None:
    found = reading(SOME)
    wanted = Write(slot(found.items[0], "title"), value)
    if fits(found, wanted, CONFIG):
        again = read(write(found, [wanted], CONFIG), "x.md", CONFIG)
        assert again.items[0].title == " ".join(value.split())


PIECES = (
    *(
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th>",
        "<td rowspan=3>",
        '<td colspan="99999">',
    ),
    *(
        "<b>",
        "</b>",
        "<s>",
        "</s>",
        "<a href='https://github.com/a/b/issues/1'>",
        "</a>",
        "<img alt=é>",
        "<br>",
    ),
    *("Feature", "Status", "Done", "&amp;", "&#0;", "&#x110000;", "&", "<", ">", "é😀", '"', "<td ", "</td"),
    *("<!--", "-->", "<![CDATA[", "]]>", "<script>", "<sup>1</sup>", "<?", "<!"),
    *("\r", "\n", "\r\n", "\n\n", "\u2028"),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_html_is_read_and_written_without_a_crash(pieces: list[str]) -> None:
    found = reading("".join(["<table>", HEAD, "<tr><td>", *pieces, "</td></tr></table>\n"]))
    for one in (one for each in found.items for one in each.slots):
        for value in sorted(one.words):
            write(found, [Write(one, value)], CONFIG)
        if one.field == "link":
            write(found, [Write(one, ISSUE)], CONFIG)


HOSTILE = ("<tr><td>", "<!--", "<a href='", "&", "<td rowspan=9999>", "<b>", "<![", "</", "<table ")


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_html_takes_no_longer_than_its_size(piece: str) -> None:
    """Eight times the size takes about eight times as long; a square would take 64 times as long."""

    def parsed(size: int) -> None:
        reading(f"<table>{HEAD}<tr><td>{piece * (size // len(piece))}</table>\n")

    too_quick_to_tell = taken(parsed, 40_000) < 0.05
    assert too_quick_to_tell or growth(parsed, 5_000, 40_000) < 32
