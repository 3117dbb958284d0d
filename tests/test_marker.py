"""The comment in an issue's body, and the short one in a milestone's description."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roadmap_sync import marker
from roadmap_sync.model import Marker, MilestoneMarker, Was

HOSTILE = (
    *(
        "-->",
        "<!--",
        "--",
        "---",
        "|",
        "<",
        ">",
        "`",
        "```",
        "~~~",
        "\n",
        "\r\n",
        "\r",
        "\t",
        '"',
        "\\",
        "\\u003c",
    ),
    *(
        "<!-- /roadmap-sync -->",
        "<!-- roadmap-sync ",
        '<!-- roadmap-sync {"v":1} -->',
        "<pre>",
        "</script>",
        "]]>",
    ),
    *(
        "\u2028",
        "\u2029",
        "\x85",
        "\x0c",
        "\x00",
        "\x1b",
        "\x7f",
        "\u200b",
        "\ufeff",
        "👩‍👧",
        "עברית",
        "\u202e",
    ),
    *("# ", "- ", "> ", "    ", "a", "word", " ", "é"),
)
texts = st.lists(st.sampled_from(HOSTILE), max_size=6).map("".join) | st.text(max_size=8)
values = st.none() | texts | st.lists(texts, max_size=3).map(tuple)
whens = st.builds(Was, values, texts, st.none() | st.integers(1, 10**9))
markers = st.builds(
    Marker,
    home=texts,
    doc=texts,
    section=st.lists(texts, max_size=3).map(tuple),
    id=st.none() | texts,
    title=texts,
    number=st.none() | st.integers(1, 10**9),
    base=st.dictionaries(texts, values, max_size=3),
    was=st.dictionaries(texts, whens, max_size=2),
)
PLAIN = Marker(
    home="R_1",
    doc="ROADMAP.md",
    section=("Server",),
    id="9",
    title="Add a cache",
    number=41,
    base={"title": "Add a cache", "labels": ("api", "roadmap"), "milestone": None},
    was={"title": Was("A cache", "c0ffee", None)},
)


def body(region: str = "From ROADMAP.md") -> str:
    return marker.compose(PLAIN, region)


# ── round trip ───────────────────────────────────────────────────────────────────────────────


@given(markers, texts)
@example(PLAIN, "```\nan open fence")
@example(PLAIN, "<!-- an open comment")
@example(PLAIN, "<pre>an open block")
@example(PLAIN, body("a body of ours as a region"))
@example(PLAIN, marker.END)
def test_what_is_composed_reads_back(said: Marker, region: str):
    found = marker.read(marker.compose(said, region))
    assert (found.marker, found.fault) == (said, None)


@given(markers)
def test_the_comment_is_one_line_that_nothing_can_close(said: Marker):
    comment = marker.compose(said, "").split("\n")[0]
    inside = comment.removeprefix("<!-- roadmap-sync ").removesuffix(" -->")
    assert not any(bad in inside for bad in ("--", "<", ">", "|"))
    assert json.loads(inside)["title"] == said.title


@given(markers, texts)
def test_managed_text_reads_back_or_stands_in_a_code_block(said: Marker, region: str):
    text = marker.compose(said, region)
    shown = marker.region_text(text, marker.read(text))
    lf = region.replace("\r\n", "\n").replace("\r", "\n")
    assert shown.strip("\n") in (
        lf.strip("\n"),
        marker.contained(lf).strip("\n"),
        marker.contained(region).strip(),
    )
    assert marker.contained(marker.contained(region)) == marker.contained(region)


def test_what_the_comment_looks_like():
    assert body("managed") == (
        '<!-- roadmap-sync {"v":1,"home":"R_1","doc":"ROADMAP.md","section":["Server"],"id":"9",'
        '"title":"Add a cache","n":41,'
        '"base":{"labels":["api","roadmap"],"milestone":null,"title":"Add a cache"},'
        '"was":{"title":["A cache","c0ffee",null]}} -->\nmanaged\n\n<!-- /roadmap-sync -->\n'
    )


# ── splice ───────────────────────────────────────────────────────────────────────────────────

prose = st.lists(
    st.sampled_from(
        ["Hello", " ", "\n", "\r\n", "\n\n", "# Head", "- item", "> quote", "`x`", "é👩‍👧", "\u2028", "  "]
    ),
    max_size=8,
).map("".join)


@given(prose, prose, markers, st.none() | texts)
def test_splice_leaves_every_character_outside_ours(
    before: str, after: str, said: Marker, region: str | None
):
    ours = body("old text").rstrip("\n")
    full = f"{before}\n\n{ours}\n\n{after}"
    new = marker.splice(full, said, region)
    assert new is not None
    assert new.startswith(f"{before}\n\n<!-- roadmap-sync ")
    assert new.endswith(f"{marker.END}\n\n{after}")
    assert marker.read(new).marker == said
    if region is None:
        assert marker.region_text(new, marker.read(new)) == "old text"


@given(prose)
def test_a_body_without_marker_gets_one_at_its_end(text: str):
    new = marker.splice(text, PLAIN, None)
    assert new is not None
    assert new.startswith(text)
    assert new[len(text) :].lstrip("\n") == marker.compose(PLAIN, "")
    assert marker.splice(new, PLAIN, None) == new


@given(prose, prose, texts)
def test_what_is_stripped_is_ours_alone(before: str, after: str, region: str):
    ours = marker.compose(PLAIN, region)
    assert marker.strip(f"{ours}{after}") == ("" if not after.strip() else after)
    new = marker.splice(before, PLAIN, region)
    assert new is not None
    left = marker.strip(new)
    assert left is not None
    assert left.rstrip("\r\n") == before.rstrip("\r\n")
    assert left == before or before.endswith("\n")
    assert marker.strip(f"{before}\n\n{ours}{after}x") == f"{before}\n\n{after}x"
    assert marker.strip(before) == before


def test_nothing_is_stripped_where_nobody_can_tell_what_is_ours():
    assert marker.strip(body().replace(marker.END, "")) is None


def test_carriage_returns_of_others_stay():
    text = "Above\r\n\r\n" + body("old").replace("\n", "\r\n") + "Below\r\n"
    assert marker.region_text(text, marker.read(text)) == "old"
    new = marker.splice(text, PLAIN, None)
    assert new == "Above\r\n\r\n" + body("old").rstrip("\n") + "\r\nBelow\r\n"


@pytest.mark.parametrize("text", ["```\nan open fence", "<!-- an open comment", "<pre>\nan open block"])
def test_a_body_that_would_swallow_the_marker_is_not_written(text: str):
    assert marker.splice(text, PLAIN, None) is None


# ── faults, and what is none of ours ─────────────────────────────────────────────────────────

COMMENT, END = body().split("\n")[0], marker.END


def claiming(fields: str) -> str:
    return f"<!-- roadmap-sync {fields} -->\n{END}\n"


def saying(**changes: object) -> str:
    fields = json.loads(COMMENT.removeprefix("<!-- roadmap-sync ").removesuffix(" -->")) | changes
    return claiming(json.dumps({name: value for name, value in fields.items() if value is not ...}))


FAULTS = {
    "two markers": (body() + "\n" + body(), "two markers"),
    "inside a fence": (f"```\n{body()}```\n", "code block"),
    "inside a tilde fence": (f"~~~~\n{body()}\n", "code block"),
    "cut off in the JSON": (COMMENT[:60], "cut off"),
    "cut off behind the JSON": (COMMENT[:-4], "cut off"),
    "no end": (f"{COMMENT}\nmanaged\n", "no end"),
    "the end is in a fence": (f"{COMMENT}\n```\n{END}\n```\n", "no end"),
    "the end comes first": (f"{END}\n\n{COMMENT}\n", "two ends"),
    "only the end": (f"managed\n\n{END}\nhers\n", "no beginning"),
    "two ends": (body() + f"\n{END}\n", "two ends"),
    "newer": (saying(v=2), "newer"),
    "no version": (saying(v=...), "cannot be read"),
    "unreadable": (claiming('{"v":1,}'), "cannot be read"),
    "no object inside": (claiming('{"v":1,"home":"R","base":[]}'), "cannot be read"),
    "a number for a text": (saying(title=7), "cannot be read"),
    "a list for base": (saying(base=[1]), "cannot be read"),
    "an object in base": (saying(base={"title": {}}), "cannot be read"),
    "a short was": (saying(was={"title": ["x"]}), "cannot be read"),
    "no title": (saying(title=...), "cannot be read"),
    "an endless number": (saying(n=float("inf")), "cannot be read"),
    "no number at all": (saying(n=float("nan")), "cannot be read"),
    "half a character": (claiming(json.dumps({"v": 1, "home": "\ud800"})), "cannot be read"),
    "bottomless": (claiming('{"v":1,"home":' + "[" * 60_000 + "]" * 60_000 + "}"), "cannot be read"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_and_nothing_is_written(name: str):
    text, words = FAULTS[name]
    found = marker.read(text)
    assert found.marker is None
    assert found.fault is not None
    assert words in found.fault
    assert marker.splice(text, PLAIN, "new") is None


NOTHING = {
    "empty": "",
    "prose": "we use roadmap-sync here",
    "a quote": "\n".join(f"> {line}" for line in body().split("\n")),
    "inline code": f"look for `{COMMENT}` in the text",
    "in the middle of a line": f"somewhere {COMMENT} in a line",
    "indented code": "\n".join(f"    {line}" for line in body().split("\n")),
    "another comment": "<!-- roadmap-sync-board -->\nx",
    "in a list item": f"- {COMMENT}",
}


@pytest.mark.parametrize("name", NOTHING)
def test_mentions_are_nothing(name: str):
    assert marker.read(NOTHING[name]) == marker.NOTHING


@pytest.mark.parametrize("name", [name for name in NOTHING if name != "empty"])
def test_mentions_beside_the_marker_change_nothing(name: str):
    text = f"{NOTHING[name]}\n\n{body()}\n{NOTHING[name]}\n"
    assert marker.read(text).marker == PLAIN


def test_a_fenced_copy_beside_the_marker_changes_nothing():
    assert marker.read(f"{body()}\n```\n{body()}```\n").marker == PLAIN


@given(
    st.lists(st.sampled_from([*HOSTILE, COMMENT, END, "\n" + COMMENT, "\n" + END]), max_size=8).map("".join)
)
def test_reading_never_fails_and_splicing_is_all_or_nothing(text: str):
    found = marker.read(text)
    assert found.marker is None or found.fault is None
    new = marker.splice(text, replace(PLAIN, number=7), "new")
    if found.fault is not None:
        assert new is None
    elif new is not None:
        assert marker.read(new).marker == replace(PLAIN, number=7)


# ── milestones ───────────────────────────────────────────────────────────────────────────────


@given(texts, texts, texts)
def test_a_milestone_reads_back(description: str, home: str, key: str):
    said = MilestoneMarker(home, key, {"due": "2026-03-31", "body": None}, {"due": Was(None, "c0ffee")})
    text = marker.compose_milestone(said, description)
    found = marker.read_milestone(text)
    assert found is not None
    assert found.marker == said
    around = f"Above\n\n{text}\n\nBelow"
    new = marker.splice_milestone(around, replace(said, base={}), "new")
    assert new is not None
    assert (new.startswith("Above\n\n"), new.endswith("\n\nBelow")) == (True, True)
    again = marker.read_milestone(new)
    assert again is not None
    assert (again.marker.base, marker.milestone_text(new, again)) == ({}, "new")


@pytest.mark.parametrize(
    "description",
    [
        "",
        "Made by hand",
        '<!-- roadmap-sync {"v":2,"home":"R","key":"Q1"} -->',
        '<!-- roadmap-sync {"v":1,"home":"R"} -->',
        '<!-- roadmap-sync {"v":1,"key":7} -->',
        "<!-- roadmap-sync {oops} -->",
        '<!-- roadmap-sync {"v":1,"key":' + "[" * 60_000 + "} -->",
    ],
    ids=range(7),
)
def test_other_milestones_are_not_ours(description: str):
    assert marker.read_milestone(description) is None


def test_a_description_that_quotes_a_marker_does_not_speak_for_it():
    foreign = marker.compose_milestone(MilestoneMarker("R_2", "Q9 1999", {}, {}), "")
    mine = MilestoneMarker("R_1", "Q1 2026", {}, {})
    found = marker.read_milestone(marker.compose_milestone(mine, foreign))
    assert found is not None
    assert found.marker == mine
