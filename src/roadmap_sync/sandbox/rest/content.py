"""Files, branches and commits in REST."""

from base64 import b64decode, b64encode
from binascii import Error
from typing import Any

from roadmap_sync.sandbox import content, people, protection, repositories
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.clock import moment, stamp
from roadmap_sync.sandbox.content import Branch, Commit, Edit, Entry, Signature
from roadmap_sync.sandbox.kinds import node_id
from roadmap_sync.sandbox.refusals import Invalid, Missing, Stale
from roadmap_sync.sandbox.rest import fields, found, media, paging, shapes
from roadmap_sync.sandbox.rows import Repository

_LARGEST = 1_000_000
Json = dict[str, Any]


def read(call: Call) -> Reply:
    """GET …/contents/{path}: a file in Base64 or raw, or what a folder holds."""
    home, oid = found.revision(call, call.query.get("ref"))
    path = call.params.get("path", "").strip("/")
    entry = content.entry(call.site, home, oid, path) if path else None
    if path and entry is None:
        raise Missing
    if entry is None or entry.kind == "tree":
        return answer(200, _folder(call, home, oid, entry, path))
    return _as_asked(call, home, entry) or answer(200, _file(call, home, entry, oid))


def _folder(call: Call, home: Repository, oid: str, entry: Entry | None, path: str) -> Json | list[Json]:
    """What a folder holds: a list, or for the media type `object` under `entries` of the folder itself."""
    listed = [_entry(call, home, one, oid) for one in content.entries(call.site, home, oid, path)]
    if media.form(call) != "object":
        return listed
    root = content.resolve(call.site, home, f"{oid}^{{tree}}")
    folder = entry or Entry(home, "", 0o40000, "tree", root[1] if root else oid, 0)
    return _entry(call, home, folder, oid) | {"entries": listed}


def _as_asked(call: Call, home: Repository, entry: Entry) -> Reply | None:
    """A file raw or as HTML, where the Accept header asks for that."""
    form, data = media.form(call), content.blob(call.site, home, entry.oid)
    if form == "html":
        return media.plain(call, media.html(data.decode(errors="replace")).encode())
    return media.plain(call, data) if form == "raw" else None


def readme(call: Call) -> Reply:
    """GET …/readme: the file of that name, whatever its ending and case."""
    home, oid = found.revision(call, call.query.get("ref"))
    known = (one for one in content.entries(call.site, home, oid) if one.kind == "blob")
    entry = next((one for one in known if one.path.lower().partition(".")[0] == "readme"), None)
    if entry is None:
        raise Missing
    call.params["path"] = entry.path
    return read(call)


def write(call: Call) -> Reply:
    """PUT …/contents/{path}: one commit; 409 when the blob is not the one named, 422 when none is."""
    home = _writer(call)
    body = json_object(call)
    message, data = fields.needed(body, "message"), _decoded(fields.needed(body, "content"))
    path = call.params["path"]
    branch, oid = _branch(call, home, body)
    now = content.entry(call.site, home, oid, path) if oid else None
    _check_blob(path, now, fields.text(body, "sha"))
    made = _committed(call, home, branch, oid, message, Edit(path, data))
    written = content.entry(call.site, home, made.oid, path)
    assert written is not None
    shown = {"content": _entry(call, home, written, branch), "commit": git_commit(call, home, made)}
    return answer(200 if now else 201, shown)


def delete(call: Call) -> Reply:
    """DELETE …/contents/{path}; values come in the body or in the query."""
    home = _writer(call)
    body = json_object(call) | call.query
    message, path = fields.needed(body, "message"), call.params["path"]
    branch, oid = _branch(call, home, body)
    now = content.entry(call.site, home, oid, path) if oid else None
    if now is None:
        raise Missing
    _check_blob(path, now, fields.text(body, "sha"))
    made = _committed(call, home, branch, oid, message, Edit(path, None))
    return answer(200, {"content": None, "commit": git_commit(call, home, made)})


def commits(call: Call) -> Reply:
    """GET …/commits, of one path when asked."""
    home, oid = found.revision(call, call.query.get("sha"), history=True)
    history = content.commits(call.site, home, oid, call.query.get("path") or None)
    return paging.of_list(call, home, history, lambda one: shape(call, home, one))


def branches(call: Call) -> Reply:
    """GET …/branches."""
    home = found.repository(call)
    return paging.of_list(
        call, home, content.refs(call.site, home, "refs/heads/"), lambda one: _branch_json(call, one)
    )


def branch(call: Call) -> Reply:
    """GET …/branches/{branch}."""
    home = found.repository(call)
    ref = found.branch(call, home, call.params["branch"])
    made = content.commit(call.site, home, ref.oid)
    assert made is not None
    url = f"{call.links.repo(home)}/branches/{call.params['branch']}"
    page = f"{call.links.page(home)}/tree/{call.params['branch']}"
    shown = _branch_json(call, ref) | {
        "commit": shape(call, home, made), "_links": {"self": url, "html": page},
        "protection": {"enabled": False}, "protection_url": f"{url}/protection",
    }  # fmt: skip
    return answer(200, shown)


def _writer(call: Call) -> Repository:
    home = found.repository(call)
    repositories.writable(home)
    if not found.may(call, home, "write"):
        raise Missing
    return home


def _branch(call: Call, home: Repository, body: Json) -> tuple[str, str | None]:
    name = fields.text(body, "branch") or home.default_branch
    ref = content.ref(call.site, home, name)
    if ref is None and content.refs(call.site, home, "refs/heads/"):
        raise Missing(f"Branch {name} not found")
    return name.removeprefix("refs/heads/"), ref.oid if ref else None


def _check_blob(path: str, now: Entry | None, sha: str | None) -> None:
    if now and sha is None:
        raise fields.wrong('"sha" wasn\'t supplied.')
    if sha is not None and (now is None or now.oid != sha):
        raise Stale(f"{path} does not match {sha}" if now else f"{path} does not exist")


def _committed(
    call: Call, home: Repository, branch: str, oid: str | None, message: str, edit: Edit
) -> Commit:
    protection.check(call.site, home, branch, signed=True)
    try:
        made = content.write(call.site, home, branch, oid, message, [edit], call.actor)
    except Stale as stale:
        raise Stale(f"{branch} was updated meanwhile") from stale
    written = content.commit(call.site, home, made)
    assert written is not None
    return written


def _decoded(text: str) -> bytes:
    try:
        return b64decode("".join(text.split()), validate=True)
    except Error as error:
        raise Invalid(message="content is not valid Base64") from error


def _file(call: Call, home: Repository, entry: Entry, ref: str) -> Json:
    data = content.blob(call.site, home, entry.oid)
    coded = b64encode(data).decode()
    lines = "".join(f"{coded[at : at + 60]}\n" for at in range(0, len(coded), 60))
    whole = len(data) <= _LARGEST
    told = {"content": lines if whole else "", "encoding": "base64" if whole else "none"}
    return _entry(call, home, entry, ref) | told


def _entry(call: Call, home: Repository, entry: Entry, ref: str) -> Json:
    url = f"{call.links.repo(home)}/contents/{entry.path}?ref={ref}"
    git = f"{call.links.repo(home)}/git/{'trees' if entry.kind == 'tree' else 'blobs'}/{entry.oid}"
    page = f"{call.links.page(home)}/{entry.kind}/{ref}/{entry.path}"
    raw = f"{call.links.page(home)}/raw/{ref}/{entry.path}" if entry.kind == "blob" else None
    return {
        "name": entry.path.rpartition("/")[2], "path": entry.path, "sha": entry.oid, "size": entry.size,
        "url": url, "html_url": page, "git_url": git, "download_url": raw,
        "type": {"tree": "dir", "blob": "file"}.get(entry.kind, "submodule"),
        "_links": {"self": url, "git": git, "html": page},
    }  # fmt: skip


def _signature(who: Signature) -> Json:
    return {"name": who.name, "email": who.email, "date": stamp(moment(who.date))}


def git_commit(call: Call, home: Repository, made: Commit) -> Json:
    """A commit as the paths below git/ show it."""
    url, page = f"{call.links.repo(home)}/git", call.links.page(home)
    parents = [
        {"sha": oid, "url": f"{url}/commits/{oid}", "html_url": f"{page}/commit/{oid}"}
        for oid in made.parents
    ]
    return {
        "sha": made.oid, "node_id": node_id(call.site.store, made), "url": f"{url}/commits/{made.oid}",
        "html_url": f"{page}/commit/{made.oid}", "author": _signature(made.author),
        "committer": _signature(made.committer), "message": made.message,
        "tree": {"sha": made.tree, "url": f"{url}/trees/{made.tree}"}, "parents": parents,
        "verification": {
            "verified": False, "reason": "unsigned", "signature": None, "payload": None, "verified_at": None,
        },
    }  # fmt: skip


def shape(call: Call, home: Repository, made: Commit) -> Json:
    """A commit with the accounts of its people."""
    git = git_commit(call, home, made)
    inner = ("author", "committer", "message", "tree", "url", "verification")
    url = f"{call.links.repo(home)}/commits/{made.oid}"
    parents = [one | {"url": f"{call.links.repo(home)}/commits/{one['sha']}"} for one in git["parents"]]
    return {
        "sha": made.oid, "node_id": git["node_id"], "url": url, "html_url": git["html_url"],
        "comments_url": f"{url}/comments",
        "commit": {name: git[name] for name in inner} | {"comment_count": 0},
        "author": _person(call, made.author), "committer": _person(call, made.committer), "parents": parents,
    }  # fmt: skip


def _person(call: Call, who: Signature) -> Json | None:
    known = people.by_login(call.site.store, who.email.partition("@")[0])
    return shapes.user(call, known) if known else None


def _branch_json(call: Call, ref: Branch) -> Json:
    target = {"sha": ref.oid, "url": f"{call.links.repo(ref.repository)}/commits/{ref.oid}"}
    name = ref.name.removeprefix("refs/heads/")
    return {
        "name": name,
        "commit": target,
        "protected": protection.rule_of(call.site, ref.repository, name) is not None,
    }
