"""GitHub Apps: who they are by a signed proof, and the tokens of their installation."""

import json
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from roadmap_sync.sandbox import people, repositories, tokens
from roadmap_sync.sandbox.clock import stamp
from roadmap_sync.sandbox.refusals import Forbidden, Invalid, Missing, Unauthenticated
from roadmap_sync.sandbox.rows import Account
from roadmap_sync.sandbox.site import Site

if TYPE_CHECKING:
    from jwt.types import Options

LIFE = 3600
_LONGEST = 600
_UNREADABLE = "A JSON web token could not be decoded"
_BY_OUR_CLOCK: "Options" = {
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
    "verify_iss": False,
}
_EXPIRED = (
    "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the "
    "assertion expires"
)
_FAR = "'Expiration time' claim ('exp') is too far in the future"
_EARLY = "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued"


@dataclass(frozen=True, slots=True)
class App:
    """An app, and whether it is installed on the repository; `permissions` is a JSON object, `life` how many
    seconds its tokens are good for."""

    id: int
    slug: str
    public_key: str
    permissions: str
    installation_id: int
    installed: bool
    suspended: bool
    life: int
    created_at: str

    @property
    def login(self) -> str:
        """Under which name its installation acts."""
        return f"{self.slug}[bot]"


@dataclass(frozen=True, slots=True)
class Token:
    """A token of an installation; `expires_at` as GitHub writes times."""

    token: str
    expires_at: str
    permissions: dict[str, str]


def register(site: Site, app: App) -> App:
    """Make an app known, in place of one of the same id."""
    store = site.store
    with store.transaction():
        store.run("DELETE FROM apps WHERE id = ?", app.id)
        store.add("apps", app)
        bot = people.create(site, app.login, "Bot")
        people.grant(site, repositories.by_id(store, site.home), bot, "write", None)
    return app


def by_id(site: Site, app_id: int) -> App | None:
    """The app of that id."""
    return site.store.row(App, "SELECT * FROM apps WHERE id = ?", app_id)


def is_proof(token: str | None) -> bool:
    """Whether a token is an app's own proof of itself, and not one of an installation."""
    return token is not None and token.startswith("eyJ") and token.count(".") == 2


def prove(site: Site, proof: str | None) -> App:
    """The app that signed a JSON web token; refuses what GitHub refuses."""
    import jwt

    if proof is None or not is_proof(proof):
        raise Unauthenticated(_UNREADABLE)
    try:
        unchecked = jwt.decode(proof, options={"verify_signature": False})
        app = by_id(site, int(unchecked["iss"]))
        if app is None:
            raise Missing("Integration not found")
        claims = jwt.decode(proof, app.public_key, algorithms=["RS256"], options=_BY_OUR_CLOCK)
        issued, expires = int(claims["iat"]), int(claims["exp"])
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise Unauthenticated(_UNREADABLE) from error
    _check_times(site, issued, expires)
    return app


def _check_times(site: Site, issued: int, expires: int) -> None:
    now = int(site.clock.now().timestamp())
    if expires <= now:
        raise Unauthenticated(_EXPIRED)
    if expires > now + _LONGEST:
        raise Unauthenticated(_FAR)
    if issued > now:
        raise Unauthenticated(_EARLY)


def installed(app: App, installation_id: int | None = None) -> App:
    """The app where it is installed, by the installation's id where one is named."""
    if app.suspended and installation_id is not None:
        raise Forbidden("This installation has been suspended")
    if not app.installed or installation_id not in (None, app.installation_id):
        raise Missing
    return app


def hand_out(site: Site, app: App, wanted: dict[str, str] | None) -> Token:
    """A new token for the installation, with all its permissions or those that are wanted."""
    granted: dict[str, str] = json.loads(app.permissions)
    for name, access in (wanted or {}).items():
        if granted.get(name) != access and granted.get(name) != "write":
            raise Invalid(message="The permissions requested are not granted to this installation.")
    held = wanted or granted
    made = Token(f"ghs_{token_urlsafe(27)}", stamp(site.clock.now() + timedelta(seconds=app.life)), held)
    with site.store.transaction():
        people.hand_out(site, made.token, people.by_login(site.store, app.login))
        words = tuple(f"{name}={access}" for name, access in held.items())
        tokens.register(site, made.token, tokens.Grant("app", words or ("metadata=read",)))
        expire(site, made.token, made.expires_at)
    return made


def expire(site: Site, token: str, expires_at: str) -> None:
    """Let a token end."""
    site.store.run("INSERT OR REPLACE INTO expiries VALUES (?, ?)", token, expires_at)


def end(site: Site, token: str | None) -> str | None:
    """When a token ends, where it does."""
    sql = "SELECT expires_at FROM expiries WHERE token = ?"
    return next(iter(site.store.texts(sql, token)), None)


def viewer(site: Site, token: str | None, owner_id: int) -> Account | None:
    """Who a token is; an app by its proof is nobody in a repository, and a token has its end."""
    if is_proof(token):
        return None
    ends = end(site, token)
    if ends is not None and ends <= site.clock.stamp():
        raise Unauthenticated("Bad credentials")
    return people.viewer(site, token, owner_id)
