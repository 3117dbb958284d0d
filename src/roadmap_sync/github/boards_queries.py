"""What is asked of GitHub about boards: GraphQL, with values in variables only; no query pages a board."""

from __future__ import annotations

from roadmap_sync.github.queries import VALUE

FIELD = """
fragment FieldParts on ProjectV2FieldConfiguration {
  ... on ProjectV2FieldCommon { id name dataType }
  ... on ProjectV2SingleSelectField { options { id name color description } }
}
"""
PROJECT = """
fragment ProjectParts on ProjectV2 {
  id number title url closed viewerCanUpdate
  repositories(first: 100) { nodes { id } }
  fields(first: 50) { nodes { ...FieldParts } }
  workflows(first: 50) { nodes { name enabled } }
}
"""

NUMBERED = f"""
query Board($owner: String!, $number: Int!) {{
  repositoryOwner(login: $owner) {{
    id ... on ProjectV2Owner {{ projectV2(number: $number) {{ ...ProjectParts }} }}
  }}
}}
{PROJECT}{FIELD}"""
"""A board by its number."""

FIELDS = f"""
query Fields($id: ID!) {{
  node(id: $id) {{ ... on ProjectV2 {{ fields(first: 50) {{ nodes {{ ...FieldParts }} }} }} }}
}}
{FIELD}"""
"""The fields of a board as they are now."""

TITLED = f"""
query Boards($owner: String!, $size: Int!, $after: String) {{
  repositoryOwner(login: $owner) {{
    id
    ... on ProjectV2Owner {{
      projectsV2(first: $size, after: $after) {{
        nodes {{ ...ProjectParts }} pageInfo {{ hasNextPage endCursor }}
      }}
    }}
  }}
}}
{PROJECT}{FIELD}"""
"""All boards of an owner (a search by title could lag behind)."""


def cards(fields: int) -> str:
    """Where the issues ``$ids`` stand on their boards, with the values of the fields ``$f0`` …"""
    names = "".join(f", $f{n}: String!" for n in range(fields))
    values = "\n        ".join(f"f{n}: fieldValueByName(name: $f{n}) {{ {VALUE} }}" for n in range(fields))
    return f"""
query Cards($ids: [ID!]!, $after: String{names}) {{
  nodes(ids: $ids) {{
    ... on Issue {{
      id number
      projectItems(first: 20, after: $after, includeArchived: true) {{
        nodes {{
          id isArchived project {{ id }}
        {values}
        }}
        pageInfo {{ hasNextPage endCursor }}
      }}
    }}
  }}
}}
"""
