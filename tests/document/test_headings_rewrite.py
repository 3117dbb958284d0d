"""What is written for a heading that is an item: its field, its row, its sign, and a link on a line below."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_sync.config import Config
from roadmap_sync.document import fits, write
from roadmap_sync.model import Write
from tests.document.desk import CONFIG, reading, written

URL = "https://github.com/acme/widgets/issues/12"
LINK = f"[#12]({URL})"
B = "\n\n### B (planned)\n\nWords enough to be prose.\n"
TOP = "## Q3 2026\n\n"

STATUSES = {
    "field in bold": ("### A\n\n**Status:** 🚧 In Progress", "done", "### A\n\n**Status:** ✅ Completed"),
    "field in a list": (
        "### A\n\n- Status: In Progress\n- Owner: @ada",
        "done",
        "### A\n\n- Status: Completed\n- Owner: @ada",
    ),
    "field on a shared line": (
        "### A\n\n**Status:** Blocked | **Priority:** High",
        "done",
        "### A\n\n**Status:** Completed | **Priority:** High",
    ),
    "brackets": (
        "### A (in progress)\n\nMany words about A.",
        "done",
        "### A (completed)\n\nMany words about A.",
    ),
    "box": ("### [ ] A\n\nMany words about A.", "done", "### [x] A\n\nMany words about A."),
    "row": (
        "### A\n\n| Status | Owner |\n|---|---|\n| todo | @ada |",
        "done",
        "### A\n\n| Status | Owner |\n|---|---|\n| completed | @ada |",
    ),
    "heading and field together": (
        "### A ✅\n\n**Status:** Done",
        "in_progress",
        "### A 🚧\n\n**Status:** In Progress",
    ),
}


@pytest.mark.parametrize(("text", "value", "after"), STATUSES.values(), ids=STATUSES.keys())
def test_a_status_is_written_where_the_heading_shows_it(text: str, value: str, after: str) -> None:
    assert written(TOP + text + B, "status", value) == TOP + after + B


def test_a_heading_that_a_link_points_at_is_not_written() -> None:
    text = TOP + "### A (planned)\n\nSee [A](#a-planned) for more.\n" + B
    assert [each.field for each in reading(text).items[0].slots] == ["link"]


def test_a_status_that_only_the_section_states_has_no_slot() -> None:
    text = "## Planned\n\n### A\n\nWords enough to be prose.\n\n### B\n\nWords enough to be prose.\n"
    assert [(each.status, each.slots_for("status")) for each in reading(text).items] == [("planned", ())] * 2


LINKS = {
    "below the heading": ("### A\n\nMany words about A.", f"### A\n\n{LINK}\n\nMany words about A."),
    "before text without a blank line": (
        "### A\nMany words about A.",
        f"### A\n\n{LINK}\n\nMany words about A.",
    ),
    "before a list": ("### A\n- Owner: @ada\n- Effort: M", f"### A\n\n{LINK}\n\n- Owner: @ada\n- Effort: M"),
    "below an underline": ("A\n---\n\nMany words about A.", f"A\n---\n\n{LINK}\n\nMany words about A."),
    "over the one below": (
        "### A\n\n[#7](https://github.com/acme/widgets/issues/7)\n\nMany words about A.",
        f"### A\n\n{LINK}\n\nMany words about A.",
    ),
    "into the field": ("### A\n\n- Owner: @ada\n- Issue: #7", f"### A\n\n- Owner: @ada\n- Issue: {LINK}"),
    "over a dash in the field": (
        "### A\n\n- Owner: @ada\n- Issue: -",
        f"### A\n\n- Owner: @ada\n- Issue: {LINK}",
    ),
    "a URL in the field": (
        "### A\n\n- Owner: @ada\n- Issue: https://github.com/acme/widgets/issues/7",
        f"### A\n\n- Owner: @ada\n- Issue: {LINK}",
    ),
    "behind a linked title": (
        "### [A](https://github.com/acme/widgets/issues/7)\n\nMany words about A.",
        f"### [A]({URL})\n\nMany words about A.",
    ),
}


@pytest.mark.parametrize(("text", "after"), LINKS.values(), ids=LINKS.keys())
def test_a_link_is_put_into_its_field_or_on_a_line_below(text: str, after: str) -> None:
    top = "# Plan\n\n# Q3 2026\n\n" if "---" in text else TOP
    rest = B.replace("### ", "## ") if "---" in text else B
    assert written(top + text + rest, "link", URL) == top + after + rest


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=repr)
def test_a_line_below_ends_as_the_lines_of_the_document_do(newline: str) -> None:
    text = (TOP + "### A\n\nMany words about A.\n\n### B\n\nMore words about B.").replace("\n", newline)
    document = reading(text)
    writes = [Write(each, URL) for item in document.items for each in item.slots_for("link")]
    after = write(document, writes, CONFIG).decode()
    assert after == text.replace("### A", f"### A{newline}{newline}{LINK}").replace(
        "### B", f"### B{newline}{newline}{LINK}"
    )
    assert [each.link and each.link.number for each in reading(after).items] == [12, 12]


@pytest.mark.parametrize("place", ["column", "none"])
def test_a_line_below_is_a_choice(place: str) -> None:
    text = TOP + "### A\n\nMany words about A." + B
    assert reading(text, replace(Config(), link=place)).items[0].slots_for("link") == ()


heads = st.sampled_from(
    ("A", "A ✅", "[ ] A", "A (planned)", "A — DONE", "P1: A", "X-1: A", "`a` {#a}", "🔥 A")
)
bodies = st.sampled_from(
    (
        "Words enough to be prose.\n\n",
        "**Status:** Done\n**Owner:** @ada\n\nWords.\n\n",
        "- Status: 🚧 In progress\n- Issue: #4\n- Target: Q4 2026\n\n",
        "| Status | Issue |\n|---|---|\n| todo | |\n\n",
        "Words enough to be prose.\n\n- one\n- two\n\n",
        "> **Status:** Blocked\n\nWords enough.\n\n---\n\n",
        "",
    )
)
sections = st.lists(st.tuples(heads, bodies), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(sections, st.sampled_from(("\n", "\r\n", "\r")), st.booleans(), st.booleans())
def test_all_that_fits_is_written_into_its_slots_alone(
    met: list[tuple[str, str]], newline: str, tight: bool, legend: bool
) -> None:
    text = "# Roadmap\n\n## Q3 2026\n\n" + "".join(
        f"### {head} {at}\n" + ("" if tight else "\n") + body for at, (head, body) in enumerate(met)
    )
    text += "## Legend\n\n✅ finished\n" if legend else ""
    document = reading(text.replace("\n", newline))
    writes = []
    for each in document.items:
        value = next((v for v in ("done", "planned") if v != each.status), "done")
        slots = each.slots_for("status")
        if all(value in slot.words for slot in slots):
            writes += [Write(slot, value) for slot in slots]
        writes += [Write(slot, URL) for slot in each.slots_for("link")]
    after = write(document, [each for each in writes if fits(document, each, CONFIG)], CONFIG)
    spans = sorted(each.slot.span for each in writes)
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(document.data)]
    at = 0
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        part = document.data[start:end]
        at = after.index(part, at) + len(part)
    again = reading(after)
    assert [each.title for each in again.items] == [each.title for each in document.items]
    assert [each.body for each in again.items] == [each.body for each in document.items]
