"""Errors as GitHub's GraphQL words them: a `type`, a path, the places in the query, a sentence."""

from typing import Any

from graphql import GraphQLError, Node, get_location

from roadmap_sync.sandbox.projects.values import Unfit
from roadmap_sync.sandbox.refusals import Disabled, Forbidden, Invalid, Missing, Refusal, Refused, Stale

_TYPES: list[tuple[type[Refusal], str]] = [
    (Unfit, "VALIDATION"),
    (Missing, "NOT_FOUND"),
    (Forbidden, "FORBIDDEN"),
    (Stale, "STALE_DATA"),
    (Invalid, "UNPROCESSABLE"),
    (Disabled, "UNPROCESSABLE"),
    (Refused, "UNPROCESSABLE"),
]


class Problem(Refusal):
    """A refusal that only GraphQL knows, e.g. a connection without `first` and `last`."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def no_node(node_id: str) -> Missing:
    """The id names nothing that this account can see."""
    return Missing(f"Could not resolve to a node with the global id of '{node_id}'")


def executed(error: GraphQLError) -> dict[str, Any]:
    """An error that came up while a field was resolved. Errors of our own are raised again."""
    cause = error.original_error
    if cause is not None and not isinstance(cause, Refusal):
        raise cause
    shown: dict[str, Any] = {"type": _type(cause)} if cause else {}
    if error.path:
        shown["path"] = list(error.path)
    shown["locations"] = places(error)
    shown["message"] = cause.sentence if isinstance(cause, Invalid) else error.message
    return shown


def places(error: GraphQLError) -> list[dict[str, int]]:
    """Line and column of each node the error speaks of."""
    return [{"line": place.line, "column": place.column} for place in error.locations or []]


def places_of(node: Node) -> list[dict[str, int]]:
    """Line and column of a node."""
    assert node.loc is not None
    place = get_location(node.loc.source, node.loc.start)
    return [{"line": place.line, "column": place.column}]


def _type(cause: Refusal) -> str:
    if isinstance(cause, Problem):
        return cause.kind
    return next((name for kind, name in _TYPES if isinstance(cause, kind)), "UNPROCESSABLE")
