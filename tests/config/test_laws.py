"""Any bytes are a configuration, or a refusal with a place; never a traceback."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import example, given, settings
from hypothesis import strategies as st

from roadmap_sync import config
from roadmap_sync.config import Config
from roadmap_sync.errors import UsageFault

MORE = ("priority", "area", "colors", "path", "include", "done", "title", "roadmap", "x")
KEYS = [*sorted(config.schema()["properties"]), *MORE]
WORDS = st.sampled_from(
    [
        *KEYS,
        "all",
        "open",
        "none",
        "ROADMAP.md",
        "**/*.md",
        "[x",
        "{area}",
        "{",
        "yes",
        "13",
        "~",
        "<<",
        "*a",
        "&a x",
        "!!set",
        "! x",
        "'",
        '"\\ud800"',
        "#b60205",
        "\x85",
        "🚀",
        "=",
        "2026-13-45",
        "0o8",
        "",
    ]
)
LINES = st.tuples(
    st.integers(0, 3),
    st.sampled_from(["", "- ", "? "]),
    WORDS,
    st.sampled_from([": ", ":", "", ": [", ": {", ": |"]),
    WORDS,
)
YAML = st.lists(LINES, max_size=12).map(
    lambda lines: "\n".join(
        f"{'  ' * depth}{dash}{key}{colon}{word}" for depth, dash, key, colon, word in lines
    )
)


def answered(read: Callable[[], Config], place: str) -> None:
    """``read`` gives a value, or refuses with places that look like ``place``."""
    try:
        found = read()
    except UsageFault as refusal:
        told = str(refusal)
    else:
        assert hash(found) == hash(read())
        return
    assert re.match(rf"{place}: .", told), told
    assert told.encode()


def file_answered(data: bytes, where: str) -> None:
    answered(lambda: config.read(data, where), r"c\.(?:yml|toml)(?::\d+:\d+)?")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60))
@example(b"\xff\xfea\x00")
@example(b'label: "\\U00110000"')
@example(b"%YAML 9.9\n---\na: 1")
@example(b"a: &a\n  b: *a")
@example(b"documents: [{path: 1, statuses: {done: [[x]]}}]")
@example(b"statuses: {done: {a: b}, planned: [[a], {a: b}]}")
def test_any_bytes_of_yaml(data: bytes):
    file_answered(data, "c.yml")


@settings(max_examples=250, deadline=None)
@given(YAML)
def test_any_lines_of_yaml(text: str):
    file_answered(text.encode(), "c.yml")


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=40), st.text(max_size=40).map(str.encode)))
def test_any_bytes_of_toml(data: bytes):
    file_answered(b"[tool.roadmap-sync]\n" + data, "c.toml")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), JSON, max_size=4))
def test_any_mapping_in_a_document(mapping: dict[str, object]):
    answered(lambda: config.overridden(Config(), mapping, "R.md:2"), "R.md:2")


@settings(max_examples=150, deadline=None)
@given(YAML)
def test_any_front_matter(text: str):
    answered(lambda: config.front_matter(Config(), f"roadmap:\n  {text}", "R.md", 2), r"R.md(?::\d+:\d+)?")
