"""Configuration files and overrides → Config: read, check everything, then put it over the defaults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import ValidationError

from roadmap_sync.config.board import Project
from roadmap_sync.config.board_keys import BOARD_URL, ProjectKeys
from roadmap_sync.config.complaints import complaints
from roadmap_sync.config.doubled import doubled_words
from roadmap_sync.config.faults import ConfigurationFault, Fault
from roadmap_sync.config.keys import DocumentKeys, FileKeys, LabelKeys, ReadingKeys
from roadmap_sync.config.marked import Marked
from roadmap_sync.config.parts import Part, Schema
from roadmap_sync.config.settings import Config, Reading, replaced
from roadmap_sync.config.toml_text import read_toml
from roadmap_sync.config.yaml_text import read_yaml
from roadmap_sync.model import Json, Status

Keys = TypeVar("Keys", bound=Part)

SCHEMA = "https://json-schema.org/draft/2020-12/schema"
READING = ("sections", "columns", "statuses", "items", "fiscal_year_start")
DOCUMENT = ("link", "counts", "last_updated", "dashboard", "dashboard_date")
PLAIN = ("branch", "label", "create", "orphans", "groups", "nested", "adopt", "status_labels", *DOCUMENT)
"""Keys that are named in `Config` as in the file, with a hyphen for each underscore."""


def read(data: bytes, where: str) -> Config:
    """See `roadmap_sync.config.read`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        column = fault.start - data.rfind(b"\n", 0, fault.start)
        what = f"not UTF-8: byte 0x{data[fault.start]:02X}"
        raise ConfigurationFault([Fault(f"{where}:{line}:{column}", "", what)]) from None
    marked = read_toml(text, where) if where.endswith(".toml") else read_yaml(text, where)
    return from_file(_checked(FileKeys, marked))


def overridden(config: Config, mapping: Mapping[str, object], where: str) -> Config:
    """See `roadmap_sync.config.overridden`."""
    return with_reading(config, _checked(ReadingKeys, Marked(where, dict(mapping))))


def front_matter(config: Config, text: str, path: str, line: int) -> Config:
    """See `roadmap_sync.config.front_matter`."""
    marked = read_yaml(text, path, first=line)
    part = marked.part(("roadmap",))
    if not isinstance(part.value, dict):
        return config
    part.faults = [fault for fault in marked.faults if fault.key.startswith("roadmap")]
    return with_reading(config, _checked(ReadingKeys, part))


def schema() -> dict[str, Json]:
    """See `roadmap_sync.config.schema`."""
    return {"$schema": SCHEMA, **FileKeys.model_json_schema(by_alias=True, schema_generator=Schema)}


def _checked(model: type[Keys], marked: Marked) -> Keys:
    """The keys of a mapping, all of them sound; no value at all is an empty mapping."""
    faults = [*marked.faults, *doubled_words(marked)]
    value = {} if marked.value is None else marked.value
    try:
        keys = model.model_validate(value)
    except ValidationError as error:
        faults += complaints(error, model, marked)
    if faults:
        raise ConfigurationFault(sorted(dict.fromkeys(faults), key=_place))
    return keys


def _place(fault: Fault) -> list[int]:
    """Line and column, to tell faults in the order of the file."""
    return [int(number) for number in re.findall(r":(\d+)", fault.where)[-2:]]


# ── onto the defaults ────────────────────────────────────────────────────────────────────────


def from_file(keys: FileKeys) -> Config:
    """The defaults with what a file gives put over them."""
    given = keys.given()
    own: dict[str, Any] = {name: given[name] for name in PLAIN if name in given}
    if "trusted_apps" in given:
        own["trusted_apps"] = tuple(_login(login).removesuffix("[bot]") for login in keys.trusted_apps)
    if "repositories" in given:
        own["repositories"] = tuple(keys.repositories)
    if "status_label_prefix" in given:
        own["status_label"] = keys.status_label_prefix
    if "documents" in given:
        own["documents"] = tuple(one if isinstance(one, str) else one.path for one in keys.documents)
    plain = Config()
    if keys.project is not None:
        own["project"] = _project(keys.project)
        own["reading"] = replace(plain.reading, shown=tuple(dict(own["project"].columns)))
    policy = replace(plain.policy, **keys.policy.given())
    default = {**keys.defaults.given(), "assignees": tuple(map(_login, keys.defaults.assignees))}
    defaults = replace(plain.defaults, **default)
    config = replace(plain, **own, **_labels(keys.labels), policy=policy, defaults=defaults)
    return _with_documents(with_reading(config, keys), keys.documents)


def _labels(keys: LabelKeys) -> dict[str, Any]:
    colors = tuple((name, color.removeprefix("#").lower()) for name, color in keys.colors.items())
    return {"priority_label": keys.priority, "area_label": keys.area, "label_colors": colors}


def _project(keys: ProjectKeys) -> Project:
    plain, named = Project(), keys.fields.given()
    columns = tuple((name, kind.upper().replace("-", "_")) for name, kind in named.pop("columns", {}).items())
    statuses = {Status(name): words for name, words in keys.statuses.given().items()}
    options = tuple(sorted(replaced(plain.options, statuses), key=lambda pair: pair[1] not in statuses))
    owner, number = _login(keys.owner or ""), keys.number
    if keys.url is not None and (found := re.match(BOARD_URL, keys.url)):
        owner, number = found[1], int(found[2])
    which = replace(plain, owner=owner, number=number, title=keys.title or "", create=keys.create)
    return replace(which, **named, columns=columns, options=options, dates=keys.dates)


def _login(login: str) -> str:
    return login.removeprefix("@")


def _with_documents(config: Config, entries: Iterable[str | DocumentKeys]) -> Config:
    """The settings of single documents, each put over those of the file; of two that fit the first counts."""
    special = [(one.path, with_reading(config, one)) for one in entries if isinstance(one, DocumentKeys)]
    return replace(config, special=tuple(special))


def with_reading(config: Config, keys: ReadingKeys) -> Config:
    """``config`` with the keys that say how a document is read and written."""
    given = keys.given()
    own = {name: given[name] for name in DOCUMENT if name in given}
    if any(name in given for name in READING):
        own["reading"] = _reading(config.reading, keys)
    return replace(config, special=(), **own) if own else config


def _reading(old: Reading, keys: ReadingKeys) -> Reading:
    sections = {name: tuple(words) for name, words in keys.sections.given().items()}
    statuses = {Status(name): words for name, words in keys.statuses.given().items()}
    month = keys.fiscal_year_start if "fiscal_year_start" in keys.model_fields_set else old.fiscal_year_start
    return replace(
        old,
        sections=replace(old.sections, **sections) if sections else old.sections,
        columns=replaced(old.columns, keys.columns.given()),
        statuses=replaced(old.statuses, statuses),
        fiscal_year_start=month,
        **keys.items.given(),
    )
