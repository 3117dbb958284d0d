"""Five kinds of roadmaps: what they say, read without the program, and where to write in them."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LINK = re.compile(r" ?\(?\[#\d+\]\([^)\s]*\)\)?| ?\(?<a href=\"[^\"]*\">#\d+</a>\)?|(?<=\|) ?#\d+ ?(?=\|)")
WHERE = re.compile(r"/([\w.-]+/[\w.-]+)/issues/(\d+)")
WORDS = {
    "planned": "📋 Planned",
    "in_progress": "🚧 In progress",
    "blocked": "⛔ Blocked",
    "done": "✅ Done",
    "dropped": "❌ Dropped",
}
MEANS = (
    ("done", r"✅|\bdone\b|complete|shipped"),
    ("dropped", r"❌|drop|cancel|won.t|reject|not planned"),
    ("in_progress", r"🚧|progress|🔄|🟡|doing"),
    ("blocked", r"⛔|block|hold"),
    ("planned", r"📋|plan|todo|to do|not started|backlog"),
)
QUARTERS = ("Q1 2027", "Q2 2027", "Q3 2027", "Q4 2027")
Spot = tuple[int, int]


@dataclass
class Row:
    """An item where it stands: ``whole`` its bytes, ``spots`` those of its fields, ``says`` what they say."""

    whole: Spot
    spots: dict[str, Spot] = field(default_factory=dict)
    says: dict[str, str] = field(default_factory=dict)
    link: tuple[str, int] | None = None

    @property
    def title(self) -> str:
        return plain(self.says.get("title", ""))

    @property
    def status(self) -> str:
        """The meaning of the status: a word, ``open`` for an empty box, or nothing where none is said."""
        said = self.says.get("status", "")
        if "box" in self.says:
            struck = self.says["title"].startswith("~~")
            return "done" if self.says["box"] in "xX" else "dropped" if struck else "open"
        found = [name for name, words in MEANS if re.search(words, said, re.IGNORECASE)]
        return found[0] if found else "open" if not said.strip() else "?"


def plain(title: str) -> str:
    """A title without what Markdown and HTML need around it."""
    bare = re.sub(r"\*\*|~~|\\(?=\W|_)|`|^\"|\"$|^'|'$", "", html.unescape(title))
    return " ".join(bare.split())


@dataclass(frozen=True)
class Paper:
    """One kind of roadmap; ``columns`` are those that its rows have."""

    name: str
    columns: tuple[str, ...]

    def first(self, titles: list[str], repositories: list[str]) -> str:
        """The document on the first day."""
        rows = [self.made(n, title, repositories) for n, title in enumerate(titles)]
        half = len(rows) // 2
        return self.around(rows[:half], rows[half:])

    def around(self, one: list[str], two: list[str]) -> str:
        first, second = "".join(one), "".join(two)
        if self.name == "yaml":
            return f"# Roadmap\n\nText before.\n\n```yaml\n{first}{second}```\n\nThe end.\n"
        if self.name == "headings":
            return f"# Roadmap\n\n## Plans\n\n{first}## More\n\n{second}## Notes\n\nThe end.\n"
        if self.name == "checklist":
            return f"# Roadmap\n\n## Q1 2027\n\n{first}\n## Q2 2027\n\n{second}\n## Notes\n\nThe end.\n"
        head, foot = self.frame()
        return (
            f"# Roadmap\n\nText before.\n\n## Plans\n\n### Server side\n\n{head}{first}{foot}\n"
            f"### Client side\n\n{head}{second}{foot}\n## Notes\n\nThe end.\n"
        )

    def frame(self) -> tuple[str, str]:
        if self.name == "html":
            cells = "".join(f"<th>{one}</th>" for one in self.columns)
            return f"<table>\n<tr>{cells}</tr>\n", "</table>\n"
        return f"| {' | '.join(self.columns)} |\n|{'---|' * len(self.columns)}\n", ""

    def made(self, number: int, title: str, repositories: list[str]) -> str:
        """A new row."""
        status = list(WORDS)[number % 5 if number < 5 else 0]
        said = {
            "ID": f"A{number + 1}",
            "Title": title,
            "Status": WORDS[status],
            "Target": QUARTERS[number % 3],
            "Priority": f"P{number % 3}",
            "Repo": repositories[number % len(repositories)],
            "Depends on": f"A{number}" if number % 3 == 1 else "",
            "Type": ("Task", "Bug", "Feature")[number % 3],
            "Issue": "",
        }
        return self.written(said)

    def written(self, said: dict[str, str]) -> str:
        cells = [said[name] for name in self.columns]
        title, status = said["Title"], said["Status"]
        if self.name == "html":
            return f"<tr>{''.join(f'<td>{one}</td>' for one in cells)}</tr>\n"
        if self.name == "table":
            return f"| {' | '.join(cells)} |\n"
        if self.name == "checklist":
            nested = f"  - [ ] Part of {title}\n" if said["ID"] in ("A1", "A4") else ""
            return f"- [{'x' if 'Done' in status else ' '}] {title}\n{nested}"
        if self.name == "yaml":
            lines = "".join(f"  {name.lower()}: {said[name]}\n" for name in self.columns[1:])
            return f"{said['ID'].lower()}:\n{lines}"
        lines = "".join(f"**{name}:** {said[name]}\n" for name in self.columns[2:] if said[name])
        return f"### {title}\n\n{lines}\nSome words on {title.lower()}.\n\n"

    def rows(self, text: str, home: str) -> list[Row]:
        """All items, in order."""
        kinds = {"table": _piped, "html": _tagged, "checklist": _boxed, "yaml": _keyed, "headings": _headed}
        found = list(kinds[self.name](text))
        for row in found:
            row.link = row.link or _linked(text[slice(*row.whole)], home, self.name)
            _bare(row)
        return found


def _linked(text: str, home: str, name: str) -> tuple[str, int] | None:
    first = "" if name == "headings" else text
    for found in WHERE.finditer(first or text):
        return found[1], int(found[2])
    loose = re.search(r"(?m)\| #(\d+) +\|| issue: #?(\d+)", text)
    return (home, int(loose[1] or loose[2])) if loose else None


def _bare(row: Row) -> None:
    """The title without the link that stands in its cell."""
    said, (start, _) = row.says["title"], row.spots["title"]
    inside = re.fullmatch(r"(\[)(.*)\]\([^()\s]*/issues/\d+\)", said) or re.fullmatch(
        r'(<a href="[^"]*/issues/\d+">)((?!#\d).*)</a>', said
    )
    if inside:
        row.says["title"], at = inside[2], start + len(inside[1])
        row.spots["title"] = (at, at + len(inside[2]))
        return
    found = LINK.search(said)
    if found and found.end() == len(said):
        row.says["title"] = said[: found.start()]
        row.spots["title"] = (start, start + found.start())


def _put(row: Row, name: str, text: str, start: int, end: int) -> None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    row.spots[name], row.says[name] = (start, start + len(piece.strip())), piece.strip()


def _cells(text: str, line: re.Match[str], cells: list[Spot], names: list[str]) -> Row:
    row = Row(line.span())
    for name, (start, end) in zip(names, cells, strict=False):
        _put(row, name, text, start, end)
    return row


def _piped(text: str) -> Iterator[Row]:
    names: list[str] = []
    for line in re.finditer(r"(?m)^\|[^\n]*\n?", text):
        bars = [line.start() + one.start() for one in re.finditer(r"(?<!\\)\|", line[0])]
        cells = [(start + 1, end) for start, end in itertools.pairwise(bars)]
        said = [text[slice(*one)].strip().lower() for one in cells]
        if "title" in said:
            names = said
        elif not said[0].startswith("---"):
            yield _cells(text, line, cells, names)


def _tagged(text: str) -> Iterator[Row]:
    names: list[str] = []
    for line in re.finditer(r"(?m)^<tr>[^\n]*\n?", text):
        names = re.findall("<th>(.*?)</th>", line[0].lower()) or names
        cells = [
            (line.start() + one.start(1), line.start() + one.end(1))
            for one in re.finditer("<td>(.*?)</td>", line[0])
        ]
        if cells:
            yield _cells(text, line, cells, names)


def _boxed(text: str) -> Iterator[Row]:
    for line in re.finditer(r"(?m)^- \[(.)\] ([^\r\n]*)(\r?\n)?(?:  [^\n]*\n)*", text):
        row = Row(line.span(), {"box": line.span(1)}, {"box": line[1]})
        _put(row, "title", text, *line.span(2))
        found = WHERE.search(line[2])
        row.link = (found[1], int(found[2])) if found else ("", 0)
        yield row


def _keyed(text: str) -> Iterator[Row]:
    for block in re.finditer(r"(?m)^(\w+):\r?\n((?:  [^\n]*\n)+)", text):
        row = Row(block.span(), {"id": block.span(1)}, {"id": block[1]})
        for line in re.finditer(r"(?m)^  ([\w ]+): ?([^\r\n]*)", block[2]):
            start = block.start(2)
            _put(row, line[1], text, start + line.start(2), start + line.end(2))
        yield row


def _headed(text: str) -> Iterator[Row]:
    for block in re.finditer(r"(?ms)^### ([^\r\n]*)\r?\n.*?(?=^##|\Z)", text):
        row = Row(block.span())
        _put(row, "title", text, *block.span(1))
        for line in re.finditer(r"(?m)^\*\*([\w ]+):\*\* ?([^\r\n]*)", block[0]):
            start = block.start()
            _put(row, line[1].lower(), text, start + line.start(2), start + line.end(2))
        yield row


TABLE = ("ID", "Title", "Status", "Target", "Priority")
PAPERS = {
    "table": TABLE,
    "html": TABLE,
    "checklist": ("ID", "Title", "Status"),
    "yaml": ("ID", "Title", "Status", "Target", "Priority"),
    "headings": ("ID", "Title", "Status", "Target", "Priority"),
}
