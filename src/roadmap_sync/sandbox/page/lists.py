"""The pages that list: repositories, issues, milestones."""

from roadmap_sync.sandbox import labels, listing, milestones, repositories
from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.page.html import Markup, document, tag
from roadmap_sync.sandbox.page.parts import badge, head, line
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rows import Milestone, Repository

_PAGE = 100
_PAGES = 1_000_000


def home(call: Call) -> Repository:
    """The repository in the path."""
    named = call.params["owner"], call.params["repo"]
    found = repositories.by_name(call.site.store, *named) or repositories.once(call.site.store, *named)
    if found is None:
        raise Missing
    return found


def all_repositories(call: Call) -> Reply:
    """GET /."""
    found = repositories.all_of(call.site.store)
    shown = [tag("li", tag("a", one.full_name, href=call.links.path(one)), _about(one)) for one in found]
    return document(
        "Sandbox",
        tag("h1", "Sandbox"),
        tag("p", "An embedded GitHub, on this machine only."),
        tag("ul", shown),
    )


def _about(found: Repository) -> Markup:
    return tag("div", tag("small", found.description or ""))


def issues(call: Call) -> Reply:
    """GET /{owner}/{repo} and …/issues, with `state` and `page` in the query."""
    state = call.query.get("state", "open")
    return _issues(call, "Issues", None, listing.Filter(states=() if state == "all" else (state,)))


def labelled(call: Call) -> Reply:
    """GET …/labels/{name}: the issues with a label, open and closed."""
    found = labels.by_name(call.site.store, home(call), call.params["name"])
    if found is None:
        raise Missing
    shown = badge(call, home(call), found)
    return _issues(
        call, found.name, tag("p", shown, " ", found.description), listing.Filter(labels=(found.name,))
    )


def milestone(call: Call) -> Reply:
    """GET …/milestone/{number}: its progress and its issues."""
    found = milestones.by_number(call.site.store, home(call), call.params["number"])
    if found is None:
        raise Missing
    return _issues(call, found.title, _progress(call, found), listing.Filter(milestone=str(found.number)))


def all_milestones(call: Call) -> Reply:
    """GET …/milestones, by due date."""
    found = sorted(milestones.all_of(call.site.store, home(call)), key=lambda one: one.due_on or "9999")
    shown = [tag("li", _title(call, one), _progress(call, one)) for one in found]
    body = tag("ul", shown) if shown else tag("p", "There are no milestones.", class_="soft")
    return document(
        f"Milestones · {home(call).full_name}", head(call, home(call)), tag("h1", "Milestones"), body
    )


def _title(call: Call, found: Milestone) -> Markup:
    return tag("a", found.title, href=call.links.milestone_path(home(call), found))


def _progress(call: Call, found: Milestone) -> Markup:
    opened, closed = milestones.counts(call.site.store, found)
    due = f"due {found.due_on[:10]}" if found.due_on else "no due date"
    facts = f"{found.state} · {due} · {closed} of {opened + closed} closed"
    bar = tag("progress", f"{closed} of {opened + closed}", max=max(1, opened + closed), value=closed)
    return tag("div", tag("small", facts), bar, tag("div", found.description, class_="body"))


def _issues(call: Call, title: str, above: Markup | None, wanted: listing.Filter) -> Reply:
    here, store = home(call), call.site.store
    number = call.query.get("page", "")
    page = min(max(1, int(number)), _PAGES) if number.isdecimal() else 1
    total = listing.count(store, here, wanted)
    shown = [line(call, here, one) for one in listing.page(store, here, wanted, (page - 1) * _PAGE, _PAGE)]
    body = tag("ul", shown) if shown else tag("p", "No issues here.", class_="soft")
    more = page * _PAGE < total
    state = call.query.get("state", "open")
    further = (
        tag("p", tag("a", "Next page", href=f"?state={state}&page={page + 1}" if more else "?"))
        if more
        else None
    )
    count = tag("p", f"{total} {'issue' if total == 1 else 'issues'}", class_="soft")
    return document(
        f"{title} · {here.full_name}", head(call, here), tag("h1", title), above, count, body, further
    )
