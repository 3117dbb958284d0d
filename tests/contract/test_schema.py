"""The contract is never left out in silence."""

import shutil

import pytest

from tests.contract import schema


@pytest.fixture
def _without_npm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "_fetched", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda name: None)


@pytest.mark.usefixtures("_without_npm")
@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_without_npm_it_skips_with_the_reason_and_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="npm, which is not installed"):
        schema.github_schema.__wrapped__()
