"""Who may do what, and what GitHub calls them."""

from collections.abc import Callable

import pytest

from roadmap_sync.sandbox import Options, start
from tests.sandbox.client import REPO, Client

_HOME = '{repository(owner: "acme", name: "widgets") {%s}}'


def test_any_token_is_the_owner_and_a_registered_one_its_account(
    owner: Client, person: Callable[..., Client]
) -> None:
    assert owner.get("/user")["login"] == "acme"
    assert person("carol", role="write").get("/user")["login"] == "carol"
    assert person("Carol", role="write").get("/user")["login"] == "carol"


def test_with_an_owner_token_every_other_is_refused(options: Options) -> None:
    only = Options(options.db, options.repository, owner_token="secret")
    with start(only) as running:
        clients = [Client(running.url, token) for token in ("secret", "other")]
        assert [client.call("GET", "/user").status_code for client in clients] == [200, 401]
        for client in clients:
            client.session.close()


@pytest.mark.parametrize(
    ("account", "association", "permission"),
    [
        ({"role": "admin"}, "COLLABORATOR", "ADMIN"),
        ({"role": "triage"}, "COLLABORATOR", "TRIAGE"),
        ({"role": "read"}, "NONE", "READ"),
        ({"role": "none"}, "NONE", "READ"),
        ({"role": "write", "association": "MEMBER"}, "MEMBER", "WRITE"),
        ({"role": "write", "type": "Bot"}, "CONTRIBUTOR", "WRITE"),
    ],
)
def test_roles_and_associations(
    owner: Client, person: Callable[..., Client], account: dict[str, str], association: str, permission: str
) -> None:
    someone = person("someone", **account)
    made = someone.issue("Mine")
    query = (
        _HOME
        % "viewerPermission issue(number: 1) {authorAssociation viewerDidAuthor author {__typename login}}"
    )
    found = someone.data(query)["repository"]
    kind = account.get("type", "User")
    author = {"__typename": kind, "login": "someone"}
    shown = {"authorAssociation": association, "viewerDidAuthor": True, "author": author}
    assert found == {"viewerPermission": permission, "issue": shown}
    assert made["author_association"] == association
    assert owner.data(query)["repository"]["issue"]["viewerDidAuthor"] is False


@pytest.mark.parametrize(
    "mutation",
    [
        'updateIssue(input: {id: $i, title: "x"}) {issue {id}}',
        "closeIssue(input: {issueId: $i}) {issue {id}}",
        "addLabelsToLabelable(input: {labelableId: $i, labelIds: [$l]}) {labelable {__typename}}",
        'createLabel(input: {repositoryId: $r, name: "x", color: "ffffff"}) {label {id}}',
        'createIssue(input: {repositoryId: $r, title: "x", labelIds: [$l]}) {issue {id}}',
        "lockLockable(input: {lockableId: $i}) {lockedRecord {locked}}",
    ],
)
def test_behaviour_16_a_reader_is_forbidden_by_name(
    owner: Client, person: Callable[..., Client], repository_id: str, mutation: str
) -> None:
    issue = owner.issue(labels=["bug"])
    reader = person("rita", role="read")
    every = {"i": issue["node_id"], "r": repository_id, "l": issue["labels"][0]["node_id"]}
    used = {name: value for name, value in every.items() if f"${name}" in mutation}
    declared = ", ".join(f"${name}: ID!" for name in used)
    reply = reader.ask(f"mutation({declared}) {{{mutation}}}", **used)
    (error,) = reply["errors"]
    assert error["type"] == "FORBIDDEN"
    assert error["message"].startswith("rita does not have the correct permissions to execute `")


def test_a_classic_token_without_the_scope_writes_nothing_and_sees_nothing_private(
    owner: Client, repository_id: str
) -> None:
    for token, scopes in (("bare", ["gist"]), ("public", ["public_repo"])):
        owner.send("POST", "/_sandbox/tokens", token=token, login="acme", kind="classic", scopes=scopes)
    bare, public = Client(owner.url, "bare"), Client(owner.url, "public")
    assert bare.get(f"{REPO}/issues") == []
    refused = bare.call("POST", f"{REPO}/issues", {"title": "x"})
    assert (refused.status_code, refused.headers["x-accepted-oauth-scopes"]) == (404, "public_repo, repo")
    create = 'mutation($r: ID!) {createIssue(input: {repositoryId: $r, title: "x"}) {issue {number}}}'
    (error,) = bare.ask(create, r=repository_id)["errors"]
    assert (error["type"], "['public_repo', 'repo']" in error["message"]) == ("INSUFFICIENT_SCOPES", True)
    assert public.issue()["number"] == 1
    owner.send("PUT", "/_sandbox/repository", private=True)
    assert [one.call("GET", REPO).status_code for one in (bare, public, owner)] == [404, 404, 200]


def test_collaborators_tell_their_permission_to_those_who_may_push(
    owner: Client, person: Callable[..., Client]
) -> None:
    reader = person("rita", role="read")
    query = _HOME % 'collaborators(first: 5, login: "rita") {edges {permission node {login}}}'
    edges = owner.data(query)["repository"]["collaborators"]["edges"]
    assert edges == [{"permission": "READ", "node": {"login": "rita"}}]
    assert reader.ask(query)["errors"][0]["type"] == "FORBIDDEN"
    assert owner.get(f"{REPO}/collaborators/rita/permission")["role_name"] == "read"
