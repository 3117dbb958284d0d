"""The form that the Accept header asks for: of a text, of a file, of a difference."""

import re
from html import escape

from roadmap_sync.sandbox.call import Call, Reply

_ASKED = re.compile(r"application/vnd\.github(?:\.[\w-]+)*?\.(full|html|text|raw|object|diff|patch|sha)\b")
_TYPE = re.compile(r"application/vnd\.github[\w.+-]*")
_KEYS = {"full": ("body", "body_text", "body_html"), "html": ("body_html",), "text": ("body_text",)}


def form(call: Call) -> str | None:
    """The form that is asked for: `full` for `application/vnd.github.full+json`; None for none."""
    asked = _ASKED.search(call.headers.get("accept", ""))
    return asked[1] if asked else None


def body(call: Call, written: str | None) -> dict[str, str | None]:
    """The keys of a body, e.g. for `application/vnd.github.full+json`; HTML is escaped text, not rendered."""
    forms = {"body": written, "body_text": written, "body_html": html(written) if written else written}
    return {key: forms[key] for key in _KEYS.get(form(call) or "", ("body",))}


def html(written: str) -> str:
    """Text as a paragraph: the sandbox renders no Markdown."""
    return f'<p dir="auto">{escape(written)}</p>'


def plain(call: Call, data: bytes) -> Reply:
    """A reply that is no JSON, of the type that was asked for."""
    kind = _TYPE.search(call.headers.get("accept", ""))
    told = f"{kind[0] if kind else 'application/octet-stream'}; charset=utf-8"
    param = f"github.v3; param={form(call)}" + ("; format=json" if "+json" in told else "")
    return Reply(200, data, {"x-github-media-type": param}, content_type=told)
