"""The command line: parse, call a job, print, exit code. Commands import their jobs when they run."""

from __future__ import annotations

import gc
import sys

import click
from click_default_group import DefaultGroup

from roadmap_sync import __version__
from roadmap_sync.cli.adopt import adopt
from roadmap_sync.cli.apply import apply
from roadmap_sync.cli.check import check
from roadmap_sync.cli.ci import ci
from roadmap_sync.cli.detach import detach
from roadmap_sync.cli.doctor import doctor
from roadmap_sync.cli.explain import explain
from roadmap_sync.cli.init import init
from roadmap_sync.cli.plan import plan
from roadmap_sync.cli.repair import repair
from roadmap_sync.cli.sandbox import sandbox
from roadmap_sync.cli.schema import schema
from roadmap_sync.cli.show import show
from roadmap_sync.cli.sync import sync

COLLECT = (100_000, 50, 50)
"""When to look for cyclic garbage. A run makes many values and few cycles: with Python's own thresholds
(700, 10, 10) a third of the reading of a large document goes into looking (`make bench`)."""


@click.group(cls=DefaultGroup, default="sync", default_if_no_args=True)
@click.version_option(__version__, prog_name="roadmap-sync")
def group() -> None:
    """Keep a Markdown roadmap and GitHub issues and milestones in step, both ways."""


COMMANDS = (
    sync,
    plan,
    apply,
    explain,
    adopt,
    detach,
    init,
    doctor,
    show,
    check,
    repair,
    ci,
    sandbox,
    schema,
)
for command in COMMANDS:
    group.add_command(command)


def main() -> None:
    """The entry point: every expected failure is told in one place, with its exit code."""
    from roadmap_sync.cli.failing import told

    gc.set_threshold(*COLLECT)
    sys.exit(told(lambda: group.main(standalone_mode=False)))
