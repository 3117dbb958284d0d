"""Classic tokens without a project scope: every field that needs one is named, and nothing runs."""

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
from roadmap_sync.sandbox.tokens import Grant

_OF_PROJECTS = ("ProjectV2", "DraftIssue")


class _Collector(Visitor):
    """The fields of a document that are about projects."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self._types = types
        self.found: list[tuple[FieldNode, bool]] = []

    def enter_field(self, node: FieldNode, *_: object) -> None:
        parent, kind = self._types.get_parent_type(), get_named_type(self._types.get_type())
        names = (parent.name if parent else "", kind.name if kind else "")
        mutation = names[0] == "Mutation" and "ProjectV2" in names[1]
        if mutation or any(name.startswith(_OF_PROJECTS) for name in names):
            self.found.append((node, mutation))


def missing(schema: GraphQLSchema, document: DocumentNode, grant: Grant) -> list[dict[str, Any]]:
    """The errors of a token that may not ask for projects, one per field; none when it may."""
    if not grant.lacks_scope(write=True):
        return []
    types = TypeInfo(schema)
    collector = _Collector(types)
    visit(document, TypeInfoVisitor(types, collector))
    return [
        _error(node, grant, mutation)
        for node, mutation in collector.found
        if grant.lacks_scope(write=mutation)
    ]


def _error(node: FieldNode, grant: Grant, mutation: bool) -> dict[str, Any]:  # noqa: FBT001
    wanted = "project" if mutation else "read:project"
    has = ", ".join(f"'{scope}'" for scope in grant.scopes)
    message = (
        "Your token has not been granted the required scopes to execute this query. "
        f"The '{node.name.value}' field requires one of the following scopes: ['{wanted}'], "
        f"but your token has only been granted the: [{has}] scopes. "
        "Please modify your token's scopes at: https://github.com/settings/tokens."
    )
    return {"type": "INSUFFICIENT_SCOPES", "locations": places_of(node), "message": message}
