"""Every document that is sent is one that GitHub's own schema accepts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from graphql import FieldNode, TypeInfo, TypeInfoVisitor, Visitor, parse, validate, visit

from roadmap_sync.github import boards_queries, contents, diagnosis, mutations, publish, queries
from tests.contract.schema import github_schema


class _Heard(Exception):
    """The document was heard; no answer is needed."""


class _Listener:
    """A session that only listens."""

    owner, name, where = "acme", "widgets", "acme/widgets"

    def graphql(self, document: str, *_: object) -> None:
        raise _Heard(document)


def _asked(call: Callable[[Any], object]) -> str:
    with pytest.raises(_Heard) as heard:
        call(_Listener())
    return str(heard.value)


SEATED = {queries.SEAT_HERE: queries.SEAT}
NAMES = [*mutations._PAYLOADS]
DOCUMENTS = {
    "opening without documents": queries.opening(0, branch=False),
    "opening with one document": queries.opening(1, branch=False),
    "opening with three documents of a branch": queries.opening(3, branch=True),
    "more": queries.MORE,
    "newest": queries.NEWEST,
    "newest with their items": queries.filled(queries.NEWEST, SEATED),
    "a new issue with its item": queries.filled(mutations.batch(["createIssue"]), SEATED),
    "nodes": queries.NODES,
    **{
        f"{name} and where issues stand": queries.filled(
            document, {**queries.kin(queries.KIN), **queries.seats(7)}
        )
        for name, document in (
            ("opening", queries.opening(2, branch=True)),
            ("more", queries.MORE),
            ("newest", queries.NEWEST),
            ("numbered", queries.numbered(3)),
        )
    },
    "inner lists": queries.inner(["labels", "assignees", "blockedBy"]),
    "kin": queries.filled(queries.NODES, queries.kin(queries.KIN)),
    "kin at first": queries.filled(queries.opening(1, branch=True), queries.kin(queries.KIN)),
    "numbered": queries.numbered(50),
    "discussions": queries.discussions(2),
    "labels": queries.labels(2),
    "writers": queries.people(2, 0),
    "assignable": queries.people(0, 2),
    "both kinds of people": queries.people(2, 2),
    "users": queries.users(2),
    "a board by number": boards_queries.NUMBERED,
    "fields of a board": boards_queries.FIELDS,
    "boards of an owner": boards_queries.TITLED,
    "cards": boards_queries.cards(0),
    "cards with values": boards_queries.cards(7),
    **{f"one {name}": mutations.batch([name]) for name in NAMES},
    "a batch of everything": mutations.batch(NAMES * 2),
    "the newest commit": _asked(lambda session: contents.head(session, None)),
    "the newest commit of a branch": _asked(lambda session: contents.head(session, "b")),
    "who asks": _asked(contents.viewer),
    "a commit": publish._COMMIT,
    "the workflows of a repository": diagnosis._WORKFLOWS,
}
_NAMED = re.compile(r"\b(?:query|mutation|fragment) [A-Z]\w+")


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_github_accepts(document: str) -> None:
    assert validate(github_schema(), parse(document)) == []


class Paging(Visitor):
    """Collects the fields ``items`` of boards."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self.types, self.found = types, 0

    def enter_field(self, node: FieldNode, *_: object) -> None:
        parent = self.types.get_parent_type()
        self.found += parent is not None and (parent.name, node.name.value) == ("ProjectV2", "items")


def paged(document: str) -> int:
    types = TypeInfo(github_schema())
    paging = Paging(types)
    visit(parse(document), TypeInfoVisitor(types, paging))
    return paging.found


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_no_document_pages_a_board(document: str) -> None:
    assert paged(document) == 0


def test_a_document_that_pages_a_board_is_noticed() -> None:
    assert paged("{ node(id: 1) { ... on ProjectV2 { items(first: 1) { totalCount } } } }") == 1


def test_no_document_of_the_program_is_left_out() -> None:
    home = Path(queries.__file__).parent.parent
    modules = [path for path in home.rglob("*.py") if "sandbox" not in path.relative_to(home).parts]
    written = {named for path in modules for named in _NAMED.findall(path.read_text(encoding="utf-8"))}
    assert len(written) > 10
    assert written - {named for document in DOCUMENTS.values() for named in _NAMED.findall(document)} == set()


def test_values_stand_in_variables_only() -> None:
    for name, document in DOCUMENTS.items():
        assert '"' not in document, name
