"""Which blocks of YAML list work, and why any other is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from roadmap_sync.document.outline.carriers import Ground, Placed, Yield
from roadmap_sync.document.outline.details import Draft
from roadmap_sync.document.outline.sections import Path, section_is
from roadmap_sync.document.outline.taking import INCLUDE, Take, place, verdict
from roadmap_sync.document.text.fenced import Fenced, fenced
from roadmap_sync.document.text.tree import Block
from roadmap_sync.document.words.signs import Lexicon
from roadmap_sync.document.words.spellings import Speller, Votes, total
from roadmap_sync.document.words.targets import read_target
from roadmap_sync.document.words.vocabulary import fold, fold_header, vocabulary
from roadmap_sync.document.yaml.entries import Entry, entries
from roadmap_sync.document.yaml.met import Met
from roadmap_sync.document.yaml.reading import read_entry
from roadmap_sync.document.yaml.words import Spelled, votes_of
from roadmap_sync.model import Finding, Skipped, Span


@dataclass(frozen=True, slots=True)
class _Listed:
    """A block whose entries are work."""

    block: Block
    fenced: Fenced
    path: Path
    entries: Sequence[Entry]
    votes: Votes


_OFF = "the configuration says that YAML blocks hold no items"


@dataclass(slots=True)
class _Told:
    """What is said of the blocks themselves."""

    skipped: list[Skipped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def harvest(ground: Ground, blocks: Sequence[Placed]) -> Yield:
    """The items of blocks of YAML that name a status or a target somewhere."""
    told = _Told()
    found = Yield(skipped=told.skipped, findings=told.findings)
    listed = list(_listed(ground, blocks, told))
    if not ground.config.reading.yaml:
        return Yield(skipped=told.skipped)
    document = total([each.votes for each in listed])
    for each in listed:
        found.claims.append(Span(each.block.start, each.block.end))
        spelled = Spelled(each.votes, document, ground.lexicon)
        for entry in each.entries:
            met = Met(each.fenced, each.path, entry, spelled, ground.lexicon, ground.config)
            result = read_entry(met)
            found.findings += result.findings
            if result.item:
                speller = Speller(each.votes, document, ground.lexicon)
                found.drafts.append(Draft(result.item, each.path, speller))
            else:
                where = met.place
                found.skipped.append(
                    Skipped(where.line, result.reason, column=where.column, code=result.code)
                )
    return found


def _listed(ground: Ground, blocks: Sequence[Placed], told: _Told) -> Iterator[_Listed]:
    source = ground.source
    for block, path in blocks:
        text = fenced(source, block)
        found = _entries(ground, text, told) if text else []
        reason = _reason(ground, path, found) if found else ""
        if reason:
            reading = ground.config.reading
            take = str(Take("yaml") if reason == _OFF else place(reading, path, "yaml"))
            told.skipped.append(Skipped(source.line(block.start), reason, take))
        elif text and found:
            yield _Listed(block, text, path, found, votes_of(found, ground.lexicon))


def _entries(ground: Ground, text: Fenced, told: _Told) -> list[Entry]:
    words = {
        role: tuple(map(fold_header, ground.config.reading.headers(role))) for role in vocabulary().columns
    }
    try:
        roots = [root for root in yaml.compose_all(text.text, Loader=yaml.SafeLoader) if root]
        return entries(roots, words)
    except yaml.MarkedYAMLError as fault:
        told.findings.append(_broken(text, fault.problem_mark, fault.problem or "is no YAML"))
    except yaml.YAMLError as fault:
        told.findings.append(_broken(text, None, str(fault).partition("\n")[0]))
    except (ValueError, OverflowError):
        told.findings.append(_broken(text, None, "an escape names no character"))
    except RecursionError:
        told.findings.append(_broken(text, None, "is nested too deeply"))
    return []


def _broken(text: Fenced, mark: yaml.Mark | None, problem: str) -> Finding:
    index = min(mark.index, len(text.text)) if mark else 0
    place = text.source.place(text.offset(index))
    message = f"this YAML block cannot be read, nothing in it counts: {problem}"
    return Finding(place.line, place.column, "unreadable-yaml", message)


def _reason(ground: Ground, path: Path, found: Sequence[Entry]) -> str:
    """Why the entries of a block are no list of work."""
    if told := verdict(ground.config.reading, path):
        off = _OFF if not ground.config.reading.yaml else ""
        return off if told == INCLUDE else "left out by the configuration"
    if inside := section_is(path, "details"):
        return f'details of an item (in the section "{inside}")'
    if inside := section_is(path, "not items"):
        return f'in the section "{inside}", which lists no work'
    if not _work(found, ground.lexicon):
        return "a YAML block whose entries have no status or target that is known: an example, no work"
    return _OFF if not ground.config.reading.yaml else ""


def _work(found: Sequence[Entry], lexicon: Lexicon) -> bool:
    """Whether more than half of the statuses are known, and one of them is what only work has; without any
    status, whether every entry has a time."""
    told = [each for each in found if "status" in each.fields and each.fields["status"].text]
    if not told:
        return all(_timed(each) and len(each.fields) > 1 for each in found)
    known = [each for each in told if votes_of([each], lexicon).counts]
    return 2 * len(known) > len(told) and any(_certain(each) for each in known)


def _certain(entry: Entry) -> bool:
    """Whether an entry with a status is work: services are "active" too, so that says too little alone."""
    more = {"title", "target", "description", "priority", "owner", "issue"} & entry.fields.keys()
    return bool(more) or fold(entry.fields["status"].text) not in vocabulary().sections["not a status"]


def _timed(entry: Entry) -> bool:
    found = read_target(entry.fields["target"].text) if "target" in entry.fields else None
    return found is not None and not found.other and not found.vague
