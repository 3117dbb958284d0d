"""The job `check`: what is wrong with documents, without asking GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from roadmap_sync import document
from roadmap_sync.errors import EXIT_FAILED, EXIT_OK, EXIT_PERSON, UnreadableDocument, UsageFault, worst
from roadmap_sync.jobs import rules
from roadmap_sync.jobs.reading import Faults, File
from roadmap_sync.model import Document, Finding
from roadmap_sync.report.findings import Checked, Noted
from roadmap_sync.workspace import load


def check(files: Iterable[File], *, today: date, repository: str | None) -> list[Checked]:
    """The findings of every document. ``repository``: ``owner/name``, where it is known.

    Bytes that cannot be understood are a finding; a file that is not there raises ``UsageFault``."""
    files = list(files)
    read = _read(files)
    documents = [one for one in read if isinstance(one, Document)]
    listed = {name for file in files for name in file.config.repositories}
    found = iter(rules.held(documents, today=today, repository=repository, listed=listed))
    return [
        _checked(one.path, one.encoding, next(found)) if isinstance(one, Document) else one for one in read
    ]


def _read(files: Iterable[File]) -> list[Document | Checked]:
    read: list[Document | Checked] = []
    missing: list[UsageFault] = []
    for file in files:
        try:
            read.append(document.read(load(file.path), file.name, file.config))
        except UnreadableDocument as fault:
            read.append(_unreadable(file, fault))
        except UsageFault as fault:
            missing.append(fault)
    if missing:
        raise missing[0] if len(missing) == 1 else Faults([*missing])
    return read


def _unreadable(file: File, fault: UnreadableDocument) -> Checked:
    line = re.search(r":(\d+)(?::\d+)?$", fault.where)
    finding = Finding(int(line[1]) if line else 1, 1, rules.UNREADABLE, fault.what)
    return _checked(file.name, "unknown", (finding,))


def _checked(path: str, encoding: str, findings: Iterable[Finding]) -> Checked:
    return Checked(path, encoding, tuple(Noted(rules.severity(one.code), one) for one in findings))


def exit_code(checked: Sequence[Checked], *, strict: bool) -> int:
    """4 where a person has to look, 1 where a document cannot be read; notices count only when ``strict``."""
    levels = {noted.severity for one in checked for noted in one.findings}
    codes = [EXIT_OK]
    if "error" in levels:
        codes.append(EXIT_FAILED)
    if "warning" in levels or (strict and "notice" in levels):
        codes.append(EXIT_PERSON)
    return worst(codes)
