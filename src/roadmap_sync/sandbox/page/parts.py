"""Pieces that several pages show: the head, badges, one line of an issue."""

import re

from roadmap_sync.sandbox import issues, labels, milestones
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.page.html import Markup, tag
from roadmap_sync.sandbox.rows import Issue, Label, Repository

_HIDDEN = re.compile(r"(<!--.*?-->)", re.DOTALL)


def head(call: Call, home: Repository) -> Markup:
    """The line at the top of every page of a repository."""
    path = call.links.path(home)
    links = [
        ("Issues", f"{path}/issues"),
        ("Closed", f"{path}/issues?state=closed"),
        ("Milestones", f"{path}/milestones"),
        ("Projects", f"/users/{home.owner}/projects"),
        ("Requests", "/requests"),
    ]
    name = tag("b", tag("a", home.full_name, href=path))
    return tag("header", name, [tag("a", text, href=href) for text, href in links], tag("small", "sandbox"))


def badge(call: Call, home: Repository, label: Label) -> Markup:
    """A label in its colour, leading to the issues that bear it."""
    red, green, blue = (int(label.color[at : at + 2], 16) for at in (0, 2, 4))
    ink = "#000" if 299 * red + 587 * green + 114 * blue > 140_000 else "#fff"
    style = f"background:#{label.color};color:{ink}"
    return tag("a", label.name, class_="label", style=style, href=call.links.label_path(home, label))


def state(issue: Issue) -> Markup:
    """Open, or why it is closed."""
    kind = "open" if issue.state == "open" else issue.state_reason or "closed"
    words = {
        "open": "Open",
        "completed": "Closed",
        "not_planned": "Closed as not planned",
        "duplicate": "Duplicate",
    }
    return tag("span", words.get(kind, "Closed"), class_=f"state {kind}")


def line(call: Call, home: Repository, issue: Issue) -> Markup:
    """An issue in a list."""
    store = call.site.store
    within = milestones.by_id(store, issue.milestone_id) if issue.milestone_id else None
    people = ", ".join(one.login for one in issues.assignees(store, issue))
    facts = [f"#{issue.number}", within.title if within else "", f"for {people}" if people else ""]
    return tag(
        "li",
        state(issue),
        " ",
        tag("a", issue.title, href=call.links.issue_path(home, issue)),
        " ",
        [badge(call, home, one) for one in labels.of_issue(store, issue.id)],
        tag(
            "div", tag("small", " · ".join(filter(None, facts)), " · pull request" if issue.pull_id else None)
        ),
    )


def text(body: str | None) -> list[Markup]:
    """A body as it was typed; what HTML comments hide is shown on demand."""
    found = []
    for piece in _HIDDEN.split(body or ""):
        if piece.startswith("<!--"):
            found.append(tag("details", tag("summary", "Hidden comment"), tag("pre", piece)))
        elif piece.strip():
            found.append(tag("div", piece.strip("\r\n"), class_="body"))
    return found or [tag("p", "No description.", class_="soft")]
