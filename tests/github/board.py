"""A board of the owner, driven over HTTP by a colleague."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.github.hub import Hub

TODO, DOING, DONE = "Todo", "In Progress", "Done"


@dataclass
class Board:
    """The project ``id`` (number ``number``) of ``owner`` on the sandbox."""

    hub: Hub
    id: str
    number: int

    def do(self, name: str, back: str, /, **given: Any) -> Any:
        return do(self.hub, name, back, **given)

    def fields(self) -> dict[str, Any]:
        """Fields by name, with their options."""
        parts = """fields(first: 50) { nodes { ... on ProjectV2FieldCommon { id name dataType }
          ... on ProjectV2SingleSelectField { options { id name color description } } } }"""
        found = graphql(
            self.hub, f"query($i: ID!) {{ node(id: $i) {{ ... on ProjectV2 {{ {parts} }} }} }}", i=self.id
        )
        return {one["name"]: one for one in found["node"]["fields"]["nodes"]}

    def add(self, issue: str) -> str:
        made = self.do("addProjectV2ItemById", "item { id }", projectId=self.id, contentId=issue)
        return str(made["item"]["id"])

    def field(self, name: str, kind: str, **more: Any) -> None:
        back = "projectV2Field { ... on ProjectV2FieldCommon { id } }"
        self.do("createProjectV2Field", back, projectId=self.id, name=name, dataType=kind, **more)

    def set(self, item: str, field: str, **value: Any) -> None:
        given = {"projectId": self.id, "itemId": item, "fieldId": self.fields()[field]["id"], "value": value}
        self.do("updateProjectV2ItemFieldValue", "projectV2Item { id }", **given)

    def move(self, item: str, option: str) -> None:
        """Drag a card to another column."""
        options = self.fields()["Status"]["options"]
        found = next(one["id"] for one in options if one["name"] == option)
        self.set(item, "Status", singleSelectOptionId=found)

    def cards(self) -> dict[str, dict[str, str]]:
        """What every card shows, by the title of its issue."""
        parts = """items(first: 100) { nodes { id content { ... on Issue { title } }
          fieldValues(first: 50) { nodes {
            ... on ProjectV2ItemFieldSingleSelectValue { name field { ... on ProjectV2FieldCommon { name } } }
            ... on ProjectV2ItemFieldDateValue { date field { ... on ProjectV2FieldCommon { name } } }
            ... on ProjectV2ItemFieldNumberValue { number field { ... on ProjectV2FieldCommon { name } } }
            ... on ProjectV2ItemFieldTextValue { text field { ... on ProjectV2FieldCommon { name } } }
          } } } }"""
        found = graphql(
            self.hub, f"query($i: ID!) {{ node(id: $i) {{ ... on ProjectV2 {{ {parts} }} }} }}", i=self.id
        )
        return {one["content"]["title"]: _values(one) for one in found["node"]["items"]["nodes"]}

    def workflows(self, **wanted: Any) -> None:
        """Switch workflows by name, with underscores for spaces."""
        named = {name.replace("_", " "): value for name, value in wanted.items()}
        self.hub.act("PUT", f"/_sandbox/projects/acme/{self.number}/workflows", named)


def _values(item: Any) -> dict[str, str]:
    values = {}
    for one in item["fieldValues"]["nodes"]:
        field = (one.get("field") or {}).get("name")
        said = next((one[name] for name in ("name", "date", "text", "number") if name in one), None)
        if field and field != "Title":
            values[field] = said
    return {"item": item["id"], **values}


def graphql(hub: Hub, document: str, **variables: Any) -> Any:
    """One GraphQL request that must succeed."""
    reply = hub.act("POST", "/graphql", {"query": document, "variables": variables}, token="owner")
    assert "errors" not in reply, reply["errors"]
    return reply["data"]


def do(hub: Hub, name: str, back: str, /, **given: Any) -> Any:
    kind = name[0].upper() + name[1:]
    return graphql(hub, f"mutation($i: {kind}Input!) {{ {name}(input: $i) {{ {back} }} }}", i=given)[name]


def new_board(hub: Hub, title: str = "Roadmap", owner: str = "acme") -> Board:
    owner_id = graphql(hub, "query($l: String!) { repositoryOwner(login: $l) { id } }", l=owner)
    made = do(
        hub,
        "createProjectV2",
        "projectV2 { id number }",
        ownerId=owner_id["repositoryOwner"]["id"],
        title=title,
    )["projectV2"]
    return Board(hub, made["id"], made["number"])


def found_board(hub: Hub, title: str = "Roadmap", owner: str = "acme") -> Board:
    """The board of that title, made by whoever."""
    ask = """query($l: String!) { repositoryOwner(login: $l) { ... on ProjectV2Owner {
      projectsV2(first: 100) { nodes { id number title } } } } }"""
    nodes = graphql(hub, ask, l=owner)["repositoryOwner"]["projectsV2"]["nodes"]
    made = [one for one in nodes if one["title"] == title]
    assert len(made) == 1, nodes
    return Board(hub, made[0]["id"], made[0]["number"])
