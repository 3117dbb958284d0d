"""The files of a repository: branches, history and commits, read from git whenever they are asked for."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from roadmap_sync.sandbox.git import Git, GitError, identity
from roadmap_sync.sandbox.refusals import Invalid, Stale
from roadmap_sync.sandbox.rows import Account, Repository
from roadmap_sync.sandbox.site import Site

_FORMAT = "%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x01"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who made a commit and when (ISO 8601 with offset)."""

    name: str
    email: str
    date: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as `git log` tells it."""

    repository: Repository
    oid: str
    tree: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder in a tree; `kind` is blob, tree or commit."""

    repository: Repository
    path: str
    mode: int
    kind: str
    oid: str
    size: int


@dataclass(frozen=True, slots=True)
class Branch:
    """A ref by its full name and what it points to: a commit, or the tag of a tag with a message."""

    repository: Repository
    name: str
    oid: str
    kind: str = "commit"


@dataclass(frozen=True, slots=True)
class Blob:
    """The bytes of a file, by their id."""

    repository: Repository
    oid: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder, by its id."""

    repository: Repository
    oid: str


@dataclass(frozen=True, slots=True)
class Edit:
    """The new bytes of a file, or None to take it away."""

    path: str
    data: bytes | None


def git(site: Site, repository: Repository) -> Git:
    """The bare repository with the content, made when missing."""
    own = repository.id == site.home
    found = Git(site.bare if own else site.bare.with_name(f"{repository.owner}-{repository.name}.git"))
    found.init(repository.default_branch)
    return found


def refs(site: Site, repository: Repository, prefix: str) -> list[Branch]:
    """The refs whose full name begins with `prefix` (`refs/heads/`), by name."""
    if not prefix.startswith("refs/"):
        return []
    told = "--format=%(objectname) %(objecttype) %(refname)"
    text = git(site, repository).run("for-each-ref", told, prefix.rstrip("/"))
    found = [line.split(" ", 2) for line in text.decode().splitlines()]
    return [Branch(repository, name, oid, kind) for oid, kind, name in found]


def ref(site: Site, repository: Repository, name: str) -> Branch | None:
    """A ref by its full name, or by a branch's short one."""
    for full in (name, f"refs/heads/{name}") if name.startswith("refs/") else (f"refs/heads/{name}",):
        oid = git(site, repository).ask("rev-parse", "--verify", "--quiet", full)
        if oid:
            named = oid.decode().strip()
            return Branch(repository, full, named, _kind(site, repository, full, named))
    return None


def _kind(site: Site, repository: Repository, name: str, oid: str) -> str:
    """What a ref points to; a branch points to a commit."""
    if not name.startswith("refs/tags/"):
        return "commit"
    return git(site, repository).run("cat-file", "-t", oid).decode().strip()


def tip(site: Site, repository: Repository) -> Branch | None:
    """The default branch, or None while the repository is empty."""
    return ref(site, repository, repository.default_branch)


def resolve(site: Site, repository: Repository, expression: str) -> tuple[str, str] | None:
    """The kind (commit, tree, blob) and id of a revision such as `main`, an id or `main:docs/ROADMAP.md`."""
    if expression.startswith("-"):
        return None
    found = git(site, repository)
    oid = found.ask("rev-parse", "--verify", "--quiet", expression)
    kind = found.ask("cat-file", "-t", oid.decode().strip()) if oid else None
    return (kind.decode().strip(), oid.decode().strip()) if kind and oid else None


def commits(site: Site, repository: Repository, revision: str, path: str | None = None) -> list[Commit]:
    """The history behind a revision, newest first; of one path when given."""
    arguments = ["log", f"--format={_FORMAT}", revision, "--", *([path] if path else [])]
    text = git(site, repository).ask(*arguments)
    records = (text or b"").decode(errors="replace").split("\x01")
    return [_commit(repository, record.lstrip("\n")) for record in records if record.strip()]


def commit(site: Site, repository: Repository, oid: str) -> Commit | None:
    """One commit."""
    text = git(site, repository).ask("log", "-1", f"--format={_FORMAT}", oid, "--")
    return _commit(repository, text.decode(errors="replace").split("\x01")[0]) if text else None


def blob(site: Site, repository: Repository, oid: str) -> bytes:
    """The bytes of a blob."""
    return git(site, repository).run("cat-file", "blob", oid)


def entries(site: Site, repository: Repository, treeish: str, path: str = "") -> list[Entry]:
    """What lies in a folder."""
    return _listed(site, repository, treeish, f"{path.rstrip('/')}/" if path else "")


def entry(site: Site, repository: Repository, treeish: str, path: str) -> Entry | None:
    """The file or folder at a path."""
    found = _listed(site, repository, treeish, path.rstrip("/"))
    return found[0] if found else None


def write(
    site: Site, repository: Repository, branch: str, expected: str | None, message: str,
    edits: list[Edit], author: Account,
) -> str:  # fmt: skip
    """Commit edits on a branch that still points to `expected` (None: has none yet); the new commit's id.

    Raises Stale when the branch moved meanwhile, Invalid for a path that git does not take.
    """
    if any(_malformed(edit.path) for edit in edits):
        raise Invalid(message="path contains a malformed path component")
    found = git(site, repository)
    tree = _tree(found, expected, edits)
    who = identity(author.name or author.login, f"{author.login}@users.noreply.localhost", site.clock.stamp())
    parents = ["-p", expected] if expected else []
    oid = found.run("commit-tree", tree, *parents, stdin=message.encode(), environment=who).decode().strip()
    point(site, repository, f"refs/heads/{branch}", oid, expected)
    return oid


def point(site: Site, repository: Repository, name: str, oid: str, expected: str | None) -> None:
    """Move a ref from `expected` (None: it does not exist) to a commit; raises Stale."""
    try:
        git(site, repository).run("update-ref", name, oid, expected or "0" * 40)
    except GitError as error:
        raise Stale(
            f'Expected branch to point to "{expected}" but it did not. Pull and try again.'
        ) from error


def contains(site: Site, repository: Repository, tip_oid: str, oid: str) -> bool:
    """Whether one commit is an ancestor of the other."""
    return git(site, repository).ask("merge-base", "--is-ancestor", oid, tip_oid) is not None


def _malformed(path: str) -> bool:
    return any(part.lower() in ("", ".", "..", ".git") for part in path.split("/"))


def _tree(found: Git, base: str | None, edits: list[Edit]) -> str:
    with tempfile.TemporaryDirectory(prefix="sandbox-index-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        found.run("read-tree", *([base] if base else ["--empty"]), environment=index)
        lines = [_index_line(found, base, edit) for edit in edits]
        found.run("update-index", "-z", "--index-info", stdin="".join(lines).encode(), environment=index)
        return found.run("write-tree", environment=index).decode().strip()


def _index_line(found: Git, base: str | None, edit: Edit) -> str:
    if edit.data is None:
        return f"0 {'0' * 40}\t{edit.path}\0"
    oid = found.run("hash-object", "-w", "--stdin", stdin=edit.data).decode().strip()
    now = found.ask("ls-tree", base, "--", edit.path) if base else None
    mode = now.decode().split(" ", 1)[0] if now else "100644"
    return f"{mode} {oid}\t{edit.path}\0"


def _listed(site: Site, repository: Repository, treeish: str, path: str) -> list[Entry]:
    arguments = ["ls-tree", "-z", "-l", "--full-tree", treeish, *(["--", path] if path else [])]
    text = git(site, repository).ask(*arguments)
    return [_entry(repository, line) for line in (text or b"").decode(errors="replace").split("\0") if line]


def _entry(repository: Repository, line: str) -> Entry:
    facts, _, path = line.partition("\t")
    mode, kind, oid, size = facts.split()
    return Entry(repository, path, int(mode, 8), kind, oid, 0 if size == "-" else int(size))


def _commit(repository: Repository, record: str) -> Commit:
    oid, tree, parents, an, ae, ad, cn, ce, cd, message = record.split("\0", 9)
    return Commit(
        repository,
        oid,
        tree,
        tuple(parents.split()),
        Signature(an, ae, ad),
        Signature(cn, ce, cd),
        message.strip("\n"),
    )


def readable(data: bytes) -> bool:
    """Whether git would call these bytes text: no NUL among the first 8,000."""
    return b"\0" not in data[:8000]
