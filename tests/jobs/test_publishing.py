"""Write-back through the API: what is never sent. What is sent is tried in tests/acceptance/test_06_*."""

from __future__ import annotations

from typing import Any, cast

import pytest

from roadmap_sync.errors import OurMistake
from roadmap_sync.jobs.landing import Edited
from roadmap_sync.jobs.publishing import OnBranch, Target

EDIT = Edited("ROADMAP.md", b"before", b"after", ())
SAME = Edited("ROADMAP.md", b"same", b"same", ())
NOWHERE = cast(Any, None)
"""A session and a plan that nobody may ask anything."""


def on_branch(how: str, *, settled: bool) -> OnBranch:
    target = Target(how, "main", "0" * 40, "roadmap-sync/update", "Update")
    return OnBranch(NOWHERE, target, lambda _: settled)


@pytest.mark.parametrize("how", ["auto", "push", "pr"])
def test_text_that_the_next_run_would_change_is_not_committed(how: str):
    landing = on_branch(how, settled=False).keep([EDIT], NOWHERE)
    assert (landing.how, landing.paths) == ("nowhere", frozenset())
    assert isinstance(landing.fault, OurMistake)


@pytest.mark.parametrize("how", ["auto", "push", "pr", "none"])
def test_equal_bytes_are_no_commit(how: str):
    landing = on_branch(how, settled=True).keep([SAME], NOWHERE)
    assert (landing.how, landing.fault) == ("nowhere", None)


def test_switched_off():
    assert on_branch("none", settled=True).keep([EDIT], NOWHERE).paths == frozenset()
