"""Lists that are paged by cursors: `before`, `after`, `per_page`, and a Link header with both."""

from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Invalid

_DEFAULT, _MOST = 30, 100


def of_list(call: Call, items: Sequence[Any], shape: Callable[[Any], Any]) -> Reply:
    """The window that was asked for."""
    asked = call.query.get("per_page", "")
    size = min(_MOST, int(asked)) if asked.isdecimal() and int(asked) else _DEFAULT
    start = _place(call, "after") or 0
    before = _place(call, "before")
    if before is not None:
        start = max(0, before - 1 - size)
        size = max(0, before - 1 - start)
    links = [
        ("prev", "before", start + 1, start > 0),
        ("next", "after", start + size, start + size < len(items)),
    ]
    shown = [_link(call, name, {key: _cursor(place)}) for name, key, place, there in links if there]
    page = [shape(one) for one in items[start : start + size]]
    return answer(200, page, **({"link": ", ".join(shown)} if shown else {}))


def _link(call: Call, name: str, cursor: dict[str, str]) -> str:
    kept = {key: text for key, text in call.query.items() if key not in ("before", "after")}
    return f'<{call.links.api}{call.path}?{urlencode(kept | cursor)}>; rel="{name}"'


def _cursor(place: int) -> str:
    return b64encode(str(place).encode()).decode()


def _place(call: Call, name: str) -> int | None:
    text = call.query.get(name)
    try:
        return int(b64decode(text, validate=True)) if text else None
    except (Error, ValueError) as error:
        raise Invalid(message=f"The {name} cursor is invalid") from error
