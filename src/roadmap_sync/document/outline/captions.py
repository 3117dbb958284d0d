"""The line above a list that says what it lists ("**Features:**", "Phase 1: Core"): like a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from roadmap_sync.document.outline.field_blocks import fields_of
from roadmap_sync.document.outline.sections import Heading, clean_heading
from roadmap_sync.document.text.flat import plain, squeeze
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block, Inline
from roadmap_sync.document.words.phrases import Phrases, goes_on, phrases
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.words.stated import read_stated
from roadmap_sync.document.words.targets import find_target
from roadmap_sync.document.words.vocabulary import REMEMBERED, alternatives, fold, vocabulary

STEP, REMARK = 7, 8
"""The levels of captions: a step of the section path, or a sentence that only tells what the list is."""

_LONG, _NEAR = 80, 2
_NUMBERED = re.compile(
    r"^(?:[ivx]+[.)]|[\d.]+[.)]?|[a-z]?\d*[.)])\s+|^[（(]?[一二三四五六七八九十]+[）)、.．]\s*"
    r"|^(?:p\d|m\d+\w?)\s*[:—–-]?\s+",
    re.IGNORECASE,
)
_DOING = re.compile(r"[^\W\d_]{3,}ing (?:the|our|a|an|its) ")
"""Work on something that is no work itself: "Strengthening the release process"."""
_FOLDED = re.compile(r"<summary[^<>]*>(?P<text>.*?)</summary>|</details", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_WHOSE = re.compile(r"^(?:our|the|my|key|project|product|current|overall|general|main)\s+")
_PRESENT = re.compile(r"^(?:当前的?|目前的?|現在の|현재\s*)(?=待|任务|计划|未|進|タスク|할|작업)")
_GOES_ON = re.compile(
    r"\s+(?:for|of|to|and|with|about|in|de|da|do|del|des|du|von|für|pour|para|ohne|without|sans|sin|sem|без|для)\b|\s*[&(（【/:：—–-]"
)


def caption_of(source: Source, paragraph: Block, lexicon: Lexicon) -> Heading | None:
    """The caption that a paragraph, or its last line, is for the list below it."""
    last = _last_line(paragraph.inlines)
    bold = _bold(last)
    if not bold:
        last = paragraph.inlines
    text = plain(source, last)
    if not text or not (bold or text.endswith((":", "："))):
        return None
    clean = clean_heading(text.rstrip(":： "), lexicon)
    names = bold or any(is_about(clean, kind) for kind in ("plain", "work", "never", "not alone"))
    found = find_target(text)
    level = STEP if len(text) <= _LONG and (names or (found and found.first <= _NEAR)) else REMARK
    return Heading(level, text.rstrip(":： "), clean, last[0].start)


def stage_of(source: Source, paragraph: Block, lexicon: Lexicon) -> Heading | None:
    """A paragraph that stands for a heading: one short line that begins with a time, a version or a step, or
    says a status behind a name ("Setup - Completed")."""
    if any(each.kind == "break" for each in paragraph.inlines):
        return None
    text = plain(source, paragraph.inlines)
    short = len(text) <= _LONG and not text.endswith((".", ":", "："))
    found = find_target(text) if short else None
    stated = read_stated(text, lexicon) if short else None
    if found is None or found.first > _NEAR:
        told = any(field.role != "other" for field in fields_of(source, paragraph))  # "Status: 📋 Planned"
        if told or stated is None or stated.whole or not stated.sign.word:
            return None
    return Heading(STEP - 1, text, clean_heading(text, lexicon), paragraph.start)


def summary_of(source: Source, block: Block, lexicon: Lexicon, before: Heading | None) -> Heading | None:
    """The line of a part that folds up ("<summary>Q4 2026</summary>") stands for a heading up to its end;
    ``before``: what stood for one above this HTML."""
    parts = list(_FOLDED.finditer(source.text(block.start, block.end)))
    if not parts:
        return before
    text = squeeze(_TAG.sub(" ", parts[-1]["text"] or ""))
    return Heading(STEP - 1, text, clean_heading(text, lexicon), block.start) if text else None


@lru_cache(maxsize=REMEMBERED)
def is_about(text: str, kind: str) -> bool:
    """Whether a heading or caption is, begins with or ends with a word of a kind in the vocabulary: "never",
    "not alone", "work"; of one that is "plain", all of it; of one that "announces", any part."""
    folded = _PRESENT.sub("", fold(_NUMBERED.sub("", text)).rstrip("?？! "))
    if kind == "announces":
        return bool(_announces().search(folded))
    return bool(folded) and _is_kind(folded, kind)


def _last_line(inlines: Sequence[Inline]) -> Sequence[Inline]:
    breaks = [at for at, each in enumerate(inlines) if each.kind == "break"]
    return inlines[breaks[-1] + 1 :] if breaks and breaks[-1] + 1 < len(inlines) else inlines


def _bold(inlines: Sequence[Inline]) -> bool:
    """Whether a line is bold from its begin to its end, but for a remark, a colon or a sign."""
    strong = next((each for each in inlines if each.kind == "strong"), None)
    before = [each for each in inlines if strong and each.kind == "text" and each.end <= strong.start]
    if strong is None or any(re.search(r"\w", each.text) for each in before):
        return False
    rest = "".join(each.text for each in inlines if each.start >= strong.end)
    return bool(re.fullmatch(r"\s*(?:[(（][^()（）]*[)）])?[\W_]*", rest))


def _is_kind(folded: str, kind: str) -> bool:
    """`is_about` for any kind but one that announces."""
    words = _words(kind)
    if folded in words.known or _WHOSE.sub("", folded, count=1) in words.known:
        return True
    if kind == "plain":
        return False
    whole = vocabulary().lists["whole"]
    for end in words.ends(folded):
        if _stands_alone(folded, end) or (folded[:end] not in whole and _GOES_ON.match(folded, end)):
            return True
    return (
        kind == "never"
        and not _DOING.match(folded)
        and (_endings().closes(folded) or bool(_within().search(folded)))
    )


def _stands_alone(text: str, end: int) -> bool:
    """Whether a phrase at the head of a text is one of several words, which says enough whatever follows."""
    return " " in text[:end] and not goes_on(text, end)


@cache
def _words(kind: str) -> Phrases:
    return phrases(vocabulary().lists[kind])


@cache
def _endings() -> Phrases:
    long = (word for word in vocabulary().lists["never"] if " " in word)
    return phrases([*vocabulary().lists["endings"], *long])


@cache
def _within() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives(vocabulary().lists['within'])})")


@cache
def _announces() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(vocabulary().lists['announces'])})")
