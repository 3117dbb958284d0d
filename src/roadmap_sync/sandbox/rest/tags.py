"""Tags in REST: those of the repository, and tags with a message as git keeps them."""

from roadmap_sync.sandbox import content, planting, tags
from roadmap_sync.sandbox.access import json_object
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.clock import moment, stamp
from roadmap_sync.sandbox.content import Branch
from roadmap_sync.sandbox.kinds import node_id
from roadmap_sync.sandbox.links import below
from roadmap_sync.sandbox.refusals import Invalid, Missing
from roadmap_sync.sandbox.rest import fields, found, git_data, paging
from roadmap_sync.sandbox.rest.content import Json
from roadmap_sync.sandbox.rows import Repository

_KINDS = ("commit", "tree", "blob")


def all_of(call: Call) -> Reply:
    """GET …/tags, the last by name first."""
    home = found.repository(call)
    known = content.refs(call.site, home, "refs/tags/")[::-1]
    return paging.of_list(call, home, known, lambda one: _shape(call, one))


def read(call: Call) -> Reply:
    """GET …/git/tags/{sha}: a tag with a message, by its own id."""
    home = found.repository(call)
    return answer(200, _object(call, home, call.params["sha"]))


def create(call: Call) -> Reply:
    """POST …/git/tags: the tag alone; a ref makes it one of the repository's."""
    home, body = git_data.writer(call), json_object(call)
    name, message, oid = (fields.needed(body, key) for key in ("tag", "message", "object"))
    kind = fields.choice("Tag", fields.needed(body, "type"), "type", _KINDS) or ""
    if content.resolve(call.site, home, oid) != (kind, oid):
        raise Invalid(message="Object does not exist")
    made = planting.tag(call.site, home, call.actor, name, message, oid, kind)
    shown = _object(call, home, made)
    return answer(201, shown, location=shown["url"])


def _shape(call: Call, ref: Branch) -> Json:
    home, name = ref.repository, ref.name.removeprefix("refs/tags/")
    named = content.resolve(call.site, home, f"{ref.oid}^{{commit}}")
    oid, api = named[1] if named else ref.oid, call.links.repo(home)
    return {
        "name": name, "zipball_url": f"{api}/zipball/{below(ref.name)}",
        "tarball_url": f"{api}/tarball/{below(ref.name)}",
        "commit": {"sha": oid, "url": f"{api}/commits/{oid}"}, "node_id": node_id(call.site.store, ref),
    }  # fmt: skip


def _object(call: Call, home: Repository, oid: str) -> Json:
    made = tags.read(call.site, home, oid)
    if made is None:
        raise Missing
    url, who = f"{call.links.repo(home)}/git", made.tagger
    return {
        "node_id": node_id(call.site.store, made), "tag": made.name, "sha": oid,
        "url": f"{url}/tags/{oid}", "message": made.message,
        "tagger": {"name": who.name, "email": who.email, "date": stamp(moment(who.date))},
        "object": {"sha": made.target, "type": made.kind, "url": f"{url}/{made.kind}s/{made.target}"},
        "verification": {
            "verified": False, "reason": "unsigned", "signature": None, "payload": None, "verified_at": None,
        },
    }  # fmt: skip
