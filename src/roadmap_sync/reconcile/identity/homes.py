"""Which repository a row belongs to: the documents' own, or one that its "Repo" column names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from roadmap_sync.model import Document, Hold, Item, Subject

HEADERS = ("repo", "repository")
WHERE = re.compile(r"(?:https?://[^/\s]+/)?([A-Za-z0-9][\w-]*)/([\w.-]+?)(?:\.git)?/?")
NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Homes:
    """``here``: the repository of the documents; ``known``: others that rows or the configuration name; all
    as ``owner/name`` in lower case, ``""`` where there is nothing to tell apart. ``bare``: names without an
    owner are repositories of the same owner. ``shut``: those in which nothing can be done, and why."""

    here: str = ""
    known: frozenset[str] = frozenset()
    bare: bool = False
    shut: Mapping[str, str] = field(default_factory=dict, hash=False)

    def of(self, item: Item) -> str:
        """The repository of an item, ``""`` for the documents' own. A whole link to an issue tells more than
        the column does."""
        if not self.here:
            return ""
        link = item.link
        linked = f"{link.owner}/{link.repository}".casefold() if link is not None and link.owner else ""
        found = linked if linked in {self.here, *self.known} else self._named(said(item))
        return "" if found == self.here else found

    def named(self, documents: Iterable[Document]) -> list[str]:
        """The other repositories that items of ``documents`` belong to, in their order."""
        found = dict.fromkeys(self.of(item) for one in documents for item in one.items)
        return [name for name in found if name]

    def _named(self, value: str) -> str:
        found = WHERE.fullmatch(value)
        if found is not None:
            return f"{found[1]}/{found[2]}".casefold()
        owner = self.here.partition("/")[0]
        alone = f"{owner}/{value}".casefold() if NAME.fullmatch(value) else ""
        return alone if alone and (self.bare or alone in self.known) else self.here


NOWHERE_ELSE = Homes()


def said(item: Item) -> str:
    """What the row's column for repositories holds."""
    found = (value for name, value in item.extra if name.strip().casefold() in HEADERS)
    return next(found, "").strip().strip("`")


def find(documents: Iterable[Document], here: str, listed: Collection[str]) -> Homes:
    """The repositories of the rows of ``documents``, which lie in ``here``. ``listed``: others that the
    configuration allows. A bare name counts where it is one of these, or where some row names ``here`` in the
    same way; else it may be anything. Nothing is done for another owner's that nobody allowed."""
    named = {said(item) for one in documents for item in one.items} - {""}
    here, allowed = here.casefold(), {one.casefold() for one in listed}
    bare = any(f"{here.partition('/')[0]}/{value.casefold()}" == here for value in named)
    sketch = Homes(here, frozenset(allowed), bare)
    known = frozenset({sketch._named(value) for value in named} | allowed) - {here}
    strange = {one for one in known - allowed if one.partition("/")[0] != here.partition("/")[0]}
    why = "another owner's; to have issues made there, list it under repositories in the configuration"
    return Homes(here, known, bare, dict.fromkeys(sorted(strange), why))


def hold(doc: str, item: Item, where: str, why: str) -> Hold:
    """What is said of a row of a repository in which nothing can be done."""
    subject = Subject("issue", item.key, doc)
    told = f"its row names the repository {where}: {why}"
    return Hold("drift", subject, "issue", item.title, None, told, place=item.place)
