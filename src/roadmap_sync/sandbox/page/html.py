"""HTML that is escaped by construction: text becomes markup only through `tag`."""

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from roadmap_sync.sandbox.call import Reply

_VOID = ("input", "meta")
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Value = str | int | bool | None
Child = str | None | Iterable["Child"]


def tag(name: str, /, *children: Child, **attributes: Value) -> Markup:
    """An element; False and None leave an attribute out, True writes its name alone.

    A trailing underscore keeps names off Python's words (`class_`, `for_`), inner ones become hyphens.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{_text(children)}</{name}>")


def document(title: str, *body: Child, status: int = 200, refresh: int | None = None) -> Reply:
    """A whole page with the style inline, no script and nothing from elsewhere; renewed after seconds."""
    css = Markup(files(__package__).joinpath("style.css").read_text(encoding="utf-8"))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="refresh", content=refresh) if refresh else None,
        tag("title", title),
        tag("style", css),
    )
    text = f"<!doctype html>{tag('html', head, tag('body', *body), lang='en')}"
    headers = {
        "content-security-policy": _POLICY,
        "cache-control": "no-store",
        "referrer-policy": "same-origin",
    }
    return Reply(status, text.encode(), headers, "text/html; charset=utf-8")


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def _text(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, str):
        return child if isinstance(child, Markup) else escape(child)
    return "".join(_text(one) for one in child)
