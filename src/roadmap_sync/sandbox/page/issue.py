"""The page of one issue, and the forms by which a colleague changes it."""

from roadmap_sync.sandbox import (
    comments,
    dependencies,
    issues,
    labels,
    milestones,
    people,
    repositories,
    subissues,
)
from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.page import forms
from roadmap_sync.sandbox.page.board import cards_of
from roadmap_sync.sandbox.page.html import Child, Markup, document, tag
from roadmap_sync.sandbox.page.lists import home
from roadmap_sync.sandbox.page.parts import badge, head, line, state, text
from roadmap_sync.sandbox.refusals import Forbidden, Invalid, Missing
from roadmap_sync.sandbox.rows import Account, Comment, Issue, Milestone, Repository


def read(call: Call) -> Reply:
    """GET …/issues/{number} and …/pull/{number}."""
    here, issue, store = home(call), _issue(call), call.site.store
    author = people.by_id(store, issue.author_id)
    within = milestones.by_id(store, issue.milestone_id) if issue.milestone_id else None
    given = ", ".join(one.login for one in issues.assignees(store, issue))
    facts = [
        f"opened by {author.login} on {issue.created_at[:10]}",
        f"milestone {within.title}" if within else "",
        f"for {given}" if given else "",
    ]
    return document(
        f"{issue.title} · #{issue.number}",
        head(call, here),
        tag("h1", issue.title, " ", tag("span", f"#{issue.number}", class_="soft")),
        tag("p", state(issue), " ", tag("small", " · ".join(filter(None, facts)))),
        tag("p", [badge(call, here, one) for one in labels.of_issue(store, issue.id)]),
        tag("article", text(issue.body)),
        _around(call, issue),
        [_said(call, one) for one in comments.of_issue(store, issue.id)],
        _forms(call, issue),
    )


def change(call: Call) -> Reply:
    """POST …/issues/{number}: one act, as the account named in the form, `colleague` by default."""
    form = forms.sent(call)
    actor, issue = forms.actor(call, form), _issue(call)
    if not issues.may_edit(call.site.store, issue, actor):
        raise Forbidden(f"{actor.login} may not change this issue.")
    call.viewer = actor
    with call.site.store.transaction():
        _act(call, issue, actor, form)
    return Reply(303, headers={"location": call.links.issue_path(home(call), issue)})


def _act(call: Call, issue: Issue, actor: Account, form: dict[str, str]) -> None:
    match form.get("act"):
        case "close":
            reason = form.get("reason", "completed")
            if reason not in issues.CLOSE_REASONS:
                raise Invalid(message=f"{reason!r} is no reason to close.")
            issues.close(call.site, actor, issue, reason)
        case "reopen":
            issues.reopen(call.site, actor, issue)
        case "rename":
            issues.edit(call.site, actor, issue, title=form.get("title", ""), body=None)
        case "describe":  # a browser sends CRLF, as it does on github.com
            issues.edit(call.site, actor, issue, title=None, body=form.get("body", ""))
        case "schedule":
            issues.put_in(call.site, actor, issue, _milestone(call, form.get("milestone", "")))
        case "label":
            names = [name.strip() for name in form.get("labels", "").split(",") if name.strip()]
            wanted = [labels.ensure(call.site, home(call), name) for name in names]
            has = labels.of_issue(call.site.store, issue.id)
            issues.label(call.site, actor, issue, wanted, [one for one in has if one not in wanted])
        case "comment":
            comments.add(call.site, actor, issue, form.get("body", ""))
        case unknown:
            raise Invalid(message=f"{unknown!r} is nothing that can be done here.")


def _milestone(call: Call, number: str) -> Milestone | None:
    if not number:
        return None
    known = milestones.by_number(call.site.store, home(call), int(number)) if number.isdecimal() else None
    if known is None:
        raise Invalid(message=f"There is no milestone {number}.")
    return known


def _issue(call: Call) -> Issue:
    found = issues.by_number(call.site.store, home(call), call.params["number"])
    if found is None:
        raise Missing
    return found


def _around(call: Call, issue: Issue) -> list[Markup]:
    """The issues this one stands with, and the boards it is on."""
    store = call.site.store
    above = subissues.parent(store, issue)
    groups = [
        ("Parent", [line(call, _home_of(call, one), one) for one in ([above] if above else [])]),
        ("Sub-issues", [line(call, _home_of(call, one), one) for one in subissues.of(store, issue)]),
        (
            "Blocked by",
            [line(call, _home_of(call, one), one) for one in dependencies.blocked_by(store, issue)],
        ),
        ("Blocking", [line(call, _home_of(call, one), one) for one in dependencies.blocking(store, issue)]),
        ("Projects", cards_of(call, issue.id)),
    ]
    return [tag("section", tag("h2", name), tag("ul", found)) for name, found in groups if found]


def _home_of(call: Call, issue: Issue) -> Repository:
    return repositories.by_id(call.site.store, issue.repository_id)


def _said(call: Call, comment: Comment) -> Markup:
    author = people.by_id(call.site.store, comment.author_id)
    return tag("article", tag("small", f"{author.login} on {comment.created_at[:10]}"), text(comment.body))


def _forms(call: Call, issue: Issue) -> Markup:
    names = ", ".join(one.name for one in labels.of_issue(call.site.store, issue.id))
    if issue.state == "open":
        closing = [
            _form("close", tag("button", "Close as completed", name="reason", value="completed")),
            _form("close", tag("button", "Close as not planned", name="reason", value="not_planned")),
        ]
    else:
        closing = [_form("reopen", tag("button", "Reopen"))]
    title = tag("input", name="title", value=issue.title, aria_label="Title", required=True)
    given = tag("input", name="labels", value=names, aria_label="Labels, separated by commas")
    text_now = tag("textarea", f"\n{issue.body or ''}", name="body", aria_label="Description")
    chosen = [
        tag("option", "No milestone", value=""),
        *(
            tag("option", one.title, value=one.number, selected=one.id == issue.milestone_id)
            for one in milestones.all_of(call.site.store, home(call))
        ),
    ]
    said = tag("input", name="body", placeholder="Say something", aria_label="Comment", required=True)
    return tag(
        "fieldset",
        tag("legend", f"Act as {people.COLLEAGUE}"),
        closing,
        _form("rename", title, tag("button", "Rename")),
        _form("label", given, tag("button", "Set labels")),
        _form(
            "schedule",
            tag("select", chosen, name="milestone", aria_label="Milestone"),
            tag("button", "Set milestone"),
        ),
        tag(
            "details",
            tag("summary", "Edit the description"),
            _form("describe", text_now, tag("button", "Save")),
        ),
        _form("comment", said, tag("button", "Comment")),
    )


def _form(act: str, *parts: Child) -> Markup:
    return tag("form", tag("input", type="hidden", name="act", value=act), *parts, method="post")
