"""What pydantic objects to, in our words: the place, what is wrong, and what was perhaps meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from roadmap_sync.config.faults import Fault, shown
from roadmap_sync.config.marked import Marked, Path

Error = Mapping[str, Any]


def complaints(error: ValidationError, model: type[BaseModel], marked: Marked) -> list[Fault]:
    """One fault for each objection."""
    return [_fault(one, model, marked) for one in error.errors(include_url=False)]


def _fault(error: Error, model: type[BaseModel], marked: Marked) -> Fault:
    kind, path = str(error["type"]), _path(error, marked)
    if kind == "extra_forbidden":
        key = str(error["loc"][-1])
        what = f"unknown key; {_meant(key, _keys(model, path[:-1]))}"
        return marked.fault(path, what, at_key=True)
    if kind == "missing":
        return marked.fault(path, f"the key {shown(error['loc'][-1])} is missing")
    say = _SAYINGS.get(kind, _other)
    return marked.fault(path, say(error))


def _path(error: Error, marked: Marked) -> Path:
    """The keys that lead to it in the file, without the names that pydantic gives the forms of an entry."""
    path: Path = ()
    for step in error["loc"]:
        longer = (*path, step)
        if longer in marked.values or longer in marked.keys or _holds(marked.value, longer):
            path = longer
    return path


def _holds(value: Any, path: Path) -> bool:
    """Whether there is anything at a path."""
    try:
        for step in path:
            value = value[step]
    except (LookupError, TypeError):
        return False
    return True


def _keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that are allowed below a path."""
    for step in path:
        fields = {field.alias: field.annotation for field in model.model_fields.values()}
        inner = next(_models(fields[step]), None) if step in fields else None
        model = inner or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _meant(word: str, known: Iterable[str]) -> str:
    """The nearest of the known words, or all of them."""
    known = list(known)
    near = get_close_matches(word.casefold().replace("_", "-"), known, n=1, cutoff=0.6)
    near = near or get_close_matches(word.casefold().replace("-", "_"), known, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}"


# ── what to say ──────────────────────────────────────────────────────────────────────────────


def _choice(error: Error) -> str:
    choices = re.findall(r"'([^']*)'", error["ctx"]["expected"])
    value = error["input"]
    near = get_close_matches(value.casefold(), choices, n=1) if isinstance(value, str) else []
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"must be one of {', '.join(choices)}, not {shown(value)}{hint}"


def _must(wanted: str) -> Callable[[Error], str]:
    return lambda error: f"must be {wanted}, not {shown(error['input'])}"


def _text(error: Error) -> str:
    value = error["input"]
    if value is None:
        return 'must be text, not nothing; put what begins with "#" in quotes'
    quotes = ": put it in quotes" if isinstance(value, bool | int | float) else ""
    return f"must be text, not {shown(value)}{quotes}"


def _list(error: Error) -> str:
    value = error["input"]
    hint = f": write [{value}]" if isinstance(value, str) and value.isprintable() and len(value) < 40 else ""
    return f"must be a list, not {shown(value)}{hint}"


def _length(error: Error) -> str:
    limit = error["ctx"].get("max_length")
    return f"must have at most {limit} characters" if limit else "must not be empty"


def _pattern(error: Error) -> str:
    what = "six hexadecimal digits, such as d93f0b" if "{6}" in error["ctx"]["pattern"] else "a login"
    return f"must be {what}, not {shown(error['input'])}"


def _other(error: Error) -> str:
    reason = error.get("ctx", {}).get("error")
    return str(reason) if reason is not None else str(error["msg"])


_SAYINGS: Mapping[str, Callable[[Error], str]] = {
    "literal_error": _choice,
    "string_type": _text,
    "list_type": _list,
    "bool_type": _must("true or false"),
    "bool_parsing": _must("true or false"),
    "int_type": _must("a whole number"),
    "int_parsing": _must("a whole number"),
    "int_from_float": _must("a whole number"),
    "greater_than_equal": _must("a month from 1 to 12"),
    "less_than_equal": _must("a month from 1 to 12"),
    "model_type": _must("a mapping of keys"),
    "model_attributes_type": _must("a mapping of keys"),
    "dict_type": _must("a mapping of keys"),
    "string_too_long": _length,
    "string_too_short": _length,
    "too_short": _length,
    "string_pattern_mismatch": _pattern,
}
