"""Classic tokens without a scope: every field that needs one is named, and nothing runs."""

from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    visit,
)

from roadmap_sync.sandbox.graphql.errors import places_of
from roadmap_sync.sandbox.tokens import PROJECT, REPOSITORY, Grant

_READ = ("read:project",)
_OF_PROJECTS = ("ProjectV2", "DraftIssue")


class _Collector(Visitor):
    """The fields of a document that want a scope, each with those of which one is enough."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self._types = types
        self.found: list[tuple[FieldNode, tuple[str, ...]]] = []

    def enter_field(self, node: FieldNode, *_: object) -> None:
        parent, kind = self._types.get_parent_type(), get_named_type(self._types.get_type())
        names = (parent.name if parent else "", kind.name if kind else "")
        if names[0] == "Mutation":
            self.found.append((node, PROJECT if "ProjectV2" in names[1] else REPOSITORY))
        elif any(name.startswith(_OF_PROJECTS) for name in names):
            self.found.append((node, _READ))


def missing(schema: GraphQLSchema, document: DocumentNode, grant: Grant) -> list[dict[str, Any]]:
    """The errors of a token that lacks scopes, one per field; none when it has them."""
    if not grant.lacks(PROJECT) and not grant.lacks(REPOSITORY):
        return []
    types = TypeInfo(schema)
    collector = _Collector(types)
    visit(document, TypeInfoVisitor(types, collector))
    return [
        _error(node, grant, wanted)
        for node, wanted in collector.found
        if grant.lacks((*wanted, *PROJECT) if wanted == _READ else wanted)
    ]


def _error(node: FieldNode, grant: Grant, wanted: tuple[str, ...]) -> dict[str, Any]:
    needs, has = (", ".join(f"'{scope}'" for scope in scopes) for scopes in (wanted, grant.scopes))
    message = (
        "Your token has not been granted the required scopes to execute this query. "
        f"The '{node.name.value}' field requires one of the following scopes: [{needs}], "
        f"but your token has only been granted the: [{has}] scopes. "
        "Please modify your token's scopes at: https://github.com/settings/tokens."
    )
    return {"type": "INSUFFICIENT_SCOPES", "locations": places_of(node), "message": message}
