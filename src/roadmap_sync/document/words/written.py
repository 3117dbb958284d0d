"""Days in headings that say when something was written or measured, not when it is due."""

from __future__ import annotations

import re

from roadmap_sync.document.words.targets import HORIZON, Found, undated

_DUE = re.compile(
    r"(?<!\w)(?:by|until|till|before|due|deadline|eta|target\w*|expected|planned|scheduled|launch\w*|releas\w*|ship\w*"
    r"|deliver\w*|goal|ends?|ending|starts?|starting|freeze|demo|bis|fällig|frist|ziel|termin|avant|échéance|antes"
    r"|hasta|para|plazo|até|prazo|до|срок|к)(?!\w)|截止|期限|计划|目标|発売|予定|まで|目標|까지|예정|목표|마감",
    re.IGNORECASE,
)
"""Words beside a day that is still to come."""
Ranked = tuple[int, Found]
_WORD, _VERSION = re.compile(r"[^\W\d_]{2}"), re.compile(r"\d\.\d")


def planned(text: str, ranked: Ranked | None) -> Ranked | None:
    """What a heading names, with its rank, but for a day on which something was written: one beside other
    words that name neither a step nor a version, nor say that something is due. A horizon stays then."""
    if ranked is None or ranked[1].target.start is None or ranked[1].target.start != ranked[1].target.end:
        return ranked
    found = ranked[1]
    rest = f"{text[: found.first]} {text[found.last :]}"
    other = undated(text)
    if (other and other[0] < HORIZON) or not _WORD.search(rest) or _DUE.search(rest) or _VERSION.search(rest):
        return ranked
    return other
