"""What is said of words that cannot be followed, and what to do about them."""

from __future__ import annotations

from collections.abc import Sequence


def unknown(text: str) -> str:
    """A status that no vocabulary and no legend knows."""
    return f'"{text}" is no status that is known; say in a legend what it means'


def ambiguous(text: str) -> str:
    """A time that is no date without guessing."""
    return f'"{text}" is no date without guessing; write "Q3 2026", "2026-09-30" or a version'


def differs(shown: str, line: int, own: str | None) -> str:
    """A status that another place contradicts."""
    return f'says "{shown}", but the item itself (line {line}) says "{own}": correct one of them'


def open_below(shown: str, lines: Sequence[int]) -> str:
    """A section that is done, with open work in these lines."""
    named = ", ".join(map(str, lines[:5])) + (", …" if len(lines) > 5 else "")
    what = f"line {named} below it is" if len(lines) == 1 else f"{len(lines)} lines below it are"
    where = "" if len(lines) == 1 else f" ({named})"
    return f'says "{shown}", but {what} open{where}: correct one of them'
