"""Links taken out again: what is left is the text that stood there before."""

from __future__ import annotations

import pytest

from roadmap_sync.config import Config
from roadmap_sync.document import read, write
from roadmap_sync.errors import OurMistake
from roadmap_sync.model import Write

URL = "https://github.com/acme/widgets/issues/12"
CONFIG = Config()

BEFORE = {
    "a table": "# R\n\n| Title | Status |\n|---|---|\n| Add a cache | Planned |\n| B | Done |\n",
    "a column": "# R\n\n| Title | Status | Issue |\n|---|---|---|\n| A cache | Planned | |\n| B | Done | |\n",
    "bullets": "# R\n\n## Q1 2026\n\n- [ ] Add a cache\n  with details\n- [x] Write the guide\n",
    "bold": "# R\n\n## Q1 2026\n\n- [ ] **Add a cache**: fast\n- [x] Write the guide\n",
    "headings": "# R\n\n## Q1 2026\n\n### Add a cache\n\n**Status:** Done\n\n### B\n\n**Status:** Planned\n",
    "yaml": "```yaml\nitems:\n  - title: One\n    status: planned\n  - title: Two\n    status: done\n```\n",
}


def with_links(text: str) -> bytes:
    one = read(text.encode(), "R.md", CONFIG)
    writes = [
        Write(slot, URL.replace("12", str(12 + at)))
        for at, item in enumerate(one.items)
        for slot in item.slots_for("link")
    ]
    assert len(writes) == len(one.items) == 2
    return write(one, writes, CONFIG)


def taken_out(data: bytes) -> bytes:
    one = read(data, "R.md", CONFIG)
    assert all(item.link is not None for item in one.items)
    return write(one, [Write(slot, "") for item in one.items for slot in item.slots_for("link")], CONFIG)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", BEFORE)
def test_written_and_taken_out_again(name: str, newline: str):
    text = BEFORE[name].replace("\n", newline)
    assert taken_out(with_links(text)) == text.encode()


HAND_WRITTEN = {
    "a linked title": (f"- [ ] [Add a cache]({URL})\n", "- [ ] Add a cache\n"),
    "brackets in a linked title": (f"- [ ] [Add [a] cache]({URL})\n", "- [ ] Add [a] cache\n"),
    "an address": (f"- [ ] Add a cache {URL}\n", "- [ ] Add a cache\n"),
    "an address in brackets": (f"- [ ] Add a cache ({URL})\n", "- [ ] Add a cache\n"),
    "behind a dash": (f"- [ ] Add a cache — [#12]({URL})\n", "- [ ] Add a cache\n"),
    "a number in a column": (
        "| Title | Status | Issue |\n|-|-|-|\n| Add a cache | Planned | #12 |\n",
        "| Title | Status | Issue |\n|-|-|-|\n| Add a cache | Planned | |\n",
    ),
}


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_links_that_people_wrote(name: str):
    before, after = HAND_WRITTEN[name]
    head = "# Roadmap\n\n## Q1 2026\n\n"
    try:
        assert taken_out(f"{head}{before}".encode()).decode() == f"{head}{after}"
    except OurMistake as fault:
        pytest.fail(str(fault))
