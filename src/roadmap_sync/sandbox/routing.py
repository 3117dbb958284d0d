"""From method and path to a handler."""

from collections.abc import Callable
from dataclasses import dataclass
from re import Pattern
from typing import Any

from starlette.convertors import Convertor
from starlette.routing import compile_path

from roadmap_sync.sandbox.call import Call, Reply

Handler = Callable[[Call], Reply]


@dataclass(frozen=True, slots=True)
class _Route:
    method: str
    pattern: Pattern[str]
    convertors: dict[str, Convertor[Any]]
    handler: Handler


class Table:
    """Routes in the order they are tried; a path without its method is not found, as on GitHub."""

    def __init__(self, routes: list[tuple[str, str, Handler]]) -> None:
        self.routes = [(method, path) for method, path, _ in routes]
        self._routes = [self._route(*route) for route in routes]

    def find(self, method: str, path: str) -> tuple[Handler, dict[str, Any]] | None:
        """The handler and the parameters in the path; HEAD is answered like GET."""
        wanted = "GET" if method == "HEAD" else method
        for route in self._routes:
            match = route.pattern.match(path) if route.method == wanted else None
            if match:
                found = match.groupdict().items()
                params = {name: route.convertors[name].convert(text) for name, text in found}
                return None if any(_too_big(value) for value in params.values()) else (route.handler, params)
        return None

    @staticmethod
    def _route(method: str, path: str, handler: Handler) -> _Route:
        pattern, _, convertors = compile_path(path)
        return _Route(method, pattern, convertors, handler)


def _too_big(value: object) -> bool:
    """A number that no table holds."""
    return isinstance(value, int) and value >= 2**63
