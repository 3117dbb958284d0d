"""The options that several commands share, each declared once, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

HEADLINE = "Update the roadmap from GitHub"
"""Of commits."""
UNITS = {"s": 1, "m": 60, "h": 3600}


class TakeType(click.ParamType[tuple[str, str | None]]):
    """``document|github[=KEY[:FIELD]]``: the side, and what it is about."""

    name = "document|github[=KEY[:FIELD]]"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, str | None]:
        if isinstance(value, tuple):
            return value
        side, equals, what = str(value).partition("=")
        if side not in ("document", "github") or (equals and not what):
            self.fail(f"{value!r} is not {self.name}", param, ctx)
        return side, what or None


class AllowType(click.ParamType[tuple[str, int]]):
    """``KIND=N``."""

    name = "KIND=N"
    kinds = ("closes", "updates", "words", "creates")

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, int]:
        kind, _, number = str(value).partition("=")
        if kind not in self.kinds or not number.isdecimal():
            self.fail(f"{value!r} is not KIND=N with KIND one of {', '.join(self.kinds)}", param, ctx)
        return kind, int(number)


class Duration(click.ParamType[timedelta]):
    """Seconds, minutes or hours: ``90s``, ``5m``, ``2h``."""

    name = "DURATION"

    def convert(self, value: Any, param: Any, ctx: Any) -> timedelta:
        if isinstance(value, timedelta):
            return value
        number, unit = str(value)[:-1], str(value)[-1:]
        if not number.isdecimal() or unit not in UNITS:
            self.fail(f"{value!r} is no duration like 90s, 5m or 2h", param, ctx)
        return timedelta(seconds=int(number) * UNITS[unit])


class FilePath(click.Path):
    """A file or folder as a ``Path``, which is imported only where one is given: help needs none."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        import os
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, param, ctx)))


def planning(command: Command) -> Command:
    """Options that shape a plan."""
    return _all(
        command,
        click.argument("files", nargs=-1, type=click.Path()),
        click.option(
            "--take",
            "takes",
            multiple=True,
            type=TakeType(),
            help="Settle what is held: take the document's side or GitHub's, of one item or of all.",
        ),
        click.option(
            "--allow",
            "allowed",
            multiple=True,
            type=AllowType(),
            help="Allow up to N changes of a kind (closes, updates, words, creates) in this run.",
        ),
        click.option("--strict", is_flag=True, help="Exit 4 for drift as well as for conflicts."),
        configuring,
    )


def configuring(command: Command) -> Command:
    """The option that names the configuration file."""
    return click.option(
        "--config",
        type=FilePath(dir_okay=False),
        help="The configuration file; by default .github/roadmap-sync.yml and its like, where there is one.",
    )(command)


def output(*forms: str) -> Callable[[Command], Command]:
    """The option ``--format`` with the given choices, the first of them the default."""

    def add(command: Command) -> Command:
        return click.option(
            "--format", "form", type=click.Choice(forms), default=forms[0], help="What to print on stdout."
        )(command)

    return add


def sandboxing(command: Command) -> Command:
    """Options of the embedded GitHub."""
    return _all(
        command,
        click.option(
            "--sandbox",
            is_flag=True,
            help="Work against an embedded GitHub, on a copy of the document in .roadmap-sync/.",
        ),
        click.option("--write", is_flag=True, help="With --sandbox: write the document itself, no copy."),
        click.option("--fresh", is_flag=True, help="With --sandbox: forget its issues and the copy first."),
        click.option("--db", type=click.Path(), help="With --sandbox: the database, kept between runs."),
    )


def _all(command: Command, *decorators: Callable[[Command], Command]) -> Command:
    for decorate in reversed(decorators):
        command = decorate(command)
    return command


def ceilings(allowed: Sequence[tuple[str, int]]) -> dict[str, int]:
    """``--allow`` as a mapping; of two ceilings for one kind the higher one counts."""
    found: dict[str, int] = {}
    for kind, number in allowed:
        found[kind] = max(number, found.get(kind, 0))
    return found
