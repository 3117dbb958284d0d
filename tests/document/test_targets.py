"""The grammar of times: what people write, and what it means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from roadmap_sync.document.words.fiscal import dated
from roadmap_sync.document.words.targets import find_target, is_duration, read_target
from roadmap_sync.model import Target
from tests.document.desk import reading

TIMES = {
    # written: (the part that is the target, canonical name, first day, last day)
    "Q1 2026": ("Q1 2026", "Q1 2026", "2026-01-01", "2026-03-31"),
    "q4 2026": ("q4 2026", "Q4 2026", "2026-10-01", "2026-12-31"),
    "2026 Q2": ("2026 Q2", "Q2 2026", "2026-04-01", "2026-06-30"),
    "2026-Q2": ("2026-Q2", "Q2 2026", "2026-04-01", "2026-06-30"),
    "Q1/2023": ("Q1/2023", "Q1 2023", "2023-01-01", "2023-03-31"),
    "Q1-Q2 2026": ("Q1-Q2 2026", "Q1-Q2 2026", "2026-01-01", "2026-06-30"),
    "Q1–Q2 2026": ("Q1–Q2 2026", "Q1-Q2 2026", "2026-01-01", "2026-06-30"),
    "Q4 2025 – Q1 2026": ("Q4 2025 – Q1 2026", "Q4 2025-Q1 2026", "2025-10-01", "2026-03-31"),
    "2026-07-01 – 2026-09-15": (
        "2026-07-01 – 2026-09-15",
        "2026-07-01 – 2026-09-15",
        "2026-07-01",
        "2026-09-15",
    ),
    "2026-07-01 to 2026-09-15": (
        "2026-07-01 to 2026-09-15",
        "2026-07-01 – 2026-09-15",
        "2026-07-01",
        "2026-09-15",
    ),
    "Q1/26": ("Q1/26", "Q1 2026", "2026-01-01", "2026-03-31"),
    "1H 2026": ("1H 2026", "H1 2026", "2026-01-01", "2026-06-30"),
    "H2 2022": ("H2 2022", "H2 2022", "2022-07-01", "2022-12-31"),
    "2022 H1": ("2022 H1", "H1 2022", "2022-01-01", "2022-06-30"),
    "2027": ("2027", "2027", "2027-01-01", "2027-12-31"),
    "2026-2030": ("2026-2030", "2026-2030", "2026-01-01", "2030-12-31"),
    "2027+": ("2027+", "2027+", "2027-01-01", None),
    "2027 and beyond": ("2027 and beyond", "2027+", "2027-01-01", None),
    "Q3 2026+": ("Q3 2026+", "Q3 2026+", "2026-07-01", None),
    "March 2026": ("March 2026", "March 2026", "2026-03-01", "2026-03-31"),
    "Feb 2028": ("Feb 2028", "February 2028", "2028-02-01", "2028-02-29"),
    "Février 2026": ("Février 2026", "February 2026", "2026-02-01", "2026-02-28"),
    "2026-03": ("2026-03", "March 2026", "2026-03-01", "2026-03-31"),
    "March-May 2026": ("March-May 2026", "March-May 2026", "2026-03-01", "2026-05-31"),
    "2026-03-31": ("2026-03-31", "2026-03-31", "2026-03-31", "2026-03-31"),
    "March 3, 2026": ("March 3, 2026", "2026-03-03", "2026-03-03", "2026-03-03"),
    "3rd March 2026": ("3rd March 2026", "2026-03-03", "2026-03-03", "2026-03-03"),
    "2026-W05": ("2026-W05", "2026-W05", "2026-01-26", "2026-02-01"),
    "v1.2.0": ("v1.2.0", "v1.2.0", None, None),
    "1.3": ("1.3", "1.3", None, None),
    "v1.5.0-alpha": ("v1.5.0-alpha", "v1.5.0-alpha", None, None),
    "v2": ("v2", "v2", None, None),
    "v1.2.0 (Q2 2026)": ("v1.2.0", "v1.2.0", "2026-04-01", "2026-06-30"),
    "Q1 2026 (v1.1.0)": ("Q1 2026", "Q1 2026", "2026-01-01", "2026-03-31"),
    "Q1 2026 (Ahead of schedule)": ("Q1 2026", "Q1 2026", "2026-01-01", "2026-03-31"),
    "by Q2 2026": ("Q2 2026", "Q2 2026", "2026-04-01", "2026-06-30"),
    "~Q2 2026, maybe": ("Q2 2026", "Q2 2026", "2026-04-01", "2026-06-30"),
    "Sprint 3–4 (Q1 2026)": ("Sprint 3–4 (Q1 2026)", "Q1 2026", "2026-01-01", "2026-03-31"),
    "Q3'26": ("Q3'26", "Q3 2026", "2026-07-01", "2026-09-30"),
    "1Q 2026": ("1Q 2026", "Q1 2026", "2026-01-01", "2026-03-31"),
    "Q1 & Q2 2026": ("Q1 & Q2 2026", "Q1-Q2 2026", "2026-01-01", "2026-06-30"),
    "Q4 2025 and Q1 2026": ("Q4 2025 and Q1 2026", "Q4 2025-Q1 2026", "2025-10-01", "2026-03-31"),
    "second half of 2026": ("second half of 2026", "H2 2026", "2026-07-01", "2026-12-31"),
    "2026年第三季度": ("2026年第三季度", "Q3 2026", "2026-07-01", "2026-09-30"),
    "2026年下半年": ("2026年下半年", "H2 2026", "2026-07-01", "2026-12-31"),
    "2026 年 3 月": ("2026 年 3 月", "March 2026", "2026-03-01", "2026-03-31"),
    "2026年3月～5月": ("2026年3月～5月", "March-May 2026", "2026-03-01", "2026-05-31"),
    "2026年3月1日": ("2026年3月1日", "2026-03-01", "2026-03-01", "2026-03-01"),
    "2026年第1四半期": ("2026年第1四半期", "Q1 2026", "2026-01-01", "2026-03-31"),
    "2026年度": ("2026年度", "2026", "2026-01-01", "2026-12-31"),
    "2026년 3분기": ("2026년 3분기", "Q3 2026", "2026-07-01", "2026-09-30"),
    "2026년 상반기": ("2026년 상반기", "H1 2026", "2026-01-01", "2026-06-30"),
    "T3 2026": ("T3 2026", "Q3 2026", "2026-07-01", "2026-09-30"),
    "3º trimestre de 2026": ("3º trimestre de 2026", "Q3 2026", "2026-07-01", "2026-09-30"),
    "tercer trimestre de 2026": ("tercer trimestre de 2026", "Q3 2026", "2026-07-01", "2026-09-30"),
    "1er semestre 2026": ("1er semestre 2026", "H1 2026", "2026-01-01", "2026-06-30"),
    "marzo de 2026": ("marzo de 2026", "March 2026", "2026-03-01", "2026-03-31"),
    "3. Quartal 2026": ("3. Quartal 2026", "Q3 2026", "2026-07-01", "2026-09-30"),
    "III квартал 2026": ("III квартал 2026", "Q3 2026", "2026-07-01", "2026-09-30"),
    "Sprint 3": ("Sprint 3", None, None, None),
    "Fase 2": ("Fase 2", None, None, None),
    "Phase 2 (later)": ("Phase 2", None, None, None),
    "Backlog": ("Backlog", None, None, None),
    "Near-term": ("Near-term", None, None, None),
    "After launch": ("After launch", None, None, None),
}


@pytest.mark.parametrize(("text", "meaning"), TIMES.items())
def test_what_a_time_means(text: str, meaning: tuple[str, str | None, str | None, str | None]) -> None:
    shown, name, *days = meaning
    start, end = (date.fromisoformat(day) if day else None for day in days)
    found = read_target(f" {text} ")
    assert found is not None
    assert found.target == Target(shown, start, end, name)
    assert f" {text} "[found.first : found.last] == shown
    assert not found.vague


@pytest.mark.parametrize(
    "text", ["", " ", "-", "—", "TBD", "n/a", "2 weeks", "3-5 mo", "~2d", "6–10 wk", "2 недели", "2일"]
)
def test_what_names_no_target(text: str) -> None:
    assert read_target(text) is None


VAGUE = [
    "next 3 months",
    "3/4/2026",
    "13/01/2026",
    "Q3",
    "Q5 2026",
    "2026-13",
    "2026-02-30",
    "FY26/27",
    "FY27-28",
    "FY27 Q5",
    "early 2026",
]


@pytest.mark.parametrize("text", VAGUE)
def test_what_would_be_a_guess(text: str) -> None:
    found = read_target(text)
    assert found is not None
    assert (found.target, found.vague) == (Target(text), True)


FISCAL = {
    # written: (the part that is the target, the milestone, first and last day of a year from October)
    "FY27 Q1": ("FY27 Q1", "FY27 Q1", "2026-10-01", "2026-12-31"),
    "FY2027 Q1": ("FY2027 Q1", "FY2027 Q1", "2026-10-01", "2026-12-31"),
    "Q1 FY27": ("Q1 FY27", "Q1 FY27", "2026-10-01", "2026-12-31"),
    "FY27Q2": ("FY27Q2", "FY27Q2", "2027-01-01", "2027-03-31"),
    "FY'28-Q2": ("FY'28-Q2", "FY'28-Q2", "2028-01-01", "2028-03-31"),
    "2Q FY27": ("2Q FY27", "2Q FY27", "2027-01-01", "2027-03-31"),
    "FY27": ("FY27", "FY27", "2026-10-01", "2027-09-30"),
    "FY 2027": ("FY 2027", "FY 2027", "2026-10-01", "2027-09-30"),
    "fiscal year 2027": ("fiscal year 2027", "fiscal year 2027", "2026-10-01", "2027-09-30"),
    "Q1 of fiscal 2027": ("Q1 of fiscal 2027", "Q1 of fiscal 2027", "2026-10-01", "2026-12-31"),
    "H1 FY27": ("H1 FY27", "H1 FY27", "2026-10-01", "2027-03-31"),
    "FY27 H2": ("FY27 H2", "FY27 H2", "2027-04-01", "2027-09-30"),
    "FY27 Q1–Q2": ("FY27 Q1–Q2", "FY27 Q1–Q2", "2026-10-01", "2027-03-31"),
    "Q1-Q2 FY27": ("Q1-Q2 FY27", "Q1-Q2 FY27", "2026-10-01", "2027-03-31"),
    "FY27 Q4 – FY28 Q1": ("FY27 Q4 – FY28 Q1", "FY27 Q4 – FY28 Q1", "2027-07-01", "2027-12-31"),
    "FY26–FY27": ("FY26–FY27", "FY26–FY27", "2025-10-01", "2027-09-30"),
    "FY27 Q2+": ("FY27 Q2+", "FY27 Q2+", "2027-01-01", None),
    "FY27 and beyond": ("FY27 and beyond", "FY27 and beyond", "2026-10-01", None),
    "by FY27 Q3 (at best)": ("FY27 Q3", "FY27 Q3", "2027-04-01", "2027-06-30"),
    "Sprint 3 (FY27 Q1)": ("Sprint 3 (FY27 Q1)", "FY27 Q1", "2026-10-01", "2026-12-31"),
    "v1.2 (FY27 Q1)": ("v1.2", "v1.2", "2026-10-01", "2026-12-31"),
    "Q1 2027": ("Q1 2027", "Q1 2027", "2027-01-01", "2027-03-31"),
    "2027": ("2027", "2027", "2027-01-01", "2027-12-31"),
}


@pytest.mark.parametrize(("text", "meaning"), FISCAL.items())
def test_what_a_fiscal_time_means(text: str, meaning: tuple[str, str, str, str | None]) -> None:
    shown, name, *days = meaning
    start, end = (date.fromisoformat(day) if day else None for day in days)
    found = read_target(f" {text} ")
    assert found is not None
    assert replace(dated(found.target, 10), fiscal=0) == Target(shown, start, end, name)
    assert not found.vague


YEARS = {
    1: ("2028-01-01", "2028-03-31"),
    2: ("2027-02-01", "2027-04-30"),
    4: ("2027-04-01", "2027-06-30"),
    7: ("2027-07-01", "2027-09-30"),
    12: ("2027-12-01", "2028-02-29"),
}


@pytest.mark.parametrize(("month", "days"), YEARS.items())
def test_the_fiscal_year_begins_where_the_configuration_says(month: int, days: tuple[str, str]) -> None:
    found = read_target("FY28 Q1")
    assert found is not None
    target = dated(found.target, month)
    assert (str(target.start), str(target.end)) == days
    assert dated(target, month) == target
    assert dated(dated(target, 10), month) == target


HEADINGS = {
    "Phase 1: Core (Q1 2026) ✅": "Q1 2026",
    "Q1 2026: Better search (v1.1.0)": "Q1 2026",
    "v1.1.0 in 2026": "2026",
    "Vision (2025-2026)": "2025-2026",
    "Version 1.1 and more": "Version 1.1",
    "Wave 6 — Public": "Wave 6",
    "Q3": "Q3",
    "Q3–Q4: Search": "Q3–Q4",
    "H2 FY26": "H2 FY26",
    "Search (FY27 Q1)": "FY27 Q1",
    "Goals of FY 2027": "FY 2027",
    "This quarter": "This quarter",
    "0-3 months": "0-3 months",
    "Next release": "Next release",
    "Release 3: Search": "Release 3",
    "1.0 GA": "1.0",
    "0.3.0 – Search": "0.3.0",
    "2.0.0-beta.1": "2.0.0-beta.1",
    "1.0-rc1 - Completed": "1.0-rc1",
    "0.2 - Completed - 2018/12/06": "0.2",
    "0.3.1": "0.3.1",
    "After 1.0": "After 1.0",
    '0.13 "The year of batteries"': "0.13",
    "0.13 batteries": None,
    "Core (Phase 0.1-0.2 complete)": "Phase 0.1-0.2",
    "Core (Phase 2B - 90% complete)": "Phase 2B",
    "Phase2: Search": "Phase2",
    "Beta 2 (public)": "Beta 2",
    "Etapa 1": "Etapa 1",
    "第一阶段：搜索": "第一阶段",
    "1단계: 검색": "1단계",
    "1-2주차: 검색": "1-2주차",
    "路线图 2026年": "2026年",
    "Improve H1 tags": None,
    "3.4 Release preparation": None,
    "2.1.3 Storage": None,
    "2.1 Storage": None,
    "2.1 - Storage": None,
    "28.12.2025": None,
    "After the 1.0 party": None,
    "Alphabet": None,
    "P0 — Critical": None,
    "Python 3.11 support": None,
    "Port 8080": None,
}


WRITTEN = {
    "Parsing (2026-01-13)": None,
    "Backlog (2026-01-13)": "Backlog",
    "已完成的功能 (2026-01-13)": None,
    "2026-06-22 — status proposals": None,
    "2026-06-22": "2026-06-22",
    "Launch (2026-06-22)": "2026-06-22",
    "Backlog, due 2026-06-22": "2026-06-22",
    "Phase 2 (2026-06-22)": "2026-06-22",
    "v1.2.0 (2026-06-22)": "v1.2.0",
    "Backlog (June 2026)": "June 2026",
}


@pytest.mark.parametrize(("text", "target"), WRITTEN.items())
def test_a_day_beside_other_words_is_when_something_was_written(text: str, target: str | None) -> None:
    found = reading(f"# Acme\n\n## {text}\n\n- [ ] Lexer\n").items[0].target
    assert (found.text if found else None) == target


@pytest.mark.parametrize(("text", "target"), HEADINGS.items())
def test_what_a_heading_names(text: str, target: str | None) -> None:
    found = find_target(text)
    assert (found.target.text if found else None) == target


@pytest.mark.parametrize("text", ["2 weeks", "3-5 days", "~1.5 months", "10+ h", "2 недели", "3周"])
def test_what_is_a_duration(text: str) -> None:
    assert is_duration(text)
