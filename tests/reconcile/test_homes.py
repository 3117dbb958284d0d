"""Which repository a row belongs to, and what a plan of several comes to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roadmap_sync.model import Document, Link
from roadmap_sync.reconcile.identity.homes import Homes, find
from tests.reconcile.build import item, page

HERE = "acme/widgets"
SAID = {
    "nothing": ([""], [""]),
    "this one": (["acme/widgets"], [""]),
    "this one in other letters": (["Acme/Widgets"], [""]),
    "another of the owner": (["acme/gadgets"], ["acme/gadgets"]),
    "its address": (["https://github.com/acme/gadgets"], ["acme/gadgets"]),
    "its address with a slash": (["https://github.com/acme/gadgets/"], ["acme/gadgets"]),
    "its clone address": (["https://github.com/acme/gadgets.git"], ["acme/gadgets"]),
    "in code": (["`acme/gadgets`"], ["acme/gadgets"]),
    "a bare name alone may be anything": (["gadgets"], [""]),
    "a bare name beside this one's": (["gadgets", "widgets"], ["acme/gadgets", ""]),
    "a bare name beside this one's whole name": (["gadgets", "acme/widgets"], ["", ""]),
    "a bare name that is named whole elsewhere": (
        ["gadgets", "acme/gadgets"],
        ["acme/gadgets", "acme/gadgets"],
    ),
    "words": (["both of them", "widgets"], ["", ""]),
    "two of them": (["acme/gadgets, acme/tools"], [""]),
    "another owner's": (["other/thing"], ["other/thing"]),
}


def rows(*said: str) -> Document:
    return page(*(item(f"Row {n}", extra=(("Repo", name),)) for n, name in enumerate(said)))


@pytest.mark.parametrize(("said", "homes"), SAID.values(), ids=SAID)
def test_what_the_column_says(said: list[str], homes: list[str]):
    document = rows(*said)
    found = find([document], HERE, ())
    assert [found.of(one) for one in document.items] == homes


def test_what_the_configuration_allows():
    document = rows("tools", "other/thing", "strange/one")
    found = find([document], HERE, ["Acme/Tools", "other/thing"])
    assert [found.of(one) for one in document.items] == ["acme/tools", "other/thing", "strange/one"]
    assert list(found.shut) == ["strange/one"]


LINKS = {
    "here, whatever the column says": ("acme/gadgets", Link(1, owner="acme", repository="widgets"), ""),
    "there, where the column named here": (HERE, Link(1, owner="acme", repository="gadgets"), "acme/gadgets"),
    "a bare number is the column's": ("acme/gadgets", Link(1), "acme/gadgets"),
    "to a repository that no row names": (HERE, Link(1, owner="acme", repository="tools"), ""),
}


@pytest.mark.parametrize(("said", "link", "home"), LINKS.values(), ids=LINKS)
def test_a_whole_link_says_more(said: str, link: Link, home: str):
    one = replace(item("A", extra=(("Repository", said),)), link=link)
    found = find([page(one), rows("acme/gadgets")], HERE, ())
    assert found.of(one) == home


def test_without_a_repository_all_rows_are_here():
    assert [Homes().of(one) for one in rows("acme/gadgets", "x").items] == ["", ""]
