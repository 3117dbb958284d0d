"""Other repositories that rows belong to: observed as the documents' own is, or left alone for a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from roadmap_sync.config import Config
from roadmap_sync.errors import NotPermitted
from roadmap_sync.github import Reader
from roadmap_sync.github.replies import ACCESS
from roadmap_sync.jobs.observing import question
from roadmap_sync.model import Document, World
from roadmap_sync.reconcile.identity.homes import Homes, find

ONLY_READ = "this token may only read it; issues there need the triage role, titles and milestones write"


def known(documents: Iterable[Document], here: str, listed: Collection[str]) -> tuple[str, ...]:
    """The other repositories that rows name, whoever owns them, and those that the configuration lists."""
    return tuple(sorted(find(documents, here, listed).known))


def observe(
    reader: Reader, documents: Sequence[Document], config: Config, homes: Homes, home: World
) -> tuple[Homes, tuple[World, ...]]:
    """The worlds of the other repositories, in the order in which rows name them. Where one cannot be
    seen, or only be read, the rest goes on, and ``shut`` says why."""
    shut, worlds = dict(homes.shut), list[World]()
    for name in (name for name in homes.named(documents) if name not in shut):
        try:
            asked = question(documents, config, homes, name, home.repository.owner)
            world = reader.at(name).observe(asked)
        except NotPermitted as fault:
            shut[name] = f"{fault.what}; correct the name, or {ACCESS}"
            continue
        if world.repository.permission == "READ":
            shut[name] = ONLY_READ
        else:
            worlds.append(replace(world, documents=home.repository))
    return replace(homes, shut=shut), tuple(worlds)
