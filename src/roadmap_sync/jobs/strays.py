"""Issues that bear our label and that no row has: told, with the line that would make each an item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadmap_sync import document
from roadmap_sync.config import Config
from roadmap_sync.model import Document, Issue, Plan

SHOWN = 3
"""How many of them a plan names; `roadmap-sync adopt` lists them all."""


def notes(plan: Plan, documents: Sequence[Document], config: Config) -> Iterator[str]:
    """What a plan says of them: the first few, and how many there are besides."""
    strays = plan.strays
    for issue in strays[:SHOWN]:
        line = line_for(issue, documents, config)
        here = issue.url.casefold().startswith(f"{plan.repository.url}/".casefold())
        name = f"#{issue.number}" if here else issue.url
        what = f'{name} "{issue.title}" has the label {config.label} and no row'
        yield f"{what}; a line for it: {line}"
    if len(strays) > SHOWN:
        yield f"and {len(strays) - SHOWN} more issues like it: roadmap-sync adopt lists them"


def line_for(issue: Issue, documents: Sequence[Document], config: Config) -> str:
    """The line to paste into the first document that has items."""
    best = next((one for one in documents if one.items), documents[0])
    return document.line_for(best, issue.title, issue.url, config.of(best.path))
