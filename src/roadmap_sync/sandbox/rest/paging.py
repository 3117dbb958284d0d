"""Pages of a list and the Link header that leads from one to the next."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.rows import Repository

Row = TypeVar("Row")
_DEFAULT, _MOST, _LAST = 30, 100, 1_000_000


def of_list(call: Call, home: Repository | None, items: Sequence[Any], shape: Callable[[Any], Any]) -> Reply:
    """The page that was asked for, out of a list that is at hand."""
    return of_query(call, home, len(items), lambda offset, limit: items[offset : offset + limit], shape)


def of_query(
    call: Call,
    home: Repository | None,
    total: int,
    fetch: Callable[[int, int], Sequence[Any]],
    shape: Callable[[Any], Any],
) -> Reply:
    """The page that was asked for, fetched by offset and limit."""
    size = min(_MOST, _number(call, "per_page", _DEFAULT))
    page = _number(call, "page", 1)
    shown = [shape(item) for item in fetch((page - 1) * size, size)]
    link = _link(call, home, page, -(-total // size))
    return answer(200, shown, **({"link": link} if link else {}))


def counted(
    call: Call, home: Repository | None, name: str, items: Sequence[Any], shape: Callable[[Any], Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The page that was asked for under `name`, behind the number of all, and the header that leads on."""
    page, headers = cut(call, home, items)
    return {"total_count": len(items), name: [shape(item) for item in page]}, headers


def cut(
    call: Call, home: Repository | None, items: Sequence[Row], default: int = _DEFAULT
) -> tuple[Sequence[Row], dict[str, str]]:
    """The page that was asked for, of `default` when the query has no size, and the header that leads on."""
    page, size = _number(call, "page", 1), default
    if call.query.get("per_page"):
        size = min(_MOST, _number(call, "per_page", default))
    link = _link(call, home, page, -(-len(items) // size))
    return items[(page - 1) * size : page * size], {"link": link} if link else {}


def _number(call: Call, name: str, default: int) -> int:
    text = call.query.get(name, "")
    return min(int(text), _LAST) if text.isdecimal() and int(text) else default


def _link(call: Call, home: Repository | None, page: int, last: int) -> str:
    pages = [("prev", page - 1), ("next", page + 1), ("last", last), ("first", 1)]
    wanted = [
        (name, number)
        for name, number in pages
        if (page < last if name in ("next", "last") else page > 1) and number >= 1
    ]
    root = f"{call.links.api}{call.path}"
    if home:
        root = f"{call.links.api}/repositories/{home.id}/{call.path.split('/', 4)[4]}"
    query = {name: text for name, text in call.query.items() if name != "page"}
    return ", ".join(
        f'<{root}?{urlencode(query | {"page": str(number)})}>; rel="{name}"' for name, number in wanted
    )
