"""What GitHub publishes of itself, out of the npm packages that `package.json` pins."""

import json
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema

_HERE = Path(__file__).parent
_MODULES = _HERE / "node_modules"
_INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


@cache
def github_schema() -> GraphQLSchema:
    """The schema, fetched by npm on first use.

    Where it cannot be had the test is skipped with the reason; with CI=true it fails.
    """
    _needed()
    text = _package("github-schema.graphql").read_text(encoding="utf-8")
    return build_schema(text, assume_valid=True, assume_valid_sdl=True)


@cache
def payloads(event: str) -> list[dict[str, Any]]:
    """GitHub's own examples of a webhook's payload, fetched as `github_schema` is."""
    _needed()
    file = _package("api.github.com/index.json", of="@octokit/webhooks-examples")
    found = {one["name"]: one["examples"] for one in json.loads(file.read_text(encoding="utf-8"))}
    return list(found[event])


def _needed() -> None:
    reason = None if _fetched() else _fetch()
    if reason:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


def _package(name: str, of: str = "github-schema") -> Path:
    return _MODULES / of / name


def _fetched() -> bool:
    wanted = json.loads((_HERE / "package.json").read_text())["dependencies"]
    return all(_is_there(name, version) for name, version in wanted.items())


def _is_there(name: str, version: str) -> bool:
    found = _package("package.json", of=name)
    return found.exists() and json.loads(found.read_text())["version"] == version


def _fetch() -> str | None:
    """Why the package could not be had; None when it is there. Two workers may do this at once."""
    npm = shutil.which("npm")
    if npm is None:
        return "what GitHub publishes is fetched by npm, which is not installed"
    with tempfile.TemporaryDirectory(dir=_HERE, prefix=".node_modules-") as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(_HERE / name, folder)
        done = subprocess.run([npm, *_INSTALL], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"npm could not fetch GitHub's schema: {done.stderr.strip()[-300:]}"
        if _fetched():  # the other worker was faster
            return None
        shutil.rmtree(_MODULES, ignore_errors=True)
        try:
            (Path(folder) / "node_modules").rename(_MODULES)
        except OSError:
            return None if _fetched() else f"{_MODULES} cannot be replaced"
    return None
