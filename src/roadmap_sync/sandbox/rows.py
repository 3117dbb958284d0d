"""The rows of the database as values; the order of the fields is the order of the columns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """A user, a bot or an organization."""

    id: int
    login: str
    name: str | None
    kind: str
    created_at: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository; its files are in git, not here."""

    id: int
    owner_id: int
    owner: str
    name: str
    description: str | None
    private: bool
    archived: bool
    has_issues: bool
    default_branch: str
    created_at: str
    updated_at: str

    @property
    def full_name(self) -> str:
        """`owner/name`."""
        return f"{self.owner}/{self.name}"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone; `due_on` is a midnight of Los Angeles in UTC."""

    id: int
    repository_id: int
    number: int
    title: str
    description: str | None
    due_on: str | None
    state: str
    creator_id: int
    created_at: str
    updated_at: str
    closed_at: str | None


@dataclass(frozen=True, slots=True)
class Label:
    """A label; `color` is six hexadecimal digits."""

    id: int
    repository_id: int
    name: str
    color: str
    description: str | None
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue, or a pull request when `pull_id` is set; both share one sequence of numbers."""

    id: int
    repository_id: int
    number: int
    title: str
    body: str | None
    state: str
    state_reason: str | None
    author_id: int
    created_at: str
    updated_at: str
    closed_at: str | None
    closed_by_id: int | None
    locked: bool
    lock_reason: str | None
    milestone_id: int | None
    duplicate_of_id: int | None
    edited_at: str | None
    pull_id: int | None
    head: str | None
    base: str | None


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on an issue or a pull request."""

    id: int
    issue_id: int
    author_id: int
    body: str
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an issue: `kind` as REST names it, `detail` a JSON object."""

    id: int
    issue_id: int
    actor_id: int
    kind: str
    created_at: str
    detail: str


@dataclass(frozen=True, slots=True)
class IssueType:
    """A type of issue of an organization; `color` in lower case."""

    id: int
    owner_id: int
    name: str
    description: str | None
    color: str
    enabled: bool
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """A reaction to an issue, or to a comment on it; `content` as REST names it (`+1`)."""

    id: int
    issue_id: int
    comment_id: int | None
    account_id: int
    content: str
    created_at: str
