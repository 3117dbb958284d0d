"""Git objects that no ref holds yet: a blob, a tree over another, a commit of it, a tag with a message."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from roadmap_sync.sandbox.content import git
from roadmap_sync.sandbox.git import GitError, identity
from roadmap_sync.sandbox.refusals import Invalid
from roadmap_sync.sandbox.rows import Account, Repository
from roadmap_sync.sandbox.site import Site


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a path of a tree shall be: a mode and an object, or None to take it away."""

    path: str
    mode: str
    oid: str | None


def blob(site: Site, home: Repository, data: bytes) -> str:
    """Keep bytes; their id."""
    return git(site, home).run("hash-object", "-w", "--stdin", stdin=data).decode().strip()


def tree(site: Site, home: Repository, base: str | None, leaves: list[Leaf]) -> str:
    """A tree of `base` (None: of nothing) and these leaves; its id. Raises Invalid for a path git refuses."""
    found = git(site, home)
    with tempfile.TemporaryDirectory(prefix="sandbox-index-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        try:
            found.run("read-tree", *([base] if base else ["--empty"]), environment=index)
            for leaf in leaves:
                if leaf.mode == "040000" and leaf.oid:
                    found.run("read-tree", f"--prefix={leaf.path}/", leaf.oid, environment=index)
                else:
                    line = f"{leaf.mode if leaf.oid else 0} {leaf.oid or '0' * 40}\t{leaf.path}\0"
                    found.run("update-index", "-z", "--index-info", stdin=line.encode(), environment=index)
            return found.run("write-tree", environment=index).decode().strip()
        except GitError as error:
            raise Invalid(message="tree.path contains a malformed path component") from error


def commit(site: Site, home: Repository, author: Account, message: str, root: str, parents: list[str]) -> str:
    """A commit of a tree behind these parents; its id."""
    who = identity(author.name or author.login, f"{author.login}@users.noreply.localhost", site.clock.stamp())
    behind = [word for oid in parents for word in ("-p", oid)]
    made = git(site, home).run("commit-tree", root, *behind, stdin=message.encode(), environment=who)
    return made.decode().strip()


def tag(site: Site, home: Repository, author: Account, name: str, message: str, oid: str, kind: str) -> str:
    """A tag with a message on an object; its id. Raises Invalid for a name git refuses."""
    now = int(site.clock.now().timestamp())
    by = f"{author.name or author.login} <{author.login}@users.noreply.localhost> {now} +0000"
    text = f"object {oid}\ntype {kind}\ntag {name}\ntagger {by}\n\n{message}\n"
    try:
        return git(site, home).run("mktag", stdin=text.encode()).decode().strip()
    except GitError as error:
        raise Invalid(message="tag is not a valid tag name") from error
