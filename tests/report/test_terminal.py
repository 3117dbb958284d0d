"""Plans and outcomes as people see them, line by line."""

from __future__ import annotations

import pyromark
import pytest

from roadmap_sync.report import markdown, terminal
from tests.report.shown import PATH, came, hold, label, milestone, new, patch, plan, shown, text


def lines(*parts: object, **more: object) -> list[str]:
    return list(terminal.plan_lines(shown(*parts, **more)))


TAKE = "roadmap-sync --take github=7   |   --take document=7"
COUNT = "1 milestone and 1 issue to create, 1 issue to update, 1 in conflict, 1 line to write back"
TRACING = '"OTel tracing" on GitHub, "OpenTelemetry tracing v2" in the document'


def test_a_plan():
    found = lines(
        milestone("Q2 2026", "2026-06-30"),
        new("4", "Add mTLS handshake validation", labels=("P0", "Security"), stone="Q2 2026"),
        patch("9", 41, ("update", "title", "LoRA adapter", "LoRA fine-tuning adapter scaffold")),
        hold("conflict", "7", 38, "title", "OpenTelemetry tracing v2", "OTel tracing", "both changed", TAKE),
        text("7", 38, 53, "status", "🔴 Not Started", "✅ Completed", "#38 was closed"),
        cost={"reads": 4, "writes": 4, "notified": 1},
    )
    assert found == [
        "ROADMAP.md → acme/widgets                                   plan 4f1c09ab77d2",
        "  + milestone      Q2 2026        due 2026-06-30",
        '  + issue          4  "Add mTLS handshake validation"   P0 · Security · Q2 2026',
        '  ~ issue #41      9  title  "LoRA adapter" → "LoRA fine-tuning adapter scaffold"',
        "  ≡ ROADMAP.md:53  7  status 🔴 Not Started → ✅ Completed   (#38 was closed)",
        f"  ! issue #38      7  title  both changed: {TRACING}",
        f"                   {TAKE}",
        f"{COUNT} · about 4 reads and 4 writes",
    ]


LINES = {
    "a label": (label("priority: P0"), "  + label          priority: P0"),
    "a milestone without a date": (milestone("2027+", None), "  + milestone      2027+          no due date"),
    "an issue without anything": (new("4", "A"), '  + issue          4  "A"'),
    "an issue that is done": (new("4", "A", status="done"), '  + issue          4  "A"   then closed'),
    "an issue that is dropped": (
        new("4", "A", labels=("api",), status="dropped", people=("ada",)),
        '  + issue          4  "A"   api · @ada · then closed as not planned',
    ),
    "a close": (
        patch("4", 7, ("close", "status", "open", "done")),
        "  ~ issue #7       4  status open → done",
    ),
    "a close of a row that is gone": (
        patch("4", 7, ("close", "status", "open", "dropped", "its row is gone")),
        "  ~ issue #7       4  status open → dropped   (its row is gone)",
    ),
    "a reopening": (
        patch("4", 7, ("reopen", "status", "done", "open")),
        "  ~ issue #7       4  status done → open",
    ),
    "a milestone": (
        patch("4", 7, ("update", "milestone", None, "Q1")),
        "  ~ issue #7       4  milestone none → Q1",
    ),
    "a label more": (patch("4", 7, ("add", "labels", None, "api")), "  ~ issue #7       4  labels  + api"),
    "a person less": (
        patch("4", 7, ("remove", "assignees", "ada", None)),
        "  ~ issue #7       4  assignees  - ada",
    ),
    "the managed text": (
        patch("4", 7, ("update", "body", "51aa", "62bb")),
        "  ~ issue #7       4  text   the managed part is renewed",
    ),
    "an adoption": (
        patch("4", 7, ("adopt", "marker", None, "#7")),
        "  ~ issue #7       4  adopt  #7",
    ),
    "a mirror": (text("4", 7, 60, "mirror", "❌", "✅"), "  ≡ ROADMAP.md:60  4  status ❌ → ✅"),
    "an emptied cell": (text("4", 7, 60, "status", "", "✅"), "  ≡ ROADMAP.md:60  4  status none → ✅"),
    "a title in the text": (text("4", 7, 60, "title", "A", "B"), '  ≡ ROADMAP.md:60  4  title  "A" → "B"'),
    "a link that was lost": (text("4", 7, 60, "link", None, "link"), "  ≡ ROADMAP.md:60  4  link   #7"),
    "drift": (hold("drift", "4", 7, "body", "1", "2", "edited"), "  · issue #7       4  body  edited"),
    "drift with both values": (
        hold("drift", "4", 7, "status", "open", "done", "no place"),
        "  · issue #7       4  status  no place: done on GitHub, open in the document",
    ),
    "a row without an issue": (
        hold("conflict", "4", None, "issue", "A", None, "#1 may be this row's"),
        "  ! ROADMAP.md:9   4  issue  #1 may be this row's",
    ),
    "a document": (
        hold("conflict", PATH, None, "guard", None, None, "asks too much", about="document", line=None),
        "  ! ROADMAP.md     guard  asks too much",
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_lines(name: str):
    part, line = LINES[name]
    assert lines(part)[1] == line


def test_what_an_item_depends_on_is_told_by_its_name():
    found = lines(hold("drift", "P0.1", 7, "blocked_by", "P0.9", None, "P0.9: no item is called so"))
    assert found[1] == "  · issue #7       P0.1  blocked by  P0.9: no item is called so"


def test_keys_stand_in_one_column():
    found = lines(new("a-long-key", "A"), new("4", "B"), patch("9", 41, ("update", "title", "C", "D")))
    assert [line.index('"') for line in found[1:3]] == [31, 31]
    assert found[3].index("title") == 31
    assert 'x  "B"' in lines(new("x" * 60, "B"))[1]


def test_links_of_new_issues_are_counted():
    found = lines(
        new("4", "A"),
        new("5", "B"),
        *(text(key, None, at, "link", None, "link") for at, key in enumerate("45")),
    )
    assert found[3:] == [
        "  ≡ ROADMAP.md     2 links to the new issues",
        "2 issues to create, 2 lines to write back",
    ]


def test_the_closing_of_a_new_issue_is_told_with_it():
    found = lines(new("4", "A", status="done"), patch("4", None, ("close", "status", "open", "done")))
    assert len(found) == 3
    assert found[-1] == "1 issue to create"


def test_notes_and_a_refusal():
    found = lines(notes=["the file on disk counts"], refusal="your copy is behind: git pull")
    assert found[1:] == [
        "  note: the file on disk counts",
        "  ! your copy is behind: git pull",
        "nothing to do",
    ]


# ── the line that counts ─────────────────────────────────────────────────────────────────────

UPDATE = patch("9", 41, ("update", "title", "A", "B"), ("add", "labels", None, "x"))
COUNTED = {
    "nothing to do": (),
    "1 label to create": (label("a"),),
    "2 labels to create": (label("a"), label("b")),
    "1 label and 2 milestones to create": (label("a"), milestone("x", None), milestone("y", None)),
    "1 label, 1 milestone and 1 issue to create": (label("a"), milestone("x", None), new("1", "A")),
    "1 issue to update": (UPDATE,),
    "2 issues to update": (UPDATE, patch("8", 40, ("close", "status", "open", "done"))),
    "1 in conflict, 2 left alone": (
        hold("drift", "1", 1, "title", 1, 2, "x"),
        hold("conflict", "1", 1, "title", 1, 2, "x"),
        hold("drift", "1", 1, "status", 1, 2, "x"),
    ),
    "1 line to write back": (text("1", 1, 5, "status", "a", "b"), text("1", 1, 5, "title", "a", "b")),
    "2 lines to write back": (text("1", 1, 5, "status", "a", "b"), text("1", 1, 6, "mirror", "a", "b")),
    "1 marker to bring up to date": (patch("1", 1),),
    "1 issue to update, 1 line to write back, 2 markers to bring up to date": (
        UPDATE,
        text("1", 1, 5, "status", "a", "b"),
        patch("1", 1),
        patch("2", 2),
    ),
}


@pytest.mark.parametrize("words", COUNTED)
def test_counts(words: str):
    assert terminal.summary(shown(*COUNTED[words])) == words


@pytest.mark.parametrize(
    ("reads", "writes", "words"),
    [(1, 1, " · about 1 read and 1 write"), (0, 2, " · about 0 reads and 2 writes"), (3, 0, "")],
)
def test_the_price(reads: int, writes: int, words: str):
    cost = {"reads": reads, "writes": writes, "notified": 0}
    assert terminal.summary(shown(UPDATE, cost=cost)) == f"1 issue to update{words}"


# ── outcomes ─────────────────────────────────────────────────────────────────────────────────


def outcomes(*parts: object, **more: object) -> list[str]:
    return list(terminal.outcome_lines(shown(*parts, **more)))


def test_what_was_done():
    made = plan(UPDATE)
    came_of = [came(change, "done") for change in made.changes]
    assert outcomes(UPDATE, outcomes=came_of, saved=[PATH]) == [
        "done: 2 changes, ROADMAP.md written · 4 reads and 1 write"
    ]


def test_what_was_not_done():
    parts = (label("api"), milestone("Q1", None), new("4", "A"), UPDATE, text("9", 41, 5, "status", "a", "b"))
    made = plan(*parts)
    results = ("failed", "failed", "skipped", "unknown", "done", "skipped")
    came_of = [came(change, result, "why") for change, result in zip(made.changes, results, strict=True)]
    assert outcomes(*parts, outcomes=came_of, stopped="no answer\n  run again") == [
        "  · issue #41      9  labels: why",
        "  × label          api  create: why",
        "  × milestone      Q1  create: why",
        "  × issue #…       4  create: why",
        "  × issue #41      9  title: why",
        "  × ROADMAP.md     9  status: why",
        "stopped: no answer",
        "  run again",
        "done: 1 change, 5 changes not done: run again · 4 reads and 1 write",
    ]


def test_one_reason_for_many_fields_is_one_line():
    made = plan(UPDATE)
    came_of = [came(change, "skipped", "the board was not created") for change in made.changes]
    (line, _) = outcomes(UPDATE, outcomes=came_of)
    assert line == "  × issue #41      9  title, labels: the board was not created"


# ── text of strangers ────────────────────────────────────────────────────────────────────────

STEERING = {
    "\x1b[2J\x1b[1;1H": r"\x1b[2J\x1b[1;1H",
    "a\nb\r\tc\x00": r"a\nb\r\tc\x00",
    "\x9b31m\x7f": r"\x9b31m\x7f",
    "\u202eevil\u202c \u2066x\u2069": r"\u202eevil\u202c \u2066x\u2069",
    "a\u2028b\u2029": r"a\u2028b\u2029",
}


@pytest.mark.parametrize("text", STEERING)
def test_nothing_steers_the_terminal(text: str):
    for found in (
        lines(new("4", text)),
        lines(hold("conflict", "4", 7, "title", "x", text, "both changed", text)),
        lines(label(text)),
        lines(notes=[text]),
    ):
        assert STEERING[text] in "\n".join(found)
        assert text not in "\n".join(found)
        assert all(line == terminal.visible(line) for line in found)


@pytest.mark.parametrize("text", ["👩‍👧 Ünïcode", "עברית", "日本語 — “x”", "ａ́"])
def test_other_text_is_shown_as_it_is(text: str):
    assert text in lines(new("4", text))[1]


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────


def test_markdown():
    assert markdown.render(shown(label("api"))) == (
        "**roadmap-sync** 1 label to create\n\n"
        "<details><summary>plan 4f1c09ab77d2</summary>\n\n"
        "```text\n"
        "ROADMAP.md → acme/widgets                                   plan 4f1c09ab77d2\n"
        "  + label          api\n"
        "1 label to create\n"
        "```\n\n"
        "</details>"
    )


@pytest.mark.parametrize(
    "title", ["```", "````\n```", "</details>", "<!-- @ada #1", "a `b` ``c``", "\n```\nfree @ada"]
)
def test_no_text_leaves_the_block(title: str):
    text = markdown.render(shown(new("4", title)))
    (block,) = [
        span
        for event, span in pyromark.events_with_range(text)
        if isinstance(event, dict) and isinstance(tag := event.get("Start"), dict) and "CodeBlock" in tag
    ]
    data = text.encode()
    assert data[: block["start"]].decode().endswith("</summary>\n\n")
    assert data[block["end"] :].decode().strip() == "</details>"


def test_outcomes_are_counted_first_and_stand_below_the_plan():
    made = plan(UPDATE)
    found = markdown.render(shown(UPDATE, outcomes=[came(change, "done") for change in made.changes]))
    assert found.index("done: 2 changes") < found.index("~ issue") < found.rindex("done: 2 changes")
