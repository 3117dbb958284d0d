"""What a run is told to do where the document and GitHub leave it open: defaults, files, overrides.

Importing this is cheap: pydantic and the readers of YAML and TOML come in with the first file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from roadmap_sync.config.board import Project
from roadmap_sync.config.settings import STATUS_LABELS, Config, Defaults, Policy, Reading, Sections

if TYPE_CHECKING:
    from roadmap_sync.model import Json

__all__ = [
    "STATUS_LABELS",
    "Config",
    "Defaults",
    "Policy",
    "Project",
    "Reading",
    "Sections",
    "front_matter",
    "overridden",
    "read",
    "schema",
    "starter",
]

_NAMED = re.compile(r"roadmap[\"']?\s*:")
"""Front matter in which this does not stand has no overrides."""


def read(data: bytes, where: str) -> Config:
    """The configuration that a file holds; ``where`` is its name, and one that ends in ``.toml`` is read as
    TOML, for its table ``[tool.roadmap-sync]``.

    Pure. Raises ``UsageFault`` with every fault, each as file:line:column."""
    from roadmap_sync.config import files

    return files.read(data, where)


def overridden(config: Config, mapping: Mapping[str, object], where: str) -> Config:
    """``config`` with what a document says of its own reading (the mapping below ``roadmap:`` in its front
    matter): a key that is given replaces that key, the others stay.

    Pure. Raises ``UsageFault`` with every fault; ``where`` (file:line) leads each. Whoever has the text of
    the front matter takes `front_matter`, which knows line and column."""
    from roadmap_sync.config import files

    return files.overridden(config, mapping, where)


def front_matter(config: Config, text: str, path: str, line: int) -> Config:
    """``config`` with the overrides below ``roadmap:`` in a document's YAML front matter.

    ``text``: the front matter without its rules; ``line``: the number of its first line. Front matter
    without a mapping of that name is somebody else's and changes nothing. Pure. Raises ``UsageFault`` with
    every fault as path:line:column."""
    if not _NAMED.search(text):
        return config
    from roadmap_sync.config import files

    return files.front_matter(config, text, path, line)


def starter(documents: Sequence[str], create: str) -> str:
    """The text of a first configuration file for these documents (paths from the top of the repository),
    with everything that equals its default as a comment. Pure."""
    from roadmap_sync.config import starting

    return starting.starter(documents, create)


def schema() -> dict[str, Json]:
    """The JSON Schema of a configuration file."""
    from roadmap_sync.config import files

    return files.schema()
