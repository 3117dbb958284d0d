"""A text in the form that the Accept header asks for: as written, as HTML, as plain text, or all three."""

import re
from html import escape

from roadmap_sync.sandbox.call import Call

_ASKED = re.compile(r"application/vnd\.github[\w.-]*\.(full|html|text)\+json")
_KEYS = {"full": ("body", "body_text", "body_html"), "html": ("body_html",), "text": ("body_text",)}


def body(call: Call, written: str | None) -> dict[str, str | None]:
    """The keys of a body, e.g. for `application/vnd.github.full+json`; HTML is escaped text, not rendered."""
    asked = _ASKED.search(call.headers.get("accept", ""))
    shown = f'<p dir="auto">{escape(written)}</p>' if written else written
    forms = {"body": written, "body_text": written, "body_html": shown}
    return {key: forms[key] for key in (_KEYS[asked[1]] if asked else ("body",))}
