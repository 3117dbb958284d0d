"""Documents that do not fit the schema: graphql-core's findings in GitHub's words and shape."""

import re
from typing import Any

from graphql import DocumentNode, FieldNode, GraphQLError, Node, OperationDefinitionNode
from graphql.language import BREAK, ArgumentNode, FragmentDefinitionNode, Visitor, visit

from roadmap_sync.sandbox.graphql.errors import places

_NO_SELECTIONS = (
    "Field must have selections (field '{0}' returns {1} but has no selections. Did you mean "
    "'{0} {{ ... }}'?)"
)
_WORDS: list[tuple[str, str, str, dict[str, int]]] = [
    (
        r"Cannot query field '(\w+)' on type '(\w+)'\.",
        "Field '{0}' doesn't exist on type '{1}'",
        "undefinedField",
        {"typeName": 1, "fieldName": 0},
    ),
    (
        r"Unknown argument '(\w+)' on field '(\w+)\.(\w+)'\.",
        "Field '{2}' doesn't accept argument '{0}'",
        "argumentNotAccepted",
        {"name": 2, "argumentName": 0},
    ),
    (
        r"(?:Argument|Field) '(?:\w+\.)?(\w+)(?:\(|' argument ')(\w+)(?::\))?' of type '.*' is required",
        "Field '{0}' is missing required arguments: {1}",
        "missingRequiredArguments",
        {"name": 0, "arguments": 1},
    ),
    (
        r"Variable '(\$\w+)' of type '([^']+)' used in position expecting type '([^']+)'\.",
        "Type mismatch on variable {0} and argument ({1} / {2})",
        "variableMismatch",
        {"variableName": 0, "typeName": 1},
    ),
    (
        r"Variable '\$(\w+)' is never used",
        "Variable ${0} is declared but not used",
        "variableNotUsed",
        {"variableName": 0},
    ),
    (
        r"Variable '\$(\w+)' is not defined",
        "Variable ${0} is used but not declared",
        "variableNotDefined",
        {"variableName": 0},
    ),
    (
        r"Field '(\w+)' of type '[\[!]*(\w+)[\]!]*' must have a selection of subfields",
        _NO_SELECTIONS,
        "selectionMismatch",
        {"nodeName": 0, "typeName": 1},
    ),
    (
        r"Field '(\w+)' must not have a selection since type '[\[!]*(\w+)[\]!]*' has no subfields",
        "Selections can't be made on scalars (field '{0}' returns {1} but has selections)",
        "selectionMismatch",
        {"nodeName": 0, "typeName": 1},
    ),
    (
        r"Expected value of type '(\w+)' to include required field '(\w+)'",
        "Argument '{1}' on InputObject '{0}' is required",
        "missingRequiredInputObjectAttribute",
        {"argumentName": 1, "inputObjectType": 0},
    ),
    (
        r"Expected value of type '(\w+)' not to include unknown field '(\w+)'",
        "InputObject '{0}' doesn't accept argument '{1}'",
        "argumentNotAccepted",
        {"name": 0, "argumentName": 1},
    ),
    (
        r"Unknown fragment '(\w+)'\.",
        "Fragment {0} was used, but not defined",
        "useAndDefineFragment",
        {"fragmentName": 0},
    ),
    (
        r"Fragment '(\w+)' is never used\.",
        "Fragment {0} was defined, but not used",
        "useAndDefineFragment",
        {"fragmentName": 0},
    ),
    (
        r"Fragment cannot be spread here as objects of type '(\w+)' can never be of type '(\w+)'\.",
        "Fragment on {1} can't be spread inside {0}",
        "cannotSpreadFragment",
        {"parentName": 0, "typeName": 1},
    ),
]
_TYPE = re.compile(r"Unknown type '(\w+)'\.")
_LITERAL = re.compile(r"Expected value of type|Value '|Could not parse the value|cannot represent")


def syntax(error: GraphQLError) -> dict[str, Any]:
    """A document that cannot be parsed."""
    return {"message": error.message, "locations": places(error)}


def variable(error: GraphQLError) -> dict[str, Any]:
    """A variable whose value does not fit its type."""
    return {"extensions": {"code": "invalidVariable"}, "locations": places(error), "message": error.message}


def tolerated(error: GraphQLError) -> bool:
    """Fields of one name whose types differ between the members of a union: GitHub lets them pass."""
    return "conflict because they return conflicting types" in error.message


def validation(document: DocumentNode, error: GraphQLError) -> dict[str, Any]:
    """A document that breaks a rule; with the path to the node, as GitHub gives it."""
    path = _path(document, error.nodes[0]) if error.nodes else []
    message, extensions = _unknown_type(error.message, path) or _reworded(error.message)
    shown: dict[str, Any] = {"path": path} if error.nodes else {}
    return shown | {"extensions": extensions, "locations": places(error), "message": message}


def _unknown_type(message: str, path: list[str]) -> tuple[str, dict[str, str]] | None:
    """A type that is not there: of a variable, which stands right below the operation, or of a fragment."""
    found = _TYPE.match(message)
    if found is None:
        return None
    name = found[1]
    if len(path) == 1 and not path[0].startswith("fragment"):
        said = f"{name} isn't a defined input type (on the variable)"
        return said, {"code": "variableRequiresValidType", "typeName": name}
    said = f"No such type {name}, so it can't be a fragment condition"
    return said, {"code": "undefinedType", "typeName": name}


def _reworded(message: str) -> tuple[str, dict[str, str]]:
    for pattern, words, code, names in _WORDS:
        match = re.match(pattern, message)
        if match:
            found = match.groups()
            return words.format(*found), {"code": code} | {name: found[i] for name, i in names.items()}
    code = "argumentLiteralsIncompatible" if _LITERAL.search(message) else "invalidDocument"
    return message, {"code": code}


class _Finder(Visitor):
    """Walks to a node and remembers the way."""

    def __init__(self, wanted: Node) -> None:
        super().__init__()
        self._wanted = wanted
        self._way: list[str] = []
        self.found: list[str] = []

    def enter(self, node: Node, *_: object) -> Any:
        step = _step(node)
        if step:
            self._way.append(step)
        if node is self._wanted:
            self.found = list(self._way)
            return BREAK
        return None

    def leave(self, node: Node, *_: object) -> None:
        if _step(node):
            self._way.pop()


def _step(node: Node) -> str | None:
    if isinstance(node, OperationDefinitionNode):
        return " ".join([node.operation.value, *([node.name.value] if node.name else [])])
    if isinstance(node, FragmentDefinitionNode):
        return f"fragment {node.name.value}"
    if isinstance(node, FieldNode):
        return (node.alias or node.name).value
    return node.name.value if isinstance(node, ArgumentNode) else None


def _path(document: DocumentNode, node: Node) -> list[str]:
    finder = _Finder(node)
    visit(document, finder)
    return finder.found
