"""Quarters, halves, months and years as languages other than English write them."""

from __future__ import annotations

import re
from collections.abc import Callable

from roadmap_sync.document.words.buckets import (
    YEAR,
    Bucket,
    Form,
    day,
    form,
    half,
    month,
    months,
    number_month,
    quarter,
    years,
)
from roadmap_sync.document.words.vocabulary import alternatives, fold, vocabulary

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_OF = r"\s*(?:(?:de|del|do|di|of)\s+)?"
_MARK = r"(?:[ºª°.]|-?(?:er|re|e|st|nd|rd|th|й|е|ий|ый))?"
_AFTER = r"(?:\s*г(?:\.|ода|оду))?"
_FIGURES = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2, "前": 1, "後": 2, "后": 2, "상": 1, "하": 2}


def forms_abroad() -> tuple[Form, ...]:
    """The forms of times in the vocabulary's languages; each names its year."""
    return (*_european("quarters", "T", 4, quarter), *_european("halves", "S", 2, half), _month(), *_asian())


def _european(kind: str, letter: str, most: int, mean: Callable[[str, str], Bucket | None]) -> list[Form]:
    """ "3. Quartal 2026", "tercer trimestre de 2026", "III квартал 2026 г.", "T3 2026", "2026-T3"."""
    words = alternatives(vocabulary().times[kind])
    ordinals = rf"[1-{most}]|{alternatives(word for word in vocabulary().ordinals if not word.isdigit())}"

    def read(found: re.Match[str]) -> Bucket | None:
        number = vocabulary().ordinals[fold(found["n"])]
        return mean(found["y"], str(number)) if number <= most else None

    short = rf"{letter}(?P<n>[1-{most}])"
    return [
        form(rf"(?P<n>{ordinals}){_MARK}\s*(?:{words}){_OF}{_YEAR}{_AFTER}", read),
        form(rf"{_YEAR}\s*,?\s*(?P<n>{ordinals}){_MARK}\s*(?:{words})", read),
        form(rf"{short}\s*[/ -]?\s*{_YEAR}", read),
        form(rf"(?P<n>[1-{most}]){letter}\s*[/ -]?\s*{_YEAR}", read),
        form(rf"{_YEAR}\s*[/ -]?\s*{short}", read),
    ]


def _month() -> Form:
    """ "marzo de 2026", "марта 2026 г."."""
    names = "|".join(sorted(map(re.escape, vocabulary().months), key=len, reverse=True))
    return form(rf"(?P<m>{names})\.?{_OF}{_YEAR}{_AFTER}", lambda found: month(found["y"], found["m"]))


def _asian() -> list[Form]:
    """Chinese, Japanese and Korean: "2026年第三季度", "2026年第1四半期", "2026년 상반기", "2026 年 3 月"."""
    year = rf"{_YEAR}\s*[年년]\s*(?:度)?"
    return [
        form(rf"{year}\s*Q(?P<n>[1-4])", _quarter),
        form(rf"{_YEAR}\s*年?\s*第?\s*(?P<n>[1-4一二三四])\s*(?:季度|季|四半期)", _quarter),
        form(rf"{_YEAR}\s*[년]?\s*(?P<n>[1-4])\s*분기", _quarter),
        form(rf"{_YEAR}\s*年?\s*(?P<n>[上下前後后])半(?:年|期)?", _half),
        form(rf"{_YEAR}\s*년?\s*(?P<n>[상하])반기", _half),
        form(rf"{_YEAR}\s*[年년]\s*(?P<a>\d\d?)\s*[月월]\s*(?P<d>\d\d?)\s*[日일号]", _day),
        form(rf"{_YEAR}\s*[年년]\s*(?P<a>\d\d?)\s*[月월]?\s*[-–—~〜～至到]\s*(?P<b>\d\d?)\s*[月월]", _months),
        form(rf"{_YEAR}\s*[年년]\s*(?P<a>\d\d?)\s*[月월]", lambda m: number_month(m["y"], m["a"])),
        form(rf"{year}(?:底|末)?", lambda m: years(m["y"], m["y"]), YEAR),
    ]


def _figure(text: str) -> str:
    return str(_FIGURES.get(text, text))


def _quarter(found: re.Match[str]) -> Bucket | None:
    return quarter(found["y"], _figure(found["n"]))


def _half(found: re.Match[str]) -> Bucket | None:
    return half(found["y"], _figure(found["n"]))


def _day(found: re.Match[str]) -> Bucket | None:
    return day(found["y"], found["a"], found["d"])


def _months(found: re.Match[str]) -> Bucket | None:
    first, last = number_month(found["y"], found["a"]), number_month(found["y"], found["b"])
    if not first or not last:
        return None
    until = (last.name or "").partition(" ")[0]
    return months(
        f"{(first.name or '').partition(' ')[0]}-{until} {found['y']}",
        int(found["y"]),
        int(found["a"]),
        int(found["b"]),
    )
