"""What an answer means."""

from __future__ import annotations

import json
from typing import Any

import pytest

from roadmap_sync.errors import EXIT_FAILED, EXIT_USAGE, ServerFailed, ServerUnreachable, Stop
from roadmap_sync.github.replies import Answer, Faltered, Limited, Rejected, TooMuch, read_graphql, read_rest

WHERE = "https://api.example.com/repos/acme/widgets"
NOW = 1_000_000.0


def rest(status: int, text: str, **headers: str) -> Any:
    return read_rest(
        Answer(status, {k.replace("_", "-"): v for k, v in headers.items()}, text), now=NOW, where=WHERE
    )


def graphql(body: Any, status: int = 200, **headers: str) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    answer = Answer(status, {k.replace("_", "-"): v for k, v in headers.items()}, text)
    return read_graphql(answer, now=NOW, where=WHERE)


def message(text: str, **more: Any) -> str:
    return json.dumps({"message": text, **more})


def test_values_come_through() -> None:
    assert rest(200, '{"number": 1}') == {"number": 1}
    assert rest(204, "") is None
    assert graphql({"data": {"viewer": {"login": "me"}}}).data == {"viewer": {"login": "me"}}


SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
BLOCKED = "You have exceeded a secondary rate limit and have been temporarily blocked from content creation."


@pytest.mark.parametrize(
    ("status", "text", "headers", "seconds"),
    [
        (403, message(SECONDARY), {"x_ratelimit_remaining": "4900"}, None),
        (403, message(BLOCKED), {"retry_after": "60"}, 60),
        (403, "<html>You have triggered an abuse detection mechanism</html>", {}, None),
        (403, message("API rate limit exceeded for user ID 1."),
         {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "1000030"}, 31),
        (429, message("Too many requests"), {"retry_after": "7"}, 7),
        (429, "", {}, None),
    ],
)  # fmt: skip
def test_a_limit_is_told_by_status_header_or_words(
    status: int, text: str, headers: Any, seconds: float | None
) -> None:
    with pytest.raises(Limited) as limit:
        rest(status, text, **headers)
    assert limit.value.seconds == seconds


@pytest.mark.parametrize(
    "kind", [{"type": "RATE_LIMITED"}, {"type": "RATE_LIMIT", "code": "graphql_rate_limit"}]
)
def test_graphql_tells_a_limit_in_a_200(kind: dict[str, str]) -> None:
    with pytest.raises(Limited):
        graphql({"errors": [{**kind, "message": "API rate limit exceeded"}]})


def test_a_mutation_submitted_too_quickly_is_a_limit() -> None:
    error = {"path": ["a0"], "type": "UNPROCESSABLE", "message": "was submitted too quickly"}
    with pytest.raises(Limited):
        graphql({"data": {"a0": None}, "errors": [error]})


@pytest.mark.parametrize(
    ("status", "text", "headers", "exit_code", "words"),
    [
        (401, message("Bad credentials"), {}, EXIT_USAGE, "GITHUB_TOKEN"),
        (
            403,
            message("Resource not accessible by integration"),
            {"x_accepted_github_permissions": "issues=write"},
            EXIT_USAGE,
            "issues=write",
        ),
        (
            403,
            message("Resource not accessible by personal access token"),
            {},
            EXIT_USAGE,
            "Issues read and write",
        ),
        (
            403,
            message("Resource protected by organization SAML enforcement."),
            {},
            EXIT_USAGE,
            "single sign-on",
        ),
        (403, message("Repository was archived so is read-only."), {}, EXIT_USAGE, "unarchive"),
        (403, message("the `acme` organization has an IP allow list enabled"), {}, EXIT_USAGE, "address"),
        (200, "<html>Please log in</html>", {}, EXIT_FAILED, "GITHUB_API_URL"),
        (404, "<html>nginx</html>", {}, EXIT_FAILED, "GITHUB_API_URL"),
        (404, message("Not Found"), {}, EXIT_FAILED, "Not Found (404)"),
        (410, message("Issues are disabled for this repo"), {}, EXIT_FAILED, "disabled"),
    ],
)
def test_a_refusal_says_what_where_and_what_to_do(
    status: int, text: str, headers: Any, exit_code: int, words: str
) -> None:
    with pytest.raises(Stop) as stop:
        rest(status, text, **headers)
    assert stop.value.exit_code == exit_code
    assert stop.value.where == WHERE
    assert words in str(stop.value)


def test_field_errors_are_known_by_their_codes() -> None:
    errors = [{"resource": "Milestone", "code": "already_exists", "field": "title"}, "Milestone is odd"]
    with pytest.raises(Rejected) as refusal:
        rest(422, message("Validation Failed", errors=errors))
    assert refusal.value.codes == ("already_exists",)


@pytest.mark.parametrize(
    ("status", "text", "error"),
    [
        (500, message("Server Error"), Faltered),
        (503, "<html>Unicorn!</html>", Faltered),
        (502, "", TooMuch),
        (504, message("We couldn't respond to your request in time."), TooMuch),
        (
            200,
            '{"data": null, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED", "message": "Resource limits"}]}',
            TooMuch,
        ),
        (
            200,
            '{"data": null, "errors": [{"message": "Something went wrong while executing your query. …"}]}',
            TooMuch,
        ),
        (404, message("Not Found"), ServerUnreachable),
        (200, "[]", ServerUnreachable),
        (
            200,
            '{"errors": [{"message": "Field \'x\' doesn\'t exist on type \'Issue\'", "path": ["query"]}]}',
            ServerFailed,
        ),
    ],
)
def test_graphql_that_did_not_answer(status: int, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        graphql(text, status)


def test_a_server_that_lacks_a_field_is_called_old() -> None:
    with pytest.raises(ServerFailed, match="older"):
        graphql({"errors": [{"message": "Field 'x' doesn't exist on type 'Issue'", "path": ["query"]}]})


def test_some_aliases_may_fail_alone() -> None:
    errors = [
        {"type": "UNPROCESSABLE", "path": ["a1"], "message": "Title is too long"},
        {"type": "FORBIDDEN", "path": ["a2", "issue", "author"], "message": "no"},
    ]
    reply = graphql({"data": {"a0": {"issue": {}}, "a1": None, "a2": {"issue": {}}}, "errors": errors})
    assert reply.fault("a0") is None
    assert reply.fault("a1").message == "Title is too long"
    assert reply.half_told("a2")
