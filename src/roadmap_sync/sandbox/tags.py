"""Tags with a message, as git keeps them: objects of their own that point to another."""

from dataclasses import dataclass
from datetime import UTC, datetime

from roadmap_sync.sandbox.content import Signature, git, resolve
from roadmap_sync.sandbox.rows import Repository
from roadmap_sync.sandbox.site import Site


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag with a message; `target` is the id of an object of that `kind`."""

    repository: Repository
    oid: str
    name: str
    message: str
    tagger: Signature
    target: str
    kind: str


def read(site: Site, home: Repository, oid: str) -> Tag | None:
    """The tag of an id; None for anything else."""
    if resolve(site, home, oid) != ("tag", oid):
        return None
    text = git(site, home).run("cat-file", "tag", oid).decode(errors="replace")
    head, _, message = text.partition("\n\n")
    facts = dict(line.split(" ", 1) for line in head.splitlines())
    tagger = _tagger(facts["tagger"])
    return Tag(home, oid, facts["tag"], message.rstrip("\n"), tagger, facts["object"], facts["type"])


def _tagger(line: str) -> Signature:
    """Who `Name <email> seconds +0000` is."""
    who, _, when = line.rpartition("> ")
    name, _, email = who.partition(" <")
    return Signature(name, email, datetime.fromtimestamp(int(when.split()[0]), UTC).isoformat())
