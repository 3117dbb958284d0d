"""The GraphQL door: a request is parsed, validated, priced, carried out, and answered as GitHub would."""

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute_sync,
    get_operation_ast,
    parse,
    validate,
)

from roadmap_sync.sandbox import access
from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.call import answer as in_json
from roadmap_sync.sandbox.dressing import preflight
from roadmap_sync.sandbox.graphql import (
    branches,
    changes,
    git_mutations,
    gitobjects,
    holdings,
    invalid,
    issue_mutations,
    issues,
    item_mutations,
    label_mutations,
    link_mutations,
    linked,
    pins,
    project_mutations,
    project_values,
    projects,
    pull_mutations,
    pulls,
    query,
    repository,
    reviews,
    rollups,
    scopes,
    timeline,
    views,
)
from roadmap_sync.sandbox.graphql.binding import Fields, bind
from roadmap_sync.sandbox.graphql.cost import NODE_LIMIT, measure
from roadmap_sync.sandbox.graphql.errors import executed
from roadmap_sync.sandbox.graphql.writing import Mutation, committed, counted
from roadmap_sync.sandbox.kinds import node_id, type_name

_SDL = (
    "schema.graphql",
    "projects.graphql",
    "links.graphql",
    "more.graphql",
    "pulls.graphql",
    "reviews.graphql",
    "around.graphql",
)


_WRITING = (
    issue_mutations, label_mutations, git_mutations, branches, pins, pull_mutations, project_mutations,
    item_mutations, link_mutations,
)  # fmt: skip
_READING = (
    query, repository, issues, gitobjects, projects, project_values, item_mutations, linked, pulls, changes,
    reviews, rollups, timeline, branches, pins, holdings, views,
)  # fmt: skip


@cache
def schema() -> GraphQLSchema:
    """The executable schema."""
    mutations: dict[str, Mutation] = {}
    for written in _WRITING:
        mutations |= written.MUTATIONS
    fields: dict[str, Fields] = {
        "Mutation": {name: committed(counted(name, found)) for name, found in mutations.items()}
    }
    for room in _READING:
        for name, found in room.FIELDS.items():
            fields[name] = fields.get(name, {}) | found
    sdl = "\n".join(files(__name__).joinpath(name).read_text(encoding="utf-8") for name in _SDL)
    return bind(sdl, fields, type_name, lambda it, call: node_id(call.site.store, it))


def answer(call: Call) -> Reply:
    """Answer a POST to `/graphql`."""
    return access.answered(call, "graphql", _answer)


def peek(call: Call) -> None:
    """Fill in what is asked before anything is done with it, for faults and limits that go by it."""
    try:
        asked = json.loads(call.body)
        document, _ = _checked(asked["query"])
        operation = get_operation_ast(document, asked.get("operationName") or None)
    except (ValueError, TypeError, KeyError):
        return
    if operation:
        _note(call, document, operation)


def _answer(call: Call) -> Reply:
    if call.method == "OPTIONS":
        return preflight(call)
    if call.method != "POST":
        return access.not_found()
    access.authenticate(call)
    asked = access.json_object(call)
    text, given, wanted = asked.get("query"), asked.get("variables") or {}, asked.get("operationName")
    if not isinstance(text, str) or not text.strip():
        return _errors({"message": "A query attribute must be specified and must be a string."})
    if not isinstance(given, dict):
        return _errors({"message": "Variables are invalid: they must be a JSON object."})
    document, problems = _checked(text)
    operation = get_operation_ast(document, wanted or None)
    if operation:
        _note(call, document, operation)
    problems = problems or tuple(scopes.missing(schema(), document, call.grant))
    if problems:
        return _errors(*problems)
    if operation is None:
        unnamed = "An operation name is required"
        return _errors({"message": f"No operation named {json.dumps(wanted)}" if wanted else unnamed})
    return _run(call, document, operation, given)


def _note(call: Call, document: DocumentNode, operation: OperationDefinitionNode) -> None:
    """Tell the log what is asked, also when it turns out not to be valid."""
    call.kind = "write" if operation.operation is OperationType.MUTATION else "read"
    call.operation = operation.name.value if operation.name else None
    fragments = {
        one.name.value: one.selection_set
        for one in document.definitions
        if isinstance(one, FragmentDefinitionNode)
    }
    call.fields = tuple(_roots(operation.selection_set, fragments))


def _roots(selected: SelectionSetNode, fragments: dict[str, SelectionSetNode]) -> Iterator[str]:
    """The names of the fields at the root, also of those that come in fragments; each is opened once."""
    for node in selected.selections:
        if isinstance(node, FieldNode):
            yield node.name.value
        elif isinstance(node, InlineFragmentNode):
            yield from _roots(node.selection_set, fragments)
        elif isinstance(node, FragmentSpreadNode) and node.name.value in fragments:
            yield from _roots(fragments.pop(node.name.value), fragments)


def _run(
    call: Call, document: DocumentNode, operation: OperationDefinitionNode, given: dict[str, Any]
) -> Reply:
    variables = operation.variable_definitions or ()
    defaults = {one.variable.name.value: _literal(one.default_value) for one in variables}
    price = measure(document, operation, defaults | given)
    call.cost, call.nodes = price.points, price.nodes
    if price.nodes > NODE_LIMIT:
        message = (
            f"This query requests up to {price.nodes:,} possible nodes which exceeds the maximum limit of "
            f"{NODE_LIMIT:,}."
        )
        return _errors({"type": "MAX_NODE_LIMIT_EXCEEDED", "message": message})
    call.limits.spend(call.token, "graphql", call.cost)
    result = execute_sync(schema(), document, None, call, given, call.operation)
    if result.errors and any(not error.path for error in result.errors):
        return _errors(*(invalid.variable(error) for error in result.errors))
    reply: dict[str, Any] = {"data": result.data}
    if result.errors:
        reply["errors"] = [executed(error) for error in result.errors]
    return in_json(200, reply)


@lru_cache(maxsize=256)
def _checked(text: str) -> tuple[DocumentNode, tuple[dict[str, Any], ...]]:
    try:
        document = parse(text)
    except GraphQLError as error:
        return DocumentNode(definitions=()), (invalid.syntax(error),)
    faults = [error for error in validate(schema(), document) if not invalid.tolerated(error)]
    return document, tuple(invalid.validation(document, error) for error in faults)


def _literal(node: Any) -> Any:
    text = getattr(node, "value", None)
    return int(text) if isinstance(text, str) and text.isdecimal() else text


def _errors(*errors: dict[str, Any]) -> Reply:
    return in_json(200, {"errors": list(errors)})
