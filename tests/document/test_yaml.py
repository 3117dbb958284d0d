"""Fenced YAML: which entries are items, and what writing changes."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_sync.document import fits, write
from roadmap_sync.document.text.mojibake import redo
from roadmap_sync.model import Item, Write
from tests.document.desk import CONFIG, item, reading, slot, written

URL = "https://github.com/acme/widgets/issues/12"


def block(text: str, heading: str = "# Plan\n\n") -> str:
    return f"{heading}```yaml\n{text}```\n"


def brief(each: Item) -> tuple[str | None, str, str | None, str | None]:
    return each.id, each.title, each.status, each.target.text if each.target else None


READ = {
    "a mapping of names": (
        'dark_mode:\n  status: "in_progress"\n  target: "v1.2"\nreal-time-sync:\n  status: design\n',
        [
            ("dark_mode", "dark mode", "in_progress", "v1.2"),
            ("real-time-sync", "real time sync", "planned", None),
        ],
    ),
    "a list with titles and ids": (
        "- title: Dark mode\n  id: F-1\n  state: Done\n- name: Sync\n  eta: Q3 2026\n  description: x\n",
        [("F-1", "Dark mode", "done", None), (None, "Sync", None, "Q3 2026")],
    ),
    "groups that name a time": (
        "roadmap:\n  q1_2026:\n    a: {status: done}\n  later:\n    - {title: B, status: todo}\n",
        [("a", "a", "done", "q1 2026"), (None, "B", "planned", "later")],
    ),
    "a phase around its tasks": (
        """\
- phase: Phase 1
  due: Q2 2026
  status: active
  items:
    - {title: A, status: done}
    - {title: B, description: inherits}
- phase: Phase 2
  status: planned
""",
        [
            (None, "A", "done", "Q2 2026"),
            (None, "B", "in_progress", "Q2 2026"),
            (None, "Phase 2", "planned", None),
        ],
    ),
    "an item around its steps": (
        "login:\n  status: planned\n  steps:\n    - {title: Form, status: done}\n",
        [("login", "login", "planned", None)],
    ),
    "a template that others merge": (
        "t: &t {status: planned, target: v2}\na:\n  <<: *t\n  title: A\nb: {<<: *t, status: done}\n",
        [("a", "A", "planned", "v2"), ("b", "b", "done", "v2")],
    ),
    "several documents": (
        "---\na: {status: done}\n---\nb: {status: planned}\n",
        [("a", "a", "done", None), ("b", "b", "planned", None)],
    ),
    "a sibling that only describes": (
        "a: {status: done}\nb: {description: words}\nversion: 3\n",
        [("a", "a", "done", None), ("b", "b", None, None)],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), READ.values(), ids=READ)
def test_entries_are_items(text: str, wanted: list[tuple[str | None, str, str | None, str | None]]) -> None:
    document = reading(block(text))
    assert [brief(each) for each in document.items] == wanted
    assert document.findings == ()


def test_an_entry_tells_all_its_fields() -> None:
    text = (
        "search:\n  title: Full-text search\n  status: planned\n  priority: p1 high\n  owner: '@ada'\n"
        "  labels: [api, web]\n  depends: nothing\n  description: |\n    Find things.\n\n    Fast.\n"
        "  steps: [index, query]\n  issue: https://github.com/acme/widgets/issues/3\n"
    )
    [each] = reading(block(text, "# Plan\n\n## Q4 2026\n\n")).items
    assert (each.priority, each.assignees, each.labels) == ("P1", ("ada",), ("api", "web"))
    assert each.body == "Find things.\n\nFast.\n\nSteps:\n\n- index\n- query"
    assert each.extra == (("depends", "nothing"),)
    assert (each.target and each.target.text, each.section, each.place.line) == ("Q4 2026", ("Q4 2026",), 6)
    assert each.link
    assert each.link.number == 3


NO_ITEMS = {
    "services": "services:\n  web: {image: nginx, status: running}\n  db: {image: pg}\n",
    "coverage": "coverage:\n  status:\n    project:\n      default: {target: 80%}\n",
    "charts": "dependencies:\n  - {name: redis, version: 17.x, repository: oci}\n",
    "words that services have too": "web: {status: active}\ndb: {status: ready}\n",
    "one mapping that names nothing": "status: done\ntarget: v1\n",
    "a choice": "- title: Yours\n  status: planned | done\n",
    "a list of words": "status: [planned, done]\n",
    "deep": "[" * 3000 + "{status: done}" + "]" * 3000 + "\n",
    "an impossible escape": 'a: {status: done, title: "\\UFFFFFFFF"}\n',
    "itself": "status: x\na: &a\n  b: *a\n",
    "a bomb": "status: x\n"
    + "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]" for n in range(12))
    + "\n",
}


@pytest.mark.parametrize("text", NO_ITEMS.values(), ids=NO_ITEMS)
def test_examples_are_no_items(text: str) -> None:
    assert reading(block(text)).items == ()


def test_other_languages_and_sections_are_no_items() -> None:
    text = "a: {status: done}\n"
    assert reading(block(text).replace("yaml", "text")).items == ()
    left_out = reading(block(text, "# Plan\n\n## Legend\n\n"))
    assert (left_out.items, len(left_out.skipped)) == ((), 1)
    nested = "- Parts:\n" + "".join(f"  {line}\n" for line in block(text, "").split("\n")[:-1])
    assert [each.title for each in reading(nested).items if each.title == "a"] == []
    quiet = reading(block("a:\n  status: done # roadmap-sync: ignore\nb:\n  status: done\n"))
    assert [each.id for each in quiet.items] == ["b"]
    assert [each.line for each in quiet.skipped] == [4]


FINDINGS = {
    "unreadable-yaml": ("- title: A\n  status: done\n  owner: @ada\n", (6, 10)),
    "doubled-key": ("a:\n  status: done\n  status: planned\n", (6, 3)),
    "unknown-status": ("a:\n  status: purple\nb: {status: done}\nc: {status: done}\n", (5, 11)),
    "ambiguous-target": ("a:\n  status: done\n  target: 3/4/2026\n", (6, 11)),
    "number-is-comment": ("a:\n  status: done\n  issue: #12\n", (6, 9)),
    "not-an-issue": ("a:\n  status: done\n  issue: https://github.com/o/r/pull/3\n", (6, 10)),
}


@pytest.mark.parametrize("code", FINDINGS)
def test_findings_tell_where(code: str) -> None:
    text, where = FINDINGS[code]
    [found] = reading(block(text)).findings
    assert (found.code, (found.line, found.column)) == (code, where)


def test_a_key_that_stands_twice_is_not_written() -> None:
    [each] = reading(block("a:\n  status: done\n  status: planned\n")).items
    assert each.status == "planned"
    assert each.slots_for("status") == ()


REWRITE = {
    "plain": ("status", "done", "a:\n  status: planned  # soon\n", "a:\n  status: done  # soon\n"),
    "double": ("status", "done", 'a:\n  status: "planned"\n', 'a:\n  status: "done"\n'),
    "single": ("status", "in_progress", "a: {status: 'todo'}\n", "a: {status: 'in-progress'}\n"),
    "their joint": (
        "status",
        "in_progress",
        "a:\n  status: Done\nb:\n  status: On Hold\n",
        "a:\n  status: In Progress\nb:\n  status: On Hold\n",
    ),
    "their word": (
        "status",
        "done",
        "a:\n  status: wip\nb:\n  status: shipped\n",
        "a:\n  status: shipped\nb:\n  status: shipped\n",
    ),
    "their language": (
        "status",
        "done",
        "a:\n  status: geplant\nb:\n  status: in Arbeit\n",
        "a:\n  status: erledigt\nb:\n  status: in Arbeit\n",
    ),
    "upper case": ("status", "in_progress", "a_b:\n  status: TODO\n", "a_b:\n  status: IN_PROGRESS\n"),
    "nothing yet": ("status", "done", "a:\n  status:\n  target: v1\n", "a:\n  status: done\n  target: v1\n"),
    "null": (
        "status",
        "done",
        "a:\n  status: ~\n  target: Q1 2026\n",
        "a:\n  status: done\n  target: Q1 2026\n",
    ),
    "title, plain": ("title", "A: b", "- title: A\n  status: done\n", '- title: "A: b"\n  status: done\n'),
    "title, single": (
        "title",
        "It's",
        "- title: 'A'\n  status: done\n",
        "- title: 'It''s'\n  status: done\n",
    ),
    "title, double": (
        "title",
        'A "b"',
        '- title: "A"\n  status: done\n',
        '- title: "A \\"b\\""\n  status: done\n',
    ),
    "title, flow": ("title", "A, b", "- {title: A, status: done}\n", '- {title: "A, b", status: done}\n'),
    "target": (
        "target",
        "Q3 2026",
        "a:\n  status: done\n  due: Q1 2026 # ?\n",
        "a:\n  status: done\n  due: Q3 2026 # ?\n",
    ),
    "link": ("link", URL, "a:\n  status: done # yes\n", "a:\n  status: done # yes\n  issue: 12\n"),
    "link in a list": (
        "link",
        URL,
        "  - title: A\n    status: done\n",
        "  - title: A\n    status: done\n    issue: 12\n",
    ),
    "link behind a block": (
        "link",
        URL,
        "a:\n  status: done\n  description: |\n    x\n      y\n\n# about b\nb: {status: done}\n",
        "a:\n  status: done\n  description: |\n    x\n      y\n  issue: 12\n\n# about b\nb: {status: done}\n",
    ),
    "link behind a list": (
        "link",
        URL,
        "a:\n  status: done\n  steps:\n  - x\n  - y: z\n\nb:\n  status: done\n",
        "a:\n  status: done\n  steps:\n  - x\n  - y: z\n  issue: 12\n\nb:\n  status: done\n",
    ),
    "link where nothing follows": (
        "link",
        URL,
        "- title: A\n  status:\n- title: B\n  status: done\n",
        "- title: A\n  issue: 12\n  status:\n- title: B\n  status: done\n",
    ),
    "link, their case": (
        "link",
        URL,
        "- Title: A\n  Status: Done\n",
        "- Title: A\n  Status: Done\n  Issue: 12\n",
    ),
    "a number": ("link", URL, "a:\n  issue: 3\n  status: done\n", "a:\n  issue: 12\n  status: done\n"),
    "an empty issue": ("link", URL, "a:\n  issue:\n  status: done\n", "a:\n  issue: 12\n  status: done\n"),
    "an address": (
        "link",
        URL,
        "a:\n  issue: https://github.com/acme/widgets/issues/3\n  status: done\n",
        f"a:\n  issue: {URL}\n  status: done\n",
    ),
}


@pytest.mark.parametrize(("field", "value", "before", "after"), REWRITE.values(), ids=REWRITE)
def test_only_the_scalar_changes(field: str, value: str, before: str, after: str) -> None:
    assert written(block(before), field, value) == block(after)


@pytest.mark.parametrize(("field", "value", "before", "after"), REWRITE.values(), ids=REWRITE)
def test_only_the_scalar_changes_in_a_quote_with_crlf(
    field: str, value: str, before: str, after: str
) -> None:
    def quoted(text: str) -> str:
        return "".join(f"> {line}\r\n" for line in block(text).rstrip("\n").split("\n"))

    assert written(quoted(before), field, value) == quoted(after)


NO_SLOT = {
    "flow mappings get no line": ("link", "a: {status: done}\n"),
    "a block scalar": ("title", "- title: |\n    A\n  status: done\n"),
    "folded": ("title", "- title: A\n    b\n  status: done\n"),
    "escapes": ("title", '- title: "A\\tb"\n  status: done\n'),
    "an anchor": ("status", "a:\n  status: &s done\nb:\n  status: *s\n"),
    "a tag": ("status", "a:\n  status: !!str done\n"),
    "merged": ("status", "t: &t {status: done}\na:\n  <<: *t\n"),
    "shared": ("status", "a: &a\n  status: done\nb: *a\n"),
    "a name made of the key": ("title", "a_b:\n  status: done\n"),
}


@pytest.mark.parametrize(("field", "text"), NO_SLOT.values(), ids=NO_SLOT)
def test_what_cannot_be_written_safely_has_no_slot(field: str, text: str) -> None:
    document = reading(block(text))
    assert document.items
    assert all(not each.slots_for(field) for each in document.items)


def test_constructors_are_never_called() -> None:
    document = reading(block("a:\n  status: !!python/object/apply:os.system ['true']\nb: {status: done}\n"))
    assert [each.id for each in document.items] == ["b"]


def test_a_spoiled_block_stays_spoiled() -> None:
    clean = block(
        'räume:\n  status: "planned"  # später\n  description: "Grüße — für alle"\n  title: "Räume"\n'
    )
    document = reading(redo(clean, "cp1252"))
    assert document.encoding == "cp1252"
    [each] = document.items
    writes = [
        Write(slot(each, "status"), "done"),
        Write(slot(each, "title"), "Säle"),
        Write(slot(each, "link"), URL),
    ]
    wanted = clean.replace("planned", "done").replace('"Räume"', '"Säle"\n  issue: 12')
    assert write(document, writes, CONFIG).decode() == redo(wanted, "cp1252")


SCALARS = st.text(st.sampled_from("ab :#'\"\\{}[],&*!|>%@`?-é🎯~"), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.lists(SCALARS, min_size=1, max_size=4), SCALARS, st.sampled_from(['"', "'", None]), st.booleans())
def test_every_title_that_fits_is_read_again(
    titles: list[str], new: str, style: str | None, flow: bool
) -> None:
    data = [{"title": title, "status": "done"} for title in titles]
    text = yaml.dump(data, allow_unicode=True, default_style=style, default_flow_style=flow, sort_keys=False)
    document = reading(block(text))
    writes = [Write(each, new) for one in document.items for each in one.slots if each.field == "title"]
    writes = [each for each in writes if fits(document, each, CONFIG)]
    again = reading(write(document, writes, CONFIG))
    for old, now in zip(document.items, again.items, strict=True):
        renamed = any(each.slot in old.slots for each in writes)
        assert now.title == (" ".join(new.split()) if renamed else old.title)
        assert now.status == "done"


def test_items_of_lists_and_yaml_stand_in_one_order() -> None:
    document = reading(block("a: {status: done}\n") + "\n| Title | Status |\n|---|---|\n| B | Done |\n")
    assert [each.title for each in document.items] == ["a", "B"]
    assert item(document, "a").place.line == 4


def test_a_heading_above_a_list_in_yaml_is_no_item_itself() -> None:
    text = "# Plan\n\n## Q3 2026\n\n### Search\n\nThings to find.\n\n{}\n### Sync\n\nBoth ways.\n\n{}"
    document = reading(text.format(block("a: {status: done}\n", ""), block("b: {status: done}\n", "")))
    assert [each.title for each in document.items] == ["a", "b"]
