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


TITLES = {
    "plain": ("### A", "Add it", "### Add it"),
    "behind a number": ("### 2. A", "Add it", "### 2. Add it"),
    "behind an id": ("### RM-1: A", "Add it", "### RM-1: Add it"),
    "behind a priority": ("### P1: A", "Add it", "### P1: Add it"),
    "behind decoration": ("### 🔥 A", "Add it", "### 🔥 Add it"),
    "behind a box": ("### [ ] A", "Add it", "### [ ] Add it"),
    "before a sign": ("### A ✅", "Add it", "### Add it ✅"),
    "before a word": ("### A — DONE", "Add it", "### Add it — DONE"),
    "before an anchor": ("### A {#a}", "Add it", "### Add it {#a}"),
    "in bold": ("### **A**", "Add it", "### **Add it**"),
    "partly in bold": ("### **A** and more", "Add it", "### Add it"),
    "as a link": (f"### [A]({URL})", "Add it", f"### [Add it]({URL})"),
    "closed by hashes": ("### A ###", "Add it", "### Add it ###"),
    "code": ("### A", "Add `x|y` to <T>", "### Add `x|y` to \\<T\\>"),
    "hashes at its end": ("### A", "Learn C #", "### Learn C \\#"),
    "emphasis": ("### A", "Make *this* bold", "### Make \\*this\\* bold"),
    "a link it is not": ("### A", "See [x](y)", "### See \\[x\\](y)"),
    "with its time": ("### A (Q4 2026)", "Add it (Q4 2026)", "### Add it (Q4 2026)"),
    "an underline": ("A\n---", "Add it", "Add it\n---"),
}


@pytest.mark.parametrize(("text", "value", "after"), TITLES.values(), ids=TITLES.keys())
def test_a_title_is_written_into_the_heading(text: str, value: str, after: str) -> None:
    top = "# Plan\n\n# Q3 2026\n\n" if "---" in text else TOP
    rest = "\n\nMany words about A." + (B.replace("### ", "## ") if "---" in text else B)
    key = reading(top + text + rest).items[0].key
    assert written(top + text + rest, "title", value, key) == top + after + rest


UNFIT = {
    "two lines": ("### A", "Add\nit"),
    "no word": ("### A", "<?>"),
    "an id": ("### A", "RM-1: add it"),
    "a mark that falls off": ("### A", "- add it"),
    "a status": ("### A", "Add it — DONE"),
    "a number": ("### A", "3. add it"),
    "an anchor that a link names": ("### A", "The other thing"),
    "without its time": ("### A (Q4 2026)", "Add it"),
    "something that is no work": ("### A", "Non-goals"),
}


@pytest.mark.parametrize(("text", "value"), UNFIT.values(), ids=UNFIT.keys())
def test_a_title_that_would_read_otherwise_is_not_written(text: str, value: str) -> None:
    rest = "\n\nMany words about A, see [there](#the-other-thing)." + B
    document = reading(f"{TOP}{text}{rest}\n### The other thing\n\nWords enough to be prose.\n")
    (slot,) = document.items[0].slots_for("title")
    assert not fits(document, Write(slot, value), CONFIG)


NO_TITLES = {
    "a link points at it": "### A\n\nSome words, then more of [A](#a).",
    "a picture": "### A ![b](c.png) d\n\nMany words about A.",
    "half of a link": "### [P1: A](b.md) and more\n\nMany words about A.",
    "a link inside": "### See [A](b.md) now\n\nMany words about A.",
    "half of a mark": "### A **b ✅ DONE**\n\nMany words about A.",
}


@pytest.mark.parametrize("text", NO_TITLES.values(), ids=NO_TITLES.keys())
def test_a_title_that_would_lose_something_has_no_slot(text: str) -> None:
    assert reading(TOP + text + B).items[0].slots_for("title") == ()


TARGETS = {
    "in bold": ("**Target:** Q4 2026", "Q1 2027", "**Target:** Q1 2027"),
    "in a list": ("- Owner: @ada\n- Target: Q4 2026", "Q1 2027", "- Owner: @ada\n- Target: Q1 2027"),
    "before a remark": ("**ETA:** Q4 2026 (at best)", "Q1 2027", "**ETA:** Q1 2027 (at best)"),
    "on a shared line": (
        "**Target:** Q4 2026 | **Owner:** @ada",
        "Q1 2027",
        "**Target:** Q1 2027 | **Owner:** @ada",
    ),
    "a version": ("**Target:** v1.2", "v1.3", "**Target:** v1.3"),
    "in the row": (
        "| Status | Target |\n|---|---|\n| todo | Q4 2026 |",
        "Q1 2027",
        "| Status | Target |\n|---|---|\n| todo | Q1 2027 |",
    ),
}


@pytest.mark.parametrize(("text", "value", "after"), TARGETS.values(), ids=TARGETS.keys())
def test_a_target_is_written_where_the_block_of_a_heading_states_it(
    text: str, value: str, after: str
) -> None:
    assert written(f"{TOP}### A\n\n{text}{B}", "target", value) == f"{TOP}### A\n\n{after}{B}"


@pytest.mark.parametrize("value", ["Better search", "done", "x | y", "2 weeks", "**Q4 2026**", ""])
def test_a_milestone_that_is_no_target_is_not_written(value: str) -> None:
    document = reading(f"{TOP}### A\n\n**Target:** Q4 2026{B}")
    (slot,) = document.items[0].slots_for("target")
    assert not fits(document, Write(slot, value), CONFIG)


@pytest.mark.parametrize("text", ["**Target:** [Q4 2026](x.md)", "**Status:** Planned for Q4 2026"])
def test_a_target_that_would_lose_something_has_no_slot(text: str) -> None:
    item = reading(f"{TOP}### A\n\n{text}{B}").items[0]
    assert item.target is not None
    assert (item.target.name, item.slots_for("target")) == ("Q4 2026", ())


@settings(max_examples=80, deadline=None)
@given(
    heads,
    bodies,
    st.text(st.sampled_from("ab#*_`[]()<>&\\|:~-. 1✅é—"), min_size=1, max_size=14),
    st.sampled_from(("Q1 2027", "v2.0", "March 2027", "FY27 Q1", "Someday", "P1")),
    st.sampled_from(("\n", "\r\n")),
)
def test_what_is_pulled_reads_back_the_same(
    head: str, body: str, title: str, target: str, newline: str
) -> None:
    text = f"# Roadmap\n\n## Q3 2026\n\n### {head}\n\n{body}### B (planned)\n\nWords enough to be prose.\n"
    document = reading(text.replace("\n", newline))
    for item in document.items[:1]:
        values = {"title": title, "target": target}
        for field, value in values.items():
            writes = [Write(slot, value) for slot in item.slots_for(field)]
            if not all(fits(document, each, CONFIG) for each in writes) or not writes:
                continue
            again = reading(write(document, writes, CONFIG)).items[0]
            shown = again.title if field == "title" else again.target and again.target.name
            assert shown == (" ".join(title.split()) if field == "title" else value)
            assert (again.status, again.body, again.id) == (item.status, item.body, item.id)
