"""What the documents say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from roadmap_sync.cli import group
from tests.acceptance.conftest import make_desk
from tests.acceptance.desk import GitHub

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
FOREIGN = {"--all", "--message"}  # options of other programs


def leaves(command: click.Command, path: str = "") -> dict[str, click.Command]:
    if isinstance(command, click.Group):
        return {
            name: leaf
            for child in command.commands.values()
            for name, leaf in leaves(child, f"{path} {child.name}".strip()).items()
        }
    return {path: command}


LEAVES = leaves(group)


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_and_option_is_documented(name: str):
    assert f"## `roadmap-sync {name}`" in COMMANDS
    section = COMMANDS.split(f"## `roadmap-sync {name}`")[1].split("\n## ")[0]
    for option in LEAVES[name].params:
        if isinstance(option, click.Option):
            assert any(f"`{word}" in section for word in option.opts), option.opts


@pytest.mark.parametrize("name", LEAVES)
def test_every_option_has_help(name: str):
    assert LEAVES[name].help
    for option in LEAVES[name].params:
        if isinstance(option, click.Option):
            assert option.help, option.opts


def test_no_document_names_an_option_that_does_not_exist():
    known = {word for leaf in LEAVES.values() for option in leaf.params for word in option.opts}
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text(encoding="utf-8")))
        assert named - known - FOREIGN == set(), page


def test_links_lead_somewhere():
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page, target)


def transcripts() -> list[str]:
    """The blocks of the README that show a run, without their prompt."""
    blocks = re.findall(r"```console\n\$ roadmap-sync (?:--dry-run|--yes)\n(.*?)```", README, re.DOTALL)
    assert len(blocks) == 2
    return blocks


@pytest.mark.usefixtures("plain")
def test_the_readme_shows_what_happens(tmp_path: Path):
    folder = tmp_path / "server"
    folder.mkdir()
    github = GitHub(folder, repository="acme/lighthouse")
    github.start()
    try:
        desk = make_desk(github, tmp_path, clone=False)
        desk.put((ROOT / "examples/ROADMAP.md").read_bytes())
        planned, followed = transcripts()
        assert desk.run("--dry-run").out == planned
        desk.sync()
        github.close(2)
        github.edit(3, title="Show the last 24 hours as a chart, and document it")
        assert desk.run("--yes").out == followed
    finally:
        github.stop()
