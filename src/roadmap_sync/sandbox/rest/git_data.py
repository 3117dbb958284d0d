"""Git's own objects in REST: trees, blobs, and refs that are made, moved and taken away."""

from base64 import b64encode
from typing import Any

from roadmap_sync.sandbox import content, protection, repositories
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.content import Branch, Entry
from roadmap_sync.sandbox.kinds import node_id
from roadmap_sync.sandbox.refusals import Invalid, Missing, Stale
from roadmap_sync.sandbox.rest import fields, found
from roadmap_sync.sandbox.rows import Repository

Json = dict[str, Any]


def tree(call: Call) -> Reply:
    """GET …/git/trees/{sha}, with all that lies below when `recursive` is given whatever value."""
    home = found.repository(call)
    named = content.resolve(call.site, home, f"{call.params['sha']}^{{tree}}")
    if named is None:
        raise Missing
    entries = content.entries(call.site, home, named[1])
    if "recursive" in call.query:
        entries = list(_below(call, home, entries))
    url = f"{call.links.repo(home)}/git/trees/{named[1]}"
    shown = [_entry(call, home, entry) for entry in entries]
    return answer(200, {"sha": named[1], "url": url, "tree": shown, "truncated": False})


def _below(call: Call, home: Repository, entries: list[Entry]) -> list[Entry]:
    seen: list[Entry] = []
    for entry in entries:
        seen.append(entry)
        if entry.kind == "tree":
            inner = content.entries(call.site, home, entry.oid)
            below = _below(call, home, inner)
            seen += [_moved(one, f"{entry.path}/{one.path}") for one in below]
    return seen


def _moved(entry: Entry, path: str) -> Entry:
    return Entry(entry.repository, path, entry.mode, entry.kind, entry.oid, entry.size)


def _entry(call: Call, home: Repository, entry: Entry) -> Json:
    kind = "trees" if entry.kind == "tree" else "blobs"
    shown: Json = {"path": entry.path, "mode": f"{entry.mode:06o}", "type": entry.kind, "sha": entry.oid}
    if entry.kind == "blob":
        shown["size"] = entry.size
    return shown | {"url": f"{call.links.repo(home)}/git/{kind}/{entry.oid}"}


def blob(call: Call) -> Reply:
    """GET …/git/blobs/{sha}, in Base64."""
    home = found.repository(call)
    named = content.resolve(call.site, home, call.params["sha"])
    if named is None or named[0] != "blob":
        raise Missing
    data = content.blob(call.site, home, named[1])
    coded = b64encode(data).decode()
    shown = {
        "sha": named[1],
        "node_id": node_id(call.site.store, content.Blob(home, named[1])),
        "size": len(data),
        "url": f"{call.links.repo(home)}/git/blobs/{named[1]}",
        "content": "".join(f"{coded[at : at + 60]}\n" for at in range(0, len(coded), 60)),
        "encoding": "base64",
    }
    return answer(200, shown)


# ── refs ─────────────────────────────────────────────────────────────────────────────────────


def read_ref(call: Call) -> Reply:
    """GET …/git/ref/{ref}, e.g. `heads/main`."""
    home = found.repository(call)
    ref = content.ref(call.site, home, f"refs/{call.params['ref']}")
    if ref is None:
        raise Missing
    return answer(200, _ref(call, ref))


def matching(call: Call) -> Reply:
    """GET …/git/matching-refs/{ref}: all that begin with it, e.g. `heads/fea`; none is an empty list."""
    home = found.repository(call)
    wanted = f"refs/{call.params.get('ref', '')}"
    known = content.refs(call.site, home, "refs/")
    return answer(200, [_ref(call, ref) for ref in known if ref.name.startswith(wanted)])


def create_ref(call: Call) -> Reply:
    """POST …/git/refs."""
    home = writer(call)
    body = json_object(call)
    name, oid = fields.needed(body, "ref"), fields.needed(body, "sha")
    if not name.startswith("refs/") or name.count("/") < 2:
        raise Invalid(message="Reference name must start with 'refs/' and contain at least two slashes.")
    if content.ref(call.site, home, name):
        raise Invalid(message="Reference already exists")
    kind = _pointed_to(call, home, oid, name)
    protection.check(call.site, home, name.removeprefix("refs/heads/"))
    content.point(call.site, home, name, oid, None)
    made = _ref(call, Branch(home, name, oid, kind))
    return answer(201, made, location=made["url"])


def update_ref(call: Call) -> Reply:
    """PATCH …/git/refs/{ref}; anything but a fast-forward needs `force`."""
    home = writer(call)
    body = json_object(call)
    ref, oid = _found(call, home), fields.needed(body, "sha")
    kind = _pointed_to(call, home, oid, ref.name)
    if not body.get("force") and not content.contains(call.site, home, oid, ref.oid):
        raise Invalid(message="Update is not a fast forward")
    protection.check(call.site, home, ref.name.removeprefix("refs/heads/"))
    _point(call, home, ref, oid)
    return answer(200, _ref(call, Branch(home, ref.name, oid, kind)))


def delete_ref(call: Call) -> Reply:
    """DELETE …/git/refs/{ref}."""
    home = writer(call)
    ref = _found(call, home)
    content.git(call.site, home).run("update-ref", "-d", ref.name, ref.oid)
    return Reply(204)


def _point(call: Call, home: Repository, ref: Branch, oid: str) -> None:
    try:
        content.point(call.site, home, ref.name, oid, ref.oid)
    except Stale as stale:
        raise Invalid(message="Reference cannot be updated") from stale


def _found(call: Call, home: Repository) -> Branch:
    ref = content.ref(call.site, home, f"refs/{call.params['ref']}")
    if ref is None:
        raise Invalid(message="Reference does not exist")
    return ref


def _pointed_to(call: Call, home: Repository, oid: str, name: str) -> str:
    """The kind of the object a ref is to point to: a commit, below tags/ a tag as well."""
    named = content.resolve(call.site, home, oid)
    allowed = ("commit", "tag") if name.startswith("refs/tags/") else ("commit",)
    if named is None or named[1] != oid or named[0] not in allowed:
        raise Invalid(message="Object does not exist")
    return named[0]


def writer(call: Call) -> Repository:
    """The repository, open to the pushes of the viewer."""
    home = found.repository(call)
    repositories.writable(home)
    if not found.may(call, home, "write"):
        raise Missing
    return home


def _ref(call: Call, ref: Branch) -> Json:
    url = f"{call.links.repo(ref.repository)}/git"
    target = {"sha": ref.oid, "type": ref.kind, "url": f"{url}/{ref.kind}s/{ref.oid}"}
    return {
        "ref": ref.name,
        "node_id": node_id(call.site.store, ref),
        "url": f"{url}/{ref.name}",
        "object": target,
    }
