"""The configuration line beside what was left out is true: with it, that is taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_sync import config
from roadmap_sync.config import Config
from roadmap_sync.model import Document, Skipped
from tests.document.desk import reading, table

NAMES = table("Lexer | reads", "Parser | builds", header="Part | Purpose")
OWN = table("Lexer | yes", "Parser | no", header="Deliverable | Confirmed")
PROSE = "### Faster start\n\nIt takes too long as it is.\n\n### Smaller files\n\nThey are large.\n"
BLOCK = "```yaml\nlexer:\n  status: {status}\n  title: Lex\nparser:\n  status: {status}\n  title: Eat\n```\n"
RELEASED = table("1.0 | 2025-01-01", "1.1 | 2025-02-01", header="Version | Date")

LEFT_OUT = {
    "a list in a section about something else": "## Vision\n\n- be fast\n- be small\n",
    "a list without a time or status": "## Things\n\n- be fast\n- be small\n",
    "a list below no heading": "- be fast\n- be small\n",
    "a list that tells about the work": "## Q1 2027\n\n### Benefits\n\n- fast\n- small\n",
    "a list of links": "## Q1 2027\n\n- [one](#one)\n- [two](#two)\n",
    "a legend": "## Q1 2027\n\n- ✅ Done\n- 🚧 In progress\n",
    "fields": "## Q1 2027\n\n- Status: open\n- Owner: Ada\n- Priority: high\n",
    "a plain list beside boxes": "## Q1 2027\n\n- [ ] one\n- [x] two\n\nAlso:\n\n- three\n- four\n",
    "a list with a caption": "# Plan\n\nWhat we heard from people:\n\n- be fast\n- be small\n",
    "a list under a name with marks": '## Known: "great" \\ [x] *and* more\n\n- be fast\n- be small\n',
    "a table of names": f"## Parts\n\n{NAMES}",
    "a table of names below no heading": NAMES,
    "a table in a section about something else": f"## Success criteria\n\n{table('Lexer | Done')}",
    "a table of details": f"## Details\n\n{table('Lexer | Done')}",
    "a table of unknown headers": f"## Parts\n\n{OWN}",
    "unknown headers with signs": f"## Parts\n\n{OWN.replace('Deliverable', '📦 Deliverable')}",
    "a table without a title": f"## Q1 2027\n\n{table('a b | Yes', 'a b | Yes', header='Foo | Status')}",
    "figures": table("Speed | 10 | 20", "Size | 5 | 3", header="Metric | Now | Later"),
    "a history": table("1.0 | 2025 | Better", "1.1 | 2025 | Same", header="Version | Date | Changes"),
    "release days": RELEASED,
    "a table that explains signs": table("✅ | Finished", "🚧 | Begun", header="Symbol | Meaning"),
    "a recap": f"## Summary\n\n{table('One | Done', 'Two | Planned', header='Phase | Status')}",
    "headings without a time": f"# Product\n\n## Known\n\n{PROSE}",
    "headings in a section about something else": f"# Product\n\n## Vision\n\n{PROSE}",
    "headings below the title": f"# Product\n\n{PROSE}## Also\n\n- one\n- two\n- three\n",
    "entries of unknown status": f"## Q1 2027\n\n{BLOCK.format(status='purple')}",
    "entries in a section about something else": f"## Success criteria\n\n{BLOCK.format(status='done')}",
    "entries below no heading": BLOCK.format(status="purple"),
}
TAKEN = {
    "tables": table("Lexer | Done", "Parser | Planned"),
    "lists": "## Q1 2027\n\n- [ ] one\n- [x] two\n",
    "headings": f"# Product\n\n## Q1 2027\n\n{PROSE}",
    "yaml": BLOCK.format(status="done"),
}
SETTINGS = [
    "",
    "sections: {exclude: ['*']}",
    "items: {tables: no, lists: no, headings: no, yaml: no}",
    "sections: {exclude: [Vision, Q1 2027, Parts, Product]}",
]


def with_lines(settings: str, take: str) -> Config:
    """The configuration after somebody put these lines into it, each below its key."""
    import yaml

    held = yaml.safe_load(settings) or {}
    for key, group in yaml.safe_load(take).items():
        held[key] = {**held.get(key, {}), **group}
    return config.read(yaml.safe_dump(held, allow_unicode=True).encode(), "c.yml")


def lines(document: Document) -> set[int]:
    return {each.place.line for each in (*document.items, *document.releases)}


def is_taken(text: str, settings: str, one: Skipped) -> bool:
    before = config.read(settings.encode(), "c.yml")
    old, new = reading(text, before), reading(text, with_lines(settings, one.take))
    gone = (one.line, one.reason) not in {(each.line, each.reason) for each in new.skipped}
    return gone and any(line >= one.line for line in lines(new) - lines(old))


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("text", [*LEFT_OUT.values(), *TAKEN.values()], ids=[*LEFT_OUT, *TAKEN])
def test_the_line_takes_what_was_left_out(text: str, settings: str):
    left_out = reading(text, config.read(settings.encode(), "c.yml")).skipped
    for one in left_out:
        assert one.take, one.reason
        assert is_taken(text, settings, one), one


@pytest.mark.parametrize("text", LEFT_OUT.values(), ids=LEFT_OUT)
def test_each_of_these_is_left_out(text: str):
    assert reading(text).skipped


@pytest.mark.parametrize("carrier", TAKEN)
def test_what_may_hold_no_items_is_told(carrier: str):
    document = reading(TAKEN[carrier], config.read(f"items: {{{carrier}: no}}".encode(), "c.yml"))
    assert (document.items, [each.take for each in document.skipped]) == ((), [f"items: {{{carrier}: true}}"])


def test_a_document_for_something_else_is_taken_by_its_title():
    text = "# Frontend Learning Path\n\n## Phase 1\n\n- [ ] HTML\n- [ ] CSS\n"
    (one,) = reading(text).skipped
    assert one.take == 'sections: {include: ["Frontend Learning Path"]}'
    assert is_taken(text, "", one)


NOTHING_TAKES = [
    "## Ideas\n\n- <!-- nothing -->\n- ![](a.png)\n",
    "| | |\n|---|---|\n| a | b |\n",
    table(" | "),
    "## Now\n\n<!-- roadmap-sync: ignore -->\n\n- [ ] one\n",
    "## Now\n\n- [ ] one <!-- roadmap-sync: ignore -->\n",
    "# Learning Path\n\nRead much.\n",
]


@pytest.mark.parametrize("text", NOTHING_TAKES)
def test_where_nothing_takes_it_there_is_no_line(text: str):
    assert {each.take for each in reading(text).skipped} <= {""}


TITLES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=12
)


@given(TITLES)
def test_any_heading_can_be_named(title: str):
    text = f"# Product\n\n## {title}\n\n- be fast\n- be small\n"
    for one in reading(text).skipped:
        assert not one.take or is_taken(text, "", one), one
