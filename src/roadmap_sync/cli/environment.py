"""What the environment says: server, repository and token, under the names that `gh` uses."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_sync.errors import NotPermitted, UsageFault
from roadmap_sync.workspace import Workspace

if TYPE_CHECKING:
    from roadmap_sync.github.app import App

TOKENS = ("GH_TOKEN", "GITHUB_TOKEN")
GITHUB_API = "https://api.github.com"
_REMOTE = re.compile(r"(?:[:/])(?P<name>[^/:]+/[^/]+?)(?:\.git)?/?$")


@dataclass(frozen=True, slots=True)
class Server:
    """Where to go and as whom. ``repository``: ``owner/name``; ``token``: one, or the App that gets one."""

    api_url: str
    repository: str
    token: str | App


def server(environ: Mapping[str, str], workspace: Workspace) -> Server:
    """The server as the environment names it. Raises ``Stop`` (exit 2) for what is missing."""
    return Server(api_url(environ), repository(environ, workspace), token(environ))


def api_url(environ: Mapping[str, str]) -> str:
    """``GITHUB_API_URL``, else the API of ``GH_HOST``, else github.com's."""
    if environ.get("GITHUB_API_URL"):
        return environ["GITHUB_API_URL"].rstrip("/")
    host = environ.get("GH_HOST", "")
    return f"https://{host}/api/v3" if host not in ("", "github.com") else GITHUB_API


def repository(environ: Mapping[str, str], workspace: Workspace) -> str:
    """``GITHUB_REPOSITORY``, else ``GH_REPO`` (``[host/]owner/name``), else the remote ``origin``."""
    named = environ.get("GITHUB_REPOSITORY") or environ.get("GH_REPO", "")
    if named:
        return "/".join(named.split("/")[-2:])
    found = _REMOTE.search(workspace.remote() or "")
    if found is None:
        raise UsageFault(
            "no repository is named",
            todo="set GITHUB_REPOSITORY=owner/name, or add a git remote named origin",
        )
    return found["name"]


def token(environ: Mapping[str, str]) -> str | App:
    """The GitHub App that the environment names, else ``GH_TOKEN``, else ``GITHUB_TOKEN``, else what
    ``gh auth token`` prints."""
    if app := _app(environ):
        return app
    found = next(filter(None, map(environ.get, TOKENS)), None) or _from_gh()
    if not found:
        raise NotPermitted(
            "no token", todo="set GITHUB_TOKEN, or log in with: gh auth login; to try without: --sandbox"
        )
    return found


def source(environ: Mapping[str, str]) -> str:
    """Where the token is found: the variable's name, or the command that prints it."""
    from roadmap_sync.github.app import ID

    return next((name for name in (ID, *TOKENS) if environ.get(name, "").strip()), "gh auth token")


def _app(environ: Mapping[str, str]) -> App | None:
    """The App of both variables. Raises ``UsageFault`` for one without the other."""
    from roadmap_sync.github.app import ID, KEY, App

    number, key = environ.get(ID, "").strip(), environ.get(KEY, "").strip()
    if bool(number) != bool(key):
        there, missing = (ID, KEY) if number else (KEY, ID)
        todo = "set both, or neither, to go on with a token; a pull request from a fork is given no secrets"
        raise UsageFault(f"{there} is set and {missing} is not", todo=todo)
    return App(number, key) if number else None


def _from_gh() -> str:
    try:
        run = subprocess.run(["gh", "auth", "token"], capture_output=True, check=False, text=True)
    except OSError:
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""
