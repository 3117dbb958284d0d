"""A `--take` that is about nothing is a fault, told together with all others, before anything is done."""

from __future__ import annotations

import pytest

from roadmap_sync.config import Config
from roadmap_sync.config.board import Project
from roadmap_sync.errors import EXIT_USAGE, UsageFault
from roadmap_sync.jobs.takes import check
from roadmap_sync.reconcile.context import Take
from roadmap_sync.reconcile.identity.rows import Reading
from tests.reconcile.build import context, item, marked, page, quarter, world

CACHE = item("Add a cache", 7, ident="P0.1", key="P0.1", target=quarter())
READINGS = [
    Reading(page(CACHE, item("Write: the guide", key="a:b"))),
    Reading(page(item("Elsewhere"), path="other.md"), writable=False),
]


def checked(*typed: str) -> None:
    config = Config(project=Project(title="Roadmap", columns=(("Effort: days", "number"),)))
    takes = [Take(*one.split("=", 1)) if "=" in one else Take(one) for one in typed]
    around = context(world(marked(7, "Add a cache")), READINGS, takes=takes, config=config)
    check(READINGS, [around], frozenset())


@pytest.mark.parametrize(
    "what",
    [
        "document", "github=P0.1", "github=#7", "github=ROADMAP.md::P0.1", "github=P0.1:title",
        "github=#7:Start", "document=P0.1:Effort: days", "document=a:b", "document=a:b:status",
        "github=Q1 2026",
        "github=Q1 2026:due", "github=ROADMAP.md::Q1 2026:state",
    ],
)  # fmt: skip
def test_what_is_there_may_be_named(what: str) -> None:
    checked(what)


@pytest.mark.parametrize(
    ("what", "why", "todo"),
    [
        ("P0.2", "there is no item P0.2", "did you mean P0.1?"),
        ("add a cash", "there is no item add a cash", "did you mean P0.1?"),
        ("p0.1:title", "there is no item p0.1", "did you mean P0.1?"),
        ("Q2 2026", "there is no item Q2 2026", "did you mean Q1 2026?"),
        ("#8", "there is no item #8", "roadmap-sync show lists the items with their keys"),
        ("other.md::P0.1", "there is no item other.md::P0.1", "did you mean P0.1?"),
        ("elsewhere", "there is no item elsewhere", "roadmap-sync show lists the items with their keys"),
        ("P0.1:titel", "there is no field titel", "fields are title, status, milestone"),
        ("a:b:c", "there is no field c", "fields are title"),
    ],
)
def test_what_is_not_there_is_a_fault(what: str, why: str, todo: str) -> None:
    with pytest.raises(UsageFault) as stop:
        checked(f"github={what}")
    assert (stop.value.what, stop.value.exit_code) == (f"--take github={what}: {why}", EXIT_USAGE)
    assert stop.value.todo.startswith(todo)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(UsageFault) as stop:
        checked("document=P0.2", "github=P0.1", "github=nothing:title", "document=P0.1:titel")
    assert [line.partition(": ")[0] for line in stop.value.what.split("\n")] == [
        "--take document=P0.2", "--take github=nothing:title", "--take document=P0.1:titel",
    ]  # fmt: skip
