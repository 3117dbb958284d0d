"""The page in a real Chromium: a colleague reads, clicks and types, and nothing is blocked or broken."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.board import Board
from tests.sandbox.browser import NAMES, Browser, binary
from tests.sandbox.client import REPO, Client

_ISSUE = "/acme/widgets/issues/1"
_MARKED = 'Text\n<!-- roadmap-sync: {"v":1} -->'


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    program = binary()
    if program is None:
        pytest.skip(f"there is no Chromium on the PATH ({', '.join(NAMES)})")
    found = Browser(program, tmp_path / "chromium")
    yield found
    found.close()


def _button(text: str) -> str:
    return f"[...document.querySelectorAll('button')].find(one => one.textContent === '{text}')"


def _typed(browser: Browser, field: str, text: str, button: str) -> None:
    browser.ask(f"document.querySelector('[name={field}]').value = '{text}'")
    browser.send(f"{_button(button)}.click()")


def test_a_colleague_works_in_chromium(browser: Browser, owner: Client) -> None:
    owner.send("POST", f"{REPO}/milestones", title="v1", due_on="2026-03-31T12:00:00Z")
    issue = owner.issue("Read", body=_MARKED, milestone=1, labels=["a"])
    board = Board(owner)
    item = board.add(issue["node_id"])

    browser.open(owner.url + _ISSUE)
    assert browser.ask("document.querySelector('details pre').checkVisibility()") is False
    browser.ask("document.querySelector('details summary').click()")
    assert "roadmap-sync" in browser.ask("document.querySelector('details[open] pre').textContent")
    _typed(browser, "title", "Read it", "Rename")
    assert "Read it" in browser.ask("document.querySelector('h1').textContent")
    _typed(browser, "labels", "b, c", "Set labels")
    browser.send("document.querySelector('[name=reason]').closest('form').querySelector('button').click()")
    found = owner.get(f"{REPO}/issues/1")
    assert (found["title"], found["state"], [one["name"] for one in found["labels"]]) == (
        "Read it", "closed", ["b", "c"],
    )  # fmt: skip
    browser.send(f"{_button('Reopen')}.click()")
    assert owner.get(f"{REPO}/issues/1")["state"] == "open"

    browser.open(f"{owner.url}/users/acme/projects/1")
    browser.ask("document.querySelector('[name=option]').value = '47fc9ee4'")
    browser.send(f"{_button('Move')}.click()")
    assert board.status(item) == "In Progress"
    columns = browser.ask("[...document.querySelectorAll('.board section')].map(one => one.offsetTop)")
    assert len(set(columns)) == 1  # side by side

    browser.open(f"{owner.url}/acme/widgets/milestones")
    assert browser.ask("document.querySelector('progress').max") == 1
    browser.open(f"{owner.url}/requests")
    browser.loaded()  # by itself
    assert browser.ask("document.querySelectorAll('tr').length") > 3
    assert browser.faults == []
