"""A sandbox of its own for every test, and people to talk to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from roadmap_sync.sandbox import Options, Running, start
from tests.sandbox.client import Client


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(tmp_path / "state" / "github.db", "acme/widgets")


@pytest.fixture
def running(options: Options) -> Iterator[Running]:
    with start(options) as sandbox:
        yield sandbox


@pytest.fixture
def person(running: Running) -> Iterator[Callable[..., Client]]:
    """Somebody new: `person("eve", role="read")`; None is nobody."""
    clients: list[Client] = []

    def arrive(login: str | None, **account: str) -> Client:
        clients.append(Client(running.url, None if login is None else f"token-of-{login}"))
        if login is not None:
            body = {"login": login, "token": f"token-of-{login}"} | account
            assert clients[-1].call("POST", "/_sandbox/accounts", body).status_code == 201
        return clients[-1]

    yield arrive
    for client in clients:
        client.session.close()


@pytest.fixture
def owner(running: Running) -> Iterator[Client]:
    client = Client(running.url)
    yield client
    client.session.close()


@pytest.fixture
def repository_id(owner: Client) -> str:
    found: str = owner.get("/repos/acme/widgets")["node_id"]
    return found
