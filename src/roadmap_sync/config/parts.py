"""What every part of a configuration file is made of: kinds of values, and mappings that know their keys."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import GenerateJsonSchema

from roadmap_sync.config.globs import fault_of

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Words = list[Word]
Login = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^@?[A-Za-z0-9][A-Za-z0-9-]*(\[bot\])?$")
]
RepositoryName = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+$")
]
Color = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^#?[0-9A-Fa-f]{6}$")]
LabelName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
"""GitHub takes names of labels up to 50 characters."""


def _path(value: str) -> str:
    if what := fault_of(value):
        raise ValueError(what)
    return value


Path = Annotated[str, AfterValidator(_path)]
Side = Literal["two-way", "document", "github"]


class Schema(GenerateJsonSchema):
    """A JSON Schema without a title for every key: its name says it."""

    def field_title_should_be_set(self, schema: object) -> bool:
        return False


class Part(BaseModel):
    """A mapping of the file: unknown keys are faults, a key with nothing behind it counts as not there."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.replace("_", "-"),
        model_title_generator=lambda model: model.__name__.removesuffix("Keys").lower(),
    )

    @model_validator(mode="before")
    @classmethod
    def _without_nothing(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: one for name, one in value.items() if one is not None}
        return value

    def given(self) -> dict[str, Any]:
        """The keys that the file holds, by the names of their fields."""
        return {name: getattr(self, name) for name in sorted(self.model_fields_set)}


class StatusKeys(Part):
    """Extra words and emoji for a status."""

    planned: Words = Field(default=[], description="Words and emoji that mean planned.")
    in_progress: Words = Field(
        default=[], alias="in_progress", description="Words and emoji that mean in progress."
    )
    blocked: Words = Field(default=[], description="Words and emoji that mean blocked.")
    done: Words = Field(default=[], description="Words and emoji that mean done.")
    dropped: Words = Field(default=[], description="Words and emoji that mean dropped.")
