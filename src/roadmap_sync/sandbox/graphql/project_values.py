"""The values of project items as GraphQL shows them, one type per kind of field."""

from typing import Any

from roadmap_sync.sandbox import issues, labels, milestones, people, repositories
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql import connections
from roadmap_sync.sandbox.graphql.binding import Fields
from roadmap_sync.sandbox.graphql.everywhere import person
from roadmap_sync.sandbox.projects import fields, items, values
from roadmap_sync.sandbox.projects.rows import Iteration, Option
from roadmap_sync.sandbox.projects.values import Shown
from roadmap_sync.sandbox.rows import Account, Issue, Milestone, Repository


def _issue(shown: Shown, call: Call) -> Issue:
    return issues.by_id(call.site.store, shown.item.issue_id or 0)


def _home(shown: Shown, call: Call) -> Repository:
    return repositories.by_id(call.site.store, _issue(shown, call).repository_id)


def _text(shown: Shown, call: Call) -> str:
    return shown.value.content if shown.value else items.title(call.site.store, shown.item)


def _number(shown: Shown, call: Call) -> float | None:
    return float(shown.value.content) if shown.value else None


def _content(shown: Shown, call: Call) -> str | None:
    return shown.value.content if shown.value else None


def _option(name: str) -> Any:
    def resolve(shown: Shown, call: Call) -> Any:
        found: Option | None = values.option(call.site.store, shown.item, shown.field)
        return getattr(found, name) if found else None

    return resolve


def _iteration(name: str) -> Any:
    def resolve(shown: Shown, call: Call) -> Any:
        known: list[Iteration] = fields.iterations(call.site.store, shown.field)
        return next(getattr(one, name) for one in known if shown.value and one.id == shown.value.content)

    return resolve


def _users(shown: Shown, call: Call, **cut: Any) -> connections.Connection:
    store = call.site.store
    if shown.item.draft_id is not None:
        return connections.over("users", items.draft_assignees(store, shown.item.draft_id), **cut)
    return connections.over("users", issues.assignees(store, _issue(shown, call)), **cut)


def _labels(shown: Shown, call: Call, **cut: Any) -> connections.Connection:
    return connections.over("labels", labels.of_issue(call.site.store, shown.item.issue_id or 0), **cut)


def _milestone(shown: Shown, call: Call) -> Milestone | None:
    return milestones.by_id(call.site.store, _issue(shown, call).milestone_id or 0)


def _nothing(name: str) -> Any:
    return lambda shown, call, **cut: connections.over(name, [], **cut)


def _creator(shown: Shown, call: Call) -> Account:
    maker = shown.value.creator_id if shown.value else shown.item.creator_id
    return person(call, maker) or people.by_id(call.site.store, shown.item.creator_id)


_COMMON: Fields = {
    "createdAt": lambda it, call: (it.value or it.item).created_at,
    "updatedAt": lambda it, call: (it.value or it.item).updated_at,
    "creator": _creator,
    "databaseId": lambda it, call: (it.value or it.item).id,
}

FIELDS: dict[str, Fields] = {
    "ProjectV2ItemFieldTextValue": _COMMON | {"text": _text},
    "ProjectV2ItemFieldNumberValue": _COMMON | {"number": _number},
    "ProjectV2ItemFieldDateValue": _COMMON | {"date": _content},
    "ProjectV2ItemFieldSingleSelectValue": _COMMON | {
        "color": _option("color"), "description": _option("description"), "name": _option("name"),
        "descriptionHTML": _option("description"), "nameHTML": _option("name"), "optionId": _content,
    },
    "ProjectV2ItemFieldIterationValue": _COMMON | {
        "duration": _iteration("duration"), "iterationId": _content, "startDate": _iteration("start_date"),
        "title": _iteration("title"), "titleHTML": _iteration("title"),
    },
    "ProjectV2ItemFieldLabelValue": {"labels": _labels},
    "ProjectV2ItemFieldMilestoneValue": {"milestone": _milestone},
    "ProjectV2ItemFieldRepositoryValue": {"repository": _home},
    "ProjectV2ItemFieldUserValue": {"users": _users},
    "ProjectV2ItemFieldReviewerValue": {"reviewers": _nothing("reviewers")},
    "ProjectV2ItemFieldPullRequestValue": {"pullRequests": _nothing("pullRequests")},
}  # fmt: skip
