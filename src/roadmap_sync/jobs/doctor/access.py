"""Is the server there, what is the token, what may it do, and does it see the repository?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from roadmap_sync.github.diagnosis import Door, Kind
from roadmap_sync.github.replies import Answer, forbidden
from roadmap_sync.jobs.doctor.case import FAILED, OK, WARNING, Case, Checked

APART = timedelta(minutes=5)
"""How far clocks may be apart; the proof of an App is refused soon after."""
SOON = timedelta(days=14)
"""How long before its end a token is to be replaced."""
LOW = 0.1
"""The part of an hour's requests below which a run may be stopped by the limit."""
NEEDED = {"issues": "write", "contents": "write", "pull_requests": "write"}
WHY = {
    "issues": "nothing can be synchronized",
    "contents": "new text cannot be committed: set write-back: none",
    "pull_requests": "no pull request where the branch takes no commits",
}
_WORKFLOW = "in a workflow: permissions: issues: write, contents: write, pull-requests: write"
_FINE = "give the token Issues, Contents and Pull requests (read and write) for this repository"
_INVITE = "ask for the role Write in this repository, or use the token of somebody who has it"
REACH = {
    Kind.CLASSIC: "give the token the scope repo",
    Kind.LOGIN: "gh auth refresh --scopes repo",
    Kind.ACTIONS: _WORKFLOW,
}


def server(case: Case) -> Checked:
    """Does GitHub answer at this address?"""
    url = case.diagnosis.home.session.api_url
    answer = case.diagnosis.enter()
    if answer.status in (200, 401, 403, 404, 429):
        return Checked("server", OK, f"{url} answers")
    said = f"{url} answers {answer.status}: {answer.message[:80]}"
    return Checked("server", FAILED, said, "check GITHUB_API_URL, and whether a proxy answers instead")


def clock(case: Case) -> Checked | None:
    """Is it the same time here and there? (An App proves itself by the time, and so do certificates.)"""
    date = case.diagnosis.enter().headers.get("date")
    if date is None:
        return None
    apart = case.now - parsedate_to_datetime(date)
    if abs(apart) <= APART:
        return Checked("clock", OK, "agrees with the server's")
    said = f"{_span(abs(apart))} {'ahead of' if apart > timedelta() else 'behind'} the server's"
    return Checked("clock", WARNING, said, "set the clock of this machine; an App is not let in with this")


def _span(time: timedelta) -> str:
    minutes = round(time.total_seconds() / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"


def token(case: Case) -> Checked:
    """Is it valid, and of what kind is it?"""
    answer, door = case.diagnosis.enter(), case.diagnosis.home
    if answer.status not in (200, 404):
        todo = (
            "make a new one, or log in again: gh auth login; a token ends on the day that was chosen for it"
        )
        return Checked("token", FAILED, f"not accepted: {answer.message}", todo)
    ends = _end(answer)
    if ends is not None and ends - case.now < SOON:
        todo = "make a new one before that, and put it where this one is"
        return Checked("token", WARNING, f"{described(door)}; ends on {ends:%Y-%m-%d}", todo)
    return Checked("token", OK, f"{described(door)}{f'; ends on {ends:%Y-%m-%d}' if ends else ''}")


def _end(answer: Answer) -> datetime | None:
    """When a personal token ends, which each reply to it says (the forms that other clients read)."""
    text = answer.headers.get("github-authentication-token-expiration", "").replace(" UTC", " +0000")
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None


def described(door: Door) -> str:
    """A token in words; never the token itself."""
    acting = f", acts as {door.login}" if door.login else ""
    scopes = "" if door.scopes is None else f", scopes: {', '.join(door.scopes) or 'none'}"
    source = f" ({door.token.source})" if door.token.source else ""
    return f"{door.kind.value}{source}{acting}{scopes}"


def repository(case: Case) -> Checked:
    """Is it visible, under this name, and may it be written?"""
    session, answer = case.diagnosis.home.session, case.diagnosis.repository()
    name = f"{session.owner}/{session.name}"
    if answer.status != 200:
        said = f"{name} is not there, or this token cannot see it ({answer.status}: {answer.message})"
        return Checked("repository", FAILED, said, _reached(case, answer))
    found = answer.json()
    if found["archived"]:
        return Checked("repository", FAILED, f"{name} is archived", "unarchive it: Settings, General")
    if found["full_name"].casefold() != name.casefold():
        todo = f"use its new name: GITHUB_REPOSITORY={found['full_name']}, and the remote origin"
        return Checked("repository", WARNING, f"{name} is called {found['full_name']} now", todo)
    return Checked("repository", OK, f"{name}, {'private' if found['private'] else 'public'}")


def _reached(case: Case, answer: Answer) -> str:
    """How to reach a repository: a 403 tells more than a 404, single sign-on for one."""
    if answer.status == 403:
        return forbidden(answer.message, answer.headers, "").todo
    return f"check the name (GITHUB_REPOSITORY); {_reach(case.diagnosis.home)}"


def issues(case: Case) -> Checked:
    """Are they switched on?"""
    if case.repository["has_issues"]:
        return Checked("issues", OK, "switched on")
    todo = "tick Issues in Settings, General, Features; until then only the documents are read"
    return Checked("issues", FAILED, "switched off for this repository", todo)


def permissions(case: Case) -> Checked:
    """May the token write, as far as that can be told without writing?"""
    door = case.diagnosis.home
    if door.token.permissions is not None:
        return _told(door.token.permissions)
    if door.kind.scoped and (checked := _scopes(case, door)):
        return checked
    for what, answer in (("issues", case.diagnosis.issues()), ("contents", case.diagnosis.files())):
        if _refused(answer):
            return Checked("permissions", FAILED, f"{what} cannot be read: {answer.message}", _reach(door))
    return _role(case, door)


def _refused(answer: Answer) -> bool:
    return answer.status == 403


def _reach(door: Door) -> str:
    return REACH.get(door.kind, _FINE)


def _told(held: Mapping[str, str]) -> Checked:
    """What an installation may is told by GitHub."""
    missing = [name for name, access in NEEDED.items() if held.get(name) != access]
    if not missing:
        return Checked("permissions", OK, ", ".join(f"{name}: {held[name]}" for name in NEEDED))
    said = "; ".join(f"{name}: write is missing: {WHY[name]}" for name in missing)
    todo = "change the App's permissions in its settings, and let the owner accept them"
    return Checked("permissions", FAILED if "issues" in missing else WARNING, said, todo)


def _scopes(case: Case, door: Door) -> Checked | None:
    """What is wrong with the scopes of a classic token."""
    enough = {"repo"} if case.repository["private"] else {"repo", "public_repo"}
    if enough & set(door.scopes or ()) or door.scopes is None:
        return None
    return Checked("permissions", FAILED, "the scope repo is missing: nothing can be written", _reach(door))


def _role(case: Case, door: Door) -> Checked:
    """A person's rights are those of the token at most."""
    rights = case.repository.get("permissions") or {}
    if door.kind in (Kind.ACTIONS, Kind.APP):
        said = "reading is allowed; what may be written cannot be told without writing"
        return Checked("permissions", OK, said, "")
    if not rights.get("triage"):
        return Checked("permissions", FAILED, f"{door.login} may only read here", _INVITE)
    if not rights.get("push"):
        said = f"{door.login} may change issues and labels, but neither milestones nor files"
        return Checked("permissions", WARNING, said, _INVITE)
    if door.kind.scoped:
        return Checked("permissions", OK, f"{door.login} may write")
    said = f"{door.login} may write; whether this token may, too, cannot be told without writing"
    return Checked("permissions", OK, said)


def limits(case: Case) -> Checked:
    """How much is left of this hour?"""
    answer = case.diagnosis.enter()
    if answer.status == 404:
        return Checked("limits", OK, "this server has none")
    windows = answer.json()["resources"]
    shown = {"requests": windows["core"], "points of GraphQL": windows["graphql"]}
    said = ", ".join(f"{one['remaining']} of {one['limit']} {name} left" for name, one in shown.items())
    reset = datetime.fromtimestamp(max(one["reset"] for one in shown.values()), UTC)
    todo = f"wait until {reset:%H:%M} UTC, or allow it with --wait"
    if any(one["remaining"] == 0 for one in shown.values()):
        return Checked("limits", FAILED, said, todo)
    low = any(one["remaining"] < LOW * one["limit"] for one in shown.values())
    return Checked("limits", WARNING if low else OK, said, todo if low else "")
