"""Is there a workflow that runs us, is it switched on, and did it run last night?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import yaml

from roadmap_sync.jobs.doctor.case import FAILED, OK, WARNING, Case, Checked

OURS = "roadmap-sync"
MISSED = timedelta(days=2)
"""A nightly run may be late, as GitHub's schedules are (documented), and one may be dropped."""
READ = "look yourself, or give the token Actions: read (in a workflow: permissions: actions: read)"
STATES = {
    "disabled_inactivity": "GitHub switches schedules off after 60 days without a commit",
    "disabled_manually": "somebody switched it off",
    "disabled_fork": "workflows of forks are switched off at first",
}


def workflow(case: Case) -> Checked:
    """Is there one at the tip of the branch, and is it switched on?"""
    ours = _ours(case)
    if not ours:
        said = f"none at the tip of {case.branch} runs {OURS}"
        return Checked("workflow", WARNING, said, "docs/action.md has one to copy; or run it by hand")
    answer = case.diagnosis.workflows()
    if answer.status != 200:
        return Checked("workflow", WARNING, f"{_names(ours)}: whether it is switched on cannot be seen", READ)
    known = {one["path"]: one["state"] for one in answer.json()["workflows"]}
    off = {path: known[path] for path in ours if known.get(path, "active") != "active"}
    if off:
        said = "; ".join(f"{path} is switched off: {STATES.get(state, state)}" for path, state in off.items())
        todo = "; ".join(f"gh workflow enable {path.rpartition('/')[2]}" for path in off)
        return Checked("workflow", FAILED, said, todo)
    unknown = [path for path in ours if path not in known]
    if unknown:
        said = f"GitHub does not list {_names(unknown)}"
        todo = "it must lie on the default branch, and Actions be allowed: Settings, Actions, General"
        return Checked("workflow", WARNING, said, todo)
    return Checked("workflow", OK, f"{_names(ours)} is switched on")


def nightly(case: Case) -> Checked | None:
    """Did the schedule set off a run in the last two days, and did it go well?"""
    scheduled = [path for path, text in _ours(case).items() if "schedule" in _events(_parsed(text))]
    answer = case.diagnosis.workflows()
    if not scheduled or answer.status != 200:
        return None
    known = {one["path"]: one["id"] for one in answer.json()["workflows"]}
    checked = [_last(case, path, known[path]) for path in scheduled if path in known]
    return max(checked, key=lambda one: (OK, WARNING, FAILED).index(one.state), default=None)


def _last(case: Case, path: str, known: int) -> Checked:
    answer = case.diagnosis.last_run(known)
    if answer.status != 200:
        return Checked("nightly", WARNING, f"runs of {path} cannot be seen", READ)
    runs = answer.json()["workflow_runs"]
    if not runs:
        todo = "wait for the first night, or start it by hand: gh workflow run " + path.rpartition("/")[2]
        return Checked("nightly", WARNING, f"{path} has never been run by its schedule", todo)
    run = runs[0]
    when = datetime.fromisoformat(run["created_at"])
    said = f"last run by schedule: {when:%Y-%m-%d %H:%M} UTC"
    if _there(case) - when > MISSED:
        todo = "switch the workflow off and on again: gh workflow disable, gh workflow enable"
        return Checked(
            "nightly", WARNING, f"{said}, more than two days ago", f"{todo} {path.rpartition('/')[2]}"
        )
    if run["conclusion"] not in (None, "success"):
        return Checked("nightly", WARNING, f"{said}, {run['conclusion']}", f"read why: {run['html_url']}")
    return Checked("nightly", OK, f"{said}, {run['conclusion'] or 'under way'}")


def _there(case: Case) -> datetime:
    """What time it is for the server, whatever the clock here says."""
    date = case.diagnosis.enter().headers.get("date")
    return parsedate_to_datetime(date) if date else case.now


def _ours(case: Case) -> dict[str, str]:
    """The workflows that run us: by a step of theirs, else by their name."""
    files = case.diagnosis.workflow_files(case.branch)
    return {path: text for path, text in files.items() if OURS in path or _runs_us(_parsed(text))}


def _parsed(text: str) -> Mapping[Any, Any]:
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _runs_us(parsed: Mapping[Any, Any]) -> bool:
    said = (step.get(key) for step in _steps(parsed) for key in ("uses", "run"))
    return any(OURS in text for text in said if isinstance(text, str))


def _steps(parsed: Mapping[Any, Any]) -> Iterator[Mapping[Any, Any]]:
    jobs = parsed.get("jobs")
    for job in jobs.values() if isinstance(jobs, dict) else ():
        if isinstance(job, dict):
            yield job
            steps = job.get("steps")
            yield from (step for step in (steps if isinstance(steps, list) else ()) if isinstance(step, dict))


def _events(parsed: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """What sets it off; YAML 1.1 takes the word ``on`` for true."""
    found = parsed.get("on", parsed.get(True))
    return found if isinstance(found, dict) else {}


def _names(paths: Any) -> str:
    return ", ".join(paths)
