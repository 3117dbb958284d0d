"""Other repositories that rows name: can they be seen, and may issues be made there?"""

from __future__ import annotations

from roadmap_sync.errors import Stop
from roadmap_sync.github.diagnosis import Kind
from roadmap_sync.github.replies import ACCESS
from roadmap_sync.jobs.doctor.case import OK, WARNING, Case, Checked
from roadmap_sync.jobs.reading import read_all
from roadmap_sync.reconcile.identity.homes import find

TODO = f"correct the rows, or {ACCESS}"


def repositories(case: Case) -> Checked | None:
    """All of them in one check; a sync goes on without those in which nothing can be done."""
    try:
        documents = read_all(case.files)
    except Stop:
        return None
    homes = find(documents, str(case.repository["full_name"]), case.config.repositories)
    asked = homes.named(documents)
    wrong = [f"{name}: {why}" for name in asked if (why := homes.shut.get(name) or _why(case, name))]
    if wrong:
        return Checked("repositories", WARNING, "; ".join(wrong), TODO)
    return Checked("repositories", OK, f"{', '.join(asked)} can be seen, too") if asked else None


def _why(case: Case, name: str) -> str:
    """Why nothing can be done in a repository; empty where something may."""
    answer = case.diagnosis.other(name)
    if answer.status != 200:
        return f"it is not there, or this token cannot see it ({answer.status})"
    found = answer.json()
    if found["archived"]:
        return "it is archived"
    if not found["has_issues"]:
        return "issues are switched off there"
    untold = case.diagnosis.home.kind in (Kind.ACTIONS, Kind.APP)
    may = (found.get("permissions") or {}).get("triage")
    return "" if may or untold else "this token may only read it"
