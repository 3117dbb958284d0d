"""What the API's `download_url`, `diff_url` and `patch_url` lead to: files and differences as plain text."""

from roadmap_sync.sandbox import comparing, content, issues, pulls
from roadmap_sync.sandbox.call import Call, Reply
from roadmap_sync.sandbox.page.lists import home
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rows import Repository

_PLAIN = "text/plain; charset=utf-8"


def raw(call: Call) -> Reply:
    """GET …/raw/{ref}/{path}, where a ref may have slashes of its own."""
    here, parts = home(call), call.params["rest"].split("/")
    for at in range(1, len(parts)):
        found = _file(call, here, "/".join(parts[:at]), "/".join(parts[at:]))
        if found is not None:
            return _text(found)
    raise Missing


def difference(call: Call) -> Reply:
    """GET …/pull/{number}.diff and .patch."""
    here = home(call)
    pull = issues.by_number(call.site.store, here, call.params["number"])
    write = {"diff": comparing.patch, "patch": comparing.mails}.get(call.params["form"])
    if pull is None or not pull.pull_id or write is None:
        raise Missing
    return _text(write(call.site, here, *pulls.ends(call.site, here, pull)))


def _file(call: Call, here: Repository, ref: str, path: str) -> bytes | None:
    commit = content.resolve(call.site, here, f"{ref}^{{commit}}")
    entry = content.entry(call.site, here, commit[1], path) if commit else None
    return content.blob(call.site, here, entry.oid) if entry and entry.kind == "blob" else None


def _text(data: bytes) -> Reply:
    return Reply(200, data, {"x-content-type-options": "nosniff"}, content_type=_PLAIN)
