"""What all mutations share: one transaction each, the rights they need, the things their ids name."""

from collections.abc import Callable
from typing import Any

from roadmap_sync.sandbox import limited, people, repositories, turbulence
from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.faults import Rule
from roadmap_sync.sandbox.graphql.binding import Resolver
from roadmap_sync.sandbox.graphql.errors import Problem
from roadmap_sync.sandbox.graphql.nodes import expect
from roadmap_sync.sandbox.refusals import Forbidden
from roadmap_sync.sandbox.rows import Account, Issue, Label, Milestone, Repository

Given = dict[str, Any]
Mutation = Callable[[Call, Given], dict[str, Any]]


def committed(mutation: Mutation) -> Resolver:
    """The resolver of a mutation field: it commits by itself, whatever becomes of its neighbours."""

    def resolve(source: object, call: Call, **arguments: Any) -> dict[str, Any] | None:
        given: Given = arguments["input"]
        fault = _fault(call)
        if fault and fault.when == "before":
            return None
        with call.site.store.transaction():
            shared = {"actor": call.viewer, "clientMutationId": given.get("client_mutation_id")}
            done = shared | mutation(call, given)
        return None if fault else done

    return resolve


def counted(name: str, mutation: Mutation) -> Mutation:
    """A mutation that makes content, under the limit of content creation."""
    if not turbulence.creates(name):
        return mutation

    def carry_out(call: Call, given: Given) -> dict[str, Any]:
        if call.throttle.content_is_full():
            raise Problem("UNPROCESSABLE", limited.TOO_QUICKLY)
        call.throttle.created()
        return mutation(call, given)

    return carry_out


def _fault(call: Call) -> Rule | None:
    """The fault that makes this field null; one that refuses it is raised."""
    for rule in call.struck:
        if rule.alias in (None, call.alias):
            if rule.kind == "refuse":
                raise Problem(rule.type, rule.message)
            return rule
    return None


def allow(call: Call, repository: Repository, least: str, name: str) -> None:
    """Refuse an account below a role in GitHub's words; an archived repository refuses everybody."""
    repositories.writable(repository)
    people.require(call.site.store, repository, call.viewer, least, denied(call, name))


def denied(call: Call, name: str) -> str:
    """The sentence of a refusal."""
    return f"{call.actor.login} does not have the correct permissions to execute `{name}`"


def issue(call: Call, node_id: str) -> Issue:
    """The issue or pull request an id names."""
    found: Issue = expect(call, node_id, Issue)
    repositories.with_issues(home(call, found))
    return found


def home(call: Call, thing: Issue | Label | Milestone) -> Repository:
    """The repository of a thing."""
    return repositories.by_id(call.site.store, thing.repository_id)


def repository(call: Call, node_id: str) -> Repository:
    """The repository an id names."""
    found: Repository = expect(call, node_id, Repository)
    return found


def labels(call: Call, node_ids: list[str] | None) -> list[Label]:
    """The labels the ids name."""
    return [expect(call, node_id, Label) for node_id in node_ids or []]


def accounts(call: Call, repository: Repository, node_ids: list[str] | None) -> list[Account]:
    """The people the ids name; those who cannot be assigned are refused."""
    found: list[Account] = [expect(call, node_id, Account) for node_id in node_ids or []]
    for account in found:
        if not people.may(call.site.store, repository, account, "triage"):
            raise Forbidden(f"{account.login} cannot be assigned to issues in {repository.full_name}.")
    return found


def milestone(call: Call, node_id: str | None) -> Milestone | None:
    """The milestone an id names; None for none."""
    return expect(call, node_id, Milestone) if node_id else None
