"""The sandbox's GraphQL schema promises nothing that GitHub's own does not."""

from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    is_required_argument,
    validate_schema,
)

from roadmap_sync.sandbox.graphql import schema
from tests.contract.schema import github_schema


@pytest.fixture(scope="module")
def theirs() -> GraphQLSchema:
    return github_schema()


def test_the_schema_is_valid() -> None:
    assert validate_schema(schema()) == []


def test_every_name_and_type_is_githubs(theirs: GraphQLSchema) -> None:
    ours = schema()
    found = [
        fault for name, own in ours.type_map.items() for fault in _faults(own, theirs.type_map.get(name))
    ]
    assert found == []


def test_every_required_argument_of_github_is_required_here(theirs: GraphQLSchema) -> None:
    left_out = []
    for name, own in schema().type_map.items():
        if isinstance(own, GraphQLObjectType | GraphQLInterfaceType) and not name.startswith("__"):
            for field_name, field in own.fields.items():
                arguments = theirs.type_map[name].fields[field_name].args
                required = {key for key, argument in arguments.items() if is_required_argument(argument)}
                left_out += [f"{name}.{field_name}({key})" for key in required - field.args.keys()]
    assert left_out == []


def _faults(own: GraphQLNamedType, their: GraphQLNamedType | None) -> Iterator[str]:
    if type(own) is not type(their):
        yield f"{own.name} is {type(their).__name__} on GitHub"
    elif isinstance(own, GraphQLObjectType | GraphQLInterfaceType):
        yield from _field_faults(own, their)
        yield from (
            f"{own.name} does not implement {one.name}"
            for one in own.interfaces
            if one.name not in {theirs.name for theirs in their.interfaces}
        )
    elif isinstance(own, GraphQLInputObjectType):
        yield from _typed(own.name, own.fields, their.fields)
    elif isinstance(own, GraphQLEnumType):
        yield from (f"{own.name} has no value {value}" for value in own.values.keys() - their.values.keys())
    elif isinstance(own, GraphQLUnionType):
        members = {one.name for one in their.types}
        yield from (f"{own.name} has no member {one.name}" for one in own.types if one.name not in members)


def _field_faults(own, their) -> Iterator[str]:
    yield from _typed(own.name, own.fields, their.fields)
    for name in own.fields.keys() & their.fields.keys():
        yield from _typed(f"{own.name}.{name}", own.fields[name].args, their.fields[name].args)


def _typed(where: str, own, their) -> Iterator[str]:
    for name, one in own.items():
        if name not in their:
            yield f"{where} has no {name}"
        elif str(one.type) != str(their[name].type):
            yield f"{where}.{name} is {their[name].type}, not {one.type}"
