"""The page of the requests that came, newest first; it renews itself."""

from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.log import Entry
from roadmap_sync.sandbox.page.html import Markup, document, tag

PATH = "/requests"
_SHOWN = 200
_SECONDS = 2


def read(call: Call) -> Reply:
    """GET /requests."""
    entries = call.log.latest(_SHOWN)
    summary = call.log.summary()
    count = f"{summary['read']} reads and {summary['write']} writes since the start or the last reset"
    head = tag("tr", [tag("th", name) for name in ("Time", "Who", "Request", "Status", "Cost")])
    table = tag("table", head, [_line(one) for one in entries])
    links = tag("header", tag("b", tag("a", "Sandbox", href="/")), tag("small", "requests"))
    return document(
        "Requests", links, tag("h1", "Requests"), tag("p", count, class_="soft"), table, refresh=_SECONDS
    )


def _line(entry: Entry) -> Markup:
    named = " ".join(filter(None, [entry.operation, ", ".join(entry.fields)]))
    asked = f"{entry.method} {entry.path}"
    cells = [
        entry.at[11:19],
        entry.login or "–",
        tag("span", asked, " ", tag("small", named)),
        str(entry.status),
    ]
    return tag("tr", [tag("td", cell) for cell in [*cells, str(entry.cost)]], class_=entry.kind)
