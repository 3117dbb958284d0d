"""What is asked of GitHub: every GraphQL query, with values in variables only.

Names and types are those of GitHub's public GraphQL schema. ``$size`` is filled in by the session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

ISSUE = """
fragment IssueParts on Issue {
  __typename id number url title body state stateReason(enableDuplicate: true) locked
  authorAssociation viewerDidAuthor
  author { __typename login }
  labels(first: 100) { nodes { name } pageInfo { hasNextPage endCursor } }
  assignees(first: 20) { nodes { id login } pageInfo { hasNextPage endCursor } }
  milestone { title }
  timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent { actor { login } } } }
  # kin
}
"""
KIN_HERE = "# kin"
"""Where the session fills in what else a run wants to know of every issue."""

HOME_HERE = "# home"
"""The same, of the repository, in the first question."""

LEVELS = 8
"""Issues above one another, at most (documented)."""


def _above(levels: int) -> str:
    """The ids of so many issues above one another."""
    return f"parent {{ id {_above(levels - 1)} }}" if levels else ""


KIN = {
    "type": "issueType { name }",
    "parent": f"parent {{ id number url {_above(LEVELS - 2)} }} subIssuesSummary {{ total completed }}",
    "blocked_by": "blockedBy(first: 50) { nodes { id number url } pageInfo { hasNextPage endCursor } }",
}
"""What to ask for ``Question.kin``. GitHub is believed to take 50 blockers of one issue."""


HOME = {"type": "issueTypes(first: 25) { nodes { id name isEnabled } }"}
"""What to ask of the repository besides; an owner has 25 types at most (documented)."""


def kin(wanted: Iterable[str]) -> dict[str, str]:
    """What to put where: the fields of an issue, and of the repository, that tell ``wanted``."""
    names = sorted(wanted)
    home = " ".join(HOME[name] for name in names if name in HOME)
    return {KIN_HERE: " ".join(KIN[name] for name in names), HOME_HERE: home}


SEAT_HERE = "# seat"
"""The same, of issues that may stand on a board, which leads to others than these."""
SEAT = "projectItems(first: 20, includeArchived: true) { nodes { id project { id } } }"
"""The items of a new issue on boards."""
NAMES_HERE = "# names"
"""Where the names of the board's fields are declared."""

VALUE = """... on ProjectV2ItemFieldSingleSelectValue { name } ... on ProjectV2ItemFieldDateValue { date }
        ... on ProjectV2ItemFieldTextValue { text } ... on ProjectV2ItemFieldNumberValue { number }"""
"""A value of a field of a board, whatever its kind."""


def seats(fields: int) -> dict[str, str]:
    """What to put where, to be told of every issue how it stands on boards: with the values of the fields
    ``$f0`` …"""
    names = "".join(f" $f{n}: String!" for n in range(fields))
    values = "\n        ".join(f"f{n}: fieldValueByName(name: $f{n}) {{ {VALUE} }}" for n in range(fields))
    items = f"id isArchived project {{ id }} {values}"
    rest = "pageInfo { hasNextPage endCursor }"
    seat = f"projectItems(first: 20, includeArchived: true) {{ nodes {{ {items} }} {rest} }}"
    return {SEAT_HERE: seat, NAMES_HERE: names}


_LABELLED = """issues(
      labels: [$label], states: [OPEN, CLOSED], first: $size, after: $issue,
      orderBy: {field: CREATED_AT, direction: ASC}
    ) {
      nodes {
        ...IssueParts
        # seat
      }
      pageInfo { hasNextPage endCursor }
    }"""
_LABELS = """labels(first: $size, after: $mark, orderBy: {field: NAME, direction: ASC}) {
      nodes { id name } pageInfo { hasNextPage endCursor }
    }"""
_MILESTONES = """milestones(
      states: [OPEN, CLOSED], first: $size, after: $stone, orderBy: {field: NUMBER, direction: ASC}
    ) {
      nodes { id number title description dueOn state url } pageInfo { hasNextPage endCursor }
    }"""


def filled(document: str, kin: Mapping[str, str]) -> str:
    """``document`` with what is asked besides."""
    for here, text in kin.items():
        document = document.replace(here, text)
    return document


def opening(documents: int, *, branch: bool) -> str:
    """The first question: facts, the tip with ``documents`` files (``$p0`` …), and the first pages.

    ``branch``: the tip is that of ``$branch`` (a full reference), not of the default branch."""
    paths = "".join(f", $p{n}: String!" for n in range(documents))
    files = " ".join(
        f"f{n}: file(path: $p{n}) {{ oid type }} h{n}: history(first: 1, path: $p{n}) {{ nodes {{ oid }} }}"
        for n in range(documents)
    )
    tip = "ref(qualifiedName: $branch)" if branch else "defaultBranchRef"
    return f"""
query Opening(
  $owner: String!, $name: String!, $label: String!, $size: Int!,
  $issue: String, $mark: String, $stone: String{", $branch: String!" if branch else ""}{paths}
  # names
) {{
  viewer {{ login }}
  repository(owner: $owner, name: $name) {{
    id name nameWithOwner url owner {{ login }}
    hasIssuesEnabled hasDiscussionsEnabled isArchived viewerPermission
    defaultBranchRef {{ name }}
    # home
    tip: {tip} {{ name target {{ ... on Commit {{ oid {files} }} }} }}
    every: issues(states: [OPEN, CLOSED]) {{ totalCount }}
    {_LABELLED}
    {_LABELS}
    {_MILESTONES}
  }}
}}
{ISSUE}"""


MORE = f"""
query More(
  $owner: String!, $name: String!, $label: String!, $size: Int!,
  $issue: String, $mark: String, $stone: String,
  $issues: Boolean!, $labels: Boolean!, $milestones: Boolean!
  # names
) {{
  repository(owner: $owner, name: $name) {{
    {_LABELLED.replace(") {", ") @include(if: $issues) {")}
    {_LABELS.replace(") {", ") @include(if: $labels) {")}
    {_MILESTONES.replace(") {", ") @include(if: $milestones) {")}
  }}
}}
{ISSUE}"""
"""Further pages of whatever has some."""


NEWEST = f"""
query Newest(
  $owner: String!, $name: String!, $size: Int!, $issue: String
  # names
) {{
  repository(owner: $owner, name: $name) {{
    issues(
      states: [OPEN, CLOSED], first: $size, after: $issue, orderBy: {{field: CREATED_AT, direction: DESC}}
    ) {{
      nodes {{
        ...IssueParts comments(first: 1) {{ totalCount }}
        {SEAT_HERE}
      }}
      pageInfo {{ hasNextPage endCursor }}
    }}
  }}
}}
{ISSUE}"""
"""All issues, the newest first."""

LOOK = 10
"""How many of the newest issues a new one brings along."""

CREATED = f"""
fragment CreatedParts on Issue {{
  ...IssueParts
  {SEAT_HERE}
  repository {{
    issues(states: [OPEN, CLOSED], first: {LOOK}, orderBy: {{field: CREATED_AT, direction: DESC}}) {{
      nodes {{
        number body stateReason(enableDuplicate: true) viewerDidAuthor authorAssociation
        author {{ __typename login }} labels(first: 100) {{ nodes {{ name }} }}
      }}
    }}
  }}
}}
"""
"""A new issue, and beside it the newest of its repository: what others made meanwhile is among them."""


NODES = f"""
query Nodes($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename ...IssueParts }} }}
{ISSUE}"""
"""Issues by node id, as they are now."""

_INNER = {"labels": "name", "assignees": "id login", "blockedBy": "id number url"}
"""The lists of an issue, and what is asked of their entries."""


def inner(names: Iterable[str]) -> str:
    """The rest of some of one issue's lists, each behind the cursor of its name."""
    wanted = sorted(names)
    cursors = "".join(f", ${name}: String" for name in wanted)
    rest = "pageInfo { hasNextPage endCursor }"
    fields = " ".join(
        f"{name}(first: 100, after: ${name}) {{ nodes {{ {_INNER[name]} }} {rest} }}" for name in wanted
    )
    return f"query Inner($id: ID!{cursors}) {{ node(id: $id) {{ ... on Issue {{ {fields} }} }} }}"


def numbered(count: int) -> str:
    """Issues or pull requests by number: ``$v0`` … of the repository."""
    number = "n{n}: issueOrPullRequest(number: $v{n}) {{ __typename ...IssueParts ...Home }}"
    home = f"fragment Home on Issue {{\n  repository {{ nameWithOwner }}\n  {SEAT_HERE}\n}}"
    return _of_repository("Numbered", count, "Int!", number, NAMES_HERE) + ISSUE + home


def discussions(count: int) -> str:
    """Which of the numbers ``$v0`` … are discussions."""
    return _of_repository("Discussions", count, "Int!", "n{n}: discussion(number: $v{n}) {{ number }}")


def labels(count: int) -> str:
    """Labels by name: ``$v0`` …"""
    return _of_repository("Labels", count, "String!", "n{n}: label(name: $v{n}) {{ id name }}")


def people(askers: int, logins: int) -> str:
    """The permissions of ``$v0`` … and whether the next ``logins`` of them may be assigned.

    GitHub finds people by search, so an answer may hold others too: compare the logins."""
    asker = "n{n}: collaborators(query: $v{n}, first: 20) {{ edges {{ permission node {{ login }} }} }}"
    login = "n{n}: assignableUsers(query: $v{n}, first: 20) {{ nodes {{ login }} }}"
    count = askers + logins
    return _of_repository("People", count, "String!", lambda n: (asker if n < askers else login).format(n=n))


def users(count: int) -> str:
    """The node ids of the users ``$v0`` …"""
    variables = _variables(range(count), "String!")
    fields = " ".join(f"n{n}: user(login: $v{n}) {{ id login }}" for n in range(count))
    return f"query Users({variables}) {{ {fields} }}"


def _of_repository(
    name: str, count: int, kind: str, field: str | Callable[[int], str], more: str = ""
) -> str:
    write = field if callable(field) else lambda n: field.format(n=n)
    fields = "\n    ".join(write(n) for n in range(count))
    variables = f"$owner: String!, $name: String!, {_variables(range(count), kind)}"
    head = f"query {name}(\n  {variables}\n  {more}\n)"
    return f"{head} {{\n  repository(owner: $owner, name: $name) {{\n    {fields}\n  }}\n}}\n"


def _variables(numbers: Iterable[int], kind: str) -> str:
    return ", ".join(f"$v{n}: {kind}" for n in numbers)
