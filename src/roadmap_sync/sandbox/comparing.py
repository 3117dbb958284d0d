"""What lies between two commits: the files that differ, line by line, and how far apart they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roadmap_sync.sandbox.content import git
from roadmap_sync.sandbox.rows import Repository
from roadmap_sync.sandbox.site import Site

NOTHING = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""The empty tree, which every git repository knows."""
_SECTION = re.compile(rb"^diff --git .*\n", re.MULTILINE)
_HUNKS = re.compile(rb"^@@", re.MULTILINE)
_BINARY = "-"


@dataclass(frozen=True, slots=True)
class Change:
    """One file that differs; `letter` is git's (A, M, D, R, T), `patch` None for binary and empty files."""

    path: str
    before: str | None
    letter: str
    oid: str
    additions: int
    deletions: int
    patch: str | None


def changes(site: Site, home: Repository, base: str, head: str) -> list[Change]:
    """The files that differ between two commits or trees, renamed ones as one."""
    found = git(site, home)
    told = found.run("diff-tree", "-r", "-z", "-M", "--raw", "--numstat", base, head)
    words = iter(told.decode(errors="replace").removesuffix("\0").split("\0")) if told else iter(())
    raws, counts = _told(words)
    patches = _SECTION.split(patch(site, home, base, head))[1:]
    return [
        Change(path, before, letter[0], oid, *count, _hunks(text))
        for (letter, oid, before, path), count, text in zip(raws, counts, patches, strict=True)
    ]


def _told(words: Iterator[str]) -> tuple[list[tuple[str, str, str | None, str]], list[tuple[int, int]]]:
    """Git's lines of facts, then its lines of counts; a renamed file has two paths in both."""
    raws: list[tuple[str, str, str | None, str]] = []
    counts: list[tuple[int, int]] = []
    for word in words:
        if word.startswith(":"):
            facts, path = word.split(), next(words)
            before, path = (path, next(words)) if facts[4][0] in "RC" else (None, path)
            raws.append((facts[4], facts[3] if facts[4] != "D" else facts[2], before, path))
        else:
            added, deleted, path = word.split("\t", 2)
            if not path:
                next(words), next(words)
            counts.append((0, 0) if added == _BINARY else (int(added), int(deleted)))
    return raws, counts


def _hunks(text: bytes) -> str | None:
    begin = _HUNKS.search(text)
    return text[begin.start() :].decode(errors="replace").removesuffix("\n") if begin else None


def patch(site: Site, home: Repository, base: str, head: str) -> bytes:
    """The difference as git writes it."""
    return git(site, home).run("diff-tree", "-r", "-M", "-p", base, head)


def mails(site: Site, home: Repository, base: str, head: str) -> bytes:
    """The commits behind `head` that `base` lacks as patches to mail, oldest first."""
    return git(site, home).run("format-patch", "--stdout", f"{base}..{head}")


def common(site: Site, home: Repository, base: str, head: str) -> str | None:
    """The last commit that both have; None for histories without one."""
    found = git(site, home).ask("merge-base", base, head)
    return found.decode().strip() if found else None


def distance(site: Site, home: Repository, base: str, head: str) -> tuple[int, int]:
    """How many commits `head` has that `base` lacks, and the other way round."""
    told = git(site, home).run("rev-list", "--left-right", "--count", f"{base}...{head}").decode().split()
    return int(told[1]), int(told[0])
