"""The file that `init` writes: read back as what was chosen, and with the defaults in its comments."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_sync import config
from roadmap_sync.config import Config
from roadmap_sync.config.globs import fault_of, matches
from roadmap_sync.config.keys import FileKeys

PATHS = (
    "ROADMAP.md",
    "docs/a, b.md",
    "x#: 'y\".md",
    "- {a}.md",
    "null",
    "yes",
    "12",
    "Fahrpläne/日本 🎯.md",
    "road*map?.md",
    "docs/[v1] ROADMAP.md",
    "a\tb\nc.md",
    "%x &y !z @w `v`.md",
)


@pytest.mark.parametrize("create", ["all", "open", "linked"])
@pytest.mark.parametrize("path", PATHS)
def test_it_says_what_was_chosen(path: str, create: str):
    found = config.read(config.starter([path, "b.md"], create).encode(), "x.yml")
    assert found.create == create
    assert matches(found.documents[0], path)
    assert found.documents[1:] == ("b.md",)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).map("a{}.md".format))
def test_any_name_of_a_file_is_found_again(path: str):
    if fault_of(path.replace("[", "?")) is None:
        (found,) = config.read(config.starter([path], "all").encode(), "x.yml").documents
        assert matches(found, path)


def test_the_defaults_stand_in_comments_only():
    text = config.starter(["ROADMAP.md"], "all")
    assert all(line.startswith("#") or not line for line in text.splitlines())
    assert config.read(text.encode(), "x.yml") == Config()
    shown = re.sub(r"^#(?! )|^#(?=  )", "", text, flags=re.MULTILINE)
    assert shown != text
    assert config.read(shown.encode(), "x.yml") == Config()
    named = set(re.findall(r"^([\w-]+):", shown, re.MULTILINE))
    assert named == {field.alias for field in FileKeys.model_fields.values()}


def test_only_what_differs_is_no_comment():
    text = config.starter(["docs/PLAN.md"], "open")
    said = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert said == ["documents:", "  - docs/PLAN.md", "create: open"]
    assert text.startswith("# yaml-language-server: $schema=roadmap-sync.schema.json\n")
    said = [
        line for line in config.starter(["ROADMAP.md"], "linked").splitlines() if line[:1] not in ("", "#")
    ]
    assert said == ["create: linked"]


def test_every_key_is_explained():
    lines = config.starter(["ROADMAP.md"], "all").splitlines()
    for before, line in pairwise(lines):
        if re.match(r"#\w", line):
            assert re.match(r"# \w.*\.$", before), line
        elif re.match(r"#  \w", line):
            assert re.search(r"  # \w.*\.$", line), line
