"""`check`: what a person should look at, offline."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.acceptance import calls
from tests.acceptance.desk import Ran, clean_environment

HEAD = "# Roadmap\n\n| # | Title | Status | Target | Issue |\n|---|---|---|---|---|\n"
CLEAN = HEAD + "| 1 | Read | Planned | Q1 2099 | |\n| 2 | Write | Done | Q1 2001 | |\n"
URL = "https://github.com/acme/widgets/issues"


@pytest.fixture
def run(tmp_path: Path):
    """Run `check` in a folder that holds the given files."""

    def run(files: dict[str, str | bytes], *arguments: str, **environment: str) -> Ran:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode() if isinstance(text, str) else text)
        ran = Ran(*calls.run("check", *arguments, cwd=tmp_path, env=clean_environment(**environment)))
        assert "Traceback" not in ran.err, ran.err
        return ran

    return run


@pytest.mark.usefixtures("plain")
def test_nothing_to_find(run):
    ran = run({"ROADMAP.md": CLEAN})
    assert (ran.code, ran.out, ran.err) == (0, "1 document: nothing found\n", "")


def test_findings_have_place_and_code(run):
    rows = "| 1 | Read | Nearly | Q1 2099 | |\n| 1 | Write | Done | 3/4/2026 | |\n| 3 |  | Done | | |\n"
    ran = run({"ROADMAP.md": HEAD + rows})
    assert ran.code == 4
    codes = [line.rpartition(" ")[2] for line in ran.out.splitlines()[:-1]]
    assert codes == ["[unknown-status]", "[doubled-id]", "[ambiguous-target]", "[unreadable-row]"]
    assert ran.out.startswith('ROADMAP.md:5:14: "Nearly" is no status')
    assert ran.out.endswith("\n1 document: 4 warnings\n")


def test_notices_need_nobody(run):
    rows = "| 1 | Read | Done | Q1 2099 | |\n| 2 | Write | Planned | Q1 2001 | |\n"
    ran = run({"ROADMAP.md": HEAD + rows})
    assert ran.code == 0
    assert [line.rpartition(" ")[2] for line in ran.out.splitlines()[:-1]] == ["[done-early]", "[overdue]"]
    assert run({}, "--strict").code == 4


def test_bytes_that_are_no_text_are_a_finding_and_other_documents_are_read(run):
    ran = run({"a.md": b"# R\n\n\xff\n", "b.md": CLEAN}, "a.md", "b.md")
    assert ran.code == 1
    assert ran.out.startswith("a.md:3:1: not UTF-8: byte 0xFF at offset 5 [unreadable]\n")
    assert "2 documents: 1 error" in ran.out


def test_files_that_are_not_there(run):
    ran = run({}, "a.md", "b.md")
    assert ran.code == 2
    assert "a.md: no such file" in ran.err
    assert "b.md: no such file" in ran.err


def test_other_repositories(run):
    rows = f"| 1 | Read | Planned | | [#1]({URL}/1) |\n| 2 | Write | Planned | | [#2]({URL}/2) |\n"
    rows += "| 3 | Ship | Planned | | https://github.com/acme/gadgets/issues/3 |\n"
    unknown = run({"ROADMAP.md": HEAD + rows})
    assert (
        "ROADMAP.md:7:7: the link leads to acme/gadgets, but most links lead to acme/widgets" in unknown.out
    )
    known = run({}, GITHUB_REPOSITORY="acme/gadgets")
    assert known.out.count("[other-repository]") == 2
    assert run({}, GITHUB_REPOSITORY="ACME/Widgets").out.count("[other-repository]") == 1


def test_copied_links_over_all_documents(run):
    one = HEAD + f"| 1 | Read | Planned | | [#1]({URL}/1) |\n"
    other = HEAD + "| 1 | Write | Planned | | #1 |\n"
    ran = run({"a.md": one, "b.md": other}, "a.md", "b.md", GITHUB_REPOSITORY="acme/widgets")
    assert ran.code == 4
    assert ran.out.startswith('b.md:5:7: "Read" (a.md:5:7) links to #1 too: remove the copy [copied-link]\n')


def test_mojibake(run):
    lines = [f"| {n} | Straße {n} | Geplant | | |\n" for n in range(1, 6)]
    text = HEAD + "".join(lines)
    ran = run({"ROADMAP.md": text.encode().decode("cp1252")})
    assert ran.code == 4
    assert ran.out.startswith("ROADMAP.md:5:1: the text is UTF-8 that was once read as cp1252 (mojibake)")


def test_json(run):
    shown = run({"ROADMAP.md": HEAD + "| 1 | Read | Nearly | | |\n"}, "--format", "json").json
    assert shown["counts"] == {"error": 0, "warning": 1, "notice": 0}
    assert shown["exit_code"] == 4
    ((finding,),) = [one["findings"] for one in shown["documents"]]
    message = '"Nearly" is no status that is known; say in a legend what it means'
    expected = {"line": 5, "column": 14, "severity": "warning", "code": "unknown-status", "message": message}
    assert finding == expected


def test_annotations_are_escaped_and_not_more_than_github_shows(run):
    rows = [f"| {n} | Read {n} | 90%, nearly: {n} | | |" for n in range(1, 13)]
    rows.append("| 13 | ::error::x ##[error]x | Planned | Q1 2001 | |")
    ran = run({"a,b:c.md": HEAD + "\n".join(rows) + "\n"}, "a,b:c.md", "--format", "github")
    lines = ran.out.splitlines()
    assert lines[0] == "1 document: 12 warnings, 1 notice"
    assert lines[1].startswith(
        '::warning file=a%2Cb%3Ac.md,line=5,col=16,title=unknown-status::"90%25, nearly: 1" is no status'
    )
    commands = [line.partition(" ")[0] for line in lines[1:] if line.startswith("::")]
    assert commands == ["::warning"] * 10 + ["::notice"]
    assert [line.partition(": ")[0] for line in lines[12:]] == ["a,b:c.md:15:18", "a,b:c.md:16:18"]


@pytest.mark.usefixtures("plain")
def test_annotations_name_files_from_the_top_of_the_repository(run, tmp_path: Path):
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    file = tmp_path / "docs/PLAN.md"
    ran = run({"docs/PLAN.md": HEAD + "| 1 | Read | Nearly | | |\n"}, str(file), "--format", "github")
    assert "::warning file=docs/PLAN.md,line=5" in ran.out


def test_the_documents_of_the_configuration(run):
    files = {".github/roadmap-sync.yml": "documents: ['docs/*.md']", "docs/a.md": CLEAN, "docs/b.md": CLEAN}
    assert run(files).out == "2 documents: nothing found\n"
