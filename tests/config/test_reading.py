"""What a configuration means: files, documents with settings of their own, and overrides."""

from __future__ import annotations

import subprocess
import sys

import pytest

from roadmap_sync import config
from roadmap_sync.config import Config, Policy, Sections
from roadmap_sync.errors import UsageFault
from roadmap_sync.model import Status


def read(text: str, where: str = "c.yml") -> Config:
    return config.read(text.encode(), where)


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "{}", "---\n", "\ufefflabel: roadmap", "labels:\nbranch: ~\n"]
)
def test_what_says_nothing_changes_nothing(text: str):
    assert read(text) == Config()


SETTINGS = [
    ("label: 12", "label", "12"),
    ("branch: main", "branch", "main"),
    ("labels: {priority: ''}", "priority_label", ""),
    ("labels: {area: 'area: {area}'}", "area_label", "area: {area}"),
    ("labels: {colors: {P0: '#B60205', x: 000000}}", "label_colors", (("P0", "b60205"), ("x", "000000"))),
    ("trusted-apps: ['renovate[bot]', '@ci']", "trusted_apps", ("renovate", "ci")),
    ("status-label-prefix: 'State: '", "status_label", "State: "),
    ("status-labels: yes", "status_labels", True),
    ("create: open", "create", "open"),
    ("orphans: close", "orphans", "close"),
    ("link: title", "link", "title"),
    ("policy: {title: document}", "policy", Policy(title="document")),
    ("documents: ['docs/**/*.md', A.md]", "documents", ("docs/**/*.md", "A.md")),
]


@pytest.mark.parametrize(("text", "name", "value"), SETTINGS, ids=[text for text, *_ in SETTINGS])
def test_a_key_sets_its_field_and_no_other(text: str, name: str, value: object):
    found = read(text)
    assert getattr(found, name) == value
    changed = {field for field in Config.__slots__ if getattr(found, field) != getattr(Config(), field)}
    assert changed == {name}


def test_words_stay_as_they_are_written():
    found = read(
        "columns: {id: [no, 1], title: [ Work package ]}\nstatuses: {done: [yes, '🚀'], planned: [off]}"
    ).reading
    assert found.columns == (("no", "id"), ("1", "id"), ("Work package", "title"))
    assert found.headers("id") == ("no", "1")
    assert set(found.statuses) == {("yes", Status.DONE), ("🚀", Status.DONE), ("off", Status.PLANNED)}


def test_toml_is_the_same():
    text = (
        '[project]\nname = "x"\n[tool.roadmap-sync]\nlabel = "plan"\n[tool.roadmap-sync.items]\nlists=false\n'
    )
    assert read(text, "pyproject.toml") == read("label: plan\nitems: {lists: no}")


def test_settings_are_values():
    found = read(
        "statuses: {done: [ok]}\nlabels: {colors: {a: aaaaaa}}\ndocuments: [{path: a.md, counts: true}]"
    )
    assert hash(found) == hash(
        read("documents: [{path: a.md, counts: true}]\nstatuses: {done: [ok]}\nlabels: {colors: {a: aaaaaa}}")
    )


def test_a_document_has_settings_of_its_own():
    found = read(
        "link: column\nstatuses: {done: [ok], planned: [idea]}\n"
        "documents: [ROADMAP.md, {path: docs/A.md, counts: true}, "
        "{path: docs/*.md, statuses: {planned: [ok]}}]"
    )
    assert found.documents == ("ROADMAP.md", "docs/A.md", "docs/*.md")
    assert found.of("ROADMAP.md") == found
    assert (found.of("docs/A.md").counts, found.of("docs/A.md").link) == (True, "column")
    assert found.of("docs/B.md").reading.statuses == (("ok", Status.PLANNED),)
    once = found.of("docs/A.md")
    assert once.of("docs/A.md") == once


BEFORE = read("sections: {exclude: [Vision]}\nstatuses: {done: [ok], blocked: [wait]}\nitems: {lists: no}")

OVERRIDES = [
    ({"sections": {"include": ["Ideas"]}}, "sections", Sections(("Ideas",), ("Vision",))),
    ({"sections": {"exclude": []}}, "sections", Sections()),
    ({"statuses": {"done": ["yes"]}}, "statuses", (("wait", Status.BLOCKED), ("yes", Status.DONE))),
    ({"statuses": {"planned": ["OK"]}}, "statuses", (("wait", Status.BLOCKED), ("OK", Status.PLANNED))),
    ({"items": {"tables": False}}, "tables", False),
    ({"fiscal-year-start": 4}, "fiscal_year_start", 4),
]


@pytest.mark.parametrize(
    ("mapping", "name", "value"), OVERRIDES, ids=[str(mapping) for mapping, *_ in OVERRIDES]
)
def test_a_document_overrides_key_by_key(mapping: dict[str, object], name: str, value: object):
    found = config.overridden(BEFORE, mapping, "ROADMAP.md:2").reading
    assert getattr(found, name) == value
    same = {field for field in found.__slots__ if getattr(found, field) == getattr(BEFORE.reading, field)}
    assert same == {*found.__slots__} - {name}


def test_a_document_cannot_say_what_is_not_its_own():
    with pytest.raises(UsageFault) as refusal:
        config.overridden(BEFORE, {"label": "x", "counts": "maybe"}, "ROADMAP.md:2")
    assert "ROADMAP.md:2: label: unknown key" in str(refusal.value)
    assert 'ROADMAP.md:2: counts: must be true or false, not "maybe"' in str(refusal.value)


FOREIGN = [
    "title: x",
    "roadmap: 2027",
    "roadmap: [a]",
    "title: {roadmap: x",
    "",
    "roadmaps: {a: b}",
    "roadmap:",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_front_matter_of_others_is_theirs(text: str):
    assert config.front_matter(BEFORE, text, "R.md", 2) == BEFORE


def test_front_matter_overrides():
    text = "title: Plan\ntitle: twice\nroadmap:\n  link: none\n  statuses: {done: [no]}\n"
    found = config.front_matter(BEFORE, text, "R.md", 2)
    assert found.link == "none"
    assert ("no", Status.DONE) in found.reading.statuses


def test_faults_in_front_matter_have_their_line_in_the_document():
    with pytest.raises(UsageFault) as refusal:
        config.front_matter(
            Config(), "title: x\nroadmap:\n  lnk: none\n  link: nowhere\n  link: none", "R.md", 2
        )
    lines = [line.split(" ")[0] for line in str(refusal.value).split("\n")[:3]]
    assert lines == ["R.md:4:3:", "R.md:5:9:", "R.md:6:3:"]


SECTIONS = Sections(include=("Ideas", "Phase *"), exclude=("Vision", "Phase 3"))
VERDICTS = [
    (("Ideas",), "include"),
    (("**IDEAS**:",), "include"),
    (("Vision", "2027"), "exclude"),
    (("Vision", "Ideas"), "include"),
    (("Ideas", "Vision"), "exclude"),
    (("Phase 3",), "include"),
    (("Next",), None),
    ((), None),
]


@pytest.mark.parametrize(("path", "verdict"), VERDICTS)
def test_the_innermost_heading_that_is_named_decides(path: tuple[str, ...], verdict: str | None):
    assert SECTIONS.verdict(path) == verdict


def test_a_star_is_for_what_nothing_else_names():
    only = Sections(include=("Roadmap",), exclude=("*", "Notes"))
    assert only.verdict(("Roadmap", "Q1 2027")) == "include"
    assert only.verdict(("Roadmap", "Notes")) == "exclude"
    assert only.verdict(("Other",)) == "exclude"
    assert only.verdict(()) == "exclude"


def test_colours_of_labels():
    found = read("labels: {colors: {'priority: p0': b60205, 'Priority: *': d93f0b}}")
    assert [found.color(name) for name in ("priority: P0", "priority: P1", "area")] == [
        "b60205",
        "d93f0b",
        None,
    ]


def test_importing_costs_nothing_that_a_run_without_a_file_does_not_need():
    code = (
        "import sys; from roadmap_sync.config import Config; import roadmap_sync.cli; Config().of('R.md'); "
        "sys.exit(', '.join({'pydantic', 'yaml', 'tomllib'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
