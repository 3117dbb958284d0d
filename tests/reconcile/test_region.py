"""The managed text: what it says, what it never does to people, what its digest overlooks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_sync import marker
from roadmap_sync.reconcile.values import region
from tests.reconcile.build import PATH, item, said

Z = "\u200b"

LINKED = {
    "a person": ("ask @ada", f"ask @{Z}ada"),
    "a person at the start": ("@ada", f"@{Z}ada"),
    "a person in brackets": ("(@ada)", f"(@{Z}ada)"),
    "a person in bold": ("a**@ada**", f"a**@{Z}ada**"),
    "a person behind a backslash": (r"\@ada", rf"\@{Z}ada"),
    "a team": ("@acme/core", f"@{Z}acme/core"),
    "a package that is a person too": ("uses @types/node", f"uses @{Z}types/node"),
    "an issue": ("see #12", f"see #{Z}12"),
    "an issue at the start of a line": ("so\n#12 is it", f"so\n#{Z}12 is it"),
    "an issue elsewhere": ("acme/core#6", f"acme/core#{Z}6"),
    "an issue of a fork": ("ada#6", f"ada#{Z}6"),
    "GH": ("GH-6 and gh-7", f"GH-{Z}6 and gh-{Z}7"),
    "in a quote": ("> @ada\n> #1", f"> @{Z}ada\n> #{Z}1"),
    "in a list": ("- @ada\n  1. #1", f"- @{Z}ada\n  1. #{Z}1"),
    "in a heading": ("# #1 by @ada", f"# #{Z}1 by @{Z}ada"),
    "in HTML": ('<div title="#1">\n@ada #2\n</div>', f'<div title="#1">\n@{Z}ada #{Z}2\n</div>'),
    "between comparisons": ("a < b @ada > c", f"a < b @{Z}ada > c"),
    "behind code": ("`@ada` @ada é `#1` #1", f"`@ada` @{Z}ada é `#1` #{Z}1"),
    "behind an address": ("https://x.org/a#3 #3", f"https://x.org/a#3 #{Z}3"),
    "a bracket that is no link": ("[#1]", f"[#{Z}1]"),
}

HARMLESS = {
    "prose": "nothing to see",
    "an e-mail address": "write to ada@example.org or <ada@example.org>",
    "headings": "# One\n\n## 2. Two\n\n#notaheading",
    "a code span": "`@ada` and ``#1 ` GH-2``",
    "a fence": "```\n@ada #1\n```\n\n~~~py\n# 1 @ada GH-1\n~~~",
    "indented code": "text\n\n    @ada #1\n",
    "code after wide characters": "é👩‍👧é `@ada`",
    "an address with a fragment": "https://example.org/page#3 and www.example.org/#4",
    "a link with a fragment": "[setup](guide.md#2-setup), [a **b**](<x y#1>)",
    "an autolink": "<https://example.org/#5>",
    "an image": "![#1](a.png#1)",
    "a definition": "[guide]\n\n[guide]: guide.md#2-setup",
    "an attribute": 'see <a href="#3">three</a>',
    "an entity": "&#123; and &#64;",
    "a comment": "<!-- @ada #1 -->",
    "a path with @": "node_modules/@types, a/@b",
    "a lone sign": "C# 7, @ home, GH-x, 50 # 3",
}


@pytest.mark.parametrize("name", LINKED)
def test_what_github_would_link_is_defused(name: str):
    before, after = LINKED[name]
    assert region.defuse(before) == after
    assert region.defuse(after) == after
    assert region.digest(before) == region.digest(after)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_github_would_not_link_is_left(name: str):
    assert region.defuse(HARMLESS[name]) == HARMLESS[name]


pieces = st.sampled_from(
    ["@ada", "#1", "GH-2", "`", "```\n", " ", "\n", "a", "é", "[", "](", ")", "<", ">", "&", "\\", "https://"]
)


@given(st.lists(pieces, max_size=12).map("".join))
def test_defusing_only_adds_what_the_digest_overlooks(text: str):
    assert region.defuse(text).replace(Z, "") == text
    assert region.digest(region.defuse(text)) == region.digest(text)


# ── digest ───────────────────────────────────────────────────────────────────────────────────

SAME = {
    "another place": ("From ROADMAP.md § P0\n\nText", "From docs/PLAN.md § P1 § Server\n\nText"),
    "no place": ("From ROADMAP.md § P0\n\nText", "Text"),
    "carriage returns": ("Text\nmore", "Text\r\nmore"),
    "blanks at the ends of lines": ("Text\nmore", "Text  \nmore\t"),
    "lines around": ("Text", "\n\nText\n\n"),
    "defused": ("@ada #1 GH-1", f"@{Z}ada #{Z}1 GH-{Z}1"),
}
OTHER = {
    "a word": ("Text", "Texts"),
    "indentation": ("- a\n- b", "- a\n  - b"),
    "case": ("Text", "text"),
    "something behind nothing": ("", "Text"),
    "a second From line": ("From A\n\nFrom B", "From A\n\nFrom C"),
}


@pytest.mark.parametrize("name", SAME)
def test_the_digest_overlooks(name: str):
    one, other = SAME[name]
    assert region.digest(one) == region.digest(other)


@pytest.mark.parametrize("name", OTHER)
def test_the_digest_sees(name: str):
    one, other = OTHER[name]
    assert region.digest(one) != region.digest(other)


def test_a_row_without_details_says_nothing():
    assert region.text(item("A"), PATH) == "From ROADMAP.md § Server"
    assert region.digest(region.text(item("A"), PATH)) is None


# ── text ─────────────────────────────────────────────────────────────────────────────────────

BODIES = {
    "prose": "Some *text*.",
    "an open fence": "```python\nprint(1)",
    "an open comment": "<!-- not closed",
    "an open block": "<pre>\nno end",
    "our end": marker.END,
    "our start": marker.compose(said("x"), ""),
    "huge": "word\n" * 20_000,
    "huge and in a fence": "```\n" + "word\n" * 20_000 + "```",
    "one huge line": "x" * 70_000,
}


@pytest.mark.parametrize("name", BODIES)
def test_what_is_published_reads_back_with_the_same_digest(name: str):
    row = item("A", body=BODIES[name], extra=(("Effort", "3 weeks"),))
    text = region.text(row, PATH)
    body = marker.compose(said("A"), text)
    found = marker.read(body)
    assert found.marker == said("A")
    assert region.digest(marker.region_text(body, found)) == region.digest(text)
    assert len(body) < 65_536


@pytest.mark.parametrize("name", BODIES)
def test_a_row_that_moves_keeps_its_digest(name: str):
    here, there = (item("A", body=BODIES[name], section=section) for section in (("P0",), ("P1", "Client")))
    assert region.digest(region.text(here, PATH)) == region.digest(region.text(there, "docs/PLAN.md"))


def test_details_and_columns():
    row = item(
        "A", body="\nAsk @ada.\n", extra=(("Effort", "3 weeks"), ("Ticket", "#12")), section=("P0", "Server")
    )
    assert region.text(row, PATH) == (
        f"From ROADMAP.md § P0 § Server\n\nAsk @{Z}ada.\n\n- **Effort:** 3 weeks\n- **Ticket:** #{Z}12"
    )
