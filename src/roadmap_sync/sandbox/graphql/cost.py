"""What a query costs before it runs: GitHub's connection formula, and the number of nodes it could return.

https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
"""

from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
)

NODE_LIMIT = 500_000


@dataclass(slots=True)
class Cost:
    """Requests by connection, and nodes at most."""

    connections: int = 0
    nodes: int = 0

    @property
    def points(self) -> int:
        """A hundred connection requests are a point; no query is free."""
        return max(1, round(self.connections / 100))


class _Walk:
    def __init__(self, document: DocumentNode, variables: dict[str, Any]) -> None:
        self.variables = variables
        self.total = Cost()
        self.fragments = {
            found.name.value: found
            for found in document.definitions
            if isinstance(found, FragmentDefinitionNode)
        }

    def selection(self, found: SelectionSetNode | None, times: int) -> None:
        for node in found.selections if found else ():
            if isinstance(node, FieldNode):
                self.field(node, times)
            elif isinstance(node, InlineFragmentNode):
                self.selection(node.selection_set, times)
            elif isinstance(node, FragmentSpreadNode) and node.name.value in self.fragments:
                self.selection(self.fragments[node.name.value].selection_set, times)

    def field(self, node: FieldNode, times: int) -> None:
        size = self.size(node)
        if size is not None:
            self.total.connections += times
            self.total.nodes += times * size
        self.selection(node.selection_set, times * (size if size is not None else 1))

    def size(self, node: FieldNode) -> int | None:
        for argument in node.arguments or ():
            if argument.name.value in ("first", "last"):
                value = argument.value
                if isinstance(value, IntValueNode):
                    return int(value.value)
                if isinstance(value, VariableNode):
                    given = self.variables.get(value.name.value)
                    return given if isinstance(given, int) else None
        return None


def measure(document: DocumentNode, operation: OperationDefinitionNode, variables: dict[str, Any]) -> Cost:
    """The cost of an operation; one with mutations is a single point however many it holds."""
    if operation.operation is OperationType.MUTATION:
        return Cost()
    walk = _Walk(document, variables)
    walk.selection(operation.selection_set, 1)
    return walk.total
