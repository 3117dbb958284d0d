"""The page of a project: its columns by status, and forms by which a colleague moves a card."""

from roadmap_sync.sandbox import issues, people, repositories
from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.page.forms import actor, sent
from roadmap_sync.sandbox.page.html import Markup, document, tag
from roadmap_sync.sandbox.projects import boards, fields, items, rights, values
from roadmap_sync.sandbox.projects.rows import Field, Item, Option, Project
from roadmap_sync.sandbox.refusals import Forbidden, Invalid, Missing
from roadmap_sync.sandbox.rows import Account, Repository

_NONE = "No Status"


def all_of(call: Call) -> Reply:
    """GET /users/{owner}/projects and /orgs/{owner}/projects."""
    owner = _owner(call)
    known = boards.of_owner(call.site.store, owner, people.administrator(call.site.store, owner))
    shown = [
        tag(
            "li",
            tag("a", one.title, href=call.links.project_path(owner, one)),
            tag("small", f" #{one.number}"),
        )
        for one in known
    ]
    body = tag("ul", shown) if shown else tag("p", "There are no projects.", class_="soft")
    return document(f"Projects · {owner.login}", _head(owner), tag("h1", "Projects"), body)


def read(call: Call) -> Reply:
    """GET …/projects/{number}."""
    owner, project = _project(call)
    store = call.site.store
    status = fields.by_name(store, project, fields.STATUS)
    options = fields.options(store, status) if status else []
    cards = items.of_project(store, project)
    at = {card.id: values.option(store, card, status) if status else None for card in cards}
    columns = [
        _column(call, _NONE, [card for card in cards if at[card.id] is None], options),
        *(
            _column(call, one.name, [card for card in cards if at[card.id] == one], options)
            for one in options
        ),
    ]
    kept = [column for column in columns if column]
    closed = tag("p", "This project is closed.", class_="soft") if project.closed_at else None
    about = tag("p", project.short_description) if project.short_description else None
    return document(
        f"{project.title} · {owner.login}", _head(owner), tag("h1", project.title), about, closed,
        tag("div", kept, class_="board"),
    )  # fmt: skip


def move(call: Call) -> Reply:
    """POST …/projects/{number}: set a card's status, or clear it, as the account named in the form."""
    owner, project = _project(call)
    form = sent(call)
    who = actor(call, form)
    if not rights.may(call.site.store, project, who, "writer"):
        raise Forbidden(f"{who.login} may not change this project.")
    status = fields.by_name(call.site.store, project, fields.STATUS)
    key = form.get("item", "")
    card = items.by_id(call.site.store, int(key)) if key.isdecimal() else None
    if status is None or card is None or card.project_id != project.id:
        raise Invalid(message="There is no such card here.")
    call.viewer = who
    if form.get("option"):
        values.set_value(call.site, who, card, status, "SINGLE_SELECT", form["option"])
    else:
        values.clear(call.site, card, status)
    return Reply(303, headers={"location": call.links.project_path(owner, project)})


def cards_of(call: Call, issue_id: int) -> list[Markup]:
    """Where an issue is: its projects and the column it stands in, for the issue's own page."""
    store, found = call.site.store, []
    for card in items.of_issue(store, issue_id, archived=False):
        project = boards.by_id(store, card.project_id)
        owner = people.by_id(store, project.owner_id)
        status = fields.by_name(store, project, fields.STATUS)
        option = values.option(store, card, status) if status else None
        link = tag("a", project.title, href=call.links.project_path(owner, project))
        found.append(tag("li", link, f" · {option.name if option else _NONE}"))
    return found


def _column(call: Call, name: str, cards: list[Item], options: list[Option]) -> Markup | None:
    if name == _NONE and not cards:
        return None
    shown = [_card(call, card, name, options) for card in cards]
    return tag("section", tag("h2", name, tag("small", f" {len(cards)}")), shown)


def _card(call: Call, card: Item, column: str, options: list[Option]) -> Markup:
    chosen = [
        tag("option", _NONE, value="", selected=column == _NONE),
        *(tag("option", one.name, value=one.id, selected=one.name == column) for one in options),
    ]
    form = tag(
        "form",
        tag("input", type="hidden", name="item", value=card.id),
        tag("select", chosen, name="option", aria_label="Status"),
        tag("button", "Move"),
        method="post",
    )
    return tag("article", _title(call, card), _dates(call, card), form)


def _title(call: Call, card: Item) -> Markup:
    store = call.site.store
    if card.issue_id is None:
        return tag("div", items.title(store, card), tag("small", " draft"))
    issue = issues.by_id(store, card.issue_id)
    home: Repository = repositories.by_id(store, issue.repository_id)
    link = tag("a", issue.title, href=call.links.issue_path(home, issue))
    return tag("div", link, tag("small", f" #{issue.number} {'' if issue.state == 'open' else 'closed'}"))


def _dates(call: Call, card: Item) -> Markup | None:
    """What the card says besides its status."""
    store = call.site.store
    project = boards.by_id(store, card.project_id)
    facts = [_fact(call, card, one) for one in fields.of_project(store, project) if not fields.built_in(one)]
    known = [fact for fact in facts if fact]
    return tag("small", " · ".join(known)) if known else None


def _fact(call: Call, card: Item, field: Field) -> str | None:
    store = call.site.store
    value, option = values.stored(store, card, field), values.option(store, card, field)
    boxes = fields.iterations(store, field) if value else []
    box = next((one.title for one in boxes if value and one.id == value.content), None)
    shown = option.name if option else box or (value.content if value else None)
    return f"{field.name}: {shown}" if shown else None


def _owner(call: Call) -> Account:
    owner = people.by_login(call.site.store, call.params["owner"])
    if owner is None:
        raise Missing
    return owner


def _project(call: Call) -> tuple[Account, Project]:
    owner = _owner(call)
    acting = people.administrator(call.site.store, owner)
    found = boards.by_number(call.site.store, owner, call.params["number"], acting)
    if found is None:
        raise Missing
    return owner, found


def _head(owner: Account) -> Markup:
    root = "orgs" if owner.kind == "Organization" else "users"
    projects = tag("a", "Projects", href=f"/{root}/{owner.login}/projects")
    links = [tag("a", "Repositories", href="/"), projects, tag("a", "Requests", href="/requests")]
    return tag("header", tag("b", owner.login), links, tag("small", "sandbox"))
