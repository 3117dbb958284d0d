"""One document through its whole life: show, check, sync, every status flipped on GitHub, sync, again."""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from roadmap_sync.cli import group
from roadmap_sync.cli.failing import told
from tests.acceptance.desk import GitHub, clean_environment

ALLOWED = [f"--allow={kind}=100000" for kind in ("creates", "updates", "closes", "words")]


GONE = "is gone, or this token cannot see it"
"""What is said of the issues that a real document links and that this repository does not have."""


@dataclass
class Life:
    """What came of one document; ``faults`` is empty when all went well."""

    name: str
    items: int = 0
    releases: int = 0
    left_out: int = 0
    flipped: int = 0
    written: int = 0
    drift: int = 0
    held: int = 0
    faults: list[str] = field(default_factory=list)


def live(source: Path, folder: Path) -> Life:
    """Take a copy of ``source`` through its life in ``folder``, which must be empty."""
    life = Life(source.name)
    desk = folder / "desk"
    desk.mkdir()
    (desk / "ROADMAP.md").write_bytes(source.read_bytes())
    github = GitHub(folder)
    github.start()
    try:
        with surroundings(desk, github):
            _live(life, desk / "ROADMAP.md", github)
    except Exception as error:
        life.faults.append(
            f"{type(error).__name__}: {str(error).splitlines()[0][:200] if str(error) else ''}"
        )
    finally:
        github.stop()
    return life


@contextlib.contextmanager
def surroundings(desk: Path, github: GitHub) -> Iterator[None]:
    """The folder and the environment of somebody who works at ``desk``."""
    named = {
        "GITHUB_API_URL": github.url,
        "GITHUB_REPOSITORY": github.repository,
        "GITHUB_TOKEN": "owner",
        "GIT_CEILING_DIRECTORIES": str(desk.parent),
    }
    with contextlib.chdir(desk), patch.dict(os.environ, clean_environment(**named), clear=True):
        yield


def run(*arguments: str) -> tuple[int, Any]:
    """The command line in this process: its exit code, and the JSON it prints."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = told(lambda: group.main([*arguments, "--format", "json"], standalone_mode=False))
    try:
        return code, json.loads(out.getvalue())
    except ValueError:
        return code, {"error": err.getvalue()}


def _live(life: Life, file: Path, github: GitHub) -> None:
    shown = _show(life)
    if shown is None or not (life.items or life.releases):
        return
    first = _synced(life, "first sync", file)
    _flip(life, github)
    before = file.read_bytes()
    plan = _synced(life, "sync after the flips", file)
    life.written = sum(change["kind"] == "write" for change in plan["changes"])
    life.drift = sum(hold["kind"] == "drift" for hold in plan["holds"])
    _compare(life, before, file.read_bytes(), plan, shown["encoding"])
    again = _synced(life, "sync again", file)
    if again["changes"] or again["requests"]["write"]:
        kinds = sorted({f"{one['kind']} {one['subject']['kind']} {one['field']}" for one in again["changes"]})
        life.faults.append(f"the run after is not empty: {', '.join(kinds)} {again['requests']}")
    if not first["changes"] and not first["holds"]:
        life.faults.append("items and nothing to do")


def _show(life: Life) -> dict[str, Any] | None:
    code, shown = run("show", "ROADMAP.md")
    if code != 0:
        life.faults.append(f"show: exit {code}: {shown.get('error', '')[:200]}")
        return None
    document = shown["documents"][0]
    life.items, life.releases = len(document["items"]), len(document["releases"])
    life.left_out = len(document["skipped"])
    return document


def _synced(life: Life, name: str, file: Path) -> dict[str, Any]:
    code, done = run("sync", "--yes", *ALLOWED, file.name)
    if "changes" not in done:
        raise AssertionError(f"{name}: exit {code}: {done.get('error', '').strip()}")
    held = [hold for hold in done["holds"] if hold["kind"] == "conflict"]
    life.held += len(held)
    if code not in (0, 4) or (code == 4 and not held):
        bad = [one for one in done["outcomes"] if one["result"] != "done"]
        life.faults.append(f"{name}: exit {code}: {done['stopped'] or [one['why'] for one in bad[:2]]}")
    strange = [hold for hold in held if GONE not in hold["why"]]
    if name == "first sync" and strange:
        life.faults.append(f"{name}: held: {strange[0]['why']} ({strange[0]['subject']['name']})")
    return done


def _flip(life: Life, github: GitHub) -> None:
    """A colleague closes what is open and reopens what is closed."""
    for issue in github.issues():
        github.edit(issue["number"], state="closed" if issue["state"] == "open" else "open")
        life.flipped += 1


def _compare(life: Life, before: bytes, after: bytes, plan: Mapping[str, Any], encoding: str) -> None:
    """The new bytes are the old ones with exactly the plan's texts put in, line by line."""
    old, new = _lines(before), _lines(after)
    if len(old) != len(new):
        life.faults.append(f"{len(old)} lines became {len(new)}")
        return
    writes: dict[int, list[tuple[str, str]]] = {}
    for change in plan["changes"]:
        if change["kind"] == "write" and change["field"] != "link":
            writes.setdefault(change["place"]["line"], []).append((change["before"], change["after"]))
    for number, (was, now) in enumerate(zip(old, new, strict=True), 1):
        if was != now and now not in _expected(was, writes.get(number, []), encoding):
            life.faults.append(f"line {number}: {was[:80]!r} became {now[:80]!r}")


def _lines(data: bytes) -> list[bytes]:
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def _expected(line: bytes, writes: list[tuple[str, str]], encoding: str) -> set[bytes]:
    """Every line that the writes could make of it, each put in at any one place where its text stands."""
    lines = {line}
    for before, after in writes:
        made: set[bytes] = set()
        for old, new in zip(_spelled(before, encoding), _spelled(after, encoding), strict=True):
            for one in lines:
                at = one.find(old)
                while at >= 0:
                    made.add(one[:at] + new + one[at + len(old) :])
                    at = one.find(old, at + 1)
        lines = made
    return lines


def _spelled(text: str, encoding: str) -> list[bytes]:
    """A text as UTF-8, and as the document's own mojibake."""
    plain = text.encode()
    if encoding == "utf-8":
        return [plain]
    import ftfy.bad_codecs  # noqa: F401 - registers the codec

    codec = "sloppy-windows-1252" if encoding == "cp1252" else encoding
    return [plain, plain.decode(codec).encode()]
