"""The house: functions that fit a screen, modules with one reason to exist."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src/roadmap_sync"
MODULES = sorted(SOURCE.rglob("*.py"))
FORBIDDEN = {"utils", "util", "helpers", "manager", "common", "misc"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_function_passes_forty_lines_and_no_module_three_hundred(module: Path):
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    functions = [one for one in ast.walk(tree) if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))]
    long = {one.name: found for one in functions if (found := (one.end_lineno or 0) - one.lineno + 1) > 40}
    assert long == {}
    assert text.count("\n") <= 300
    assert ast.get_docstring(tree) or not text.strip(), "a module says in its first line what it is for"


def test_no_room_is_called_utils():
    assert {path.stem for path in SOURCE.rglob("*")} & FORBIDDEN == set()
