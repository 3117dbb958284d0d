"""Front matter: what a document itself says of how it is to be read, below its key ``roadmap``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from roadmap_sync import config as settings
from roadmap_sync.config import Config
from roadmap_sync.document.text.source import Source
from roadmap_sync.document.text.tree import Block
from roadmap_sync.errors import UsageFault

_NAMED = re.compile(r"""^["']?roadmap["']?[ \t]*:""", re.MULTILINE)
_RULES = re.compile(r"\A---[^\n]*\n|(?:---|\.\.\.)[ \t]*\n?\Z")
_TODO = "correct the front matter of the document, or take the key roadmap out of it"


def overridden(config: Config, source: Source, blocks: Sequence[Block]) -> Config:
    """``config`` as the front matter among ``blocks`` has it. Raises ``UsageFault``, each fault with
    file:line:column, where that cannot be followed; front matter without the key is somebody else's."""
    if not blocks or blocks[0].kind != "meta":
        return config
    text = _RULES.sub("", re.sub(r"\r\n?", "\n", source.text(blocks[0].start, blocks[0].end)))
    if not _NAMED.search(text) or not isinstance(_metadata(text, source.path).get("roadmap"), dict):
        return config
    return settings.front_matter(config, text, source.path, 2)


def _metadata(text: str, path: str) -> Mapping[str, object]:
    """The front matter as plain values. The parser in C would overflow its stack on deep nesting."""
    import yaml  # both are slow to import, and few documents need them
    from frontmatter.default_handlers import YAMLHandler

    try:
        found = YAMLHandler().load(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        where = f"{path}:{mark.line + 2}:{mark.column + 1}" if mark else f"{path}:1"
        raise UsageFault(
            f"the front matter is not readable as YAML: {fault.problem}", where=where, todo=_TODO
        ) from None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as fault:
        what = "nested too deeply" if isinstance(fault, RecursionError) else str(fault).partition("\n")[0]
        raise UsageFault(
            f"the front matter is not readable as YAML: {what}", where=f"{path}:1", todo=_TODO
        ) from None
    return found if isinstance(found, dict) else {}
