"""Check runs: Apps make and change them, everybody reads them."""

from typing import Any

import pytest

from tests.sandbox.client import REPO, Client

_RUNS = f"{REPO}/check-runs"


@pytest.fixture
def app(owner: Client) -> Client:
    owner.send("POST", "/_sandbox/tokens", token="app", login="acme", kind="app", scopes=["checks=write"])
    return Client(owner.url, "app")


def _fault(reply: Any) -> str:
    assert (reply.status_code, reply.json()["message"]) == (422, "Validation Failed")
    return str(reply.json()["errors"][0].get("message") or reply.json()["errors"][0]["field"])


def test_behaviour_22_only_apps_make_check_runs(owner: Client, app: Client) -> None:
    sha = owner.branch("topic")
    refused = owner.call("POST", _RUNS, {"name": "plan", "head_sha": sha})
    assert (refused.status_code, refused.json()["message"]) == (
        403,
        "You must authenticate via a GitHub App.",
    )
    made = app.send("POST", _RUNS, name="plan", head_sha=sha)
    assert (made["status"], made["conclusion"], made["completed_at"]) == ("queued", None, None)
    assert owner.call("PATCH", f"{_RUNS}/{made['id']}", {"status": "queued"}).status_code == 403
    assert owner.get(f"{_RUNS}/{made['id']}") == made


def test_behaviour_22_a_conclusion_completes_the_run(owner: Client, app: Client) -> None:
    at = f"{_RUNS}/{app.send('POST', _RUNS, name='plan', head_sha=owner.branch('topic'))['id']}"
    assert app.send("PATCH", at, status="in_progress")["status"] == "in_progress"
    note = {"path": "R.md", "start_line": 1, "end_line": 1, "annotation_level": "notice", "message": "m"}
    output = {"title": "Plan", "summary": "2 changes", "annotations": [note]}
    done = app.send("PATCH", at, conclusion="neutral", output=output)
    assert (done["status"], done["conclusion"], done["output"]["summary"]) == (
        "completed",
        "neutral",
        "2 changes",
    )
    assert done["completed_at"]
    assert app.send("PATCH", at, output=output)["output"]["annotations_count"] == 2
    listed = owner.get(f"{REPO}/commits/topic/check-runs")
    assert (listed["total_count"], listed["check_runs"][0]["id"]) == (1, done["id"])


def test_behaviour_22_what_does_not_fit_is_refused(owner: Client, app: Client) -> None:
    at = f"{_RUNS}/{app.send('POST', _RUNS, name='plan', head_sha=owner.branch('topic'))['id']}"
    long, many = "x" * 65_536, [{}] * 51
    assert "65535" in _fault(app.call("PATCH", at, {"output": {"title": "t", "summary": long}}))
    notes = {"title": "t", "summary": "s", "annotations": many}
    assert _fault(app.call("PATCH", at, {"output": notes})) == "annotations"
    assert _fault(app.call("PATCH", at, {"status": "completed"})) == "conclusion"
    assert _fault(app.call("PATCH", at, {"conclusion": "fine"})) == "conclusion"
    nowhere = app.call("POST", _RUNS, {"name": "plan", "head_sha": "0" * 40})
    assert (nowhere.status_code, nowhere.json()["message"]) == (422, f"No commit found for SHA: {'0' * 40}")
