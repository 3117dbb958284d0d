"""The real documents beside the repository: read as their annotations say, written without another byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from roadmap_sync.document import write
from roadmap_sync.model import Document, Item, Release, Write
from tests.document.conftest import SHARED
from tests.document.desk import CONFIG, item, reading, slot

URL = "https://github.com/acme/widgets/issues/{}"


def named(shared: Path, number: str) -> Path:
    return next((shared / "seeds").glob(f"{number}_*.txt"))


def fold(text: str | None) -> str:
    return re.sub(r"[\W_]+", " ", (text or "").casefold()).strip()


@pytest.fixture(scope="module")
def spine(shared: Path) -> Document:
    return reading(named(shared, "002").read_bytes())


def test_a_table_roadmap_is_read_as_it_was_annotated(shared: Path, spine: Document) -> None:
    gold = json.loads((shared / "seeds" / "gold" / f"{named(shared, '002').stem}.json").read_text("utf-8"))
    rows: list[Item | Release] = [*spine.items, *spine.releases]
    assert (len(spine.items), len(spine.releases)) == (25, 4)
    wanted = {row["line"]: row for row in gold["items"] + gold["releases"]}
    assert {row.place.line for row in rows} == set(wanted)
    for row in rows:
        gold_row = wanted[row.place.line]
        assert fold(row.title) == fold(gold_row["title"])
        assert row.status == gold_row["status"]
        assert row.target is not None
        assert row.target.text == gold_row["target"]
    for each in spine.items:
        assert (each.id, list(each.labels)) == (
            wanted[each.place.line]["key"],
            wanted[each.place.line]["labels"],
        )


def test_its_keys_priorities_and_findings(spine: Document) -> None:
    assert len({each.key for each in spine.items}) == 25
    assert sorted({each.priority for each in spine.items if each.priority}) == ["P0", "P1", "P2", "P3"]
    assert [each.key.partition("/")[0] for each in spine.items if "/" in each.key] == ["6", "6"]
    assert [each.code for each in spine.findings] == ["doubled-id"]
    assert spine.items[0].section == ("P0 — Critical (Blocks Production)",)
    assert all(
        "where no work is listed" in each.reason or "no entry" in each.reason for each in spine.skipped
    )


def test_its_details_are_bodies_and_mirrors(spine: Document) -> None:
    mirrored = [each for each in spine.items if len(each.slots_for("status")) == 2]
    assert [each.id for each in mirrored] == ["1", "6", "19"]
    assert all(each.priority == "P0" and each.body.startswith("- ") for each in mirrored)
    bold = item(spine, "19")
    assert slot(bold, "status").words["planned"] == "🔴 **Not Started**"
    assert slot(bold, "mirror").words["planned"] == "🔴 NOT STARTED"
    assert item(spine, "24").body.count("\n") == 2


def test_its_encoding_survives_a_change_of_status(spine: Document) -> None:
    writes = [Write(each, "done") for each in item(spine, "7").slots_for("status")]
    writes += [Write(each, "planned") for each in item(spine, "1").slots_for("status")]
    after = write(spine, writes, CONFIG)
    clean = reading(after)
    assert (clean.encoding, item(clean, "7").status_text, item(clean, "1").status) == (
        "cp1252",
        "✅ Completed",
        "planned",
    )
    before, now = spine.data.split(b"\n"), after.split(b"\n")
    assert [number for number, pair in enumerate(zip(before, now, strict=True), 1) if pair[0] != pair[1]] == [
        19,
        29,
        53,
    ]


ENCODINGS = {"000": "utf-8", "001": "mac_roman", "002": "cp1252", "003": "utf-8", "004": "mac_roman"}


@pytest.mark.parametrize(("number", "encoding"), ENCODINGS.items())
def test_encodings_are_recognised(shared: Path, number: str, encoding: str) -> None:
    assert reading(named(shared, number).read_bytes()).encoding == encoding


def gold_files() -> list[Path]:
    return [*sorted(SHARED.glob("seeds/gold/*.json")), *sorted(SHARED.glob("corpus/gold/*.json"))]


@pytest.mark.parametrize("gold", gold_files(), ids=lambda path: path.stem[:20])
def test_nothing_gives_an_item_that_a_reader_would_not_see(gold: Path) -> None:
    notes = json.loads(gold.read_text("utf-8"))
    folder = gold.parent.parent if gold.parent.parent.name == "seeds" else gold.parent.parent / "docs"
    source = next(path for suffix in (".txt", ".md") if (path := folder / f"{gold.stem}{suffix}").is_file())
    document = reading(source.read_bytes())
    known = {row["line"] for row in notes["items"] + notes.get("releases", [])} | set(
        notes.get("optional_lines", [])
    )
    assert {each.place.line for each in (*document.items, *document.releases)} <= known


def all_documents() -> list[Path]:
    return [*sorted(SHARED.glob("seeds/*.txt")), *sorted(SHARED.glob("corpus/docs/*.md"))]


def flips(document: Document) -> Iterator[Write]:
    """Another status for every item that can show one, and a link for every item that has none."""
    for each in document.items:
        slots = [slot for slot in each.slots_for("status") if slot.words]
        values = [value for value in ("done", "planned", "in_progress") if value != each.status]
        shown = [value for value in values if all(value in slot.words for slot in slots)]
        yield from (Write(slot, shown[0]) for slot in slots if shown)
        yield from (
            Write(slot, URL.format(each.place.line)) for slot in each.slots_for("link") if not each.link
        )


def test_every_real_document_survives_a_flip_of_all_its_statuses(shared: Path) -> None:
    met = 0
    for path in all_documents():
        document = reading(path.read_bytes())
        writes = list(flips(document))
        after = write(document, writes, CONFIG)
        spans = sorted(each.slot.span for each in writes)
        edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(document.data)]
        parts = [document.data[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
        at = 0
        for part in parts:
            at = after.index(part, at) + len(part)
        assert after.startswith(parts[0])
        assert after.endswith(parts[-1])
        met += len(document.items)
    assert met > 400
