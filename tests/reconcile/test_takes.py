"""What `--take` is about: a key, or a key and whatever field a plan holds."""

from __future__ import annotations

import shlex

import pytest

from roadmap_sync.cli.options import TakeType
from roadmap_sync.reconcile.context import Take, take

NAMES = {"P0.1", "#12", "ROADMAP.md::P0.1", "1:2"}

ABOUT = {
    # what was typed; a field that is held, and whether it is meant
    "all": ("document", "title", True),
    "a key": ("document=P0.1", "title", True),
    "an issue": ("document=#12", "body", True),
    "another key": ("document=P0.2", "title", False),
    "a field": ("document=P0.1:title", "title", True),
    "another field": ("document=P0.1:title", "status", False),
    "a field of an issue": ("document=#12:blocked_by", "blocked_by", True),
    "a field in one document": ("document=ROADMAP.md::P0.1:parent", "parent", True),
    "a field of the board": ("document=P0.1:Start date", "Start date", True),
    "another field of the board": ("document=P0.1:Start date", "Target", False),
    "a field with a colon": ("document=P0.1:Size: small", "Size: small", True),
    "a key with a colon": ("document=1:2", "title", True),
    "a key with a colon and a field": ("document=1:2:type", "type", True),
    "the state of a milestone": ("document=P0.1:state", "state", True),
}


@pytest.mark.parametrize(("typed", "field", "meant"), ABOUT.values(), ids=ABOUT.keys())
def test_what_a_take_is_about(typed: str, field: str, meant: bool) -> None:
    one = Take(*TakeType().convert(typed, None, None))
    assert (one.side, one.settles(NAMES, field)) == ("document", meant)


@pytest.mark.parametrize("what", ["P0.1", "P0.1:title", "#12", "P0.1:Start date", "P0.1:Ada's field", "1:2"])
def test_a_shell_takes_what_a_plan_says_to_type(what: str) -> None:
    option, value = shlex.split(take("github", what))
    assert (option, Take(*TakeType().convert(value, None, None))) == ("--take", Take("github", what))
