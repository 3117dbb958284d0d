"""GitHub's public GraphQL schema, out of the npm package that `package.json` pins."""

import json
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

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
    reason = None if _fetched() else _fetch()
    if reason:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    text = _package("github-schema.graphql").read_text(encoding="utf-8")
    return build_schema(text, assume_valid=True, assume_valid_sdl=True)


def _package(name: str) -> Path:
    return _MODULES / "github-schema" / name


def _fetched() -> bool:
    wanted = json.loads((_HERE / "package.json").read_text())["dependencies"]["github-schema"]
    found = _package("package.json")
    return found.exists() and json.loads(found.read_text())["version"] == wanted


def _fetch() -> str | None:
    """Why the package could not be had; None when it is there. Two workers may do this at once."""
    npm = shutil.which("npm")
    if npm is None:
        return "GitHub's schema is fetched by npm, which is not installed"
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
