"""Connections: a window on a list, cut by first, last, after and before."""

from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from roadmap_sync.sandbox.graphql.errors import Problem

_PREFIX = "cursor:v2:"
_MOST = 100


def _bare(node: object) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Connection:
    """What lies in the window, and where it lies; `total` counts the whole list.

    unbounded: the name of a connection without `first` and `last`, which tells its numbers only.
    extra: its own fields by name. edge: what an edge has beside its node and cursor.
    """

    nodes: Sequence[Any]
    start: int
    total: int
    offsets: bool = False
    unbounded: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    edge: Callable[[Any], Mapping[str, Any]] = _bare

    @property
    def total_count(self) -> int:
        """The whole list's length."""
        return self.total

    @property
    def edges(self) -> list[dict[str, Any]]:
        """The nodes with their cursors."""
        self.check()
        return [
            {"node": node, "cursor": self._cursor(self.start + i), **self.edge(node)}
            for i, node in enumerate(self.nodes)
        ]

    def having(self, edge: Callable[[Any], Mapping[str, Any]] = _bare, **extra: Any) -> "Connection":
        """The same with fields of its own, and of its edges."""
        return replace(self, extra=extra, edge=edge)

    @property
    def page_info(self) -> dict[str, Any]:
        """Where the window begins and ends, and whether there is more."""
        self.check()
        end = self.start + len(self.nodes)
        return {
            "startCursor": self._cursor(self.start) if self.nodes else None,
            "endCursor": self._cursor(end - 1) if self.nodes else None,
            "hasPreviousPage": self.start > 0,
            "hasNextPage": end < self.total,
        }

    def check(self) -> None:
        """Refuse to show anything of a connection without bounds."""
        if self.unbounded:
            raise Problem(
                "MISSING_PAGINATION_BOUNDARIES",
                "You must provide a `first` or `last` value to properly paginate the "
                f"`{self.unbounded}` connection.",
            )

    def _cursor(self, offset: int) -> str:
        return b64encode(str(offset + 1).encode()).decode() if self.offsets else cursor(offset)


def cursor(offset: int) -> str:
    """The cursor of the thing at an offset; items of projects have bare places instead, from 1 on."""
    return b64encode(f"{_PREFIX}{offset}".encode()).decode()


def over(name: str, items: Sequence[Any], **cut: Any) -> Connection:
    """The window on a list that is at hand. `cut` holds first, last, after and before."""
    return paged(name, len(items), lambda offset, limit: items[offset : offset + limit], **cut)


def paged(
    name: str, total: int, fetch: Callable[[int, int], Sequence[Any]],
    first: int | None = None, last: int | None = None, after: str | None = None, before: str | None = None,
    *, offsets: bool = False, **_: Any,
) -> Connection:  # fmt: skip
    """The window on a list that is fetched by offset and limit.

    Raises Problem when neither `first` nor `last` is given or one is not within 0 and 100.
    """
    if first is None and last is None:
        return Connection((), 0, total, offsets, name)
    _check(name, first, last)
    start = 0 if after is None else _offset(after, offsets=offsets) + 1
    end = total if before is None else min(total, _offset(before, offsets=offsets))
    if first is not None:
        end = min(end, start + first)
    if last is not None:
        start = max(start, end - last)
    return Connection(fetch(start, max(0, end - start)), start, total, offsets)


def _check(name: str, first: int | None, last: int | None) -> None:
    for bound, value in (("first", first), ("last", last)):
        if value is not None and value > _MOST:
            raise Problem(
                "EXCESSIVE_PAGINATION",
                f"Requesting {value} records on the `{name}` connection exceeds the `{bound}` limit of "
                f"{_MOST} records.",
            )
        if value is not None and value < 0:
            raise Problem("ARGUMENT_ERROR", f"`{bound}` on the `{name}` connection cannot be less than zero.")


def _offset(text: str, *, offsets: bool) -> int:
    try:
        found = b64decode(text, validate=True).decode()
        if offsets:
            return int(found) - 1
        return int(found.removeprefix(_PREFIX)) if found.startswith(_PREFIX) else int("")
    except (Error, ValueError) as error:
        raise Problem(
            "INVALID_CURSOR_ARGUMENTS", f"`{text}` does not appear to be a valid cursor."
        ) from error
