"""Globs for paths."""

from __future__ import annotations

import pytest

from roadmap_sync.config.globs import fault_of, is_like, matches

FITTING = [
    ("ROADMAP.md", "ROADMAP.md"),
    ("docs/*.md", "docs/a.md"),
    ("**/ROADMAP.md", "ROADMAP.md"),
    ("**/ROADMAP.md", "a/b/ROADMAP.md"),
    ("docs/**/*.md", "docs/a.md"),
    ("docs/**/*.md", "docs/a/b/c.md"),
    ("R?.md", "R1.md"),
    ("v[0-9].md", "v7.md"),
    ("v[!0-9].md", "vx.md"),
    ("[^.].md", "^.md"),
    (".github/*.md", ".github/a.md"),
]
STRANGE = [
    ("ROADMAP.md", "docs/ROADMAP.md"),
    ("*.md", "docs/a.md"),
    ("*.md", ".a.md"),
    ("**/*.md", ".venv/a.md"),
    ("**/*.md", "a/.b/c.md"),
    ("?a.md", ".a.md"),
    ("a?b", "a/b"),
    ("a[!x]b", "a/b"),
    ("a.md", "aXmd"),
    ("docs/*.md", "docs/a.md\n"),
]


@pytest.mark.parametrize(("pattern", "path"), FITTING)
def test_fits(pattern: str, path: str):
    assert fault_of(pattern) is None
    assert matches(pattern, path)


@pytest.mark.parametrize(("pattern", "path"), STRANGE)
def test_does_not_fit(pattern: str, path: str):
    assert fault_of(pattern) is None
    assert not matches(pattern, path)


@pytest.mark.parametrize(
    "pattern", ["", " ", "/a", "C:/a", "a//b", "./a", "a/", "../a", "a/**", "a**/b", "[", "[b-a]", "a\\b"]
)
def test_is_no_pattern(pattern: str):
    assert fault_of(pattern)


def test_names_are_compared_folded_and_brackets_in_them_are_only_text():
    assert is_like("  next   UP ", "**Next up**:")
    assert is_like("[v0.2.0]", "[V0.2.0]")
    assert is_like("q? 2027", "Q1 2027")
    assert not is_like("next", "Next up")
