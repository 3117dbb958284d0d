"""Findings as annotations: nothing that a document says becomes a command, or ends one."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roadmap_sync.model import Finding
from roadmap_sync.report.findings import MOST, Checked, Noted, github_lines, text_lines, to_json

HOSTILE = (
    "a\n::error::b",
    "a\r\n::error::b",
    "a\r::stop-commands::x",
    "100 %0A::error::b",
    "::add-mask::x",
    "##[error]x",
    "a,line=7::b",
    "\u2028::error::b",
    "%25",
)
COMMAND = re.compile(
    r"::(error|warning|notice) file=([^:,\r\n]*),line=(\d+),col=(\d+),title=([\w-]+)::([^\r\n]*)"
)


def annotated(path: str, *messages: str) -> list[str]:
    noted = [Noted("warning", Finding(n, 2, "overdue", each)) for n, each in enumerate(messages, 1)]
    return [*github_lines(to_json([Checked(path, "utf-8", tuple(noted))], code=4))]


def unescaped(text: str) -> str:
    """As the runner reads it (github.com/actions/runner, ActionCommand.cs: the percent sign last)."""
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


@given(st.text(max_size=30), st.text(min_size=1, max_size=20))
@example("::", "a,b:c%\n.md")
def test_an_annotation_says_what_was_found_and_no_more(message: str, path: str) -> None:
    _, line = annotated(path, message)
    found = COMMAND.fullmatch(line)
    assert found is not None
    assert (unescaped(found[2]), found[3], found[4], found[5]) == (path, "1", "2", "overdue")
    assert unescaped(found[6]) == message


@pytest.mark.parametrize("message", HOSTILE)
def test_what_is_more_than_github_shows_is_a_plain_line(message: str) -> None:
    head, *lines = annotated("R.md", *["x"] * MOST, message)
    assert head == "1 document: 11 warnings"
    assert len(lines) == MOST + 1
    assert "::" not in lines[-1]
    assert "##[" not in lines[-1]
    assert not re.search(r"[\r\n]", lines[-1])


@pytest.mark.parametrize("message", ["a\x1b[2Jb", "a\u202eb", "a\r\nb", "a\x9bb"])
def test_nothing_in_a_finding_steers_the_terminal(message: str) -> None:
    noted = Noted("warning", Finding(1, 2, "overdue", message))
    (line, _) = text_lines(to_json([Checked(f"{message}.md", "utf-8", (noted,))], code=4))
    assert line.isprintable()
    assert line.count("[overdue]") == 1


def test_the_text_has_one_line_for_each() -> None:
    found = Checked("R.md", "utf-8", (Noted("notice", Finding(3, 4, "overdue", "late: move it")),))
    assert [*text_lines(to_json([found], code=0))] == [
        "R.md:3:4: late: move it [overdue]",
        "1 document: 1 notice",
    ]
