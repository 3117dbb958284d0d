"""What GitHub Actions is told: as much as it shows, and nothing of it is a command or markup."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from roadmap_sync.report import actions
from roadmap_sync.report.commands import command, plain

NOTHING = {"how": "nowhere", "commit": None, "pull": None, "url": None, "why": ""}


def hold(number: int, why: str = "both changed") -> dict[str, Any]:
    return {
        "kind": "conflict",
        "subject": {"kind": "issue", "name": f"R{number}", "document": "ROADMAP.md", "number": number},
        "field": "title",
        "document": "A",
        "github": "B",
        "why": why,
        "todo": f"--take github=R{number}",
        "place": {"path": "ROADMAP.md", "line": number},
    }


def shown(*holds: dict[str, Any], notes: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    return {
        "documents": ["ROADMAP.md"],
        "repository": "acme/widgets",
        "digest": "d" * 64,
        "changes": [],
        "holds": list(holds),
        "bookkeeping": 0,
        "cost": {"reads": 1, "writes": 0, "notified": 0},
        "notes": list(notes),
        "refusal": None,
        "outcomes": [],
        "stopped": None,
        "saved": [],
        "requests": {"read": 1, "write": 0},
        "landing": NOTHING,
        **more,
    }


def test_nothing_to_say():
    assert list(actions.commands(shown())) == []


def test_ten_annotations_the_total_first():
    lines = list(actions.commands(shown(*map(hold, range(1, 30)))))
    assert len(lines) == 10
    assert "29 in conflict" in lines[0]
    assert lines[1] == (
        "::error file=ROADMAP.md,line=1,title=R1 #1 title::"
        "both changed: 'B' on GitHub, 'A' in the document%0A--take github=R1"
    )


def test_a_summary_that_nobody_would_see_is_cut():
    text = actions.summary(shown(*(hold(n, "x" * 5_000) for n in range(300))))
    assert len(text.encode()) < 1_000
    assert "300 in conflict" in text
    assert "plan-json" in text


def test_a_comment_is_as_long_as_github_takes():
    assert len(actions.comment(shown(*(hold(n, "x" * 900) for n in range(100))))) <= 65_536


PIECES = [*"`:#[]<>@|%\r\n\u2028 a", "::", "##[", "```", "::error::", "<script>"]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(HOSTILE)
def test_no_text_is_a_command(text: str):
    for line in actions.log(shown(hold(1, text), notes=(text,))):
        assert "\n" not in line
        assert "\r" not in line
        if line.startswith(("::error title=roadmap-sync::", "::error file=ROADMAP.md,line=1,")):
            continue  # ours: the runner reads its data as data
        assert "::" not in line
        assert "##[" not in line


@given(HOSTILE)
def test_no_text_is_markup(text: str):
    page = actions.comment(shown(hold(1, text), notes=(text,)))
    fence = page.split("\n\n")[2].partition("text\n")[0]
    inner = page.partition(f"{fence}text\n")[2].rpartition(f"\n{fence}\n")[0]
    assert fence.strip("`") == ""
    assert not any(line.lstrip().startswith(fence) for line in inner.splitlines())


@given(HOSTILE, HOSTILE)
def test_an_annotation_is_one_line(message: str, title: str):
    line = command("error", message, file="a.md", title=title)
    assert "\n" not in line
    assert "\r" not in line
    assert plain(message).count("\n") == 0
