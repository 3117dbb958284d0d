"""Mutations of the repository's content: commits and refs."""

from base64 import b64decode
from binascii import Error
from typing import Any

from roadmap_sync.sandbox import content, protection, repositories
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.content import Branch, Edit
from roadmap_sync.sandbox.git import GitError
from roadmap_sync.sandbox.graphql.errors import Problem
from roadmap_sync.sandbox.graphql.nodes import expect
from roadmap_sync.sandbox.graphql.writing import Given, Mutation, allow, repository
from roadmap_sync.sandbox.refusals import Missing, Stale
from roadmap_sync.sandbox.rows import Repository


def _commit(call: Call, given: Given) -> dict[str, Any]:
    branch = _branch(call, given["branch"])
    allow(call, branch.repository, "write", "CreateCommitOnBranch")
    expected = given["expected_head_oid"]
    if branch.oid != expected:
        raise Stale(f'Expected branch to point to "{branch.oid}" but it did not. Pull and try again.')
    message = "\n\n".join(filter(None, (given["message"]["headline"], given["message"].get("body"))))
    name = branch.name.removeprefix("refs/heads/")
    edits = _edits(call, branch, given.get("file_changes") or {})
    protection.check(call.site, branch.repository, name, signed=True)
    oid = content.write(call.site, branch.repository, name, expected, message, edits, call.actor)
    made = content.commit(call.site, branch.repository, oid)
    return {"commit": made, "ref": Branch(branch.repository, branch.name, oid)}


def _branch(call: Call, given: Given) -> Branch:
    if given.get("id"):
        found: Branch = expect(call, given["id"], Branch)
        return found
    owner, _, name = (given.get("repository_name_with_owner") or "").partition("/")
    named = repositories.by_name(call.site.store, owner, name)
    home = repositories.visible(call.site.store, named, call.viewer)
    if home is None:
        raise Missing(f"Could not resolve to a Repository with the name '{owner}/{name}'.")
    ref = content.ref(call.site, home, given.get("branch_name") or "")
    if ref is None:
        raise Missing(f"Could not resolve to a Branch with the name '{given.get('branch_name')}'.")
    return ref


def _edits(call: Call, branch: Branch, changes: Given) -> list[Edit]:
    gone = [deletion["path"] for deletion in changes.get("deletions") or []]
    for path in gone:
        if content.entry(call.site, branch.repository, branch.oid, path) is None:
            raise Problem("UNPROCESSABLE", f"A path was requested for deletion which does not exist: {path}")
    added = [
        Edit(addition["path"], _bytes(addition["contents"])) for addition in changes.get("additions") or []
    ]
    return [*(Edit(path, None) for path in gone), *added]


def _bytes(contents: str) -> bytes:
    try:
        return b64decode(contents, validate=True)
    except Error as error:
        raise Problem("UNPROCESSABLE", "The contents of an addition are not valid Base64.") from error


def _create_ref(call: Call, given: Given) -> dict[str, Any]:
    into = repository(call, given["repository_id"])
    allow(call, into, "write", "CreateRef")
    if content.ref(call.site, into, given["name"]):
        raise Problem("UNPROCESSABLE", f'A ref named "{given["name"]}" already exists in the repository.')
    return {"ref": _pointed(call, into, given["name"], given["oid"], None)}


def _update_ref(call: Call, given: Given) -> dict[str, Any]:
    ref: Branch = expect(call, given["ref_id"], Branch)
    allow(call, ref.repository, "write", "UpdateRef")
    if not given.get("force") and not content.contains(call.site, ref.repository, given["oid"], ref.oid):
        raise Problem("UNPROCESSABLE", "Update is not a fast forward")
    return {"ref": _pointed(call, ref.repository, ref.name, given["oid"], ref.oid)}


def _pointed(call: Call, home: Repository, name: str, oid: str, expected: str | None) -> Branch:
    if not name.startswith("refs/") or content.resolve(call.site, home, oid) is None:
        raise Problem("UNPROCESSABLE", "Reference cannot be created: name or object is invalid.")
    try:
        content.point(call.site, home, name, oid, expected)
    except GitError as error:
        raise Problem("UNPROCESSABLE", str(error)) from error
    return Branch(home, name, oid)


MUTATIONS: dict[str, Mutation] = {
    "createCommitOnBranch": _commit,
    "createRef": _create_ref,
    "updateRef": _update_ref,
}
