"""Mutations of sub-issues, dependencies, issue types and reactions."""

from typing import Any
from urllib.parse import urlsplit

from roadmap_sync.sandbox import dependencies, issue_types, issues, people, reactions, repositories, subissues
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql.errors import no_node
from roadmap_sync.sandbox.graphql.linked import groups
from roadmap_sync.sandbox.graphql.nodes import expect
from roadmap_sync.sandbox.graphql.writing import Given, Mutation, allow, denied, home, issue
from roadmap_sync.sandbox.kinds import node_id
from roadmap_sync.sandbox.reactions import CONTENTS
from roadmap_sync.sandbox.refusals import Forbidden, Invalid
from roadmap_sync.sandbox.rows import Account, Comment, Issue, IssueType

_WORDS = {name: content for content, name in CONTENTS.items()}


def _triaged(call: Call, wanted: str, name: str) -> Issue:
    found = issue(call, wanted)
    allow(call, home(call, found), "triage", name)
    return found


def _again(call: Call, found: Issue) -> Issue:
    return issues.by_id(call.site.store, found.id)


def _add_sub_issue(call: Call, given: Given) -> dict[str, Any]:
    above = _triaged(call, given["issue_id"], "AddSubIssue")
    child = issue(call, given["sub_issue_id"]) if given.get("sub_issue_id") else _by_url(call, given)
    subissues.add(call.site, call.actor, above, child, replace_parent=bool(given.get("replace_parent")))
    return {"issue": _again(call, above), "subIssue": child}


def _by_url(call: Call, given: Given) -> Issue:
    url = given.get("sub_issue_url")
    if not url:
        raise Invalid(message="Either subIssueId or subIssueUrl must be given")
    owner, name, _, number = [*urlsplit(url).path.strip("/").split("/"), "", "", "", ""][:4]
    where = repositories.visible(
        call.site.store, repositories.by_name(call.site.store, owner, name), call.viewer
    )
    found = issues.by_number(call.site.store, where, int(number)) if where and number.isdecimal() else None
    if found is None:
        raise no_node(url)
    return found


def _remove_sub_issue(call: Call, given: Given) -> dict[str, Any]:
    above = _triaged(call, given["issue_id"], "RemoveSubIssue")
    child = issue(call, given["sub_issue_id"])
    subissues.remove(call.site, call.actor, above, child)
    return {"issue": above, "subIssue": child}


def _reprioritize(call: Call, given: Given) -> dict[str, Any]:
    above = _triaged(call, given["issue_id"], "ReprioritizeSubIssue")
    near = [issue(call, given[name]) if given.get(name) else None for name in ("after_id", "before_id")]
    subissues.reprioritize(call.site, above, issue(call, given["sub_issue_id"]), *near)
    return {"issue": above}


def _block(call: Call, given: Given) -> dict[str, Any]:
    blocked = _triaged(call, given["issue_id"], "AddBlockedBy")
    blocker = issue(call, given["blocking_issue_id"])
    dependencies.add(call.site, call.actor, blocked, blocker)
    return {"issue": blocked, "blockingIssue": blocker}


def _unblock(call: Call, given: Given) -> dict[str, Any]:
    blocked = _triaged(call, given["issue_id"], "RemoveBlockedBy")
    blocker = issue(call, given["blocking_issue_id"])
    dependencies.remove(call.site, call.actor, blocked, blocker)
    return {"issue": blocked, "blockingIssue": blocker}


def typed(call: Call, found: Issue, wanted: str | None) -> Issue:
    """The issue with the type an id names, or without one."""
    kind: IssueType | None = expect(call, wanted, IssueType) if wanted else None
    if kind and kind not in issue_types.of_repository(call.site, home(call, found)):
        raise Invalid(message="The issue type is not available in this repository")
    return issue_types.give(call.site, call.actor, found, kind)


def _give_type(call: Call, given: Given) -> dict[str, Any]:
    found = _triaged(call, given["issue_id"], "UpdateIssueIssueType")
    return {"issue": typed(call, found, given.get("issue_type_id"))}


def _owner(call: Call, owner_id: int, name: str) -> Account:
    if people.membership(call.site.store, owner_id, call.actor) != "admin":
        raise Forbidden(denied(call, name))
    return people.by_id(call.site.store, owner_id)


def _create_type(call: Call, given: Given) -> dict[str, Any]:
    owner = _owner(call, expect(call, given["owner_id"], Account).id, "CreateIssueType")
    color, told = (given.get("color") or "GRAY").lower(), given.get("description")
    enabled = given["is_enabled"]
    return {"issueType": issue_types.create(call.site, owner, given["name"], told, color, enabled=enabled)}


def _own_type(call: Call, wanted: str, name: str) -> IssueType:
    found: IssueType = expect(call, wanted, IssueType)
    _owner(call, found.owner_id, name)
    return found


def _update_type(call: Call, given: Given) -> dict[str, Any]:
    now = _own_type(call, given["issue_type_id"], "UpdateIssueType")
    made = issue_types.edit(
        call.site,
        now,
        name=given.get("name") or now.name,
        description=given.get("description", now.description),
        color=(given.get("color") or now.color).lower(),
        enabled=now.enabled if given.get("is_enabled") is None else given["is_enabled"],
    )
    return {"issueType": made}


def _delete_type(call: Call, given: Given) -> dict[str, Any]:
    gone = _own_type(call, given["issue_type_id"], "DeleteIssueType")
    deleted = node_id(call.site.store, gone)
    issue_types.delete(call.site, gone)
    return {"deletedIssueTypeId": deleted}


def _react(call: Call, given: Given) -> dict[str, Any]:
    about: Issue | Comment = expect(call, given["subject_id"], Issue, Comment)
    made = reactions.add(call.site, call.actor, about, _WORDS[given["content"]])
    return {"reaction": made, "subject": about, "reactionGroups": groups(about, call)}


def _unreact(call: Call, given: Given) -> dict[str, Any]:
    about: Issue | Comment = expect(call, given["subject_id"], Issue, Comment)
    known = reactions.given(call.site.store, call.actor, about, _WORDS[given["content"]])
    if known is None:
        raise Invalid(message="There is no such reaction of yours")
    reactions.remove(call.site, known)
    return {"reaction": known, "subject": about, "reactionGroups": groups(about, call)}


MUTATIONS: dict[str, Mutation] = {
    "addSubIssue": _add_sub_issue,
    "removeSubIssue": _remove_sub_issue,
    "reprioritizeSubIssue": _reprioritize,
    "addBlockedBy": _block,
    "removeBlockedBy": _unblock,
    "updateIssueIssueType": _give_type,
    "createIssueType": _create_type,
    "updateIssueType": _update_type,
    "deleteIssueType": _delete_type,
    "addReaction": _react,
    "removeReaction": _unreact,
}
