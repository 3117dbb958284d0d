"""What is sent again and what never, how fast, and for how long a run waits."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from roadmap_sync.errors import (
    EXIT_PARTIAL,
    NotPermitted,
    OutOfTime,
    ServerFailed,
    ServerUnreachable,
    UsageFault,
)
from roadmap_sync.github import GITHUB, UNHURRIED, Pace, Session, open_session, pace_for
from roadmap_sync.github.pace import Record
from roadmap_sync.github.replies import Answer, Faltered, Lost, NotSent

FINE = Answer(200, {}, '{"data": {"ok": true}}')
BUSY = Answer(502, {}, "")
LIMIT = Answer(403, {"retry-after": "30"}, '{"message": "You have exceeded a secondary rate limit."}')


@dataclass
class Time:
    """A clock that only sleeping moves."""

    now: float = 1_000_000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Script:
    """A server whose answers are written down beforehand; the last one goes on for ever."""

    answers: list[Answer | Exception]
    sent: list[dict[str, Any]] = field(default_factory=list)
    api_url: str = "https://api.example.com"

    def rest(self, method: str, path: str, payload: Any = None) -> Answer:
        return self.graphql(f"{method} {path}", payload or {})

    def graphql(self, document: str, variables: dict[str, Any]) -> Answer:
        self.sent.append({"document": document, **variables})
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None: ...


Opened = Callable[..., tuple[Session, Script, Time]]


def opened(
    *answers: Answer | Exception, pace: Pace = GITHUB, wait: int = 300
) -> tuple[Session, Script, Time]:
    script, time = Script(list(answers)), Time()
    budget = timedelta(seconds=wait)
    session = Session(
        script, "acme/widgets", pace=pace, wait=budget, clock=lambda: time.now, sleep=time.sleep
    )
    return session, script, time


# ── what is sent again ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("trouble", [BUSY, Answer(500, {}, "{}"), Faltered("dropped"), NotSent("refused")])
def test_a_read_is_sent_again(trouble: Answer | Exception) -> None:
    session, script, time = opened(trouble, FINE)
    assert session.graphql("query { x }").data == {"ok": True}
    assert (len(script.sent), session.requests, time.slept) == (2, {"read": 2, "write": 0}, [1.0])


def test_a_read_is_given_up_in_the_end() -> None:
    session, script, time = opened(Faltered("dropped"))
    with pytest.raises(ServerFailed, match="several times"):
        session.graphql("query { x }")
    assert (len(script.sent), time.slept) == (3, [1.0, 2.0])


@pytest.mark.parametrize("trouble", [BUSY, Answer(500, {}, "{}"), Faltered("dropped")])
def test_a_write_that_may_have_been_done_is_never_sent_again(trouble: Answer | Exception) -> None:
    session, script, _ = opened(trouble, FINE)
    with pytest.raises(Lost):
        session.graphql("mutation { x }", write=True)
    assert len(script.sent) == 1


@pytest.mark.parametrize("trouble", [LIMIT, NotSent("refused")])
def test_a_write_that_was_surely_not_done_is_sent_again(trouble: Answer | Exception) -> None:
    session, _, _ = opened(trouble, FINE)
    assert session.graphql("mutation { x }", write=True).data == {"ok": True}
    assert session.requests == {"read": 0, "write": 2}


def test_a_server_that_is_down_is_unreachable() -> None:
    session, _, _ = opened(NotSent("Connection refused"))
    with pytest.raises(ServerUnreachable, match="Connection refused"):
        session.rest("GET", "/x")


def test_nothing_is_repeated_that_was_refused() -> None:
    session, script, _ = opened(Answer(401, {}, '{"message": "Bad credentials"}'))
    with pytest.raises(NotPermitted, match="Bad credentials"):
        session.graphql("query { x }")
    assert len(script.sent) == 1


def test_pages_halve_while_github_is_tired_and_stay_so() -> None:
    session, script, _ = opened(BUSY, BUSY, FINE)
    session.graphql("query ($size: Int!) { x }")
    session.graphql("query ($size: Int!) { x }")
    assert [sent["size"] for sent in script.sent] == [100, 50, 25, 25]


# ── limits ───────────────────────────────────────────────────────────────────────────────────


def test_a_limit_is_waited_for_as_long_as_github_asks() -> None:
    session, _, time = opened(LIMIT, FINE)
    session.graphql("query { x }")
    assert time.slept == [30.0]


def test_without_a_time_it_waits_a_minute_then_two() -> None:
    limit = Answer(429, {}, "")
    session, _, time = opened(limit, limit, FINE)
    session.graphql("query { x }")
    assert time.slept == [60.0, 120.0]


def test_a_wait_beyond_the_budget_ends_the_run_with_a_time() -> None:
    session, _, time = opened(LIMIT, wait=50)
    with pytest.raises(OutOfTime, match=r"run again after 13:47 UTC, or allow it with --wait 1m") as stop:
        session.graphql("query { x }")
    assert (stop.value.exit_code, time.slept) == (EXIT_PARTIAL, [30.0])


# ── pace ─────────────────────────────────────────────────────────────────────────────────────


def writes(session: Session, count: int, creates: int = 1) -> None:
    for _ in range(count):
        session.graphql("mutation { x }", write=True, creates=creates)


def test_writes_are_a_second_apart_and_reads_are_not() -> None:
    session, _, time = opened(FINE)
    writes(session, 3)
    session.graphql("query { x }")
    assert time.slept == [1.0, 1.0]


def test_a_server_on_this_machine_is_not_waited_for() -> None:
    session, _, time = opened(FINE, pace=UNHURRIED)
    writes(session, 700)
    assert time.slept == []


def test_fewer_than_eighty_pieces_of_content_a_minute() -> None:
    session, _, time = opened(FINE)
    start = time.now
    writes(session, 4, creates=20)
    assert time.now - start > 59
    assert time.now - start < 62


def test_fewer_than_five_hundred_an_hour_or_the_run_ends() -> None:
    session, _, time = opened(FINE, wait=600)
    start = time.now
    with pytest.raises(OutOfTime, match="new content"):
        writes(session, 501)
    assert session.requests["write"] == 499
    assert time.now - start < 600


def test_what_was_long_ago_does_not_count() -> None:
    record = Record(GITHUB)
    record.sent(0.0, 499)
    assert record.window(61.0, 1) == 3539.0
    assert record.window(3601.0, 1) == 0.0


@pytest.mark.parametrize(
    ("url", "pace"),
    [
        ("https://api.github.com", GITHUB),
        ("https://ghe.example.com/api/v3", GITHUB),
        ("http://192.168.0.2:3000", GITHUB),
        ("http://127.0.0.1:3000", UNHURRIED),
        ("http://[::1]:3000", UNHURRIED),
        ("http://localhost:3000", UNHURRIED),
        ("http://api.github.localhost", UNHURRIED),
    ],
)
def test_every_host_but_this_machine_is_paced(url: str, pace: Pace) -> None:
    assert pace_for(url) == pace


# ── the door itself ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["widgets", "/widgets", "acme/", "acme/widgets/more"])
def test_a_repository_is_owner_and_name(name: str) -> None:
    with pytest.raises(UsageFault, match="owner/name"):
        open_session("http://127.0.0.1:1", "t", name)


def test_nobody_listens() -> None:
    line = open_session("http://127.0.0.1:1", "t", "acme/widgets")
    with line as session, pytest.raises(ServerUnreachable, match="refused") as stop:
        session.rest("GET", "/rate_limit")
    assert stop.value.where == "http://127.0.0.1:1"


def test_the_network_is_loaded_only_when_a_session_is_opened() -> None:
    code = "import sys, json, roadmap_sync.github; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"github", "requests", "urllib3", "tenacity"} & set(json.loads(done.stdout))
