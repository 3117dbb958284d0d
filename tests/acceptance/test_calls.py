"""A call that is forked is the command line that users start: the same words, codes, folder and end."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.acceptance import calls
from tests.acceptance.desk import clean_environment

PAGE = "# Roadmap\n\n| # | Title | Status |\n|---|---|---|\n| 1 | Lesen und schreiben | ✅ |\n"


@pytest.fixture(params=["forked", "plain"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(calls.PLAIN, "1" if request.param == "plain" else "")
    return str(request.param)


def test_the_way_is_the_one_asked_for(way: str, tmp_path: Path):
    process = calls.begin("--version", cwd=tmp_path, env=clean_environment())
    process.communicate()
    assert isinstance(process, calls.Call) == (way == "forked")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("--no-such-option",),
        ("show", "NO.md"),
        ("show", "ROADMAP.md"),
        ("show", "--format", "json", "ROADMAP.md"),
        ("check", "ROADMAP.md"),
        ("sync", "ROADMAP.md"),
        (),
    ],
    ids=" ".join,
)
def test_both_ways_say_the_same(arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "ROADMAP.md").write_text(PAGE, encoding="utf-8")
    said = []
    for plain in ("", "1"):
        monkeypatch.setenv(calls.PLAIN, plain)
        env = clean_environment(GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
        said.append(calls.run(*arguments, cwd=tmp_path, env=env))
    assert said[0] == said[1]
    assert said[0][1] or said[0][2]


def test_the_environment_is_the_given_one_and_no_other(way: str, tmp_path: Path, monkeypatch):
    (tmp_path / "ROADMAP.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/widgets")
    without, named = clean_environment(), clean_environment(GITHUB_REPOSITORY="acme/gadgets")
    assert "no repository is named" in calls.run("sync", "ROADMAP.md", cwd=tmp_path, env=without)[2]
    assert "no token" in calls.run("sync", "ROADMAP.md", cwd=tmp_path, env=named)[2]


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGKILL, -9), (signal.SIGTERM, 0), (signal.SIGINT, 0)], ids=str
)
def test_signals_reach_it(way: str, tmp_path: Path, number: int, code: int):
    process = calls.begin("sandbox", "serve", "--db", "github.db", cwd=tmp_path, env=clean_environment())
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"listening on ")
    os.kill(process.pid, 0)
    process.send_signal(number)
    process.communicate(timeout=20)
    assert process.returncode == code
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


def test_as_many_as_are_wanted_run_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Beyond one for each zygote they are started anew."""
    monkeypatch.delenv(calls.PLAIN, raising=False)
    serve = ("sandbox", "serve", "--db")
    begun = [
        calls.begin(*serve, f"{name}.db", cwd=tmp_path, env=clean_environment()) for name in ("a", "b", "c")
    ]
    lines = {process.stdout.readline() for process in begun if process.stdout}
    for process in begun:
        process.kill()
        process.communicate(timeout=20)
    assert len(lines) == 3
    assert [process.returncode for process in begun] == [-9, -9, -9]
    assert [isinstance(process, calls.Call) for process in begun] == [True, True, False]


def test_another_language_or_time_zone_needs_a_start_of_its_own(tmp_path: Path):
    """Python looks at these when it starts."""
    for name, value in (("LC_ALL", "C"), ("PYTHONUTF8", "1"), ("TZ", "Asia/Tokyo")):
        process = calls.begin("--version", cwd=tmp_path, env=clean_environment(**{name: value}))
        process.communicate()
        assert not isinstance(process, calls.Call), name
