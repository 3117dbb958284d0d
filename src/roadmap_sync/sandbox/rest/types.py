"""Types of issues in REST."""

from roadmap_sync.sandbox import issue_types, people
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Forbidden, Missing
from roadmap_sync.sandbox.rest import fields, found, shapes
from roadmap_sync.sandbox.rows import Account, IssueType


def of_organization(call: Call) -> Reply:
    """GET /orgs/{org}/issue-types."""
    found_types = issue_types.of_owner(call.site, _owner(call))
    return answer(200, [shapes.issue_type(call, one) for one in found_types])


def of_repository(call: Call) -> Reply:
    """GET …/issue-types; the repository of a user has none."""
    home = found.repository(call)
    return answer(200, [shapes.issue_type(call, one) for one in issue_types.of_repository(call.site, home)])


def create(call: Call) -> Reply:
    """POST /orgs/{org}/issue-types."""
    owner, body = _administered(call), json_object(call)
    made = issue_types.create(
        call.site,
        owner,
        fields.needed(body, "name"),
        fields.text(body, "description"),
        fields.text(body, "color") or "gray",
        enabled=body.get("is_enabled") is not False,
    )
    return answer(200, shapes.issue_type(call, made))


def edit(call: Call) -> Reply:
    """PUT /orgs/{org}/issue-types/{id}."""
    _administered(call)
    now, body = _type(call), json_object(call)
    made = issue_types.edit(
        call.site,
        now,
        name=fields.needed(body, "name"),
        description=fields.text(body, "description"),
        color=fields.text(body, "color") or now.color,
        enabled=body.get("is_enabled") is not False,
    )
    return answer(200, shapes.issue_type(call, made))


def delete(call: Call) -> Reply:
    """DELETE /orgs/{org}/issue-types/{id}."""
    _administered(call)
    issue_types.delete(call.site, _type(call))
    return Reply(204)


def _owner(call: Call) -> Account:
    owner = people.by_login(call.site.store, call.params["owner"])
    if owner is None or owner.kind != "Organization":
        raise Missing
    return owner


def _administered(call: Call) -> Account:
    owner = _owner(call)
    if call.viewer is None or people.membership(call.site.store, owner.id, call.viewer) != "admin":
        raise Forbidden("Must be an organization owner.")
    return owner


def _type(call: Call) -> IssueType:
    known = issue_types.by_id(call.site.store, call.params["id"])
    if known is None:
        raise Missing
    return known
