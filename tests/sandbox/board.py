"""A board on the sandbox, for tests that need one."""

from typing import Any

from tests.sandbox.client import Client

ITEM = """id type isArchived content {... on Issue {number title} ... on DraftIssue {title body}}
fieldValues(first: 20) {nodes {__typename
  ... on ProjectV2ItemFieldTextValue {text field {... on ProjectV2FieldCommon {name}}}
  ... on ProjectV2ItemFieldNumberValue {number}
  ... on ProjectV2ItemFieldDateValue {date}
  ... on ProjectV2ItemFieldSingleSelectValue {name optionId}
  ... on ProjectV2ItemFieldIterationValue {title iterationId}}}"""
STATUS = {"Todo": "f75ad846", "In Progress": "47fc9ee4", "Done": "98236657"}


class Board:
    """A project of the owner `acme`, driven by mutations."""

    def __init__(self, client: Client, title: str = "Roadmap", owner: str = "acme") -> None:
        self.client = client
        self.owner = owner
        found = client.data("query($l: String!) {repositoryOwner(login: $l) {id}}", l=owner)
        made = self.do(
            "createProjectV2",
            "projectV2 {id number url}",
            ownerId=found["repositoryOwner"]["id"],
            title=title,
        )
        self.made = made["projectV2"]
        self.id: str = self.made["id"]
        self.number: int = self.made["number"]

    def ask(self, name: str, back: str, /, **given: Any) -> Any:
        """The whole reply of one mutation."""
        kind = name[0].upper() + name[1:]
        return self.client.ask(f"mutation($i: {kind}Input!) {{{name}(input: $i) {{{back}}}}}", i=given)

    def do(self, name: str, back: str, /, **given: Any) -> Any:
        """The payload of a mutation that must succeed."""
        reply = self.ask(name, back, **given)
        assert "errors" not in reply, reply["errors"]
        return reply["data"][name]

    def refused(self, name: str, back: str, /, **given: Any) -> tuple[str, str]:
        """The type and message of a mutation that must fail."""
        (error,) = self.ask(name, back, **given)["errors"]
        return error["type"], error["message"]

    def read(self, selection: str) -> Any:
        """A selection of the project."""
        return self.client.data(
            f"query($i: ID!) {{node(id: $i) {{... on ProjectV2 {{{selection}}}}}}}", i=self.id
        )["node"]

    def fields(self) -> dict[str, str]:
        """The ids of the fields by name."""
        found = self.read("fields(first: 50) {nodes {... on ProjectV2FieldCommon {id name}}}")
        return {one["name"]: one["id"] for one in found["fields"]["nodes"]}

    def field(self, name: str, kind: str, **more: Any) -> Any:
        """A new field."""
        back = (
            "projectV2Field {... on ProjectV2FieldCommon {id name dataType} "
            "... on ProjectV2SingleSelectField {options {id name color description}} "
            "... on ProjectV2IterationField {configuration {duration startDay "
            "iterations {id title startDate duration} "
            "completedIterations {title}}}}"
        )
        made = self.do("createProjectV2Field", back, projectId=self.id, name=name, dataType=kind, **more)
        return made["projectV2Field"]

    def add(self, node_id: str) -> str:
        """The item of an issue."""
        made = self.do("addProjectV2ItemById", "item {id}", projectId=self.id, contentId=node_id)
        return str(made["item"]["id"])

    def set(self, item: str, field: str, **value: Any) -> Any:
        """The whole reply of writing a value."""
        given = {"projectId": self.id, "itemId": item, "fieldId": field, "value": value}
        return self.ask("updateProjectV2ItemFieldValue", "projectV2Item {id}", **given)

    def status(self, item: str) -> str | None:
        """The name of an item's status."""
        query = """query($i: ID!) {node(id: $i) {... on ProjectV2Item {fieldValueByName(name: "Status") {
            ... on ProjectV2ItemFieldSingleSelectValue {name}}}}}"""
        found = self.client.data(query, i=item)["node"]["fieldValueByName"]
        return found["name"] if found else None

    def move(self, item: str, status: str) -> None:
        """Drag a card."""
        assert "errors" not in self.set(item, self.fields()["Status"], singleSelectOptionId=STATUS[status])

    def items(self, **given: Any) -> list[Any]:
        """The items with their values."""
        arguments = ", ".join(f"{name}: {value}" for name, value in ({"first": 100} | given).items())
        found: list[Any] = self.read(f"items({arguments}) {{nodes {{{ITEM}}}}}")["items"]["nodes"]
        return found
