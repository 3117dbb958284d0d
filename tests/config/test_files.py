"""The files beside the program: the schema, the ready-made configurations, the page about them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from roadmap_sync import config
from roadmap_sync.config import Config
from roadmap_sync.config.files import from_file
from roadmap_sync.config.keys import FileKeys

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "config"
READY_MADE = sorted(FOLDER.glob("*.yml"))
PAGE = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")


def test_the_schema_in_the_repository_is_that_of_the_program():
    text = (FOLDER / "roadmap-sync.schema.json").read_text(encoding="utf-8")
    assert text == json.dumps(config.schema(), ensure_ascii=False, indent=2) + "\n"


def test_there_is_one_for_each_kind_of_roadmap():
    kinds = {"tables", "checklists", "bullets-by-quarter", "headings-as-items", "yaml-blocks", "releases"}
    assert {file.stem for file in READY_MADE} == kinds


@pytest.mark.parametrize("file", READY_MADE, ids=lambda file: file.stem)
def test_a_ready_made_configuration_holds_and_says_something(file: Path):
    data = file.read_bytes()
    found = config.read(data, file.name)
    assert found != Config()
    assert data.startswith(b"# yaml-language-server: $schema=roadmap-sync.schema.json\n")
    assert "ROADMAP.md" in found.documents


def test_the_defaults_of_the_schema_are_those_of_the_program():
    def default(schema: dict[str, Any]) -> Any:
        if "$ref" in schema:
            inner = whole["$defs"][schema["$ref"].rpartition("/")[2]]
            return {name: default(one) for name, one in inner["properties"].items()}
        return schema["default"]

    whole: Any = config.schema()
    told = {name: default(one) for name, one in whole["properties"].items()}
    assert from_file(FileKeys.model_validate(told)) == Config()


def keys(schema: dict[str, Any], whole: dict[str, Any]) -> Iterator[str]:
    for name, one in schema["properties"].items():
        yield name
        for form in (one, *one.get("anyOf", ())):
            if "$ref" in form:
                yield from keys(whole["$defs"][form["$ref"].rpartition("/")[2]], whole)


def test_every_key_is_on_the_page_and_in_the_schema():
    whole: Any = config.schema()
    named = {word for code in re.findall(r"`([^`\n]+)`", PAGE) for word in re.findall(r"[\w-]+", code)}
    assert set(keys(whole, whole)) - named == set()
    rows = {part for row in re.findall(r"^\| `([\w.-]+)` \|", PAGE, re.MULTILINE) for part in row.split(".")}
    assert rows <= set(keys(whole, whole))


def test_the_examples_on_the_page_hold():
    (shown,) = re.findall(r"```markdown\n---\n(.*?)---\n```", PAGE, re.DOTALL)
    assert config.front_matter(Config(), shown, "R.md", 2) != Config()
    assert yaml.safe_load(shown)
