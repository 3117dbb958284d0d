"""What a maintainer does to the document."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.walk.life import Life
from tests.walk.papers import QUARTERS, WHERE, WORDS, Row

Act = Callable[[Life, random.Random], str]


def splice(text: str, spot: tuple[int, int], new: str) -> str:
    return text[: spot[0]] + new + text[spot[1] :]


def chosen(life: Life, chance: random.Random) -> Row | None:
    rows = life.rows()
    return chance.choice(rows) if rows else None


def write(life: Life, chance: random.Random, name: str, values: list[str]) -> str:
    """Put another value into a field of some row."""
    row = chosen(life, chance)
    if row is None or name not in row.spots:
        return ""
    new = chance.choice(values)
    life.put(splice(life.text, row.spots[name], new))
    return f"{row.title}: {name} {row.says[name]!r} → {new!r}"


def status(life: Life, chance: random.Random) -> str:
    if life.paper.name == "checklist":
        return write(life, chance, "box", ["x", " "])
    return write(life, chance, "status", list(WORDS.values()))


def title(life: Life, chance: random.Random) -> str:
    row = chosen(life, chance)
    if row is None:
        return ""
    near = row.title + chance.choice([" soon", "!", " v2"])
    new = chance.choice([near, near, life.name(chance)])
    life.put(splice(life.text, row.spots["title"], new))
    return f"{row.title} → {new}"


def target(life: Life, chance: random.Random) -> str:
    return write(life, chance, "target", [*QUARTERS, ""])


def priority(life: Life, chance: random.Random) -> str:
    return write(life, chance, "priority", ["P0", "P1", "P2", ""])


def repo(life: Life, chance: random.Random) -> str:
    return write(life, chance, "repo", life.repositories)


def depends(life: Life, chance: random.Random) -> str:
    ids = [row.says.get("id") or row.title for row in life.rows()]
    some = chance.sample(ids, min(len(ids), chance.randrange(3)))
    return write(life, chance, "depends on", [", ".join(some)])


def kind(life: Life, chance: random.Random) -> str:
    return write(life, chance, "type", ["Bug", "Task", "Feature", "Chore"])


def delete(life: Life, chance: random.Random) -> str:
    row = chosen(life, chance)
    if row is None or len(life.rows()) < 3:
        return ""
    life.put(splice(life.text, row.whole, ""))
    return row.title


def add(life: Life, chance: random.Random) -> str:
    row = chosen(life, chance)
    if row is None:
        return ""
    name = life.name(chance)
    new = life.paper.made(life.made + 20, name, life.repositories)
    life.put(splice(life.text, (row.whole[1], row.whole[1]), ends_of(life, new)))
    return name


def ends_of(life: Life, new: str) -> str:
    return new.replace("\n", "\r\n") if "\r\n" in life.text else new


def move(life: Life, chance: random.Random) -> str:
    """A row goes behind another one."""
    row, other = chosen(life, chance), chosen(life, chance)
    if row is None or other is None or row.whole == other.whole:
        return ""
    text, piece = life.text, life.text[slice(*row.whole)]
    first, second = sorted([(row.whole, ""), ((other.whole[1],) * 2, piece)], reverse=True)
    life.put(splice(splice(text, first[0], first[1]), second[0], second[1]))
    return f"{row.title} behind {other.title}"


def copy(life: Life, chance: random.Random) -> str:
    """A row is copied with its link, and mostly called anew."""
    row = chosen(life, chance)
    if row is None:
        return ""
    piece = life.text[slice(*row.whole)]
    if chance.random() < 0.7:
        start = row.spots["title"][0] - row.whole[0]
        piece = splice(piece, (start, row.spots["title"][1] - row.whole[0]), life.name(chance))
    life.put(splice(life.text, (row.whole[1],) * 2, piece))
    return row.title


def unlink(life: Life, chance: random.Random) -> str:
    """The link of a row is taken out."""
    row = chosen(life, chance)
    if row is None or not row.link:
        return ""
    piece = life.text[slice(*row.whole)]
    if row.says["title"] and life.settings.get("link") == "title":
        start, end = piece.rfind("[", 0, row.spots["title"][0] - row.whole[0] + 1), WHERE.search(piece)
        if start < 0 or end is None:
            return ""
        new = piece[:start] + row.says["title"] + re.sub(r"^\)", "", piece[end.end() :])
    else:
        new = re.sub(r" \(\[#\d+\]\([^)]*\)\)| \(<a href=\"[^\"]*\">#\d+</a>\)|  issue: \d+\r?\n", "", piece)
    life.put(splice(life.text, row.whole, new))
    return row.title if new != piece else ""


def swap_ids(life: Life, chance: random.Random) -> str:
    """Two rows are renumbered."""
    rows = [row for row in life.rows() if "id" in row.spots]
    if len(rows) < 2 or life.paper.name == "yaml":
        return ""
    one, two = sorted(chance.sample(rows, 2), key=lambda row: row.whole)
    text = splice(life.text, two.spots["id"], one.says["id"])
    life.put(splice(text, one.spots["id"], two.says["id"]))
    return f"{one.title} and {two.title}"


def older(life: Life, chance: random.Random) -> str:
    """The file is set back to what it was some time ago."""
    if not life.older:
        return ""
    back = chance.randrange(1, min(6, len(life.older)) + 1)
    life.put(life.older[-back].decode())
    return f"{back} versions"


def crlf(life: Life, chance: random.Random) -> str:
    bare = life.text.replace("\r\n", "\n")
    life.put(bare if "\r\n" in life.text else bare.replace("\n", "\r\n"))
    return "line ends"


def prose(life: Life, chance: random.Random) -> str:
    life.put(life.text.replace("The end.", f"More words {chance.randrange(99)}. The end.", 1))
    return "prose"


def heading(life: Life, chance: random.Random) -> str:
    """A heading is reworded."""
    heads = [one for one in ("Server side", "Client side", "## Plans") if one in life.text]
    if not heads:
        return ""
    one = chance.choice(heads)
    life.put(life.text.replace(one, f"{one} {chance.randrange(99)}", 1))
    return one


ACTS: dict[str, tuple[Act, int]] = {
    "status": (status, 8),
    "title": (title, 4),
    "target": (target, 4),
    "priority": (priority, 2),
    "repo": (repo, 2),
    "depends": (depends, 2),
    "type": (kind, 1),
    "delete": (delete, 3),
    "add": (add, 4),
    "move": (move, 4),
    "copy": (copy, 2),
    "unlink": (unlink, 3),
    "swap-ids": (swap_ids, 1),
    "older": (older, 3),
    "crlf": (crlf, 1),
    "prose": (prose, 1),
    "heading": (heading, 1),
}
