"""What every session of tests has, and what it ends with."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.acceptance import calls

settings.register_profile("ours", deadline=None)
settings.load_profile("ours")
"""No test asserts how long anything takes: machines differ, and other tests run beside it."""


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line as users start it: in some tests of every area, and where the start matters."""
    monkeypatch.setenv(calls.PLAIN, "1")


def pytest_sessionfinish() -> None:
    calls.stop()
