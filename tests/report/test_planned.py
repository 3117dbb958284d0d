"""A plan as JSON: complete, stable, and nothing but what a plan holds."""

from __future__ import annotations

import json

from roadmap_sync.report import planned
from tests.report.shown import PATH, came, hold, label, milestone, new, patch, plan, shown, text

PARTS = (
    label("api"),
    milestone("Q2 2026", "2026-06-30"),
    new("4", "Add mTLS", labels=("api",), status="done", stone="Q2 2026", people=("ada",)),
    patch("9", 41, ("update", "title", "Old", "New"), ("add", "labels", None, "api")),
    patch("10", 42),
    text("7", 38, 53, "status", "🔴", "✅", "#38 was closed"),
    hold("conflict", "7", 38, "title", "Mine", "Theirs", "both changed", "--take"),
    hold("drift", PATH, None, "items", None, None, "why", about="document", line=None),
)


def test_the_keys():
    made = planned.to_json(plan(*PARTS), digest="d", ids=["i"] * 6)
    assert list(made) == [
        "schema_version",
        "repository",
        "documents",
        "digest",
        "changes",
        "holds",
        "bookkeeping",
    ]
    assert (made["schema_version"], made["repository"], made["documents"]) == (1, "acme/widgets", [PATH])
    assert made["bookkeeping"] == 1
    for change in made["changes"]:
        assert list(change) == ["id", "kind", "subject", "field", "before", "after", "place", "note"]
        assert list(change["subject"]) == ["kind", "name", "document", "number", "repository"]
    for one in made["holds"]:
        assert list(one) == ["kind", "subject", "field", "document", "github", "why", "todo", "place"]
    assert made["changes"][-1]["place"] == {"path": PATH, "line": 53}
    assert made["holds"][-1]["place"] is None


def test_every_change_in_the_plans_order():
    made = plan(*PARTS)
    shown = planned.to_json(made, digest="d", ids=[str(at) for at in range(6)])
    assert [one["id"] for one in shown["changes"]] == ["0", "1", "2", "3", "4", "5"]
    kinds = [(one["kind"], one["subject"]["kind"]) for one in shown["changes"]]
    assert kinds == [
        ("create", "label"),
        ("create", "milestone"),
        ("create", "issue"),
        ("update", "issue"),
        ("add", "issue"),
        ("write", "text"),
    ]


def test_it_is_json_and_always_the_same():
    one, other = (json.dumps(shown(*PARTS), ensure_ascii=False) for _ in range(2))
    assert one == other
    assert json.loads(one) == shown(*PARTS)


def test_an_outcome():
    change = plan(*PARTS).changes[2]
    assert list(came(change, "done", "", 7)) == [
        "id",
        "kind",
        "subject",
        "field",
        "result",
        "why",
        "number",
        "url",
    ]
    assert came(change, "done", "", 7)["number"] == 7
