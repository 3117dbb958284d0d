"""The field table: what a row declares, what an issue shows, in the same terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from roadmap_sync import marker
from roadmap_sync.config import Config
from roadmap_sync.model import Issue, Item, Target, Value, World
from roadmap_sync.reconcile.values import region, status_labels

TITLE_LIMIT = 255
LABEL_LIMIT = 50
"""GitHub takes titles of 256 characters and label names of 50."""

SCALARS = ("title", "status", "milestone")
SETS = ("labels", "assignees")
BLOCKERS, PARENT, TYPE = "blocked_by", "parent", "type"


@dataclass(frozen=True, slots=True)
class Names:
    """Milestones by what documents call them and by what GitHub does: ``keys`` from a title on
    GitHub to the document's name for it, ``titles`` the other way; ``releases`` from a folded
    target to the release it names."""

    keys: Mapping[str, str]
    titles: Mapping[str, str]
    releases: Mapping[str, str]

    def key(self, target: Target | None) -> str | None:
        """The milestone that ``target`` stands for, by the document's name; by one name, where GitHub has one
        milestone for several: renamed there to what the document calls another."""
        if target is None or target.name is None:
            return None
        key = self.releases.get(target.name.casefold(), target.name)
        return self.keys.get(self.titles.get(key, ""), key)

    def title(self, key: str | None) -> str | None:
        """What GitHub calls, or will call, the milestone that documents call ``key``."""
        return None if key is None else self.titles.get(key, key)


def trimmed(title: str) -> str:
    """A title as it is compared and published: NFC, trimmed, cut at 255 characters with "…"."""
    text = unicodedata.normalize("NFC", title).strip()
    return text if len(text) <= TITLE_LIMIT else text[: TITLE_LIMIT - 1] + "…"


def labels(item: Item, config: Config) -> tuple[str, ...]:
    """The labels a row asks for, ours first; those that GitHub could not take are left out."""
    return tuple(name for name in _asked(item, config) if len(name) <= LABEL_LIMIT)


def too_long(item: Item, config: Config) -> tuple[str, ...]:
    """The labels a row asks for in vain."""
    return tuple(name for name in _asked(item, config) if len(name) > LABEL_LIMIT)


def _asked(item: Item, config: Config) -> Iterable[str]:
    """Each label once, ignoring case as GitHub does, in the letters of its first mention."""
    priority = [config.priority_label.format(priority=item.priority)] if item.priority else []
    areas = [config.area_label.format(area=area) for area in item.labels]
    kept: dict[str, str] = {}
    for name in (config.label, *priority, *areas):
        if name:
            kept.setdefault(name.casefold(), name)
    return kept.values()


def assignees(item: Item, world: World) -> tuple[str, ...]:
    """The people a row names who can be assigned here."""
    return tuple(login for login in item.assignees if login.casefold() in world.assignable)


def first_labels(item: Item, config: Config) -> tuple[str, ...]:
    """The labels of a new issue: the row's, and a default priority where the row says none. Defaults are
    in no base: nobody's edit of them is ever undone."""
    priority = item.priority or config.defaults.priority
    return labels(replace(item, priority=priority), config)


def first_assignees(item: Item, world: World, config: Config) -> tuple[str, ...]:
    """The people a new issue is given: those of the row, else the default ones."""
    named = item.assignees or config.defaults.assignees
    return assignees(replace(item, assignees=named), world)


def elements(name: str, item: Item, world: World, config: Config) -> tuple[str, ...]:
    """What a row asks for of one of ``SETS``, sorted as base keeps it."""
    return tuple(sorted(labels(item, config) if name == "labels" else assignees(item, world)))


def named_type(name: str, world: World) -> str | None:
    """The issue type of that name, ignoring case, as GitHub writes it."""
    return next((one.name for one in world.types if one.name.casefold() == name.strip().casefold()), None)


def type_of(item: Item, world: World) -> str | None:
    """The issue type that a row names; ``None`` for none, and for one that there is not."""
    plain = re.sub(r"[^\w\s/-]", "", item.kind or "")
    return named_type(plain, world) if plain else None


def first_type(item: Item, world: World, config: Config) -> str | None:
    """The type of a new issue: the row's, else the default one, which is in no base."""
    default = config.defaults.type
    return type_of(item, world) or (named_type(default, world) if default and not item.kind else None)


def managed(item: Item, document: str) -> str | None:
    """Digest of the managed text of a row."""
    return region.digest(region.text(item, document))


def shown_body(issue: Issue) -> str | None:
    """Digest of the managed text that an issue shows."""
    found = marker.read(issue.body)
    return None if found.marker is None else region.digest(marker.region_text(issue.body, found))


def milestone_of(issue: Issue, names: Names) -> str | None:
    """An issue's milestone by the document's name for it."""
    return None if issue.milestone is None else names.keys.get(issue.milestone, issue.milestone)


def new_base(item: Item, document: str, world: World, config: Config, names: Names) -> dict[str, Value]:
    """What a new issue will hold right after its create: it is open, whatever the row says, unless a label
    says more, and blocked by nothing."""
    edges: dict[str, Value] = {BLOCKERS: ()} if item.blockers is not None and BLOCKERS in world.kin else {}
    edges |= {TYPE: kind} if (kind := type_of(item, world)) else {}
    return {
        "title": trimmed(item.title),
        "status": str(status_labels.shown(item, config) or "open"),
        "milestone": names.key(item.target),
        **{name: elements(name, item, world, config) for name in SETS},
        "body": managed(item, document),
        **edges,
    }
