"""The keys of a configuration file, and what each may hold; the JSON Schema comes from here."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Literal

from pydantic import (
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    field_validator,
)

from roadmap_sync.config.board_keys import ProjectKeys
from roadmap_sync.config.parts import (
    Color,
    LabelName,
    Login,
    Part,
    Path,
    RepositoryName,
    Side,
    StatusKeys,
    Word,
    Words,
)


class SectionKeys(Part):
    """Sections by their headings."""

    include: Words = Field(
        default=[],
        description="Headings (or globs) of sections to read although they would be left out; "
        '"*" for all that nothing else names.',
    )
    exclude: Words = Field(
        default=[],
        description='Headings (or globs) of sections to leave out; "*" for all that nothing else names.',
    )


class ColumnKeys(Part):
    """Extra words at the head of a column."""

    title: Words = Field(default=[], description="Headers of columns that hold the title.")
    status: Words = Field(default=[], description="Headers of columns that hold the status.")
    target: Words = Field(default=[], description="Headers of columns that hold the target.")
    priority: Words = Field(default=[], description="Headers of columns that hold the priority.")
    owner: Words = Field(default=[], description="Headers of columns that hold the owner.")
    id: Words = Field(default=[], description="Headers of columns that hold the id.")
    issue: Words = Field(default=[], description="Headers of columns that hold the link to the issue.")
    label: Words = Field(default=[], description="Headers of columns that hold labels.")
    ignore: Words = Field(default=[], description="Headers of columns that mean nothing of the above.")


class ItemKeys(Part):
    """What may hold items."""

    tables: bool = Field(default=True, description="Rows of tables.")
    lists: bool = Field(default=True, description="List items.")
    headings: bool = Field(default=True, description="Headings with prose or a block of fields.")
    yaml: bool = Field(default=True, description="Entries of fenced YAML blocks.")


class DefaultKeys(Part):
    """What a new issue gets where its row does not say."""

    priority: Word | None = Field(default=None, description="The priority of items that state none.")
    assignees: list[Login] = Field(
        default=[], description="Logins that new issues of items without an owner are given."
    )
    type: Word | None = Field(default=None, description="The issue type of items that state none.")


class ReadingKeys(Part):
    """How documents are read and written; also below ``roadmap:`` in a document's front matter."""

    sections: SectionKeys = Field(default_factory=SectionKeys, description="Which sections are read.")
    columns: ColumnKeys = Field(
        default_factory=ColumnKeys, description="Extra words at the head of a column."
    )
    statuses: StatusKeys = Field(
        default_factory=StatusKeys, description="Extra words and emoji for a status."
    )
    items: ItemKeys = Field(default_factory=ItemKeys, description="What may hold items.")
    link: Literal["append", "title", "column", "none"] = Field(
        default="append",
        description="Where the link to an issue goes: behind the title unless there is a column for it, "
        "on the title itself, only into a column, or nowhere.",
    )
    counts: bool = Field(default=False, description='Keep counts in headings, such as "(3/5)".')
    last_updated: bool = Field(default=False, description='Keep "Last updated" lines.')
    dashboard: bool = Field(default=False, description="Keep the dashboard between its two comments.")
    dashboard_date: bool = Field(
        default=False, description="Tell in the dashboard the day of the last sync without a conflict."
    )
    fiscal_year_start: int = Field(
        default=1, ge=1, le=12, description="The month in which the fiscal year begins."
    )


class DocumentKeys(ReadingKeys):
    """One document, or all that fit a glob, with settings of their own."""

    path: Path = Field(description="Path or glob, from the top of the repository.")


class LabelKeys(Part):
    """The names and colours of labels."""

    priority: str = Field(
        default="priority: {priority}", description='The label for a priority; "" for none.'
    )
    area: str = Field(default="{area}", description='The label for an area; "" for none.')
    colors: dict[LabelName, Color] = Field(
        default={}, description="Colours (six hexadecimal digits) by a label's name or a glob for it."
    )

    @field_validator("priority")
    @classmethod
    def _priority(cls, value: str) -> str:
        return _template(value, "priority")

    @field_validator("area")
    @classmethod
    def _area(cls, value: str) -> str:
        return _template(value, "area")


class PolicyKeys(Part):
    """Who may change a field."""

    title: Side = Field(default="two-way", description="Who may change titles.")
    status: Side = Field(default="two-way", description="Who may change the status.")
    milestone: Side = Field(default="two-way", description="Who may change the milestone.")
    assignees: Side = Field(default="two-way", description="Who may change assignees.")
    labels: Side = Field(default="document", description="Who may change labels.")
    body: Side = Field(default="document", description="Who may change the managed text.")
    parent: Side = Field(
        default="document", description="Who may change the group that an issue stands below."
    )
    type: Side = Field(default="document", description="Who may change the issue type.")
    blocked_by: Side = Field(default="document", description="Who may change what an item depends on.")


def _kind(value: object) -> str:
    return "path" if isinstance(value, str) else "document"


Entry = Annotated[
    Annotated[Path, Tag("path")] | Annotated[DocumentKeys, Tag("document")], Discriminator(_kind)
]


class FileKeys(ReadingKeys):
    """The configuration of roadmap-sync."""

    model_config = ConfigDict(title="roadmap-sync configuration")

    documents: list[Entry] = Field(
        default=["ROADMAP.md"],
        min_length=1,
        description="Paths or globs of the roadmaps, from the top of the repository.",
    )
    branch: Word | None = Field(
        default=None, description="The branch that counts; by default the repository's default branch."
    )
    label: LabelName = Field(default="roadmap", description="The label that marks our issues.")
    create: Literal["all", "open", "linked"] = Field(
        default="all", description="Which items get a new issue: all, those not done or dropped, or none."
    )
    orphans: Literal["report", "close"] = Field(
        default="report",
        description="What happens to the issue of a row that is gone: reported, or closed as not planned.",
    )
    adopt: Literal["none", "exact", "body", "exact+body"] = Field(
        default="none",
        description="Issues that nobody marked. exact: a row without an issue takes over the open one of its "
        "title. body: what is adopted gets the managed text too, not only the marker.",
    )
    groups: Literal["none", "parent"] = Field(
        default="none",
        description="Whether headings that group items get issues of their own, above those of the items.",
    )
    nested: Literal["body", "sub-issues"] = Field(
        default="body",
        description="What a checklist below an item of a list or heading is: part of the body of the item's "
        "issue, or issues of its own below it.",
    )
    labels: LabelKeys = Field(default_factory=LabelKeys, description="The names and colours of labels.")
    repositories: list[RepositoryName] = Field(
        default=[],
        description="Other repositories (owner/name) that rows may name in their column for it; those of the "
        "same owner count anyway where rows give the whole name.",
    )
    trusted_apps: list[Login] = Field(
        default=["github-actions"], description="Apps whose issues count as ours."
    )
    status_labels: bool = Field(default=False, description="Write status labels; never beside a project.")
    status_label_prefix: Annotated[str, StringConstraints(min_length=1, max_length=39)] = Field(
        default="status: ", description="What labels that hold a status begin with."
    )
    policy: PolicyKeys = Field(default_factory=PolicyKeys, description="Who may change a field.")
    defaults: DefaultKeys = Field(
        DefaultKeys(), description="What a new issue gets where its row does not say."
    )
    project: ProjectKeys | None = Field(
        default=None, description="The GitHub project whose cards follow the roadmap."
    )


def _template(value: str, name: str) -> str:
    """A template holds its one placeholder, and no other; an empty one makes no label."""
    try:
        fields = [rest for _, *rest in Formatter().parse(value) if rest[0] is not None]
    except ValueError:
        fields = []
    if value and fields != [[name, "", None]]:
        raise ValueError(
            f'must hold {{{name}}} once and nothing else in braces, such as "{name}: {{{name}}}"'
        )
    return value
