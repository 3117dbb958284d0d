"""What the tests of documents share: a short way to read one, and the folder of real documents beside us."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the repository."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the real documents in {SHARED}, which are not part of the project")
    return SHARED
