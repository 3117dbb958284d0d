"""The line that would make an issue an item: in the document's own form, and it reads as that item."""

from __future__ import annotations

import pytest

from roadmap_sync.config import Config
from roadmap_sync.document import line_for, read

URL = "https://github.com/acme/widgets/issues/12"
LINK = f"[#12]({URL})"
TABLE = "# Roadmap\n\n| Title | Status | Target |\n|---|---|---|\n| Add a cache | 📋 Planned | Q1 2026 |\n"
COLUMN = "# Roadmap\n\n| # | Title | Status | Issue |\n|-|-|-|-|\n| 1 | Add a cache | Planned | |\n"
BOXES = "# Roadmap\n\n## Q1 2026\n\n- [x] Add a cache\n- [ ] Write the guide\n"
SIGNS = "# Roadmap\n\n## Q1 2026\n\n* 📋 Add a cache\n* ✅ Write the guide\n"
HEADINGS = "# Roadmap\n\n## Q1 2026\n\n### Add a cache\n\n**Status:** Done\n\n### B\n\n**Status:** Planned\n"

LINES = {
    "a table": (TABLE, "Trace it", f"| Trace it ({LINK}) | 📋 Planned | |"),
    "a bar in the title": (TABLE, "This | that", f"| This \\| that ({LINK}) | 📋 Planned | |"),
    "a column for issues": (COLUMN, "Trace it", f"| | Trace it | Planned | {LINK} |"),
    "boxes": (BOXES, "Trace it", f"- [ ] Trace it ({LINK})"),
    "stars in the title": (BOXES, "Trace *all*", f"- [ ] Trace \\*all\\* ({LINK})"),
    "signs": (SIGNS, "Trace it", f"* 📋 Trace it ({LINK})"),
    "headings": (HEADINGS, "Trace it", f"- [ ] Trace it ({LINK})"),
    "nothing yet": ("# Roadmap\n", "Trace it", f"- [ ] Trace it ({LINK})"),
}


@pytest.mark.parametrize("name", LINES)
def test_the_line(name: str):
    text, title, line = LINES[name]
    assert line_for(read(text.encode(), "ROADMAP.md", Config()), title, URL, Config()) == line


@pytest.mark.parametrize("name", ["a table", "a bar in the title", "a column for issues", "boxes", "signs"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_pasted_below_it_is_an_item(name: str, newline: str):
    text, title, _ = LINES[name]
    before = read(text.replace("\n", newline).encode(), "ROADMAP.md", Config())
    line = line_for(before, title, URL, Config())
    after = read(before.data + line.encode(), "ROADMAP.md", Config())
    assert [item.title for item in after.items] == [*(item.title for item in before.items), title]
    assert after.items[-1].link is not None
    assert after.items[-1].link.url == URL
