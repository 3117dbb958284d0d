"""Values out of a request's JSON and query, each of the type GitHub wants, or its 422."""

from collections.abc import Iterator
from typing import Any

from roadmap_sync.sandbox.clock import moment, stamp
from roadmap_sync.sandbox.refusals import Fault, Invalid


def wrong(message: str) -> Invalid:
    """A body that does not fit the description of the API."""
    return Invalid(message=f"Invalid request.\n\n{message}")


def text(body: dict[str, Any], name: str) -> str | None:
    """A text, or None when it is missing or null."""
    value = body.get(name)
    if value is None or isinstance(value, str):
        return value
    raise wrong(f"For 'properties/{name}', {_shown(value)} is not a string.")


def needed(body: dict[str, Any], name: str) -> str:
    """A text that must be there."""
    if name not in body:
        raise wrong(f'"{name}" wasn\'t supplied.')
    found = text(body, name)
    if found is None:
        raise wrong(f"For 'properties/{name}', nil is not a string.")
    return found


def number(body: dict[str, Any], name: str) -> int | None:
    """A whole number, or None when it is missing or null."""
    value = body.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise wrong(f"For 'properties/{name}', {_shown(value)} is not an integer.")


def needed_number(body: dict[str, Any], name: str) -> int:
    """A whole number that must be there."""
    found = number(body, name)
    if found is None:
        raise wrong(f'"{name}" wasn\'t supplied.')
    return found


def names(value: Any, key: str) -> list[str] | None:
    """A list of names, each a text or an object with that key; None when it is missing."""
    if value is None:
        return None
    if not isinstance(value, list):
        raise wrong(f"For 'properties/{key}', {_shown(value)} is not an array.")
    return list(_names(value, key))


def _names(value: list[Any], key: str) -> Iterator[str]:
    for one in value:
        found = one.get("name") if isinstance(one, dict) else one
        if not isinstance(found, str):
            raise wrong(f"For 'properties/{key}', {_shown(one)} is not a string.")
        yield found


def choice(resource: str, value: str | None, name: str, allowed: tuple[str, ...]) -> str | None:
    """One of some words; None when it is missing."""
    if value is not None and value not in allowed:
        raise Invalid(Fault(resource, name, "invalid", f"{name.capitalize()} is invalid", value=value))
    return value


def since(text: str | None) -> str | None:
    """A moment in the query, as a stamp."""
    try:
        return stamp(moment(text.replace(" ", "+"))) if text else None
    except ValueError as error:
        raise Invalid(Fault("Issue", "since", "invalid", "Since is invalid", value=text)) from error


def _shown(value: Any) -> str:
    return "nil" if value is None else repr(value) if isinstance(value, str) else str(value).lower()
