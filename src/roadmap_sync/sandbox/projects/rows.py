"""The rows of the project tables as values; the order of the fields is the order of the columns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Project:
    """A board; `number` counts per owner."""

    id: int
    owner_id: int
    number: int
    title: str
    short_description: str | None
    readme: str | None
    public: bool
    closed_at: str | None
    template: bool
    creator_id: int
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a project; `kind` as GraphQL names it, `start_day` and `duration` of iterations only."""

    id: int
    project_id: int
    name: str
    kind: str
    start_day: int | None
    duration: int | None
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a single select; `id` is eight hexadecimal digits."""

    id: str
    field_id: int
    name: str
    color: str
    description: str


@dataclass(frozen=True, slots=True)
class Iteration:
    """One time box; `start_date` as `2026-03-02`, `duration` in days."""

    id: str
    field_id: int
    title: str
    start_date: str
    duration: int


@dataclass(frozen=True, slots=True)
class DraftIssue:
    """A card without an issue."""

    id: int
    title: str
    body: str
    creator_id: int
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Item:
    """A card: an issue, a pull request or a draft in a project."""

    id: int
    project_id: int
    issue_id: int | None
    draft_id: int | None
    position: float
    archived_at: str | None
    creator_id: int
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Value:
    """What an item has in a field: a text, a number or date as text, or the id of an option or iteration."""

    id: int
    item_id: int
    field_id: int
    content: str
    creator_id: int
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Update:
    """A status update of a project."""

    id: int
    project_id: int
    body: str | None
    status: str | None
    start_date: str | None
    target_date: str | None
    creator_id: int
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Workflow:
    """A built-in workflow of a project; `status` is the option it sets, where it sets one."""

    id: int
    project_id: int
    number: int
    name: str
    enabled: bool
    status: str | None
    created_at: str
    updated_at: str
