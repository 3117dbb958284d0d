"""Organizations as owners: an administrator, members, and types of issues."""

from roadmap_sync.sandbox import issue_types, people
from roadmap_sync.sandbox.rows import Repository
from roadmap_sync.sandbox.site import Site


def incorporate(site: Site, repository: Repository) -> None:
    """Make the owner of a repository an organization; its administrator and the colleague are members."""
    owner = people.by_id(site.store, repository.owner_id)
    if owner.kind == "Organization":
        return
    with site.store.transaction():
        site.store.update("accounts", owner.id, kind="Organization")
        admin = people.create(site, f"{owner.login}-admin")
        people.grant(site, repository, admin, "admin", "MEMBER")
        people.grant(site, repository, people.create(site, people.COLLEAGUE), "write", "MEMBER")
        issue_types.found(site, people.by_id(site.store, owner.id))
