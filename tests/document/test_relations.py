"""What an item depends on and of which type it is, in each place that a document may say it."""

from __future__ import annotations

import pytest

from roadmap_sync import document
from roadmap_sync.config import Config


def read(text: str):
    return document.read(text.encode(), "ROADMAP.md", Config()).items


def said(text: str) -> list[tuple[str, object, str | None]]:
    return [(one.title, one.blockers and tuple(m.text for m in one.blockers), one.kind) for one in read(text)]


TABLE = """# Roadmap

## Server

| ID | Title | Status | {} | {} |
|---|---|---|---|---|
| A1 | Add a cache | Planned | A2 | Bug |
"""


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Depends on", "Type"),
        ("**Blocked by**", "Issue type"),
        ("Dependencies", "Kind"),
        ("Dépend de", "Type"),
        ("Abhängig von", "Typ"),
        ("Зависит от", "Тип"),
        ("依赖", "类型"),
        ("依存関係", "種別"),
        ("의존성", "유형"),
        ("Depende de", "Tipo"),
    ],
)
def test_columns_in_many_languages(header: str, kind: str) -> None:
    assert said(TABLE.format(header, kind)) == [("Add a cache", ("A2",), "Bug")]


def test_a_table_without_such_columns_says_nothing() -> None:
    assert said(TABLE.format("Notes", "Remark")) == [("Add a cache", None, None)]


def test_a_column_of_types_is_one_of_labels_as_ever() -> None:
    (one,) = read(TABLE.format("Depends on", "Type"))
    assert (one.labels, one.extra) == (("Bug",), (("Depends on", "A2"),))


def test_fields_below_a_heading() -> None:
    text = """# Roadmap

## Q1 2026

### Add a cache

**Status:** Planned
**Type:** Bug
**Depends on:** Ship it, `A2` (soft), [#7](https://github.com/acme/widgets/issues/7)

For speed.

### Ship it

**Status:** Planned

At last.
"""
    assert said(text) == [("Add a cache", ("Ship it", "A2", "#7"), "Bug"), ("Ship it", None, None)]
    first = read(text)[0].blockers
    assert first is not None
    assert [str(one.place) for one in first] == ["ROADMAP.md:9:17", "ROADMAP.md:9:27", "ROADMAP.md:9:39"]
    assert [one.link.number for one in first if one.link] == [7]


def test_keys_of_an_entry() -> None:
    text = """# Roadmap

```yaml
tasks:
  - id: A1
    title: Add a cache
    status: planned
    type: bug
    depends_on: [A2, "#7", 12]
  - id: A2
    title: Ship it
    status: planned
    blocked-by: ~
```
"""
    assert said(text) == [("Add a cache", ("A2", "#7", "12"), "bug"), ("Ship it", (), None)]
    first = read(text)[0].blockers or ()
    assert [(one.link and one.link.number, one.place.line) for one in first] == [(None, 9), (7, 9), (12, 9)]


def test_lines_below_an_entry_of_a_list() -> None:
    text = """# Roadmap

## Server

- [ ] Add a cache
  - **Depends on:** Ship it
  - Type: Bug
- [ ] Ship it

  Blocked by: #7

- [ ] Measure
  - [ ] depends on nothing but us
"""
    found = said(text)
    assert found[:2] == [("Add a cache", ("Ship it",), "Bug"), ("Ship it", ("#7",), None)]
    assert {blockers for _, blockers, _ in found[2:]} == {None}
