"""Which issue is which row's: every rule, every tie, everything that is held, and the laws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_sync.model import Absent, Document, Issue, Item, Link, Repository, World
from roadmap_sync.reconcile.identity.links import is_ours
from roadmap_sync.reconcile.identity.matches import Matches
from roadmap_sync.reconcile.identity.matching import match
from roadmap_sync.reconcile.identity.rows import rows
from roadmap_sync.reconcile.identity.trust import Weight, weigh
from tests.growth import GROWTH, MANY, growth
from tests.reconcile.build import (
    CONFIG,
    PATH,
    REPOSITORY,
    STRANGER,
    issue,
    item,
    link,
    marked,
    page,
    said,
    world,
)

OTHER = "docs/PLAN.md"


def matched(documents: Document | Iterable[Document], around: World, gone: Iterable[str] = ()) -> Matches:
    pages = [documents] if isinstance(documents, Document) else list(documents)
    all_rows = [row for one in pages for row in rows(one)]
    linked = {row.item.link.number for row in all_rows if row.item.link and is_ours(row.item.link, around)}
    weighed = [weigh(one, around, CONFIG, linked) for one in around.issues]
    return match(all_rows, weighed, around, frozenset(gone))


def owners(found: Matches) -> dict[int, int]:
    """The issue of each row, by its order."""
    return {order: one.issue.number for (_, order), one in sorted(found.issues.items())}


def held(found: Matches) -> dict[int, str]:
    return {order: one.why for (_, order), one in sorted(found.held.items())}


def orphans(found: Matches) -> set[int]:
    return {one.issue.number for one in found.orphans}


A, B, C = "Add a cache", "Write the guide", "Trace every request"
S1, S2 = ("Server",), ("Client",)

# ── rules 1 to 4: rows, issues, which is whose ───────────────────────────────────────────────

FOUND = {
    "the link, whatever the marker says": ([item(B, 1)], [marked(1, A)], {0: 1}),
    "the link before a better marker": ([item(A, 2)], [marked(1, A, ident="1"), marked(2, C)], {0: 2}),
    "the link, and no marker": ([item(A, 1)], [issue(1, "Other")], {0: 1}),
    "id and title": (
        [item(A, ident="1"), item(B, ident="2")],
        [marked(5, B, ident="2"), marked(6, A, ident="1")],
        {0: 6, 1: 5},
    ),
    "id and a near title": ([item("Add a caches", ident="1")], [marked(5, A, ident="1")], {0: 5}),
    "equal titles, renumbered": (
        [item(A, ident="2"), item(B, ident="1")],
        [marked(1, A, ident="1"), marked(2, B, ident="2")],
        {0: 1, 1: 2},
    ),
    "equal titles, moved": ([item(A, section=S2)], [marked(1, A)], {0: 1}),
    "equal but for case and signs": ([item("ADD a  cache!")], [marked(1, A)], {0: 1}),
    "equal titles in any script": (
        [item("缓存"), item("キャッシュ")],
        [marked(1, "キャッシュ"), marked(2, "缓存")],
        {0: 2, 1: 1},
    ),
    "id and a far title: a rename": ([item(C, ident="1")], [marked(1, A, ident="1")], {0: 1}),
    "near title, another id: a rename": (
        [item("Add a caches", ident="7")],
        [marked(1, A, ident="1")],
        {0: 1},
    ),
    "near title, no ids": ([item("Add a caches")], [marked(1, A)], {0: 1}),
    "the equal title goes before the near one": (
        [item("Add the cache", ident="1"), item(A, ident="2")],
        [marked(1, A, ident="3"), marked(2, "Add the caches", ident="4")],
        {0: 2, 1: 1},
    ),
    "an id never beats an equal title": (
        [item(B, ident="1"), item(A, ident="2")],
        [marked(1, A, ident="1"), marked(2, B, ident="9")],
        {0: 2, 1: 1},
    ),
    "near titles, renumbered": (
        [item("Support Python 3.12", ident="1"), item("Support Python 3.11", ident="2")],
        [marked(1, "Support Python 3.11", ident="1"), marked(2, "Support Python 3.12", ident="2")],
        {0: 2, 1: 1},
    ),
    "twins by section": (
        [item(A, section=S2), item(A, section=S1)],
        [marked(1, A, section=S1), marked(2, A, section=S2)],
        {0: 2, 1: 1},
    ),
    "twins by order": ([item(A), item(A)], [marked(8, A), marked(5, A)], {0: 5, 1: 8}),
    "twins, one by section, the other by what is left": (
        [item(A, section=S2), item(A, section=("New",))],
        [marked(1, A, section=S1), marked(2, A, section=S2)],
        {0: 2, 1: 1},
    ),
    "ids that are doubled go by id and title": (
        [item(A, ident="1", section=S1), item(B, ident="1", section=S2)],
        [marked(1, B, ident="1", section=S2), marked(2, A, ident="1", section=S1)],
        {0: 2, 1: 1},
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_found(name: str):
    items, issues, whose = FOUND[name]
    for order in (issues, issues[::-1]):
        found = matched(page(*items), world(*order))
        assert owners(found) == whose
        assert held(found) == {}


def test_a_rename_is_known_as_one():
    found = matched(
        page(item(C, ident="1"), item(B, ident="2")), world(marked(1, A, ident="1"), marked(2, B, ident="2"))
    )
    assert found.renamed == {(PATH, 0)}


# ── rule 5 and links that lead nowhere: what is held, and why ────────────────────────────────

PULL, TALK = Absent(7, "pull"), Absent(7, "discussion")
GONE, MOVED = Absent(7, "gone"), Absent(7, "moved", "acme/other#3")
ELSEWHERE = link(7, "https://ghe.example/acme/widgets")
FORK = link(7, "https://github.com/ada/widgets")

HELD = {
    "two issues, one row": ([item(A)], [marked(1, A), marked(2, A)], {0: "#1 may be this row's; #2 may be"}),
    "two rows, one issue": (
        [item(A, section=("X",)), item(A, section=("Y",))],
        [marked(1, A)],
        {0: "#1 may be", 1: "#1 may be"},
    ),
    "two near rows": (
        [item("Add a caches"), item("Add a cachet")],
        [marked(1, A)],
        {0: "#1 may be", 1: "#1 may be"},
    ),
    "a doubled id and a far title": (
        [item(B, ident="1"), item(C, ident="1", section=S2)],
        [marked(1, A, ident="1")],
        {0: "#1 may be", 1: "#1 may be"},
    ),
    "an outsider's marker": (
        [item(A)],
        [marked(1, A, author=STRANGER)],
        {0: "#1 says it is this row's, and its author"},
    ),
    "a lost label": (
        [item(A)],
        [marked(1, A, labels=())],
        {0: "#1 says it is this row's and has lost our label"},
    ),
    "an unreadable marker": (
        [item(A)],
        [issue(1, A, text="<!-- roadmap-sync {oops")],
        {0: "#1 has this title and an unreadable marker"},
    ),
    "a marker of another repository": (
        [item(A)],
        [issue(1, A, said(A, 1, home="R_other"))],
        {0: "#1 has this title and a copied marker"},
    ),
    "a marker of another issue": (
        [item(A)],
        [issue(1, A, said(A, 2))],
        {0: "#1 has this title and a copied marker"},
    ),
    "no marker, our label": ([item(A)], [issue(1, A)], {0: "#1 has this title and our label, and no marker"}),
}


@pytest.mark.parametrize("name", HELD)
def test_held(name: str):
    items, issues, why = HELD[name]
    found = matched(page(*items), world(*issues))
    assert owners(found) == {}
    assert held(found).keys() == why.keys()
    for order, words in why.items():
        one = found.held[PATH, order]
        assert one.why.startswith(words)
        assert one.kind == "conflict"
        assert f"[#{issues[0].number}]({issues[0].url})" in one.todo
    assert orphans(found) == set(), "an issue that may be a row's is no orphan"


DEAD_ENDS = {
    "a pull request, known": (link(7), PULL, "drift", "links a pull request (#7), not an issue"),
    "a pull request, by its address": (
        replace(link(7), kind="pull"),
        None,
        "drift",
        "links a pull request (#7), not an issue",
    ),
    "a discussion": (link(7), TALK, "drift", "links a discussion (#7), not an issue"),
    "gone": (link(7), GONE, "conflict", "#7 is gone, or this token cannot see it"),
    "moved": (link(7), MOVED, "conflict", "#7 was moved, now acme/other#3"),
    "another host": (ELSEWHERE, None, "drift", f"links {ELSEWHERE.url}, which is not in this repository"),
    "another repository": (FORK, None, "drift", f"links {FORK.url}, which is not in this repository"),
}


@pytest.mark.parametrize("name", DEAD_ENDS)
def test_links_that_lead_nowhere(name: str):
    to, absent, kind, why = DEAD_ENDS[name]
    around = world(marked(1, A), absent=[absent] if absent else [])
    found = matched(page(item(A, link=to)), around)
    assert owners(found) == {}
    assert (found.held[PATH, 0].kind, found.held[PATH, 0].why) == (kind, why)
    assert orphans(found) == set(), "the row is there, although its link is wrong"


@pytest.mark.parametrize(
    ("base", "host", "ours"),
    [
        ("https://github.com", "github.com", True),
        ("https://GitHub.com", "github.com", True),
        ("https://github.com", "www.github.com", False),
        ("https://github.com", "127.0.0.1:8080", False),
        ("http://127.0.0.1:8080", "127.0.0.1:9999", True),
        ("http://127.0.0.1:8080", "localhost:1", True),
        ("http://localhost", "[::1]:1", True),
        ("http://a.localhost:3", "127.0.0.1", True),
        ("http://127.0.0.1:8080", "github.com", False),
        ("https://ghe.example:8443", "ghe.example:8443", True),
        ("https://ghe.example:8443", "ghe.example", False),
        ("http://127.0.0.1:8080", "localhost.example", False),
    ],
)
def test_whose_host(base: str, host: str, ours: bool):
    repository: Repository = replace(REPOSITORY, url=f"{base}/acme/widgets")
    around = world(repository=repository)
    assert is_ours(Link(1, "issue", host, "Acme", "Widgets", "x"), around) is ours
    assert not is_ours(Link(1, "issue", host, "acme", "other", "x"), around)


def test_a_bare_number_is_ours():
    assert is_ours(Link(1), world())


# ── one number in several rows ───────────────────────────────────────────────────────────────

COPIED = {
    "the row that the marker names keeps it": ([item(B, 1), item(A, 1)], {1: 1}, {0: "“Add a cache”"}),
    "an unlinked row that the marker names has it": ([item(B, 1), item(A)], {1: 1}, {0: "“Add a cache”"}),
    "named twice: by section": (
        [item(A, 1, section=S2), item(A, 1, section=S1)],
        {1: 1},
        {0: "“Add a cache”"},
    ),
    "named twice in one section: by order": ([item(A, 1), item(A, 1)], {0: 1}, {1: "“Add a cache”"}),
    "named twice in one section: by id": (
        [item(A, 1, ident="8"), item(A, 1, ident="1")],
        {1: 1},
        {0: "“Add a cache”"},
    ),
    "nobody is named": ([item(B, 1), item(C, 1)], {}, {0: "one row alone", 1: "one row alone"}),
    "nobody is named, and a near row waits": (
        [item(B, 1), item(C, 1), item("Add a caches")],
        {},
        {0: "one row alone", 1: "one row alone"},
    ),
    "another row of its name has a link": ([item(B, 1), item(A, 2)], {0: 1, 1: 2}, {}),
    "two other rows of its name": ([item(B, 1), item(A), item(A)], {0: 1}, {}),
}


@pytest.mark.parametrize("name", COPIED)
def test_copied_links(name: str):
    items, whose, why = COPIED[name]
    found = matched(page(*items), world(marked(1, A, ident="1"), marked(2, "Far away")))
    assert owners(found) == whose
    assert {order: one.why for (_, order), one in found.held.items()} == {
        order: f"links #1, which belongs to {'row ' if words.startswith('“') else ''}{words}"
        for order, words in why.items()
    }
    assert all(one.todo == "remove the copied link" for one in found.held.values())
    assert 1 not in orphans(found)


def test_two_numbers_are_not_given_to_one_row():
    """Two markers name the same row, and other rows bear both links."""
    found = matched(page(item(B, 1), item(C, 2), item(A)), world(marked(1, A), marked(2, A)))
    assert len(set(owners(found).values())) == len(owners(found))
    assert {1, 2}.isdisjoint(orphans(found))


# ── what counts ──────────────────────────────────────────────────────────────────────────────

AUTHORS = {
    "a writer who had to be asked": (replace(STRANGER, login="ada"), Weight.COUNTS),
    "a member": (replace(STRANGER, association="MEMBER"), Weight.COUNTS),
    "a collaborator": (replace(STRANGER, association="COLLABORATOR"), Weight.COUNTS),
    "a contributor": (replace(STRANGER, association="CONTRIBUTOR"), Weight.OUTSIDER),
    "the default app": (replace(STRANGER, login="github-actions", kind="Bot"), Weight.COUNTS),
    "the default app, by its full login": (
        replace(STRANGER, login="github-actions[bot]", kind="Bot"),
        Weight.COUNTS,
    ),
    "a person who is called like the app": (replace(STRANGER, login="github-actions"), Weight.OUTSIDER),
    "another app": (replace(STRANGER, login="renovate", kind="Bot"), Weight.OUTSIDER),
    "a ghost": (replace(STRANGER, login=None), Weight.OUTSIDER),
    "myself": (replace(STRANGER, mine=True), Weight.COUNTS),
}


@pytest.mark.parametrize("name", AUTHORS)
def test_whose_marker_counts(name: str):
    author, weight = AUTHORS[name]
    one = marked(1, A, author=author)
    around = world(one, writers=["ada"])
    assert weigh(one, around, CONFIG, ()).weight is weight
    assert weigh(one, around, CONFIG, [1]).weight is Weight.COUNTS, "the document vouches for it"
    unlabelled = replace(one, labels=("Roadmaps",))
    assert weigh(unlabelled, around, CONFIG, ()).weight is Weight.UNLABELLED
    assert weigh(replace(one, labels=("ROADMAP",)), around, CONFIG, ()).weight is weight


def test_faults_and_copies_never_count():
    for one, weight in ((issue(1, A), Weight.BARE), (issue(1, A, said(A, 2)), Weight.COPY)):
        assert weigh(one, world(one), CONFIG, [1]).weight is weight
        assert weigh(one, world(one), CONFIG, [1]).base is None


# ── documents that move ──────────────────────────────────────────────────────────────────────


def test_a_moved_file_keeps_its_issues():
    around = world(marked(1, A, doc=OTHER))
    assert owners(matched(page(item(A)), around, gone=[OTHER])) == {0: 1}


def test_a_file_that_is_there_keeps_its_issues_to_itself():
    found = matched(page(item(A)), world(marked(1, A, doc=OTHER)))
    assert (owners(found), held(found), orphans(found)) == ({}, {}, {1})


def test_two_documents_with_the_same_row():
    pages = [page(item(A, ident="1")), page(item(A, ident="1"), path=OTHER)]
    found = matched(pages, world(marked(1, A, ident="1", doc=OTHER), marked(2, A, ident="1")))
    assert {at[0]: one.issue.number for at, one in found.issues.items()} == {PATH: 2, OTHER: 1}


def test_rows_that_are_gone_leave_orphans():
    found = matched(
        page(item(A)), world(marked(1, A), marked(2, C), marked(3, B, author=STRANGER), issue(4, B))
    )
    assert orphans(found) == {2}


# ── laws ─────────────────────────────────────────────────────────────────────────────────────

TITLES = (
    A,
    B,
    C,
    "Add the cache",
    "Add a cach",
    "Port it",
    "Sign images",
    "Rotate keys",
    "Trace any request",
)


@st.composite
def disturbed(draw: st.DrawFn) -> tuple[list[Item], list[tuple[int, Item]]]:
    """Rows as they were synced, and what became of them: each with the number it had, or 0 for a new one."""
    sections = st.sampled_from([S1, S2, ("Later",)])
    picked = draw(st.lists(st.tuples(st.sampled_from(TITLES), sections), min_size=1, max_size=6))
    before = [
        item(title, ident=draw(st.sampled_from([None, str(at), "1"])), section=where)
        for at, (title, where) in enumerate(picked)
    ]
    kept = [(at + 1, one) for at, one in enumerate(before) if draw(st.integers(0, 5))]
    kept = draw(st.permutations(kept))
    after = []
    renumber = draw(st.booleans())
    for at, (number, one) in enumerate(kept):
        linked = draw(st.booleans())
        moved = draw(sections) if draw(st.integers(0, 4)) == 0 else one.section
        ident = str(at) if renumber and one.id is not None else one.id
        after.append((number, replace(one, link=link(number) if linked else None, id=ident, section=moved)))
    if after and draw(st.booleans()):
        at = draw(st.integers(0, len(after) - 1))
        number, one = after[at]
        after[at] = (
            number,
            replace(one, title=draw(st.sampled_from(["Something else", f"{one.title}s", B]))),
        )
    if draw(st.booleans()):
        after.append((0, item(draw(st.sampled_from(TITLES)), section=draw(sections))))
    return before, after


@settings(max_examples=200, derandomize=True)
@given(disturbed())
def test_no_row_takes_another_rows_place(case: tuple[list[Item], list[tuple[int, Item]]]):
    before, after = case
    issues = [marked(n, one.title, ident=one.id, section=one.section) for n, one in enumerate(before, 1)]
    found = matched(page(*(one for _, one in after)), world(*issues))
    whose = owners(found)
    assert max(Counter(whose.values()).values(), default=1) == 1, "no issue is given to two rows"

    old = Counter(one.title for one in before)
    new = Counter(one.title for _, one in after)
    for order, (number, one) in enumerate(after):
        if number and before[number - 1].title == one.title and old[one.title] == new[one.title] == 1:
            assert whose.get(order, number) == number, "a title of its own leads to its own issue"
            assert order in whose, "and is always enough"
        if number and one.link:
            assert whose.get(order) == number or order in held(found)

    free = [one for one in issues if one.number not in whose.values()]
    for order, (_, one) in enumerate(after):
        if order not in whose and any(said_title(each) == one.title for each in free):
            assert (PATH, order) in found.held, "a row that an unmatched issue fits is held"


def said_title(one: Issue) -> str:
    from roadmap_sync import marker

    found = marker.read(one.body).marker
    assert found is not None
    return found.title


# ── time ─────────────────────────────────────────────────────────────────────────────────────

WORDS = (
    "add",
    "cache",
    "guide",
    "trace",
    "rotate",
    "sign",
    "port",
    "keys",
    "fast",
    "metrics",
    "login",
    "queue",
)


def many(some: int, linked: bool, far: bool = False) -> tuple[Document, World]:
    titles = [
        f"{WORDS[n % 12]} {WORDS[n // 12 % 12]} {WORDS[n // 144 % 12]} number {n:x}" for n in range(some)
    ]
    shown = [f"{title[::-1]} entirely new" for title in titles] if far else titles
    items = [
        item(title, n + 1 if linked else None, ident=None if far else str(n)) for n, title in enumerate(shown)
    ]
    issues = (marked(n + 1, title, ident=str(n)) for n, title in enumerate(titles))
    return page(*items), world(*issues)


@pytest.mark.parametrize("linked", [True, False])
def test_many_rows(linked: bool):
    assert growth(lambda some: matched(*many(some, linked))) < GROWTH
    assert owners(matched(*many(MANY, linked))) == {n: n + 1 for n in range(MANY)}


def test_many_rows_that_nothing_knows():
    """Titles that share words are compared in pairs: that grows faster, and less than all pairs would."""
    assert growth(lambda some: matched(*many(some, False, far=True))) < 14
    found = matched(*many(MANY, False, far=True))
    assert len(found.orphans) + len(found.held) + len(found.issues) >= MANY
