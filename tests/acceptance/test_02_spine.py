"""The spine, line by line: a table roadmap in step with GitHub, through the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.conftest import SHARED
from tests.acceptance.desk import Desk, GitHub, clean_environment

DONE = {1, 5, 6, 7, 8, 10, 13, 16, 17, 21}
"""Numbers of the issues whose rows are ✅, in the order in which the rows stand."""


@pytest.fixture
def synced(desk: Desk, seed_002: bytes) -> Desk:
    desk.put(seed_002)
    desk.sync()
    return desk


@pytest.fixture
def any_synced(any_desk: Desk, seed_002: bytes) -> Desk:
    any_desk.put(seed_002)
    any_desk.sync()
    return any_desk


def mojibake(text: str) -> str:
    """What a text looks like in the document: its UTF-8 read as cp1252, byte by byte."""
    import ftfy.bad_codecs

    ftfy.bad_codecs.search_function("sloppy-windows-1252")
    return text.encode().decode("sloppy-windows-1252")


def test_02_01_understood(seed_002: bytes, tmp_path: Path):
    gold, docs = tmp_path / "gold", tmp_path / "docs"
    for folder, source in ((gold, "seeds/gold/002_*.json"), (docs, "seeds/002_*.txt")):
        folder.mkdir()
        for file in SHARED.glob(source):
            (folder / file.name).write_bytes(file.read_bytes())
    least = [f"--min-{name}=1.0" for name in ("f1", "title", "status", "target")]
    command = f"{sys.executable} -m roadmap_sync show --format json"
    scored = subprocess.run(
        [sys.executable, str(SHARED / "seeds/score.py"), "--command", command, *least, str(gold), str(docs)],
        env=clean_environment(),
        capture_output=True,
        text=True,
    )
    assert scored.returncode == 0, scored.stdout


@pytest.mark.usefixtures("plain")
def test_02_02_dry_run(desk: Desk, seed_002: bytes):
    desk.put(seed_002)
    before = desk.github.fingerprint()
    plan = desk.plan()
    created = [change["subject"]["kind"] for change in plan["changes"] if change["kind"] == "create"]
    assert {kind: created.count(kind) for kind in set(created)} == {"issue": 25, "label": 18, "milestone": 9}
    ran = desk.run("--dry-run")
    assert "18 labels, 9 milestones and 25 issues to create" in ran.out
    assert desk.github.fingerprint() == before
    assert desk.file.read_bytes() == seed_002
    assert [one for one in desk.github.sent() if one["kind"] == "write"] == []


@pytest.mark.usefixtures("plain")
def test_02_03_sync(desk: Desk, seed_002: bytes):
    desk.put(seed_002)
    desk.sync()
    issues = desk.github.issues()
    assert len(issues) == 25
    closed = {one["number"]: one["state_reason"] for one in issues if one["state"] == "closed"}
    assert closed == dict.fromkeys(DONE, "completed")
    labels = {label["name"] for label in desk.github.repo("GET", "/labels?per_page=100")}
    assert {"roadmap", "priority: P0", "priority: P3", "CI/CD", "Self-Healing"} <= labels
    assert len(labels) == 18
    milestones = desk.github.repo("GET", "/milestones?state=all&per_page=100")
    due = {one["title"]: (one["due_on"] or "none")[:10] for one in milestones}
    assert due["Q1 2026"] == "2026-03-31"
    assert due["v2.0.0"] == "2026-12-31"
    assert due["2027+"] == "none"
    assert len(due) == 9
    assert_only_links_inserted(seed_002, desk.file.read_bytes(), desk.github)


def assert_only_links_inserted(before: bytes, after: bytes, github: GitHub) -> None:
    for number in range(1, 26):
        link = f" ([#{number}]({github.url}/{github.repository}/issues/{number}))".encode()
        assert after.count(link) == 1
        after = after.replace(link, b"")
    assert after == before


def test_02_04_again(synced: Desk):
    before, data = synced.github.fingerprint(), synced.file.read_bytes()
    done = synced.sync()
    assert done["changes"] == []
    assert done["requests"]["write"] == 0
    assert synced.github.fingerprint() == before
    assert synced.file.read_bytes() == data
    assert synced.run("--dry-run", "--exit-code").code == 0
    synced.edit("| 9 | LoRA fine-tuning adapter scaffold", "| 9 | LoRA adapters")
    assert synced.run("--dry-run", "--exit-code").code == 3


def test_02_05_colleague(synced: Desk, seed_002: bytes):
    before = synced.text
    seven = synced.github.titled("Implement OpenTelemetry tracing")["number"]
    thirteen = synced.github.titled("Performance benchmarks (pytest-benchmark)")["number"]
    synced.github.close(seven)
    synced.github.reopen(thirteen)
    done = synced.sync()
    assert len([change for change in done["changes"] if change["kind"] == "write"]) == 2
    expected = before
    for number, old, new in (
        (seven, "🔴 Not Started", "✅ Completed"),
        (thirteen, "✅ Completed", "🟡 In Progress"),
    ):
        line = next(one for one in before.split("\n") if f"/issues/{number})" in one)
        assert line.count(mojibake(old)) == 1
        expected = expected.replace(line, line.replace(mojibake(old), mojibake(new)))
    assert synced.text == expected
    synced.settled()


def test_02_05_colleague_and_mirror(synced: Desk):
    before = synced.text
    first = synced.github.titled("Implement eBPF networking layer")["number"]
    synced.github.reopen(first)
    synced.sync()
    changed = [
        (old, new) for old, new in zip(before.split("\n"), synced.text.split("\n"), strict=True) if old != new
    ]
    assert [new for _, new in changed] == [
        changed[0][0].replace(mojibake("✅ Completed"), mojibake("🟡 In Progress")),
        changed[1][0].replace(mojibake("✅ COMPLETED"), mojibake("🟡 IN PROGRESS")),
    ]
    synced.settled()


def test_02_06_edits(synced: Desk):
    github = synced.github
    nine = github.titled("LoRA fine-tuning adapter scaffold")["number"]
    seven = github.titled("Implement OpenTelemetry tracing")["number"]
    two = github.titled("Integrate SPIFFE/SPIRE identity")["number"]
    synced.edit("LoRA fine-tuning adapter scaffold", "LoRA adapters for all")
    line = next(one for one in synced.text.split("\n") if f"/issues/{two})" in one)
    synced.edit(line, line.replace(mojibake("🔴 Not Started"), mojibake("✅ Completed")))
    synced.edit("Implement OpenTelemetry tracing", "OpenTelemetry tracing v2")
    github.edit(seven, title="OTel tracing")
    held = synced.sync(code=4)
    assert [(hold["subject"]["number"], hold["field"]) for hold in held["holds"]] == [(seven, "title")]
    assert "--take github=7" in held["holds"][0]["todo"]
    assert github.titled("LoRA adapters for all")["number"] == nine
    assert github.repo("GET", f"/issues/{two}")["state"] == "closed"
    assert github.repo("GET", f"/issues/{seven}")["title"] == "OTel tracing"
    synced.sync("--take", "document=7")
    assert github.repo("GET", f"/issues/{seven}")["title"] == "OpenTelemetry tracing v2"
    synced.settled()


def test_02_06_take_github(synced: Desk):
    seven = synced.github.titled("Implement OpenTelemetry tracing")["number"]
    synced.edit("Implement OpenTelemetry tracing", "OpenTelemetry tracing v2")
    synced.github.edit(seven, title="OTel tracing")
    synced.sync(code=4)
    synced.sync("--take", f"github=#{seven}:title")
    assert "| 7 | OTel tracing ([#" in synced.text
    synced.settled()


def test_02_07_undo_on_github(any_synced: Desk):
    """Close, sync, reopen, sync; rename, sync, rename back, sync."""
    desk, github = any_synced, any_synced.github
    seven = github.titled("Implement OpenTelemetry tracing")["number"]
    github.close(seven)
    desk.sync()
    desk.settled()
    github.reopen(seven)
    desk.sync()
    line = next(one for one in desk.text.split("\n") if f"/issues/{seven})" in one)
    assert mojibake("🟡 In Progress") in line
    desk.settled()
    github.edit(seven, title="Trace everything")
    desk.sync()
    assert "| 7 | Trace everything (" in desk.text
    desk.settled()
    github.edit(seven, title="Implement OpenTelemetry tracing")
    desk.sync()
    assert "| 7 | Implement OpenTelemetry tracing (" in desk.text
    desk.settled()


def test_02_07_undo_in_the_document(any_synced: Desk):
    """Close, sync, set the row back, sync: the last person wins."""
    desk, github = any_synced, any_synced.github
    seven = github.titled("Implement OpenTelemetry tracing")["number"]
    before = desk.text
    github.close(seven)
    desk.sync()
    assert desk.text != before
    desk.settled()
    desk.put(before)
    desk.sync()
    assert github.repo("GET", f"/issues/{seven}")["state"] == "open"
    assert desk.text == before
    desk.settled()
    github.edit(seven, title="Trace everything")
    desk.sync()
    desk.put(before)
    desk.sync()
    assert github.repo("GET", f"/issues/{seven}")["title"] == "Implement OpenTelemetry tracing"
    desk.settled()


def closed_and_discarded(clone: Desk, seed_002: bytes) -> int:
    """A colleague closes issue 7, a sync writes it into the working copy, and git throws that away."""
    clone.put(seed_002)
    clone.sync()
    seven = clone.github.titled("Implement OpenTelemetry tracing")["number"]
    clone.github.close(seven)
    assert clone.run("--yes").code == 0
    clone.run_git("checkout", "--quiet", "--", clone.name)
    return seven


@pytest.mark.parametrize("side", ["github", "document"])
def test_02_07_discarded(github: GitHub, tmp_path: Path, seed_002: bytes, side: str):
    """A write-back that was discarded is not taken for an edit: the row is held until a person decides."""
    from tests.acceptance.conftest import make_desk

    clone = make_desk(github, tmp_path, clone=True)
    seven = closed_and_discarded(clone, seed_002)
    held = clone.sync(code=4)
    assert [(hold["subject"]["number"], hold["field"]) for hold in held["holds"]] == [(seven, "status")]
    assert "set back" in held["holds"][0]["why"]
    assert github.repo("GET", f"/issues/{seven}")["state"] == "closed"
    clone.sync("--take", f"{side}=7")
    line = next(one for one in clone.text.split("\n") if f"/issues/{seven})" in one)
    state = github.repo("GET", f"/issues/{seven}")["state"]
    expected = ("✅ Completed", "closed") if side == "github" else ("🔴 Not Started", "open")
    assert (mojibake(expected[0]) in line, state) == (True, expected[1])
    clone.settled()


@pytest.mark.usefixtures("plain")
def test_02_07_runner(github: GitHub, tmp_path: Path, seed_002: bytes):
    """The same on the branch itself, as a job there sees it: the text is old, and is pulled again."""
    from tests.acceptance.conftest import make_desk

    clone = make_desk(github, tmp_path, clone=True)
    seven = closed_and_discarded(clone, seed_002)
    clone.environment["GITHUB_ACTIONS"] = "true"
    clone.sync()
    line = next(one for one in clone.text.split("\n") if f"/issues/{seven})" in one)
    assert mojibake("✅ Completed") in line
    clone.settled()
