"""GitHub Apps: proofs that GitHub would refuse, and what the token of an installation may."""

import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest

from roadmap_sync.sandbox import Running
from tests.sandbox.client import REPO, Client
from tests.sandbox.keys import pair

APP = 4711


@pytest.fixture
def installation(owner: Client) -> int:
    """The app `helper`, installed with the right to write issues."""
    body = {"slug": "helper", "public_key": pair()[1], "permissions": {"issues": "write"}}
    made: int = owner.send("POST", "/_sandbox/apps", id=APP, **body)["installation_id"]
    return made


def proof(**claims: Any) -> str:
    now = int(time.time())
    return jwt.encode({"iat": now - 60, "exp": now + 300, "iss": str(APP)} | claims, pair()[0], "RS256")


@pytest.mark.parametrize(
    ("token", "status", "message"),
    [
        (lambda: proof(iss="12"), 404, "Integration not found"),
        (lambda: proof(exp=int(time.time()) - 1), 401, "'Expiration time' claim"),
        (lambda: proof(exp=int(time.time()) + 700), 401, "too far in the future"),
        (lambda: proof(iat=int(time.time()) + 60), 401, "'Issued at' claim"),
        (lambda: proof()[:-8] + "AAAAAAAA", 401, "could not be decoded"),
        (lambda: "ghp_nobody", 401, "could not be decoded"),
    ],
)
def test_a_proof_that_does_not_prove_is_refused(
    running: Running, installation: int, token: Callable[[], str], status: int, message: str
) -> None:
    app = Client(running.url, token())
    reply = app.call("POST", f"/app/installations/{installation}/access_tokens")
    assert (reply.status_code, message in reply.json()["message"]) == (status, True)


def test_a_token_of_an_installation_ends_after_an_hour(running: Running, installation: int) -> None:
    app = Client(running.url, proof())
    made = app.send("POST", f"/app/installations/{installation}/access_tokens")
    holder = Client(running.url, made["token"])
    assert made["token"].startswith("ghs_")
    assert holder.data("{ viewer { login } }") == {"viewer": {"login": "helper[bot]"}}
    holder.send("POST", "/_sandbox/clock", now=made["expires_at"])
    assert holder.call("GET", REPO).status_code == 401


def test_an_app_that_is_not_installed_is_not_found(running: Running, owner: Client) -> None:
    body = {"slug": "helper", "public_key": pair()[1], "installed": False}
    owner.send("POST", "/_sandbox/apps", id=APP, **body)
    assert Client(running.url, proof()).call("GET", f"{REPO}/installation").status_code == 404


def test_an_installation_has_the_permissions_of_its_app(running: Running, installation: int) -> None:
    token = Client(running.url, proof()).send("POST", f"/app/installations/{installation}/access_tokens")
    holder = Client(running.url, token["token"])
    refused = holder.call("PUT", f"{REPO}/contents/a.md", {"message": "m", "content": ""})
    assert (refused.status_code, refused.json()["message"]) == (403, "Resource not accessible by integration")
    assert holder.issue()["user"]["type"] == "Bot"
