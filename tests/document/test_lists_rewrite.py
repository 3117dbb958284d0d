"""What is written into lists: before, field and value, after. Everything else keeps its bytes."""

from __future__ import annotations

import pytest

from roadmap_sync.document import fits
from roadmap_sync.model import Write
from tests.document.desk import CONFIG, reading, slot, written

URL = "https://github.com/acme/widgets/issues/12"
LINK = f" ([#12]({URL}))"


def below(*entries: str) -> str:
    """A list below a heading that names a time."""
    return "# Plan\n\n## Q3 2026\n\n" + "".join(f"- {entry}\n" for entry in entries)


STATUS = {
    # the entry, the value, the entry after; further entries of the same list
    "tick": ("[ ] Lexer", "done", "[x] Lexer", []),
    "untick": ("[x] Lexer", "planned", "[ ] Lexer", []),
    "untick a capital": ("[X] Lexer", "planned", "[ ] Lexer", []),
    "in code": ("`[ ]` **Lexer**", "done", "`[x]` **Lexer**", []),
    "wavy, where the document has such": ("[ ] Lexer", "in_progress", "[~] Lexer", ["[~] Parser"]),
    "from wavy": ("[~] Lexer", "done", "[x] Lexer", []),
    "struck, with words behind it": ("[ ] ~~Lexer~~ in v1", "done", "[x] ~~Lexer~~ in v1", []),
    "struck and ticked": ("[ ] ~~Lexer~~", "done", "[x] ~~Lexer~~", []),
    "ours": ("✅ Lexer", "in_progress", "🚧 Lexer", []),
    "ours, planned": ("✅ Lexer", "planned", "📋 Lexer", []),
    "sign behind": ("Lexer ✅", "in_progress", "Lexer 🚧", []),
    "sign behind bold": ("**Lexer** ✅: reads", "planned", "**Lexer** 📋: reads", []),
    "word behind a dash": ("Lexer — DONE", "planned", "Lexer — PLANNED", []),
    "word in brackets": ("Lexer (in progress)", "done", "Lexer (completed)", []),
    "the list's own word": ("Lexer (in progress)", "done", "Lexer (shipped)", ["Parser (shipped)"]),
    "within a link": (f"[Lexer (In Progress)]({URL})", "done", f"[Lexer (Completed)]({URL})", []),
    "word before": ("Done: Lexer", "planned", "Planned: Lexer", []),
    "sign and word, both": ("✅ Lexer — DONE", "planned", "📋 Lexer — PLANNED", []),
    "box and sign": ("[x] Lexer ✅", "planned", "[ ] Lexer 📋", []),
    "box and word": ("[ ] Lexer (in progress)", "done", "[x] Lexer (completed)", []),
    "remark stays": ("Lexer (completed 2026-05-13)", "planned", "Lexer (planned 2026-05-13)", []),
}


@pytest.mark.parametrize(("entry", "value", "after", "more"), STATUS.values(), ids=STATUS.keys())
def test_a_status_is_written_where_and_how_the_list_shows_it(
    entry: str, value: str, after: str, more: list[str]
) -> None:
    assert written(below(entry, *more), "status", value) == below(after, *more)


@pytest.mark.parametrize(
    ("entry", "value"),
    [("[ ] Lexer", "in_progress"), ("[x] Lexer", "blocked"), ("[ ] ~~Lexer~~", "planned")],
)
def test_what_a_box_cannot_show_is_not_offered(entry: str, value: str) -> None:
    assert value not in slot(reading(below(entry)).items[0], "status").words


def test_an_entry_without_signs_has_no_place_for_a_status() -> None:
    assert reading("## ✅ Completed\n\n- Lexer\n").items[0].slots_for("status") == ()


TITLES = {
    "plain": ("Lexer", "Tokenizer", "Tokenizer"),
    "behind a box": ("[ ] Lexer.", "Tokenizer", "[ ] Tokenizer."),
    "bold lead": ("**Lexer:** reads", "Tokenizer", "**Tokenizer:** reads"),
    "bold lead with id": ("**LX-1 Lexer**: reads", "Tokenizer", "**LX-1 Tokenizer**: reads"),
    "between signs": ("✅ Lexer — DONE", "Tokenizer", "✅ Tokenizer — DONE"),
    "struck": ("~~Lexer~~", "Tokenizer", "~~Tokenizer~~"),
    "linked": (f"[Lexer]({URL})", "Tokenizer", f"[Tokenizer]({URL})"),
    "keeps its link": (f"Lexer{LINK}", "Tokenizer", f"Tokenizer{LINK}"),
    "keeps effort and owner": ("Lexer `XL` @ada", "Tokenizer", "Tokenizer `XL` @ada"),
    "wrapped": ("Lexer that\n  reads", "Tokenizer", "Tokenizer"),
    "with marks": ("Lexer", "the *big* one", "the \\*big\\* one"),
    "with an underscore": ("Lexer", "snake_case_name", "snake_case_name"),
    "with a tag": ("Lexer", "Vec<u8> here", "Vec\\<u8\\> here"),
    "with code": ("Lexer", "Use `a*b` *now*", "Use `a*b` \\*now\\*"),
    "like a box": ("Lexer", "[ ] Lexer", "\\[ \\] Lexer"),
    "like a bullet": ("Lexer", "- dash first", "\\- dash first"),
    "like a number": ("Lexer", "1. first", "1\\. first"),
}


@pytest.mark.parametrize(("entry", "value", "after"), TITLES.values(), ids=TITLES.keys())
def test_a_title_is_escaped_for_its_place(entry: str, value: str, after: str) -> None:
    text = below(entry, "Parser")
    assert written(text, "title", value) == below(after, "Parser")


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("Lexer", ""),
        ("Lexer", "two\nlines"),
        ("Lexer", "<?>"),
        ("Lexer", "Lexer (done)"),
        ("Lexer", "Lexer — DONE"),
        ("Lexer", "✅ Lexer"),
        ("Lexer", "LX-1: Lexer"),
        ("Lexer", f"Lexer {URL}"),
        ("Lexer (Q3 2026)", "Lexer"),
    ],
)
def test_a_title_that_would_say_something_else_does_not_fit(entry: str, value: str) -> None:
    document = reading(below(entry))
    assert not fits(document, Write(slot(document.items[0], "title"), value), CONFIG)


def test_a_title_with_a_link_inside_has_no_place() -> None:
    only = reading(below("See [the spec](spec.md) first")).items[0]
    assert [each.field for each in only.slots] == ["link"]


LINKS = {
    "plain": ("Lexer", f"Lexer{LINK}"),
    "full stop": ("Lexer.", f"Lexer.{LINK}"),
    "behind bold": ("**Lexer:** reads", f"**Lexer:** reads{LINK}"),
    "wrapped title": ("Lexer that\n  reads", f"Lexer that\n  reads{LINK}"),
    "a description on its own line": ("**Lexer**\n  reads all of it", f"**Lexer**{LINK}\n  reads all of it"),
    "an ornament before a remark": ("**Lexer** 🎥 (short)", f"**Lexer** 🎥 (short){LINK}"),
    "struck behind a box": ("[x] ~~Lexer~~ came with v1", f"[x] ~~Lexer~~ came with v1{LINK}"),
    "wrapped description": ("**Lexer:** reads\n  all of it", f"**Lexer:** reads{LINK}\n  all of it"),
    "open bracket": (
        "**Lexer** (reads\n  all): yes\n  it does",
        f"**Lexer** (reads\n  all): yes{LINK}\n  it does",
    ),
    "above children": ("Lexer\n  - fast", f"Lexer{LINK}\n  - fast"),
    "behind a sign": ("Lexer ✅", f"Lexer ✅{LINK}"),
    "behind effort": ("Lexer `XL`", f"Lexer `XL`{LINK}"),
    "trailing blanks": ("Lexer  \n  more", f"Lexer  \n  more{LINK}"),
    "over a link": (
        "Lexer ([#7](https://github.com/acme/widgets/issues/7))",
        f"Lexer{LINK}",
    ),
    "over an address": ("Lexer https://github.com/acme/widgets/issues/7", f"Lexer {URL}"),
    "into a linked title": ("[Lexer](https://github.com/acme/widgets/issues/7)", f"[Lexer]({URL})"),
    "a box": ("[ ] Lexer", f"[ ] Lexer{LINK}"),
    "beside prose": (
        "Lexer, see [#7](https://github.com/acme/widgets/issues/7)",
        f"Lexer, see [#7](https://github.com/acme/widgets/issues/7){LINK}",
    ),
}


@pytest.mark.parametrize(("entry", "after"), LINKS.values(), ids=LINKS.keys())
def test_a_link_is_put_at_the_end_of_the_line_on_which_the_title_ends(entry: str, after: str) -> None:
    text = written(below(entry, "Parser"), "link", URL)
    assert text == below(after, "Parser")
    only = reading(text).items[0]
    assert only.link is not None
    assert only.link.number == 12
    assert only.title == reading(below(entry)).items[0].title


def test_lines_with_boxes_are_written_alike() -> None:
    text = "Phase 1\n\n[ ] Lexer\n[ ] Parser\n"
    assert written(text, "status", "done") == text.replace("[ ] Lexer", "[x] Lexer")
    assert written(text, "title", "Tokenizer") == text.replace("Lexer", "Tokenizer")
    assert written(text, "link", URL) == text.replace("Lexer", f"Lexer{LINK}")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_and_everything_else_stay(newline: str) -> None:
    text = below("[ ] **Lexer**:\treads  \n  more", "* [ ] Parser\u2028x").replace("\n", newline)
    after = written("\ufeff" + text.rstrip(newline), "status", "done")
    assert after == "\ufeff" + text.rstrip(newline).replace("[ ] **Lexer", "[x] **Lexer")
