"""`--sandbox`: the whole story on one's own machine, on a copy."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.acceptance import calls
from tests.acceptance.desk import GitHub, Ran, clean_environment
from tests.acceptance.test_02_crash import SMALL


def tried(folder: Path, *arguments: str) -> Ran:
    ran = Ran(*calls.run(*arguments, cwd=folder, env=clean_environment()))
    assert "Traceback" not in ran.err, ran.err
    return ran


@pytest.fixture(params=["outside git", "in git"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "in git":
        subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/PLAN.md").write_text(SMALL, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("plain")
def test_02_13_copy(folder: Path):
    first = tried(folder, "--sandbox", "--yes", "docs/PLAN.md")
    assert first.code == 0, first.text
    assert "3 issues to create" in first.out
    assert "+| 2 | Write the file ([#2](http://127.0.0.1:" in first.out
    assert (folder / "docs/PLAN.md").read_text(encoding="utf-8") == SMALL
    again = tried(folder, "--sandbox", "--yes", "docs/PLAN.md")
    assert again.code == 0, again.text
    assert again.out.endswith("nothing to do\n")
    state = folder / "docs/.roadmap-sync"
    assert (state / ".gitignore").read_text() == "*\n"


def test_02_13_changed_original(folder: Path):
    tried(folder, "--sandbox", "--yes", "docs/PLAN.md")
    (folder / "docs/PLAN.md").write_text(SMALL.replace("Drop the cache", "Keep the cache"), encoding="utf-8")
    told = tried(folder, "--sandbox", "--yes", "docs/PLAN.md")
    assert "has changed since it was copied; --fresh" in told.err
    assert "nothing to do" in told.out
    fresh = tried(folder, "--sandbox", "--yes", "--fresh", "docs/PLAN.md")
    assert "Keep the cache" in fresh.out
    assert "3 issues to create" in fresh.out


def test_02_13_write(folder: Path):
    done = tried(folder, "--sandbox", "--write", "--yes", "docs/PLAN.md")
    assert done.code == 0, done.text
    assert (folder / "docs/PLAN.md").read_text(encoding="utf-8").count("/issues/") == 3


def on_copy(folder: Path) -> str:
    return (folder / "docs/.roadmap-sync/copy/PLAN.md").read_text(encoding="utf-8")


def test_02_13_adopt(folder: Path):
    """An issue that was in the database before is proposed and taken over; only the copy gets the link."""
    github = GitHub(folder, repository="you/roadmap")
    github.start()
    github.repo("POST", "/issues", {"title": "Write the file"}, token="sandbox")
    github.stop()
    given = ("--sandbox", "--db", "github.db", "docs/PLAN.md")
    assert "--take" in tried(folder, "adopt", *given).out
    done = tried(folder, "adopt", "--yes", *given)
    assert done.code == 0, done.text
    assert "+| 2 | Write the file ([#1](http://127.0.0.1:" in done.out
    assert "Write the file ([#1](" in on_copy(folder)
    assert (folder / "docs/PLAN.md").read_text(encoding="utf-8") == SMALL


def test_02_13_detach(folder: Path):
    tried(folder, "--sandbox", "--yes", "docs/PLAN.md")
    linked = on_copy(folder)
    done = tried(folder, "detach", "--sandbox", "--yes", "2", "--file", "docs/PLAN.md")
    assert done.code == 0, done.text
    assert "+| 2 | Write the file |" in done.out
    assert linked.count("/issues/") - on_copy(folder).count("/issues/") == 1
    assert (folder / "docs/PLAN.md").read_text(encoding="utf-8") == SMALL


def test_02_13_explain(folder: Path):
    tried(folder, "--sandbox", "--yes", "docs/PLAN.md")
    shown = tried(folder, "explain", "2", "--sandbox", "--file", "docs/PLAN.md", "--format", "json")
    assert shown.code == 0, shown.text
    assert (shown.json["issue"]["number"], shown.json["next"]) == (2, [])


@pytest.mark.parametrize("command", [(), ("adopt",), ("detach", "--all"), ("explain", "2")])
def test_02_13_these_options_belong_to_the_sandbox(command: tuple[str, ...], tmp_path: Path):
    ran = tried(tmp_path, *command, "--fresh")
    assert (ran.code, "belong to --sandbox" in ran.err) == (2, True)


@pytest.mark.usefixtures("plain")
def test_02_13_not_without_sandbox(folder: Path):
    assert tried(folder, "--write", "docs/PLAN.md").code == 2
    assert tried(folder, "--sandbox", "docs/NO.md").code == 2


def test_02_13_help_is_quick_to_import():
    """``--help`` loads neither the GitHub client nor the parser nor pydantic, ftfy and rich."""
    code = (
        "import sys; from roadmap_sync.cli import group; "
        "heavy = {'github', 'requests', 'rich', 'pydantic', 'ftfy', 'pyromark', 'yaml', 'starlette'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_02_13_serve(tmp_path: Path):
    """The embedded GitHub as a server of its own: it says where it listens, and stops when told to."""
    command = [*calls.TOOL, "sandbox", "serve", "--db", "state/github.db", "--repo", "acme/widgets"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, text=True, env=clean_environment()
    ) as server:
        line = server.stdout.readline()
        url = line.split()[-1]
        reply = requests.get(f"{url}/repos/acme/widgets", headers={"Authorization": "token any"}, timeout=10)
        server.terminate()
        assert server.wait(10) == 0
    assert line == f"listening on {url}\n"
    assert reply.json()["full_name"] == "acme/widgets"


def test_02_13_serve_refuses(tmp_path: Path):
    assert tried(tmp_path, "sandbox", "serve", "--repo", "acme").code == 2
    (tmp_path / "github.db").write_text("no database at all, but long enough to look like one " * 40)
    broken = tried(tmp_path, "sandbox", "serve", "--db", "github.db")
    assert broken.code in (1, 2)
    assert "github.db" in broken.err


def test_02_13_rows_of_other_repositories(tmp_path: Path):
    """The embedded GitHub has the repositories that the rows name."""
    rows = "| Search | Planned | acme/widgets |\n| Themes | Done | other/gadgets |\n"
    (tmp_path / "ROADMAP.md").write_text(f"# Roadmap\n\n| Title | Status | Repo |\n|---|---|---|\n{rows}")
    done = tried(tmp_path, "--sandbox", "--yes")
    assert done.code == 0, done.text
    assert re.search(r"\+\| Search \(\[#1\]\(\S+/acme/widgets/issues/1\)\)", done.out)
    assert re.search(r"\+\| Themes \(\[#1\]\(\S+/other/gadgets/issues/1\)\)", done.out)
    assert tried(tmp_path, "--sandbox", "--yes").out.endswith("nothing to do\n")


def test_02_13_bare_names_of_listed_repositories(tmp_path: Path):
    """What the configuration lists is there too, so that a bare name means the same as for real."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config/roadmap-sync.yml").write_text("repositories: [you/gadgets]\n")
    rows = "| Search | Planned | |\n| Themes | Planned | gadgets |\n"
    (tmp_path / "ROADMAP.md").write_text(f"# Roadmap\n\n| Title | Status | Repo |\n|---|---|---|\n{rows}")
    done = tried(tmp_path, "--sandbox", "--yes")
    assert done.code == 0, done.text
    assert re.search(r"\+\| Themes \(\[#1\]\(\S+/you/gadgets/issues/1\)\)", done.out)
