"""Fixtures: a sandbox per test, with a line to it that can be cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.github.hub import Hub, opened
from tests.github.proxy import Proxy, between


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with opened(tmp_path) as found:
        yield found


@pytest.fixture
def line(hub: Hub) -> Iterator[Proxy]:
    with between(hub.url) as proxy:
        yield proxy


@pytest.fixture
def far(hub: Hub, line: Proxy) -> Hub:
    """The same repository, reached over a line that can be cut."""
    return replace(hub, door=line.url)
