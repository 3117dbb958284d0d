"""What entries say of themselves in remarks, by strikes, and behind a status; read and written."""

from __future__ import annotations

import pytest

from roadmap_sync.model import Status
from tests.document.desk import reading, written

TIMED = {
    "behind a lead": "- **Lexer** (Q2 2026, in progress) — with care.\n- **Parser** (TBD, planned) — no.\n",
    "at the end": "- Lexer (Q2 2026, in progress)\n- Parser (TBD, planned)\n",
    "with a bar": "- **Lexer** (Q2 2026 | in progress): with care.\n- **Parser** (TBD | planned): maybe.\n",
}


@pytest.mark.parametrize("text", TIMED.values(), ids=TIMED.keys())
def test_a_status_behind_a_time_in_one_remark(text: str) -> None:
    lexer, parser = reading(text).items
    assert (lexer.title, lexer.status, lexer.target and lexer.target.text) == (
        "Lexer",
        Status.IN_PROGRESS,
        "Q2 2026",
    )
    assert (parser.title, parser.status, parser.target) == ("Parser", Status.PLANNED, None)


@pytest.mark.parametrize("text", TIMED.values(), ids=TIMED.keys())
def test_the_status_behind_a_time_is_written_and_the_time_stays(text: str) -> None:
    assert written(text, "status", "planned") == text.replace("in progress", "planned")


@pytest.mark.parametrize(
    "remark", ["(lexer, planned or not)", "(the parser, done by hand)", "(in Rust, planned for long)"]
)
def test_a_remark_that_names_no_time_is_no_status(remark: str) -> None:
    (found,) = reading(f"## Now\n\n- Lexer {remark}\n").items
    assert found.status is None


BEHIND = {
    "- Lexer — planned for 3.2": "3.2",
    "- Lexer — done in v3.0": "v3.0",
    "- Lexer — planned for Q3 2026": "Q3 2026",
    "- Lexer — done in March 2026": None,
    "- Lexer — blocked by 3 things": None,
}


@pytest.mark.parametrize("text", BEHIND)
def test_what_a_status_at_the_end_is_for(text: str) -> None:
    (found,) = reading(f"## Tasks\n\n{text}\n").items
    assert (found.target and found.target.text) == BEHIND[text]


def test_the_version_stays_when_its_status_is_written() -> None:
    assert written("- Lexer — planned for 3.2\n", "status", "done") == "- Lexer — completed for 3.2\n"


STRUCK = {
    "says nothing": ("## Work\n\n- [x] Types\n- [ ] ~~Lexer~~\n", Status.DROPPED),
    "below done": ("## Done\n\n- ~~Lexer~~\n- Parser\n", Status.DONE),
    "below planned": ("## Planned\n\n- ~~Lexer~~\n- Parser\n", Status.DROPPED),
    "the document says done": ("Struck through = done.\n\n## Now\n\n- ~~Lexer~~\n- Parser\n", Status.DONE),
    "it says so in Chinese": ("删除线表示已完成。\n\n## Now\n\n- ~~Lexer~~\n- Parser\n", Status.DONE),
    "it says dropped": ("~~Crossed out~~ means dropped.\n\n## Done\n\n- ✅ ~~Lexer~~\n", Status.DONE),
}


@pytest.mark.parametrize("case", STRUCK.values(), ids=STRUCK.keys())
def test_what_a_strike_means(case: tuple[str, Status]) -> None:
    text, status = case
    assert next(each for each in reading(text).items if each.title == "Lexer").status is status


def test_what_is_only_struck_cannot_be_written() -> None:
    (lexer, *_) = reading(STRUCK["below done"][0]).items
    assert not lexer.slots_for("status")


def test_a_title_that_leads_to_a_version() -> None:
    boxes = "\n\n## Work\n\n- [ ] Lexer\n"
    targets = {
        title: reading(f"# {title}{boxes}").items[0].target
        for title in ("Roadmap to 2.0", "Acme 2.0", "A plan for 24.7 years")
    }
    assert [each and each.text for each in targets.values()] == ["2.0", None, None]


def test_plain_entries_between_signed_ones_are_work_too() -> None:
    text = "### Storage\n\n1. ~~Log~~ ✅\n2. Compaction (in progress)\n3. Snapshots\n"
    assert [each.title for each in reading(text).items] == ["Log", "Compaction", "Snapshots"]
    few = "### Storage\n\n1. Compaction (in progress)\n2. Keep it small\n3. Keep it fast\n"
    assert [each.title for each in reading(few).items] == ["Compaction"]


def test_a_part_that_folds_up_speaks_for_the_table_in_it() -> None:
    rows = "| Feature | Version |\n|---|---|\n| Tabs | 1.1 |\n"
    text = f"<details>\n<summary>✅ Shipped (click)</summary>\n\n{rows}\n</details>\n\n{rows}"
    first, second = reading(text).items
    assert (first.status, second.status) == (Status.DONE, None)
    assert not first.slots_for("status")
    plain = reading(text.replace("✅ Shipped (click)", "Click me")).items[0]
    assert (plain.status, plain.section) == (None, ())


PROMISED = {
    "a list in order": "# TODO / Roadmap\n\nIn rough order of priority:\n\n1. **Lexer.** It is slow.\n",
    "horizons in words": "# Acme\n\n## Maybe someday\n\n- Lexer\n",
    "the next quarter in Japanese": "# Acme\n\n## 次の四半期\n\n1. Lexer\n",
}


@pytest.mark.parametrize("text", PROMISED.values(), ids=PROMISED.keys())
def test_lists_that_are_promised(text: str) -> None:
    assert [each.title for each in reading(text).items] == ["Lexer"]


def test_a_list_that_explains_an_order_of_something_else_is_none() -> None:
    assert not reading("# Acme\n\nIn rough order of size:\n\n1. Lexer\n").items


def test_done_things_in_a_caption() -> None:
    (found,) = reading("# TODO\n\nThings we've already done:\n\n- ~~Lexer~~ (0.3)\n").items
    assert (found.title, found.status, found.target and found.target.text) == ("Lexer", Status.DONE, "0.3")


def test_a_time_behind_a_dash_after_a_bracket() -> None:
    (found,) = reading("## 进行中\n\n- [ ] 检索（RAG）- 预计 2026 年 4 月\n").items
    assert (found.title, found.target and found.target.name) == ("检索（RAG）", "April 2026")


def test_a_column_of_progress_in_which_one_cell_is_prose() -> None:
    rows = ("A | Terminé", "B | En cours", "C | À venir", "D | Voir l'annexe")
    found = reading("| Tâche | Avancement |\n|---|---|\n" + "".join(f"| {row} |\n" for row in rows))
    assert [each.status for each in found.items] == [
        Status.DONE,
        Status.IN_PROGRESS,
        Status.PLANNED,
        None,
    ]
