"""Accounts, their tokens, and what each may do in a repository."""

from roadmap_sync.sandbox.refusals import Forbidden, Missing, Unauthenticated
from roadmap_sync.sandbox.rows import Account, Repository
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

ROLES = ("none", "read", "triage", "write", "maintain", "admin")
KINDS = ("User", "Bot", "Organization")
ASSOCIATIONS = (
    "OWNER",
    "MEMBER",
    "COLLABORATOR",
    "CONTRIBUTOR",
    "FIRST_TIME_CONTRIBUTOR",
    "FIRST_TIMER",
    "NONE",
)
COLLEAGUE = "colleague"
"""Who acts on the web page."""

_ACCOUNT = "SELECT a.* FROM accounts a "


def by_login(store: Store, login: str) -> Account | None:
    """The account of that login, in any letter case."""
    return store.row(Account, _ACCOUNT + "WHERE a.login = ?", login)


def by_id(store: Store, account_id: int) -> Account:
    """The account of a stored id."""
    found = store.row(Account, _ACCOUNT + "WHERE a.id = ?", account_id)
    if found is None:
        raise Missing
    return found


def all_of(store: Store) -> list[Account]:
    """Everybody, by id."""
    return store.rows(Account, _ACCOUNT + "ORDER BY a.id")


def organizations(store: Store, account: Account) -> list[Account]:
    """The organizations an account belongs to, by login."""
    known = [one for one in all_of(store) if one.kind == "Organization"]
    mine = [one for one in known if membership(store, one.id, account) != "none"]
    return sorted(mine, key=lambda one: one.login.lower())


def create(site: Site, login: str, kind: str = "User", name: str | None = None) -> Account:
    """A new account; one that is there under this login is returned as it is."""
    known = by_login(site.store, login)
    if known:
        return known
    account = Account(site.store.new_id("account"), login, name, kind, site.clock.stamp())
    site.store.insert(
        "accounts", id=account.id, login=login, name=name, kind=kind, created_at=account.created_at
    )
    return account


def grant(site: Site, repository: Repository, account: Account, role: str, association: str | None) -> None:
    """Give an account a role, and what GitHub says of its relation to the repository (None: by the role)."""
    site.store.run(
        "INSERT OR REPLACE INTO collaborators VALUES (?, ?, ?, ?)",
        repository.id,
        account.id,
        role,
        association,
    )


def hand_out(site: Site, token: str, account: Account | None) -> None:
    """Make a token an account's; None makes it invalid."""
    holder = account.id if account else None
    site.store.run("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)", token, holder, account is not None)


def viewer(site: Site, token: str | None, owner_id: int) -> Account | None:
    """Who a token is: the registered account, else the owner; no token is nobody."""
    if token is None:
        return None
    if site.store.count("SELECT count(*) FROM tokens WHERE token = ? AND NOT valid", token):
        raise Unauthenticated("Bad credentials")
    sql = _ACCOUNT + "JOIN tokens t ON t.account_id = a.id WHERE t.token = ?"
    holder = site.store.row(Account, sql, token)
    if holder:
        return holder
    if not token or site.owner_token not in (None, token):
        raise Unauthenticated("Bad credentials")
    return administrator(site.store, by_id(site.store, owner_id))


def administrator(store: Store, owner: Account) -> Account:
    """Who acts for an owner: the user itself, or the administrator of an organization."""
    found = by_login(store, f"{owner.login}-admin") if owner.kind == "Organization" else owner
    return found or owner


def role(store: Store, repository: Repository, account: Account | None) -> str:
    """The role of an account in a repository; everybody may read a public one."""
    base = "none" if repository.private else "read"
    if account is None:
        return base
    if account.id == repository.owner_id:
        return "admin"
    sql = "SELECT role FROM collaborators WHERE repository_id = ? AND account_id = ?"
    granted = [*store.texts(sql, repository.id, account.id), base]
    return max(granted, key=ROLES.index)


def membership(store: Store, owner_id: int, account: Account) -> str:
    """How an account belongs to an organization: admin, member or none; a user has no members."""
    sql = (
        "SELECT c.role FROM collaborators c JOIN repositories r ON r.id = c.repository_id "
        "JOIN accounts o ON o.id = r.owner_id "
        "WHERE o.id = ? AND o.kind = 'Organization' AND c.account_id = ? "
        "AND c.association IN ('OWNER', 'MEMBER')"
    )
    found = store.texts(sql, owner_id, account.id)
    return ("admin" if "admin" in found else "member") if found else "none"


def may(store: Store, repository: Repository, account: Account | None, least: str) -> bool:
    """Whether an account has at least that role."""
    return ROLES.index(role(store, repository, account)) >= ROLES.index(least)


def require(store: Store, repository: Repository, account: Account | None, least: str, message: str) -> None:
    """Refuse an account below that role."""
    if not may(store, repository, account, least):
        raise Forbidden(message)


def association(store: Store, repository: Repository, account: Account) -> str:
    """What GitHub calls an author: as granted, else OWNER, COLLABORATOR from triage on, bots CONTRIBUTOR."""
    if account.id == repository.owner_id:
        return "OWNER"
    sql = "SELECT association FROM collaborators WHERE repository_id = ? AND account_id = ?"
    told = [text for text in store.texts(sql, repository.id, account.id) if text]
    if told:
        return told[0]
    if account.kind == "Bot":
        return "CONTRIBUTOR"
    return "COLLABORATOR" if may(store, repository, account, "triage") else "NONE"


def collaborators(store: Store, repository: Repository) -> list[Account]:
    """The owner, then everybody with a role, by login."""
    sql = _ACCOUNT + (
        "LEFT JOIN collaborators c ON c.account_id = a.id AND c.repository_id = ?1 "
        "WHERE a.kind = 'User' AND (a.id = ?2 OR c.role NOT IN ('none')) ORDER BY a.login"
    )
    return store.rows(Account, sql, repository.id, repository.owner_id)


def assignable(store: Store, repository: Repository) -> list[Account]:
    """Who may be given an issue: users with triage rights or more."""
    return [one for one in collaborators(store, repository) if may(store, repository, one, "triage")]
