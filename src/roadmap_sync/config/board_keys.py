"""The keys of a configuration file below ``project``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    Field,
    StringConstraints,
    model_validator,
)

from roadmap_sync.config.parts import Login, Part, StatusKeys, Word

FieldName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=50)]


Kind = Literal["text", "number", "date", "single-select"]


class BoardFieldKeys(Part):
    """The names of a board's fields."""

    status: Word = Field(default="Status", description="The field that holds the status.")
    start: FieldName = Field(default="Start", description='The field for the first day; "" for none.')
    target: FieldName = Field(default="Target", description='The field for the last day; "" for none.')
    priority: FieldName = Field(default="Priority", description='The field for the priority; "" for none.')
    area: FieldName = Field(default="Area", description='The field for the area; "" for none.')
    columns: dict[Word, Kind] = Field(
        default={}, description="Columns of the document that have a field of the same name, and its kind."
    )


BOARD_URL = (
    r"^https?://[^/\s]+/(?:orgs|users)/([A-Za-z0-9][A-Za-z0-9-]*)/projects/([1-9][0-9]*)(?:[/?#]\S*)?$"
)
BoardUrl = Annotated[str, StringConstraints(strip_whitespace=True, pattern=BOARD_URL)]


class ProjectKeys(Part):
    """A GitHub project whose cards follow the roadmap."""

    owner: Login | None = Field(
        default=None, description="Organization or user; by default the owner of the repository."
    )
    number: int | None = Field(default=None, ge=1, description="The number of the project.")
    title: Word | None = Field(default=None, description="The title of the project, instead of its number.")
    create: bool = Field(default=False, description="Create the project where there is none of that title.")
    url: BoardUrl | None = Field(
        default=None, description="The web address of the project, instead of owner and number."
    )
    dates: Literal["document", "github"] = Field(
        default="document",
        description="Who may change days. document: days dragged on the board are listed. github: they come "
        "into the target, where it has words for them.",
    )
    fields: BoardFieldKeys = Field(default_factory=BoardFieldKeys, description="The names of its fields.")
    statuses: StatusKeys = Field(
        default_factory=StatusKeys, description="Options of the status field, by what they mean."
    )

    @model_validator(mode="after")
    def _named(self) -> ProjectKeys:
        if [self.number, self.title, self.url].count(None) != 2:
            raise ValueError("must name the project by its number, by its title or by its url")
        if self.url is not None and self.owner is not None:
            raise ValueError("has the owner in its url already: leave owner out")
        if self.create and self.title is None:
            raise ValueError("cannot create a project by its number or url: give its title instead")
        return self
