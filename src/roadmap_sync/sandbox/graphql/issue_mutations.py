"""Mutations of issues: create, update, close, reopen, label, assign, comment, lock."""

from typing import Any

from roadmap_sync.sandbox import comments, deletion, issues, subissues
from roadmap_sync.sandbox import labels as label_store
from roadmap_sync.sandbox import people as people_store
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.graphql.item_mutations import put_on
from roadmap_sync.sandbox.graphql.link_mutations import typed
from roadmap_sync.sandbox.graphql.nodes import expect
from roadmap_sync.sandbox.graphql.writing import (
    Given,
    Mutation,
    accounts,
    allow,
    denied,
    home,
    issue,
    labels,
    milestone,
    repository,
)
from roadmap_sync.sandbox.kinds import node_id
from roadmap_sync.sandbox.refusals import Forbidden
from roadmap_sync.sandbox.repositories import with_issues, writable
from roadmap_sync.sandbox.rows import Comment, Issue

_TRIAGED = ("label_ids", "assignee_ids", "milestone_id", "issue_type_id")


def _create(call: Call, given: Given) -> dict[str, Any]:
    into = repository(call, given["repository_id"])
    with_issues(into)
    writable(into)
    if any(given.get(name) for name in _TRIAGED):
        allow(call, into, "triage", "CreateIssue")
    draft = issues.Draft(
        title=given["title"],
        body=given.get("body"),
        labels=tuple(labels(call, given.get("label_ids"))),
        assignees=tuple(accounts(call, into, given.get("assignee_ids"))),
        milestone=milestone(call, given.get("milestone_id")),
    )
    made = issues.create(call.site, call.actor, into, draft)
    put_on(call, made, given.get("project_v2_ids"))
    if given.get("parent_issue_id"):
        subissues.add(call.site, call.actor, issue(call, given["parent_issue_id"]), made)
    if given.get("issue_type_id"):
        typed(call, made, given["issue_type_id"])
    return {"issue": issues.by_id(call.site.store, made.id)}


def _update(call: Call, given: Given) -> dict[str, Any]:
    found = _editable(call, given["id"], "UpdateIssue")
    if any(name in given for name in _TRIAGED):
        allow(call, home(call, found), "triage", "UpdateIssue")
    found = issues.edit(call.site, call.actor, found, title=given.get("title"), body=given.get("body"))
    if "milestone_id" in given:
        found = issues.put_in(call.site, call.actor, found, milestone(call, given["milestone_id"]))
    found = _replaced(call, found, given)
    if "issue_type_id" in given:
        found = typed(call, found, given["issue_type_id"])
    if given.get("state") == "CLOSED" and found.state == "open":
        found = issues.close(call.site, call.actor, found)
    elif given.get("state") == "OPEN":
        found = issues.reopen(call.site, call.actor, found)
    return {"issue": found}


def _replaced(call: Call, found: Issue, given: Given) -> Issue:
    if given.get("label_ids") is not None:
        wanted, has = labels(call, given["label_ids"]), label_store.of_issue(call.site.store, found.id)
        found = issues.label(call.site, call.actor, found, wanted, [one for one in has if one not in wanted])
    if given.get("assignee_ids") is not None:
        people = accounts(call, home(call, found), given["assignee_ids"])
        has_people = issues.assignees(call.site.store, found)
        gone = [one for one in has_people if one not in people]
        found = issues.assign(call.site, call.actor, found, people, gone)
    return found


def _close(call: Call, given: Given) -> dict[str, Any]:
    found = _editable(call, given["issue_id"], "CloseIssue")
    original = issue(call, given["duplicate_issue_id"]) if given.get("duplicate_issue_id") else None
    reason = (given.get("state_reason") or ("duplicate" if original else "completed")).lower()
    return {"issue": issues.close(call.site, call.actor, found, reason, original)}


def _reopen(call: Call, given: Given) -> dict[str, Any]:
    found = _editable(call, given["issue_id"], "ReopenIssue")
    return {"issue": issues.reopen(call.site, call.actor, found)}


def _add_labels(call: Call, given: Given) -> dict[str, Any]:
    found = _triaged(call, given["labelable_id"], "AddLabelsToLabelable")
    return {"labelable": issues.label(call.site, call.actor, found, labels(call, given["label_ids"]), [])}


def _remove_labels(call: Call, given: Given) -> dict[str, Any]:
    found = _triaged(call, given["labelable_id"], "RemoveLabelsFromLabelable")
    return {"labelable": issues.label(call.site, call.actor, found, [], labels(call, given["label_ids"]))}


def _clear_labels(call: Call, given: Given) -> dict[str, Any]:
    found = _triaged(call, given["labelable_id"], "ClearLabelsFromLabelable")
    has = label_store.of_issue(call.site.store, found.id)
    return {"labelable": issues.label(call.site, call.actor, found, [], has)}


def _assign(call: Call, given: Given) -> dict[str, Any]:
    found = _triaged(call, given["assignable_id"], "AddAssigneesToAssignable")
    people = accounts(call, home(call, found), given["assignee_ids"])
    return {"assignable": issues.assign(call.site, call.actor, found, people, [])}


def _replace_actors(call: Call, given: Given) -> dict[str, Any]:
    found = _triaged(call, given["assignable_id"], "ReplaceActorsForAssignable")
    where = home(call, found)
    wanted = accounts(call, where, given.get("actor_ids"))
    for login in given.get("actor_logins") or []:
        known = people_store.by_login(call.site.store, login)
        wanted += accounts(call, where, [node_id(call.site.store, known)]) if known else []
    gone = [one for one in issues.assignees(call.site.store, found) if one not in wanted]
    return {"assignable": issues.assign(call.site, call.actor, found, wanted, gone)}


def _unassign(call: Call, given: Given) -> dict[str, Any]:
    found = _triaged(call, given["assignable_id"], "RemoveAssigneesFromAssignable")
    wanted = set(given["assignee_ids"])
    people = [expect(call, node_id, type(call.actor)) for node_id in wanted]
    return {"assignable": issues.assign(call.site, call.actor, found, [], people)}


def _delete(call: Call, given: Given) -> dict[str, Any]:
    found = _permitted(call, given["issue_id"], "admin", "DeleteIssue")
    deletion.delete(call.site, found)
    return {"repository": home(call, found)}


def _lock(call: Call, given: Given) -> dict[str, Any]:
    found = _permitted(call, given["lockable_id"], "write", "LockLockable")
    reason = (given.get("lock_reason") or "").lower().replace("off_topic", "off-topic").replace(
        "_", " "
    ) or None
    return {"lockedRecord": issues.lock(call.site, call.actor, found, locked=True, reason=reason)}


def _unlock(call: Call, given: Given) -> dict[str, Any]:
    found = _permitted(call, given["lockable_id"], "write", "UnlockLockable")
    return {"unlockedRecord": issues.lock(call.site, call.actor, found, locked=False)}


def _add_comment(call: Call, given: Given) -> dict[str, Any]:
    found = issue(call, given["subject_id"])
    added = comments.add(call.site, call.actor, found, given["body"])
    return {"commentEdge": {"node": added, "cursor": ""}, "subject": issues.by_id(call.site.store, found.id)}


def _update_comment(call: Call, given: Given) -> dict[str, Any]:
    found = _own_comment(call, given["id"], "UpdateIssueComment")
    return {"issueComment": comments.edit(call.site, found, given["body"])}


def _delete_comment(call: Call, given: Given) -> dict[str, Any]:
    comments.delete(call.site, _own_comment(call, given["id"], "DeleteIssueComment"))
    return {}


def _own_comment(call: Call, node_id: str, name: str) -> Comment:
    found: Comment = expect(call, node_id, Comment)
    about = issues.by_id(call.site.store, found.issue_id)
    writable(home(call, about))
    if not comments.may_edit(call.site.store, found, about, call.viewer):
        raise Forbidden(denied(call, name))
    return found


def _editable(call: Call, node_id: str, name: str) -> Issue:
    found = issue(call, node_id)
    writable(home(call, found))
    if not issues.may_edit(call.site.store, found, call.viewer):
        raise Forbidden(denied(call, name))
    return found


def _triaged(call: Call, node_id: str, name: str) -> Issue:
    return _permitted(call, node_id, "triage", name)


def _permitted(call: Call, node_id: str, least: str, name: str) -> Issue:
    found = issue(call, node_id)
    allow(call, home(call, found), least, name)
    return found


MUTATIONS: dict[str, Mutation] = {
    "createIssue": _create,
    "updateIssue": _update,
    "closeIssue": _close,
    "reopenIssue": _reopen,
    "addLabelsToLabelable": _add_labels,
    "removeLabelsFromLabelable": _remove_labels,
    "clearLabelsFromLabelable": _clear_labels,
    "addAssigneesToAssignable": _assign,
    "removeAssigneesFromAssignable": _unassign,
    "replaceActorsForAssignable": _replace_actors,
    "deleteIssue": _delete,
    "lockLockable": _lock,
    "unlockLockable": _unlock,
    "addComment": _add_comment,
    "updateIssueComment": _update_comment,
    "deleteIssueComment": _delete_comment,
}
