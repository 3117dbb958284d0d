"""As whom the tool acts: a GitHub App becomes the token of its installation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import make_desk
from tests.acceptance.desk import Desk, GitHub, Ran
from tests.acceptance.workflow import ROADMAP, Runner
from tests.sandbox.keys import pair

APP = 4711
PERMISSIONS = {"issues": "write", "contents": "write", "pull_requests": "write"}


@pytest.fixture
def helper(desk: Desk) -> Desk:
    """A desk whose environment names the App `helper`, installed on the repository."""
    install(desk)
    desk.put(ROADMAP)
    desk.environment |= as_app()
    return desk


def install(desk: Desk, **more: Any) -> None:
    app = {"id": APP, "slug": "helper", "public_key": pair()[1], "permissions": PERMISSIONS}
    desk.github.ask("POST", "/_sandbox/apps", {**app, **more})


def as_app(number: int = APP, key: str | None = None) -> dict[str, str]:
    return {"ROADMAP_SYNC_APP_ID": str(number), "ROADMAP_SYNC_APP_PRIVATE_KEY": key or pair()[0]}


def test_an_app_syncs_under_its_own_name_even_where_there_is_a_token(helper: Desk):
    helper.sync()
    assert {issue["user"]["login"] for issue in helper.github.issues()} == {"helper[bot]"}
    logins = [one["login"] for one in helper.github.sent() if one["login"] not in (None, "acme")]
    assert set(logins) == {"helper[bot]"}
    helper.settled()


def test_nothing_that_is_printed_holds_the_key(helper: Desk):
    for ran in (helper.run("--yes"), helper.run("--dry-run", ROADMAP_SYNC_APP_ID="12")):
        assert pair()[0].splitlines()[3] not in ran.text
        assert "ghs_" not in ran.text


@pytest.mark.parametrize("form", ["with literal line breaks", "with carriage returns", "indented"])
def test_a_key_may_be_written_as_secrets_often_are(helper: Desk, form: str):
    text = {
        "with literal line breaks": pair()[0].strip().replace("\n", "\\n"),
        "with carriage returns": pair()[0].replace("\n", "\r\n"),
        "indented": f"\n  {pair()[0]}  \n",
    }[form]
    assert helper.run("--dry-run", ROADMAP_SYNC_APP_PRIVATE_KEY=text).code == 0


def without_a_word_of_the_key(ran: Ran) -> None:
    assert "Traceback" not in ran.err
    assert "BEGIN RSA" not in ran.err


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        (as_app(key="not a key"), "this is no private key in PEM"),
        (as_app(key=pair()[1]), "this is no private key in PEM"),
        (as_app(key=pair()[0].replace("A", "B")), "this is no private key in PEM"),
        (as_app(12), "GitHub does not know App 12 by this key"),
        ({"ROADMAP_SYNC_APP_ID": "4711"}, "ROADMAP_SYNC_APP_PRIVATE_KEY is not"),
        ({"ROADMAP_SYNC_APP_PRIVATE_KEY": "x"}, "ROADMAP_SYNC_APP_ID is not"),
    ],
    ids=["no key", "public key", "broken key", "unknown id", "id alone", "key alone"],
)
def test_what_is_wrong_with_an_app_is_said(desk: Desk, environment: dict[str, str], said: str):
    install(desk)
    desk.put(ROADMAP)
    ran = desk.run("--dry-run", **environment)
    assert ran.code == 2
    assert said in ran.err
    without_a_word_of_the_key(ran)


def test_the_key_of_another_app_is_not_believed(desk: Desk):
    install(desk, public_key=other_public_key())
    desk.put(ROADMAP)
    ran = desk.run("--dry-run", **as_app())
    assert ran.code == 2
    assert "GitHub does not know App 4711 by this key (A JSON web token could not be decoded)" in ran.err
    assert "are those of the same App" in ran.err


def other_public_key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, form).decode()


@pytest.mark.usefixtures("plain")
def test_an_app_that_is_not_installed_here_says_where_to_install_it(helper: Desk):
    install(helper, installed=False)
    ran = helper.run("--dry-run")
    assert ran.code == 2
    assert "App 4711 is not installed on acme/widgets" in ran.err
    assert "/apps/helper/installations/new" in ran.err


def test_a_token_is_renewed_before_its_end(helper: Desk):
    install(helper, life=15)  # shorter than the twenty seconds before the end that it is renewed in
    helper.sync()
    asked = [one for one in helper.github.sent() if one["path"].endswith("/access_tokens")]
    assert len(asked) > 3
    assert len(helper.github.issues()) == 2


def test_a_clock_that_is_wrong_is_told_from_a_wrong_key(helper: Desk):
    earlier = datetime.now(UTC) - timedelta(hours=1)
    helper.github.ask("POST", "/_sandbox/clock", {"now": earlier.isoformat()})
    ran = helper.run("--dry-run")
    assert ran.code == 2
    assert "set this machine's clock" in ran.err


def test_an_app_without_the_permission_is_told_which(helper: Desk):
    install(helper, permissions={"contents": "write"})
    ran = helper.run("--yes")
    assert ran.code == 2
    assert "Resource not accessible by integration" in ran.text
    assert helper.github.issues() == []


def test_the_action_commits_as_the_app(github: GitHub, tmp_path: Path):
    desk = make_desk(github, tmp_path, clone=True)
    desk.put(ROADMAP)
    install(desk)
    desk.environment |= as_app()
    runner = Runner(desk, tmp_path / "runner")
    step = runner.step()
    assert step.ran.code == 0, step.ran.text
    assert runner.branch.count("/issues/") == 2
    made = github.repo("GET", "/commits/main")
    assert made["commit"]["author"]["name"] == "helper[bot]"
