"""A table in HTML: its rows get issues, and what colleagues change comes into the text of its cells alone."""

from __future__ import annotations

from tests.acceptance.desk import Desk

ROADMAP = """\
# Roadmap

<table>
  <tr><th>Quarter</th><th>Feature</th><th>Status</th></tr>
  <tr>
    <td rowspan="2">Q3 2026</td>
    <td>Find &amp; replace</td>
    <td><b>🚧 In Progress</b></td>
  </tr>
  <tr>
    <td><a href="docs/export.md">Export</a></td>
    <td>🔴 <i>Planned</i></td>
  </tr>
</table>
"""


def test_03_a_table_in_html_is_kept_in_step(desk: Desk):
    desk.put(ROADMAP)
    desk.sync()
    find, export = desk.github.titled("Find & replace"), desk.github.titled("Export")
    assert [issue["milestone"]["title"] for issue in (find, export)] == ["Q3 2026", "Q3 2026"]
    linked = ROADMAP
    for title, issue in (("Find &amp; replace", find), ("Export</a>", export)):
        link = f' (<a href="{issue["html_url"]}">#{issue["number"]}</a>)'
        linked = linked.replace(title, f"{title}{link}")
    assert desk.text == linked
    desk.github.close(find["number"])
    desk.github.edit(find["number"], title="Find < replace")
    desk.github.close(export["number"])
    done = desk.sync()
    expected = linked.replace("Find &amp; replace", "Find &lt; replace")
    assert desk.text == expected.replace("🚧 In Progress", "✅ Completed")
    assert [(one["kind"], one["field"]) for one in done["holds"]] == [("drift", "status")]  # tags stand in it
    assert desk.sync()["changes"] == []
