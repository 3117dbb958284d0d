"""A GitHub App: what proves who it is becomes the token of its installation on the repository."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from roadmap_sync.errors import NotPermitted, Stop, UsageFault
from roadmap_sync.github.pace import pace_for
from roadmap_sync.github.session import Session
from roadmap_sync.github.wire import Wire

if TYPE_CHECKING:
    from github import Auth
    from roadmap_sync.github.replies import Answer

ID, KEY = "ROADMAP_SYNC_APP_ID", "ROADMAP_SYNC_APP_PRIVATE_KEY"
SAME = f"check that {ID} and {KEY} are those of the same App; both are on its settings page"
PEM = f"put the whole .pem file that GitHub gave you for the App into {KEY}, from -----BEGIN to END-----"
CLOCK = "set this machine's clock: the proof of an App is good for minutes only"


@dataclass(frozen=True, slots=True)
class App:
    """``id``: its id or client id; ``key``: its private key, as PEM, which nothing ever shows."""

    id: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Installation:
    """An App on a repository. ``permissions``: each with ``read`` or ``write``; ``auth``: what PyGithub takes
    tokens from; each is good for an hour and renewed before its end (documented)."""

    slug: str
    permissions: Mapping[str, str]
    auth: Auth.Auth


def enter(app: App, api_url: str, repository: str) -> Installation:
    """The installation of ``app`` on ``repository``. One request, and one for the first token.

    Raises UsageFault for a key that is none, NotPermitted where GitHub knows no such App, does not believe
    it, or has it not installed there."""
    proof = _proof(app)
    with Session(Wire(api_url, proof), repository, pace=pace_for(api_url)) as session:
        answer = session.look(f"{session.path}/installation")
        if answer.status != 200:
            raise _refused(app, session, answer)
        found = answer.json()
        if found.get("suspended_at"):
            todo = "let an owner of the account unsuspend it, in the settings of the installation"
            raise NotPermitted("the App's installation is suspended", where=found["html_url"], todo=todo)
        auth = proof.get_installation_auth(found["id"])
        return Installation(found["app_slug"], found["permissions"], auth)


def _proof(app: App) -> Auth.AppAuth:
    """What signs for the App. Signs once, so that a key that is none is told here."""
    from github import Auth

    key = app.key.replace("\\n", "\n").strip()
    try:
        proof = Auth.AppAuth(app.id, key)
        if "PRIVATE KEY-----" in key and proof.token:
            return proof
    except Exception:
        pass
    raise UsageFault("this is no private key in PEM", where=KEY, todo=PEM)


def _refused(app: App, session: Session, answer: Answer) -> Stop:
    """Why GitHub does not lead an App to its installation (messages seen in others' reports)."""
    message = answer.message
    if "claim" in message and answer.status == 401:
        return NotPermitted(f"GitHub does not accept the App's proof: {message}", where=ID, todo=CLOCK)
    if answer.status == 401 or "ntegration not found" in message:
        what = f"GitHub does not know App {app.id} by this key ({message})"
        return NotPermitted(what, where=ID, todo=SAME)
    if answer.status != 404:
        return NotPermitted(f"GitHub does not allow it: {message}", where=session.where, todo=SAME)
    itself = session.look("/app")
    page = str(itself.json().get("html_url", "")) if itself.status == 200 else ""
    todo = f"install it there{f': {page}/installations/new' if page else ''}; or check GITHUB_REPOSITORY"
    return NotPermitted(
        f"App {app.id} is not installed on {session.owner}/{session.name}", where=session.where, todo=todo
    )
