"""When something is due: the target that a cell names, or a heading; own grammar, no guessing."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from roadmap_sync.document.words.times import BOTH, DASH, VERSION, Bucket, forms_in
from roadmap_sync.document.words.vocabulary import REMEMBERED, alternatives, fold, vocabulary
from roadmap_sync.model import Target

STEP, HORIZON = 3, 4
"""Ranks behind those of times and versions."""

_AFTER = re.compile(r"\b(?:post|after|beyond)[\s-]+$", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:early|mid|late|spring|summer|autumn|fall|winter|beginning of|start of|middle of)[\s,-]+$",
    re.IGNORECASE,
)
_OUT = re.compile(
    r"(?<![\w.])v\d+(?:\.\d+)+[\w.-]*\s*[(（]\s*(?P<day>\d{4}-\d\d-\d\d)\s*[)）]", re.IGNORECASE
)
"""A version with the day on which it came out, or is to: the version is the target."""

_FROM = re.compile(r"\b(?:from|since)\s+$", re.IGNORECASE)

_RELEASED = re.compile(
    r"(?:\b(?:release[sd]?|shipped|completed?|done|delivered|finished)(?:\s+date)?|完了|已完成|完成|완료|출시)"
    r"[\s:：(（\[✅-]*(?:on|in|around|about|at|by)?\s*(?=[\w ,.]*\d)[^()\[\]]*",
    re.IGNORECASE,
)
"""When something came out, or is to come out: the version beside it says more."""


_NOUNS = (
    "release|final|stable|features?|goals?|scenarios?|milestones?|roadmap|plans?|tasks?|items?|todo|backlog"
)
_STATED = "completed?|done|released|shipped|finished|in progress|planned|current"
_LONG_UNITS = r"months?|years?|weeks?|quarters?|meses|mois|monate|месяц(?:ев|а)|个月|ヶ月|개월"


class Found(NamedTuple):
    """A target in a text, and the part of the text that names it. ``vague``: it looks like a time, but
    which one is a guess; ``other``: it is neither a time nor a step nor a horizon."""

    target: Target
    first: int
    last: int
    vague: bool = False
    other: bool = False


@lru_cache(maxsize=REMEMBERED)
def read_target(text: str) -> Found | None:
    """The target that a cell names; ``None`` where it names none (empty, or a duration).

    A remark in parentheses is no part of it, unless it is the remark that tells the date
    ("Sprint 3-4 (Q1 2026)").
    """
    if is_blank(text) or is_duration(text):
        return None
    first = len(text) - len(text.lstrip())
    lead = _before().match(text, first)
    for form in forms_in(text):
        found = form.look.match(text, lead.end() if lead else first)
        if found and _rest(text, found.end()) and (bucket := form.mean(found)):
            return _found(text, found.start(), found.end(), bucket)
    return _step(text, first) or _other(text, first)


def find_target(text: str, *, versions: bool = True) -> Found | None:
    """The target that a heading names somewhere: a time before a version before a step before a horizon. A
    number alone is no version there: headings are numbered. Without ``versions`` only times count."""
    ranked = ranked_target(text, versions=versions)
    return ranked[1] if ranked else None


@lru_cache(maxsize=REMEMBERED)
def ranked_target(text: str, *, versions: bool = True) -> tuple[int, Found] | None:
    """`find_target` with the rank of what was found: the lower of two says more."""
    met = []
    past = _past(text)
    out = _OUT.search(text)
    for form in forms_in(text):
        for found in form.look.finditer(text) if versions or form.rank != VERSION else ():
            bucket = form.mean(found)
            if (
                bucket
                and (form.rank != VERSION or found[0][0].isalpha())
                and not _FROM.search(text[: found.start()])
            ):
                told = past and past.start() <= found.start() < past.end()
                rank = STEP if told or (out and found.start() == out.start("day")) else form.rank
                met.append((rank, found.start(), -found.end(), _placed(text, found, bucket)))
    if met:
        rank, _, _, best = min(met, key=lambda each: each[:3])
        return rank, best
    return undated(text) if versions else None


def _past(text: str) -> re.Match[str] | None:
    """The part of a heading that tells when something came out, where a version or step stands before it."""
    found = _RELEASED.search(text)
    before = text[: found.start()] if found else ""
    return found if re.search(r"v?\d+\.\d|v\d", before) or _steps().search(before) else None


def _placed(text: str, found: re.Match[str], bucket: Bucket) -> Found:
    """A time or version inside a heading; what comes after a version is not it."""
    before = _AFTER.search(text, 0, found.start())
    plus = text.startswith("+", found.end()) and bucket.start is None
    whole = re.fullmatch(r"\d{4}", found[0])  # a part of a year that no calendar knows
    before = before or (_ABOUT.search(text, 0, found.start()) if whole else None)
    if before or plus:
        first, last = before.start() if before else found.start(), found.end() + plus
        return Found(Target(text[first:last]), first, last)
    return _found(text, found.start(), found.end(), bucket)


def undated(text: str) -> tuple[int, Found] | None:
    """A step ("Phase 2"), a time without its year ("Q3"), a relative one ("Next 3 months") or a horizon
    ("Later")."""
    looks = (_yearless(), _steps(), _lettered(), _counted(), _numbered(), _relative())
    for rank, look in (*((STEP, look) for look in looks), (HORIZON, _heading_horizon())):
        if found := look.search(text):
            first, last = found.span("h") if found.groupdict().get("h") else found.span()
            return rank, Found(Target(text[first:last]), first, last)
    return None


def find_guess(text: str) -> re.Match[str] | None:
    """A time in a text that is no date without guessing: "3/4/2026", "next 3 months"."""
    return _guesses().search(text)


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, "TBD"."""
    stripped = text.strip()
    return not stripped or stripped.casefold() in vocabulary().blank


def is_duration(text: str) -> bool:
    """Whether a cell tells how long something takes: "2 weeks", "3-5 mo", "~2d"."""
    return bool(_durations().fullmatch(text.strip()))


def _found(text: str, first: int, last: int, bucket: Bucket) -> Found:
    target = Target(text[first:last], bucket.start, bucket.end, bucket.name, bucket.fiscal)
    return Found(target, first, last)


def _rest(text: str, at: int) -> bool:
    """Whether what follows a time is a remark and no part of it."""
    return bool(re.match(r"\s*(?:$|[(\[,;:·|]|[–—-]\s)", text[at:]))


def _step(text: str, first: int) -> Found | None:
    """Phases, sprints and horizons have no date, unless a remark tells it."""
    step, core = _steps().match(text, first), _without_remark(text)
    horizon = fold(core) in _horizons()
    if not horizon and not (step and _rest(text, step.end())):
        return None
    remark = re.search(r"\(([^()]*)\)\s*$", text)
    dated = read_target(remark[1]) if remark else None
    if dated and dated.target.name:
        return Found(replace(dated.target, text=text.strip()), first, len(text.rstrip()))
    last = step.end() if step and not horizon else first + len(core)
    return Found(Target(text[first:last]), first, last)


def _other(text: str, first: int) -> Found:
    """Anything else stands as it is; with a digit in it, or a word of time, it is worth a finding."""
    core = _without_remark(text) or text.strip()
    last = first + len(core)
    vague = bool(re.search(r"\d|\b(?:next|this|early|mid|late|end)\b", core, re.IGNORECASE))
    return Found(Target(text[first:last]), first, last, vague, other=True)


def _without_remark(text: str) -> str:
    return re.sub(r"\s*\([^()]*\)\s*$", "", text).strip()


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{alternatives(vocabulary().times['before'])})[\s:]*)+", re.IGNORECASE)


@cache
def _steps() -> re.Pattern[str]:
    words = alternatives(vocabulary().times["steps"])
    glued = "(?:phase|stage|wave|sprint|milestone|alpha|beta|rc)(?=\\d)"
    number = rf"#?\d+[a-z]?(?:\.\d+)*(?:{DASH}\d+(?:\.\d+)*(?![\w%]))?(?!\w)"
    return re.compile(rf"(?<!\w)(?<!\d[.-])(?:{words}|{glued})\s*{number}", re.IGNORECASE)


@cache
def _lettered() -> re.Pattern[str]:
    """Steps with letters: "Phase A", "Milestone II", "Milestone M2"; "M1" and "S3" where a heading begins."""
    words = alternatives((*vocabulary().times["phases"], "wave", "track", "gate", "sprint"))
    after = r"(?=\s*(?:$|[:：—–(（|·✅]|\.\s|-\s))"
    return re.compile(
        rf"(?<!\w)(?:{words})\s+(?-i:[A-Z]\d+[a-z]?|[IVX]+|[A-Z]){after}"
        rf"|^[^\w]*(?P<h>(?-i:[MS]\d{{1,2}}[a-z]?(?:\.\d+)?)){after}",
        re.IGNORECASE,
    )


@cache
def _horizons() -> frozenset[str]:
    return frozenset(map(fold, vocabulary().times["horizons"]))


@cache
def _relative() -> re.Pattern[str]:
    """ "Next 3 months", "This quarter", "0-3 months", "6+ months"; the latter only where a heading begins."""
    units, named = (alternatives(vocabulary().times[kind]) for kind in ("durations", "relative"))
    counted = rf"\d+(?:{DASH}\d+|\s*\+)\s*(?:{_LONG_UNITS})"
    return re.compile(
        rf"(?<!\w)next\s+\d+(?:{DASH}\d+)?\s*(?:{units})|^[^\w]*(?P<h>(?:this|next)\s+(?:{named})|{counted})",
        re.IGNORECASE,
    )


@cache
def _yearless() -> re.Pattern[str]:
    """ "Q3", "H1", "FY26 Q3", "第三季度", "3분기": where a heading begins, or in brackets."""
    one = (
        rf"Q[1-4](?:{BOTH}Q?[1-4])?|H[12]|第?[1-4一二三四](?:季度|四半期)|[1-4]\s*분기|[上下]半年|[상하]반기"
    )
    fiscal = r"FY\s?['’]?\d{2}(?:\d\d)?"
    both = rf"{fiscal}(?:\s*[/-]?\s*[QH][1-4])?|[QH][1-4]\s*[/-]?\s*{fiscal}"
    return re.compile(rf"(?:^[^\w(（]*|[(（]\s*)(?P<h>{both}|{one})(?![\w.])", re.IGNORECASE)


@cache
def _counted() -> re.Pattern[str]:
    words = alternatives(vocabulary().times["counted steps"])
    number = rf"(?:\d+(?:{DASH}\d+)?|[一二三四五六七八九十]+)"
    after = rf"(?:阶段|階段|フェーズ|단계)[一二三四五六七八九十]+|第?\s*{number}[ªº]?\s*(?:{words})"
    return re.compile(rf"^[^\w]*(?P<h>{after})", re.IGNORECASE)


@cache
def _numbered() -> re.Pattern[str]:
    """ "Release 3", and a bare version that is no section's number: "1.0.0-beta.1", "0.3.0", "1.0 GA", alone
    "1.2.3", "1.0 - Completed", "After 1.0"."""
    words = alternatives(vocabulary().times["numbered"])
    bare = r"\d+\.\d+(?:\.\d+)?-?(?:alpha|beta|rc|pre|dev)[.-]?\d*|(?:0\.\d+|\d+\.\d+)\.0|\d+\.0\.\d+|\d+\.x"
    ready = rf"\d+\.\d+(?=\s+(?:GA|LTS)(?!\w)|\s*$)|\d+\.0(?=\s+(?:{_NOUNS})(?!\w))"
    alone = r"\d{1,3}\.\d{1,3}\.\d{1,3}(?=\W*$)"
    quoted = r"\d+\.\d+(?=\s+[\"“„«])"
    early = r"0\.\d+(?=\s*(?:[\"“(（\[:：–—]|-\s))"
    stated = rf"\d+\.\d+(?:\.\d+)?(?=\s+[–—-]\s+(?:{_STATED})(?!\w))"
    beyond = r"(?:after|beyond|post)[\s-]+\d+\.\d+(?:\.\d+)?(?=\W*$)"
    every = rf"(?:{words})\s*#?\d+|{bare}|{ready}|{alone}|{early}|{quoted}|{stated}|{beyond}"
    return re.compile(rf"^[^\w]*(?P<h>{every})(?![\w.]*\w)", re.IGNORECASE)


@cache
def _guesses() -> re.Pattern[str]:
    units = alternatives(vocabulary().times["durations"])
    month, day = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
    return re.compile(
        rf"(?<![\w/.-])(?:{month}/{day}|{day}/{month})/(?:20\d\d|[2-4]\d)(?![\w/])"
        rf"|(?<!\w)next\s+\d+(?:{DASH}\d+)?\s*(?:{units})(?!\w)|(?<!\w)next (?:month|quarter|year)(?!\w)",
        re.IGNORECASE,
    )


@cache
def _heading_horizon() -> re.Pattern[str]:
    """A horizon is a heading's first words, alone, before a mark, or before one or two more words."""
    word = f"(?:{alternatives(vocabulary().times['horizons'])})"
    more = rf"(?:\s*(?:&|/|,|\band\b|\bto\b|[–—-])\s*{word})*"
    after = r"(?=\W*$|\s*[:：(（\[–—/|、，,]|\s+-\s|(?:\s+[\w-]+){1,2}\s*(?:$|[(（:：])|[^\x00-\u2dff])"
    plans = r"hoja de ruta|objetivos?|metas?|objectifs?|plans?|plano|roadmap|ziele?|план[ыа]?"
    lead = rf"(?:(?:the|doing|working on|building)\s+|(?:{plans})\s+(?:de\s+|auf\s+|на\s+)?)?"
    return re.compile(
        rf"^[\W\d]*(?:[一二三四五六七八九十]+[）)、.．]\s*)?{lead}(?P<h>{word}{more}){after}", re.IGNORECASE
    )


@cache
def _durations() -> re.Pattern[str]:
    number = r"(?:[~≈<>+]|about\s+)?\s*\d+(?:[.,]\d+)?\+?"
    unit = alternatives(vocabulary().times["durations"])
    return re.compile(rf"{number}(?:{DASH}{number})?\s*-?\s*(?:{unit})(?:\s*\+)?", re.IGNORECASE)
