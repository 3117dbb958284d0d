"""From the schema file to an executable schema: each field gets its resolver, each argument a Python name."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
)

from roadmap_sync.sandbox.call import Call
from roadmap_sync.sandbox.clock import moment, stamp
from roadmap_sync.sandbox.graphql.connections import Connection

Resolver = Callable[..., Any]
Fields = dict[str, Resolver]
"""Resolvers of one type by field name; called with the value, the Call, and the arguments in snake case."""
_WINDOW = ("nodes", "edges", "pageInfo")


def bind(
    sdl: str, fields: Mapping[str, Fields], type_name: Callable[[object], str], node_id: Resolver
) -> GraphQLSchema:
    """The schema with these resolvers; a field without one is the attribute or key of the same name.

    `node_id` gives every `id`, `type_name` tells the members of interfaces and unions apart.
    """
    schema = build_schema(sdl, assume_valid=True, assume_valid_sdl=True)
    for name, found in schema.type_map.items():
        if name.startswith("__"):
            continue
        if isinstance(found, GraphQLObjectType):
            ids: Fields = {"id": node_id} if "id" in found.fields else {}
            _bind_object(found, ids | fields.get(name, {}))
        elif isinstance(found, GraphQLInterfaceType | GraphQLUnionType):
            found.resolve_type = lambda value, info, kind: type_name(value)
        elif isinstance(found, GraphQLInputObjectType):
            for field_name, field in found.fields.items():
                field.out_name = snake(field_name)
    for name, parse in (("DateTime", _moment), ("Date", _day)):
        scalar = schema.type_map[name]
        assert isinstance(scalar, GraphQLScalarType)
        GraphQLScalarType.__init__(scalar, scalar.name, parse_value=parse)  # made anew, now with a parser
    return schema


def snake(name: str) -> str:
    """`resourcePath` as `resource_path`."""
    return re.sub(r"([A-Z]+)", lambda found: f"_{found[1].lower()}", name).lstrip("_")


def _bind_object(found: GraphQLObjectType, resolvers: Fields) -> None:
    unknown = resolvers.keys() - found.fields.keys()
    if unknown:
        raise LookupError(f"{found.name} has no field {', '.join(sorted(unknown))}")
    for name, field in found.fields.items():
        for argument_name, argument in field.args.items():
            argument.out_name = snake(argument_name)
        field.resolve = _called(resolvers[name]) if name in resolvers else _read(name)


def _called(resolver: Resolver) -> Resolver:
    def resolve(source: object, info: "GraphQLResolveInfo[Any]", **arguments: Any) -> Any:
        call: Call = info.context
        if info.path.prev is None:
            call.alias = str(info.path.key)
        found = resolver(source, call, **arguments)
        if isinstance(found, Connection) and found.unbounded and _looked_into(info):
            found.check()
        return found

    return resolve


def _looked_into(info: "GraphQLResolveInfo[Any]") -> bool:
    """Whether more than numbers is asked of a connection."""
    asked = [
        node for field in info.field_nodes if field.selection_set for node in field.selection_set.selections
    ]
    return any(not isinstance(node, FieldNode) or node.name.value in _WINDOW for node in asked)


def _read(name: str) -> Resolver:
    attribute = snake(name)

    def resolve(source: object, info: "GraphQLResolveInfo[Any]", **arguments: Any) -> Any:
        if isinstance(source, Connection) and name in source.extra:
            return source.extra[name]
        return source.get(name) if isinstance(source, dict) else getattr(source, attribute)

    return resolve


def _moment(value: object) -> str:
    try:
        return stamp(moment(str(value)))
    except ValueError as error:
        raise GraphQLError(f"Could not parse the value {value!r} as a DateTime") from error


def _day(value: object) -> str:
    try:
        return moment(str(value)).date().isoformat()  # gh sends a time as well
    except ValueError as error:
        raise GraphQLError(f"Could not parse the value {value!r} as a Date") from error
