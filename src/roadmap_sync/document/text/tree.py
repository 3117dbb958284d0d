"""Parser events → a tree of blocks, each with its byte span in the document.

The parser is pulldown-cmark (pyromark) with the GFM extensions for tables, strike-through and task lists, and
YAML front matter. Its spans are UTF-8 byte offsets; they are shifted here past a BOM, which it must not see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import pyromark

from roadmap_sync.document.text.source import Source

if TYPE_CHECKING:
    from pyromark.event import Event, Range, _Tag

OPTIONS = (
    pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH | pyromark.Options.ENABLE_TASKLISTS
)

WRAPPERS = {
    "Emphasis": "emphasis",
    "Strong": "strong",
    "Strikethrough": "strike",
    "Link": "link",
    "Image": "image",
}
BLOCKS = {
    "Paragraph": "paragraph",
    "Heading": "heading",
    "BlockQuote": "quote",
    "CodeBlock": "code",
    "HtmlBlock": "html",
    "List": "list",
    "Item": "item",
    "Table": "table",
    "TableHead": "head",
    "TableRow": "row",
    "TableCell": "cell",
    "MetadataBlock": "meta",
}
HTML = "html"
"""The name of a table, row or cell that is one in HTML."""
SHARED, AGAIN = 1, 2
"""The level of a cell that stands for several rows: in the first of them, and in each of the others."""


class Inline(NamedTuple):
    """A piece of a line: ``text``, ``code``, ``html``, ``break``, ``box``; or, before the pieces it holds,
    a wrapper: ``emphasis``, ``strong``, ``strike``, ``link``, ``image``. ``url`` is where a link goes."""

    kind: str
    text: str
    start: int
    end: int
    url: str = ""


class Block(NamedTuple):
    """A block and what is in it. ``level``: of a heading, 1 to 6; ``name``: the parser's word for a block of
    kind ``other``, the language of a code fence."""

    kind: str
    start: int
    end: int
    level: int
    name: str
    inlines: list[Inline]
    children: list[Block]


_CR = re.compile(r"\r(?!\n)")
"""A lone CR ends a line, but the parser (pulldown-cmark) ends no block of HTML there; LF is as long."""


def parse(source: Source, *, resolve: bool = False) -> list[Block]:
    """The blocks of a document at its top level, in order. ``resolve``: take every ``[word]`` for a link, as
    if it were defined elsewhere."""
    meta = _front_matter(source)
    start = meta.end if meta else source.start
    known = (lambda _: ("#", "")) if resolve else None
    text = _CR.sub("\n", source.data[start:].decode())
    events = pyromark.events_with_range(text, options=OPTIONS, broken_link_callback=known)
    return [*([meta] if meta else []), *_grow(events, start)]


def _front_matter(source: Source) -> Block | None:
    """The YAML block that opens a document. The parser alone would also take the text between two later rules
    for one; GitHub takes only the first lines (https://docs.github.com/en/contributing/writing-for-github-docs)."""
    if not source.data.startswith(b"---", source.start):
        return None
    options = pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    for event, span in pyromark.events_with_range(_CR.sub("\n", source.markdown), options=options):
        if isinstance(event, str) or "Start" not in event or event["Start"] != {"MetadataBlock": "YamlStyle"}:
            return None
        end = span["end"] + source.start
        return Block("meta", source.start, end, 0, "yaml", [], [])
    return None


def walk(blocks: list[Block]) -> Iterator[Block]:
    """Every block, parents before children, in the order of the document; what is in a table stays there."""
    ahead = list(reversed(blocks))
    while ahead:
        block = ahead.pop()
        yield block
        if block.kind != "table":
            ahead.extend(reversed(block.children))


def _grow(events: Iterator[tuple[Event, Range]], shift: int) -> list[Block]:
    top = root = Block("root", 0, 0, 0, "", [], [])
    stack = [root]
    for event, span in events:
        start, end = span["start"] + shift, span["end"] + shift
        if isinstance(event, str):
            _breaks(top, event, start, end)
        elif "Text" in event:
            top.inlines.append(Inline("text", event["Text"], start, end))
        elif "Start" in event:
            tag = event["Start"]
            name = tag if isinstance(tag, str) else next(iter(tag))
            if name in WRAPPERS:
                top.inlines.append(Inline(WRAPPERS[name], "", start, end, _url(tag)))
                continue
            block = Block(BLOCKS.get(name, "other"), start, end, *_detail(tag, name), [], [])
            top.children.append(block)
            stack.append(block)
            top = block
        elif "End" in event:
            closing = event["End"]
            if (closing if isinstance(closing, str) else next(iter(closing))) not in WRAPPERS:
                stack.pop()
                top = stack[-1]
        else:
            top.inlines.append(_leaf(event, start, end))
    return root.children


def _breaks(top: Block, event: str, start: int, end: int) -> None:
    if event == "Rule":
        top.children.append(Block("rule", start, end, 0, "", [], []))
    else:
        top.inlines.append(Inline("break", " ", start, end))


def _url(tag: _Tag) -> str:
    if isinstance(tag, str):
        return ""
    if "Link" in tag:
        return tag["Link"]["dest_url"]
    return tag["Image"]["dest_url"] if "Image" in tag else ""


def _detail(tag: _Tag, name: str) -> tuple[int, str]:
    if isinstance(tag, str):
        return 0, name
    if "Heading" in tag:
        return int(tag["Heading"]["level"][1]), name
    if "CodeBlock" in tag and not isinstance(tag["CodeBlock"], str):
        return 0, tag["CodeBlock"]["Fenced"]
    return 0, name


def _leaf(event: Event, start: int, end: int) -> Inline:
    if isinstance(event, str):
        return Inline("break", " ", start, end)
    if "Code" in event:
        return Inline("code", event["Code"], start, end)
    if "InlineHtml" in event:
        return Inline("html", event["InlineHtml"], start, end)
    if "Html" in event:
        return Inline("html", event["Html"], start, end)
    if "TaskListMarker" in event:
        return Inline("box", "[x]" if event["TaskListMarker"] else "[ ]", start, end)
    return Inline("other", "", start, end)
