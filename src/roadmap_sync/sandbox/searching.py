"""The search line for issues: `repo:acme/widgets is:open label:bug words`; every word must fit."""

import re

from roadmap_sync.sandbox import comments, listing, people, repositories
from roadmap_sync.sandbox.qualifiers import fits
from roadmap_sync.sandbox.rows import Account, Issue, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

_WORD = re.compile(r'(-?)(?:([\w-]+):)?((?:"[^"]*"|[^\s"])+)')
_GROUPING = ("(", ")", "AND")


def found(site: Site, viewer: Account | None, query: str) -> list[Issue]:
    """The issues and pull requests that every word keeps, newest first unless `sort:` says otherwise."""
    words = [
        (minus, key.lower(), text.strip('"'))
        for minus, key, text in _WORD.findall(query)
        if key or text not in _GROUPING
    ]
    homes = _homes(site, viewer, [text for _, key, text in words if key in ("repo", "org", "user")])
    kept = [issue for home in homes for issue in _all(site.store, home) if site.lagging.indexed(issue.id)]
    places = [place for _, key, text in words if key == "in" for place in text.lower().split(",")]
    for minus, key, text in words:
        if key == "":
            kept = [one for one in kept if _speaks(one, text.lower(), places) != bool(minus)]
        elif key not in ("repo", "org", "user", "sort", "in", "archived"):
            kept = [one for one in kept if fits(site, one, key, text.lower(), viewer) != bool(minus)]
    return _sorted(site, kept, next((text for _, key, text in words if key == "sort"), "created-desc"))


def _sorted(site: Site, kept: list[Issue], by: str) -> list[Issue]:
    field, _, direction = by.partition("-")

    def place(one: Issue) -> tuple[str | int, int]:
        if field == "comments":
            return comments.count(site.store, one.id), one.number
        return one.updated_at if field == "updated" else one.created_at, one.number

    return sorted(kept, key=place, reverse=direction != "asc")


def found_repositories(site: Site, viewer: Account | None, query: str) -> list[Repository]:
    """The repositories that fit by words of the name and `user:`, `org:`, `repo:` and `topic:`."""
    every = repositories.all_of(site.store)
    known = [one for one in every if repositories.visible(site.store, one, viewer)]
    return [one for one in known if all(_is_repository(site, one, *word) for word in words(query))]


def _is_repository(site: Site, one: Repository, key: str, text: str) -> bool:
    match key:
        case "user" | "org":
            return one.owner.lower() == text
        case "repo":
            return one.full_name.lower() == text
        case "topic":
            return text in repositories.topics(site.store, one)
        case "":
            return text in f"{one.full_name}\n{one.description or ''}".lower()
    return True


def found_accounts(site: Site, query: str) -> list[Account]:
    """The accounts that fit by words of login and name and `type:`."""
    return [one for one in people.all_of(site.store) if all(_is_account(one, *word) for word in words(query))]


def _is_account(one: Account, key: str, text: str) -> bool:
    if key == "type":
        return one.kind.lower().startswith(text)
    return key != "" or text in f"{one.login} {one.name or ''}".lower()


def words(query: str) -> list[tuple[str, str]]:
    """The words of a plain search as qualifier, empty for none, and text, both in lower case."""
    return [
        (key.lower(), text.strip('"').lower())
        for _, key, text in _WORD.findall(query)
        if key or text not in _GROUPING
    ]


def _homes(site: Site, viewer: Account | None, named: list[str]) -> list[Repository]:
    wanted = {name.lower() for name in named}
    known = [one for one in repositories.all_of(site.store) if repositories.visible(site.store, one, viewer)]
    return [one for one in known if not wanted or wanted & {one.full_name.lower(), one.owner.lower()}]


def _all(store: Store, home: Repository) -> list[Issue]:
    every = listing.Filter()
    return listing.page(store, home, every, 0, listing.count(store, home, every))


def _speaks(issue: Issue, text: str, places: list[str]) -> bool:
    """Whether a word is in the title or the text, or in that of both which `in:` names."""
    told = {"title": issue.title, "body": issue.body or ""}
    wanted = [told[place] for place in places if place in told] or list(told.values())
    return text in "\n".join(wanted).lower()
