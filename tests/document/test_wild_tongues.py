"""Statuses, times and legends as people write them in other languages and in their own words."""

from __future__ import annotations

import pytest

from roadmap_sync.model import Item, Status
from tests.document.desk import reading, table, written

DONE, DOING, PLANNED, BLOCKED, DROPPED = (
    Status.DONE,
    Status.IN_PROGRESS,
    Status.PLANNED,
    Status.BLOCKED,
    Status.DROPPED,
)

CELLS = {
    "Turkish": ("Özellik | Durum", "Tamamlandı", "Devam ediyor", "Planlandı", "Beklemede", "İptal edildi"),
    "Polish": ("Funkcja | Stan", "gotowe", "w trakcie", "zaplanowane", "wstrzymane", "anulowane"),
    "Dutch": ("Taak | Status", "Afgerond", "Mee bezig", "Te doen", "Uitgesteld", "Geannuleerd"),
    "Ukrainian": ("Завдання | Статус", "Зроблено", "У роботі", "Заплановано", "Відкладено", "Скасовано"),
    "Vietnamese": ("Tính năng | Trạng thái", "Hoàn thành", "Đang làm", "Chưa làm", "Tạm dừng", "Đã hủy"),
    "Indonesian": ("Fitur | Status", "Selesai", "Dalam proses", "Belum dimulai", "Ditunda", "Dibatalkan"),
    "German": ("Vorhaben | Stand", "fertiggestellt", "läuft", "in Planung", "ruht", "gestrichen"),
    "Chinese": ("需求 | 完成情况", "已交付", "测试中", "设计中", "搁置", "已废弃"),
}


def met(text: str) -> list[Item]:
    return list(reading(text).items)


@pytest.mark.parametrize("case", CELLS.values(), ids=CELLS.keys())
def test_the_status_cells_of_a_language(case: tuple[str, ...]) -> None:
    header, *words = case
    found = met(table(*(f"Work {at} | {word}" for at, word in enumerate(words)), header=header))
    assert [each.status for each in found] == [DONE, DOING, PLANNED, BLOCKED, DROPPED]


HEADINGS = {
    "## Déjà fait": (DONE, None),
    "## Doing right now": (DOING, "right now"),
    "## Doing next": (None, "next"),
    "## Would be cool": (None, None),
    "## Versione 1.1 (in corso)": (DOING, "Versione 1.1"),
    "## Planlananlar": (PLANNED, None),
    "## Bereits umgesetzt": (DONE, None),
    "## Wersja 1.1 – planowane": (PLANNED, "Wersja 1.1"),
    "## Versión 2.0": (None, "Versión 2.0"),
    "## 版本 2.1（计划中）": (PLANNED, "版本 2.1"),
    "## 三、远期规划": (None, "远期"),
    "## 二、已完成": (DONE, None),
    "## Идеи": (None, None),
    "## Ideen ohne Termin": (None, None),
    '## 1.3 "Candle"': (None, "1.3"),
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_what_a_heading_says_of_the_plain_bullets_below_it(heading: str) -> None:
    (found,) = met(f"# Acme\n\n{heading}\n\n- Lexer\n")
    assert (found.status, found.target and found.target.text) == HEADINGS[heading]


LEGENDS = {
    "own words": "Legend: 🛠 being built · 💭 thinking about it · 🚫 decided against\n",
    "lines of a quote": "> **Legend**\n> 🛠 we are on it\n> 💭 maybe one day\n> 🚫 never\n",
}


@pytest.mark.parametrize("legend", LEGENDS.values(), ids=LEGENDS.keys())
def test_a_legend_in_words_of_its_own(legend: str) -> None:
    found = met(f"# Acme\n\n{legend}\n## Work\n\n- 🛠 Lexer\n- 💭 Parser\n- 🚫 Types\n")
    assert [each.status for each in found] == [DOING, PLANNED, DROPPED]


def test_a_sign_of_such_a_legend_is_written() -> None:
    text = f"# Acme\n\n{LEGENDS['own words']}\n## Work\n\n- 🛠 Lexer\n- 💭 Parser\n"
    assert written(text, "status", "planned") == text.replace("- 🛠", "- 💭")


def test_shares_behind_bars() -> None:
    rows = ("Lexer | ████░░ 60%", "Parser | ██████ 100 %", "Types | [>    ] 0%")
    found = met(table(*rows, header="Change | Progress"))
    assert [each.status for each in found] == [DOING, DONE, PLANNED]
    assert not any(each.slots_for("status") for each in found)  # nobody but its author can draw the bar


def test_codes_are_no_titles_beside_words() -> None:
    found = met(table("M1 | Lexer | done", "M2 | Parser | open", header="Milestone | What | Status"))
    assert [each.title for each in found] == ["Lexer", "Parser"]


@pytest.mark.parametrize("header", ["Fase | Estado", "阶段 | 状态", "Phase | Status"])
def test_a_recap_of_phases_is_no_work_in_any_language(header: str) -> None:
    assert not met("# Acme\n\n## Progreso\n\n" + table("1: Lexer | OK", "2: Parser | OK", header=header))


def test_horizons_below_details_hold_work() -> None:
    found = met("# Acme\n\n## Details\n\n### Now\n\n- [ ] Lexer\n\n### Phase 1\n\n- [ ] Part\n")
    assert [each.title for each in found] == ["Lexer"]


def test_a_season_is_no_name_of_a_release() -> None:
    text = "# Acme\n\n## Version 3.1 — automne 2026\n\n- [ ] Lexer\n"
    assert not reading(text).releases
    named = text.replace("automne", "Search,")
    assert reading(named).releases


def test_numbers_of_issues_are_no_titles() -> None:
    rows = ("[0.5 – Parser](https://github.com/a/b/milestone/5) | 12 | closed", "0.6 – Types | 31 | open")
    found = met(table(*rows, header="Milestone | Issues | State"))
    assert [each.title for each in found] == ["0.5 – Parser", "0.6 – Types"]


@pytest.mark.parametrize("header", ["Version | What | When | Status", "Версия | Что будет | Срок | Статус"])
def test_a_release_is_called_what_the_only_unknown_column_says(header: str) -> None:
    found = reading(
        table("1.0 | Lexer | June 2026 | done", "1.1 | Parser | July 2026 | planned", header=header)
    )
    assert [each.title for each in found.releases] == ["Lexer", "Parser"]


def test_boxes_below_what_will_be_done_and_what_will_not() -> None:
    text = (
        "# Acme\n\n## What we will close this year\n\n- [ ] Lexer\n\n## What we will not do\n\n- [ ] Types\n"
    )
    assert [each.title for each in met(text)] == ["Lexer"]
