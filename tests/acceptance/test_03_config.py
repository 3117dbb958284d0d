"""Configuration: where it is found, what its faults look like, which documents it names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.acceptance.conftest import make_desk
from tests.acceptance.desk import Desk, GitHub

TABLE = (
    "# Roadmap\n\n| Title | Status |\n|---|---|\n| Read the file | Planned |\n| Write the file | Planned |\n"
)
OTHER = "# Plan\n\n| Title | Status |\n|---|---|\n| Ship the box | Planned |\n"
MOVED = OTHER + "| Read the file | Planned |\n"


class Nowhere(GitHub):
    """A server that nobody asks."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.repository, self.url = folder, "acme/widgets", "http://127.0.0.1:9"


@pytest.fixture
def alone(tmp_path: Path) -> Desk:
    """A desk in git, without a server."""
    desk = make_desk(Nowhere(tmp_path), tmp_path, clone=True)
    desk.file.write_text(TABLE)
    return desk


@pytest.fixture
def clone(github: GitHub, tmp_path: Path) -> Desk:
    return make_desk(github, tmp_path, clone=True)


def write(desk: Desk, name: str, text: str) -> Path:
    file = desk.folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def documents(desk: Desk, *arguments: str, **environment: str) -> list[str]:
    """The documents that `show` reads."""
    ran = desk.run("show", "--format", "json", *arguments, **environment)
    assert ran.code == 0, ran.text
    return [one["path"] for one in ran.json["documents"]]


def test_the_first_place_counts(alone: Desk):
    assert documents(alone) == ["ROADMAP.md"]
    for name in ("a.md", "b.md", "c.md", "d.md", "e.md"):
        write(alone, name, OTHER)
    write(alone, "pyproject.toml", '[tool.roadmap-sync]\ndocuments = ["a.md"]\n')
    assert documents(alone) == ["a.md"]
    write(alone, "config/roadmap-sync.yml", "documents: [b.md]")
    assert documents(alone) == ["b.md"]
    write(alone, ".github/roadmap-sync.yml", "documents: [c.md]")
    assert documents(alone) == ["c.md"]
    write(alone, "mine.yml", "documents: [d.md]")
    assert documents(alone, ROADMAP_SYNC_CONFIG="mine.yml") == ["d.md"]
    write(alone, "yours.yml", "documents: [e.md]")
    assert documents(alone, "--config", "yours.yml", ROADMAP_SYNC_CONFIG="mine.yml") == ["e.md"]


def test_a_project_file_of_others_is_no_configuration(alone: Desk):
    write(alone, "pyproject.toml", '[project]\ndependencies = ["roadmap-sync"]  # not [tool.roadmap-sync]\n')
    assert documents(alone) == ["ROADMAP.md"]


def test_paths_start_at_the_top_of_the_repository(alone: Desk):
    write(alone, "docs/a.md", OTHER)
    write(alone, "docs/ignored/b.md", OTHER)
    write(alone, ".gitignore", "ignored/\n")
    write(alone, ".github/roadmap-sync.yml", "documents: [ROADMAP.md, 'docs/**/*.md']")
    below = Desk(alone.folder / "docs", alone.github)
    assert documents(alone) == ["ROADMAP.md", "docs/a.md"]
    assert documents(below) == ["../ROADMAP.md", "a.md"]


def test_all_faults_at_once(alone: Desk):
    write(
        alone, ".github/roadmap-sync.yml", "lable: plan\ncreate: all\ncreate: none\nstatuses: {doen: [x]}\n"
    )
    for command in (["plan"], ["check"], ["--sandbox"]):
        ran = alone.run(*command)
        assert ran.code == 2, ran.text
        assert ran.err == (
            "roadmap-sync: .github/roadmap-sync.yml:1:1: lable: unknown key; did you mean label?\n"
            ".github/roadmap-sync.yml:3:1: create: this key stands on line 2 already\n"
            ".github/roadmap-sync.yml:4:12: statuses.doen: unknown key; did you mean done?\n"
            "  correct the lines above; roadmap-sync schema prints what a configuration may hold\n"
        )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("documents: ['plans/*.md', ROADMAP.md, 'x?.md']", ("no file fits plans/*.md", "no file fits x?.md")),
        ("documents: [PLAN.md]", ("PLAN.md: no such file",)),
    ],
)
def test_documents_that_are_not_there(alone: Desk, text: str, says: tuple[str, ...]):
    write(alone, ".github/roadmap-sync.yml", text)
    ran = alone.run("show")
    assert ran.code == 2
    for words in says:
        assert words in ran.err


def test_a_configuration_that_is_not_there(alone: Desk):
    for arguments, environment in ((["--config", "x.yml"], {}), ([], {"ROADMAP_SYNC_CONFIG": "x.yml"})):
        ran = alone.run("show", *arguments, **environment)
        assert ran.code == 2
        assert "x.yml: cannot be read: No such file" in ran.err


@pytest.mark.usefixtures("plain")
def test_schema(alone: Desk):
    file = Path(__file__).resolve().parents[2] / "config/roadmap-sync.schema.json"
    ran = alone.run("schema")
    assert (ran.code, ran.out) == (0, file.read_text(encoding="utf-8"))
    assert json.loads(ran.out)["properties"]["create"]["enum"] == ["all", "open", "linked"]


@pytest.mark.usefixtures("plain")
def test_labels_and_creates_follow_the_configuration(desk: Desk):
    write(
        desk,
        ".github/roadmap-sync.yml",
        "label: plan\ncreate: open\nlabels: {priority: 'prio/{priority}'}\ndocuments: [docs/PLAN.md]",
    )
    desk.name = "docs/PLAN.md"
    desk.put("| Title | Status | Priority |\n|--|--|--|\n| Read | Done | P0 |\n| Write | Planned | P1 |\n")
    desk.sync()
    (issue,) = desk.github.issues()
    assert issue["title"] == "Write"
    assert {label["name"] for label in issue["labels"]} == {"plan", "prio/P1"}
    desk.settled()


def test_a_document_has_a_link_style_of_its_own(desk: Desk):
    write(desk, ".github/roadmap-sync.yml", "documents: [ROADMAP.md, {path: 'docs/*.md', link: none}]")
    other = write(desk, "docs/PLAN.md", OTHER)
    desk.put(TABLE)
    desk.sync()
    assert "/issues/" in desk.text
    assert other.read_text() == OTHER
    assert len(desk.github.issues()) == 3
    desk.settled()


def two_documents(desk: Desk) -> Path:
    write(desk, ".github/roadmap-sync.yml", "documents: [ROADMAP.md, docs/PLAN.md]\norphans: close")
    other = write(desk, "docs/PLAN.md", OTHER)
    desk.put(TABLE)
    desk.sync()
    return other


def test_a_document_that_is_not_named_is_read_and_left_alone(clone: Desk):
    desk, other = clone, two_documents(clone)
    other.write_text(other.read_text().replace("Ship the box", "Ship the crate"))
    desk.publish()
    before = other.read_bytes()
    assert desk.sync("ROADMAP.md")["changes"] == []
    assert desk.github.titled("Ship the box")
    desk.sync("docs/PLAN.md")
    assert desk.github.titled("Ship the crate")
    assert other.read_bytes() == before


def test_rows_of_a_document_that_is_not_named_are_neither_closed_nor_taken(clone: Desk):
    desk, other = clone, two_documents(clone)
    other.write_text(MOVED)
    desk.publish()
    done = desk.sync("ROADMAP.md")
    assert (done["documents"], done["changes"], done["holds"]) == (["ROADMAP.md"], [], [])
    assert [issue["state"] for issue in desk.github.issues()] == ["open"] * 3


def test_a_saved_plan_reads_them_along_too(desk: Desk):
    other = two_documents(desk)
    desk.edit("Read the file", "Read every file")
    plan = desk.folder.parent / "plan.json"
    assert desk.run("plan", "-o", str(plan), "ROADMAP.md").code == 0
    before = other.read_bytes()
    assert desk.run("apply", "--plan", str(plan)).code == 0
    assert desk.github.titled("Read every file")
    assert other.read_bytes() == before


def test_the_sandbox_works_with_a_configuration(alone: Desk):
    write(alone, ".github/roadmap-sync.yml", "documents: [{path: 'docs/*.md', link: none}]\nlabel: plan")
    write(alone, "docs/PLAN.md", OTHER)
    ran = alone.run("--sandbox", "--yes", "--format", "json")
    assert ran.code == 0, ran.text
    assert (ran.json["documents"], ran.json["saved"]) == (["docs/PLAN.md"], [])
    assert "plan" in [change["after"] for change in ran.json["changes"]]


def test_show_says_what_would_take_what_it_left_out(alone: Desk):
    alone.file.write_text("# Roadmap\n\n## Vision\n\n- be fast\n- be small\n")
    (one,) = alone.run("show", "--format", "json").json["documents"][0]["skipped"]
    assert one["take"] in alone.run("show").out
    write(alone, ".github/roadmap-sync.yml", one["take"])
    assert titles(alone) == ["be fast", "be small"]


def titles(desk: Desk) -> list[str]:
    """The items that `show` reads."""
    ran = desk.run("show", "--format", "json")
    assert ran.code == 0, ran.text
    return [item["title"] for one in ran.json["documents"] for item in one["items"]]


def shown(desk: Desk, settings: str, text: str) -> dict[str, tuple[str | None, ...]]:
    """What `show` reads under these settings: the status and target of each title."""
    write(desk, ".github/roadmap-sync.yml", settings)
    desk.file.write_text(text, encoding="utf-8")
    ran = desk.run("show", "--format", "json")
    assert ran.code == 0, ran.text
    items = [item for one in ran.json["documents"] for item in one["items"]]
    return {each["title"]: (each["status"], (each["target"] or {}).get("text")) for each in items}


COLUMNS = "| Nr | What we do | How far | By then | Weight | Who | Where | Part |\n" + "|--" * 8 + "|\n"
ROW = "| A1 | Read the file | Done | Q2 2027 | P1 | @ada | #7 | parser |\n"
MEANT = {
    "title": "What we do",
    "status": "How far",
    "target": "By then",
    "priority": "Weight",
    "owner": "Who",
    "id": "Nr",
    "issue": "Where",
    "label": "Part",
}


def test_each_column_can_be_named(alone: Desk):
    named = "".join(f"  {role}: [{header}]\n" for role, header in MEANT.items())
    write(alone, ".github/roadmap-sync.yml", f"columns:\n{named}")
    alone.file.write_text(COLUMNS + ROW)
    (item,) = alone.run("show", "--format", "json").json["documents"][0]["items"]
    assert (item["title"], item["status"], item["target"]["text"]) == ("Read the file", "done", "Q2 2027")
    assert (item["priority"], item["assignees"], item["key"]) == ("P1", ["ada"], "A1")
    assert (item["link"]["number"], item["labels"]) == (7, ["parser"])


BLOCK = "```yaml\na:\n  status: done\n  title: A\n```\n"
KEYS = {
    "columns.ignore": (
        "columns: {ignore: [Status]}",
        "| Title | Status | Target |\n|-|-|-|\n| Read | Done | Q2 2027 |\n",
        {"Read": (None, "Q2 2027")},
    ),
    "columns in YAML": (
        "columns: {status: [how_far], title: [was]}",
        "```yaml\n- was: Read\n  how_far: done\n- was: Write\n  how_far: planned\n```\n",
        {"Read": ("done", None), "Write": ("planned", None)},
    ),
    "sections": (
        "sections: {include: ['Vis*'], exclude: [Q1 2027]}",
        "# R\n\n## Vision\n\n- fast\n\n## Q1 2027\n\n- [ ] small\n\n## Q2 2027\n\n- [x] safe\n",
        {"fast": (None, None), "safe": ("done", "Q2 2027")},
    ),
    "sections in YAML": (
        "sections: {include: [Vision], exclude: [Now]}",
        "## Now\n\n```yaml\na:\n  status: done\n```\n\n## Vision\n\n```yaml\nb:\n  status: done\n```\n",
        {"b": ("done", None)},
    ),
    "statuses": (
        "statuses: {done: ['🦄', Hurra], blocked: [Planned]}",
        "| Title | Status |\n|-|-|\n| a | 🦄 |\n| b | Hurra |\n| c | Planned |\n\n## Q1 2027\n\n- 🦄 d\n",
        {"a": ("done", None), "b": ("done", None), "c": ("blocked", None), "d": ("done", "Q1 2027")},
    ),
    "statuses in YAML": (
        "statuses: {done: [hurra], blocked: [planned]}",
        "```yaml\na:\n  status: hurra\n  title: A\nb:\n  status: planned\n```\n",
        {"A": ("done", None), "b": ("blocked", None)},
    ),
    "items": (
        "items: {tables: false, lists: false, headings: false, yaml: false}",
        f"{TABLE}\n## Q1 2027\n\n- [ ] d\n\n### E ✅\n\nIt is.\n\n### F ✅\n\nIt is.\n\n{BLOCK}",
        {},
    ),
    "front matter": (
        "sections: {exclude: [Now]}",
        "---\nroadmap:\n  sections: {exclude: [Later]}\n---\n\n## Now\n\n- [ ] a\n\n## Later\n\n- [ ] b\n",
        {"a": ("planned", "Now")},
    ),
}


@pytest.mark.parametrize(("settings", "text", "items"), KEYS.values(), ids=KEYS)
def test_a_key_does_what_the_documentation_says(alone: Desk, settings: str, text: str, items: object):
    assert shown(alone, settings, text) == items


TITLED = """# Roadmap

| Title | Status |
|---|---|
| **Read** `the` file | Planned |
| See [the plan](https://example.org/plan) | Planned |

## Q1 2027

- [ ] Write the file — at once
- [ ] Ship *it* ✅
"""


def test_the_title_becomes_the_link(desk: Desk):
    write(desk, ".github/roadmap-sync.yml", "link: title")
    desk.put(TITLED)
    desk.sync()
    url = f"{desk.github.url}/{desk.github.repository}/issues"
    numbers = {issue["title"]: issue["number"] for issue in desk.github.issues()}
    write_, ship = numbers["Write the file — at once"], numbers["Ship it"]
    assert f"[Write the file — at once]({url}/{write_})" in desk.text
    assert f"[Ship *it*]({url}/{ship}) ✅" in desk.text
    assert "| See [the plan](https://example.org/plan) ([#2]" in desk.text
    desk.settled()
    desk.github.edit(write_, title="Write every file")
    desk.sync()
    assert f"- [ ] [Write every file]({url}/{write_})" in desk.text
    desk.settled()
