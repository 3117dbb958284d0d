"""Files: loaded, locked, and saved only where nobody else did."""

from __future__ import annotations

import multiprocessing
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from roadmap_sync.errors import DocumentChanged, UnreadableDocument, UnwritableDocument, UsageFault
from roadmap_sync.workspace import check_writable, disk, load, lock, save

OLD, NEW = b"old\r\n\xff", "new ✅\n".encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "docs" / "ROADMAP.md"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def alone(file: Path) -> bool:
    """Nothing but the file itself lies in its folder."""
    return [one.name for one in file.parent.iterdir()] == [file.name]


# ── load and save ────────────────────────────────────────────────────────────────────────────


def test_bytes_come_as_they_lie(file: Path):
    assert load(file) == OLD


@pytest.mark.parametrize("name", ["none.md", "ROADMAP.md/inside.md"])
def test_no_such_file(file: Path, name: str):
    with pytest.raises(UsageFault, match="no such file") as found:
        load(file.parent / name)
    assert str(file.parent / name) in str(found.value)


def test_a_folder_is_no_document(file: Path):
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        load(file.parent)


def test_saved(file: Path):
    save(file, OLD, NEW)
    assert file.read_bytes() == NEW
    assert alone(file)


def test_not_over_somebody_elses_text(file: Path):
    file.write_bytes(b"theirs")
    with pytest.raises(DocumentChanged, match="somebody saved it"):
        save(file, OLD, NEW)
    assert file.read_bytes() == b"theirs"
    assert alone(file)


def test_not_where_somebody_took_the_file_away(file: Path):
    file.unlink()
    with pytest.raises(DocumentChanged):
        save(file, OLD, NEW)
    assert not any(file.parent.iterdir())


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_the_mode_is_kept(file: Path, mode: int):
    file.chmod(mode)
    save(file, OLD, NEW)
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_symbolic_links_are_followed(file: Path, tmp_path: Path):
    one, other = tmp_path / "ROADMAP.md", tmp_path / "again.md"
    one.symlink_to("docs/ROADMAP.md")
    other.symlink_to(one)
    save(other, OLD, NEW)
    assert one.is_symlink()
    assert other.is_symlink()
    assert file.read_bytes() == NEW


def test_a_name_as_long_as_names_can_be(tmp_path: Path):
    file = tmp_path / f"{'r' * 252}.md"
    file.write_bytes(OLD)
    save(file, OLD, NEW)
    assert file.read_bytes() == NEW


def test_a_failure_leaves_the_old_text_and_no_rest(file: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritableDocument, match="No space left on device"):
        save(file, OLD, NEW)
    assert file.read_bytes() == OLD
    assert alone(file)


def test_an_interrupt_leaves_the_old_text_and_no_rest(file: Path, monkeypatch: pytest.MonkeyPatch):
    def stopped(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        save(file, OLD, NEW)
    assert file.read_bytes() == OLD
    assert alone(file)


# ── read-only ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def guarded(file: Path) -> Iterator[Path]:
    yield file
    file.parent.chmod(0o755)
    file.chmod(0o644)


def test_writable(guarded: Path):
    check_writable(guarded)


@pytest.mark.parametrize(("what", "mode"), [("file", 0o444), ("folder", 0o555)])
def test_read_only_is_known_before_anything_is_done(guarded: Path, tmp_path: Path, what: str, mode: int):
    place = guarded if what == "file" else guarded.parent
    place.chmod(mode)
    link = tmp_path / "link.md"
    link.symlink_to(guarded)
    for path in (guarded, link):
        with pytest.raises(UnwritableDocument, match=f"the {what} is read-only") as found:
            check_writable(path)
        assert f"chmod u+w {place}" in found.value.todo


# ── the lock ─────────────────────────────────────────────────────────────────────────────────


def _other(path: Path, held: multiprocessing.Queue, done: multiprocessing.Queue) -> None:
    try:
        with lock(path):
            held.put("held")
            done.get(timeout=20)
    except DocumentChanged as fault:
        held.put(str(fault))


def test_a_second_process_is_kept_out(file: Path, tmp_path: Path):
    link = tmp_path / "link.md"
    link.symlink_to(file)
    context = multiprocessing.get_context("spawn")
    held, done = context.Queue(), context.Queue()
    process = context.Process(target=_other, args=(link, held, done))
    process.start()
    try:
        assert held.get(timeout=20) == "held"
        with pytest.raises(DocumentChanged, match="another roadmap-sync is working on it"), lock(file):
            pass
        with lock(tmp_path / "another.md"):
            pass
    finally:
        done.put("go")
        process.join(20)
    with lock(file):
        pass
    assert process.exitcode == 0


def test_the_lock_is_released_after_a_failure(file: Path):
    def failing() -> None:
        with lock(file):
            raise ValueError

    for _ in range(2):
        with pytest.raises(ValueError):  # noqa: PT011
            failing()


def test_the_lock_leaves_nothing_beside_the_document(file: Path):
    with lock(file):
        assert alone(file)
    assert disk.load(file) == OLD
