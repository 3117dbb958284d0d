"""How new text will land: rules of the branch, and whether workflows may ask to pull."""

from __future__ import annotations

from roadmap_sync.github.diagnosis import Kind
from roadmap_sync.jobs.doctor.case import FAILED, OK, WARNING, Case, Checked

REFUSING = (
    "pull_request",
    "required_status_checks",
    "merge_queue",
    "update",
    "required_deployments",
    "workflows",
    "code_scanning",
)
"""Rules that refuse a direct commit (GitHub documentation, "Available rules for rulesets")."""
PATTERNS = (
    "commit_message_pattern",
    "commit_author_email_pattern",
    "committer_email_pattern",
    "file_path_restriction",
    "max_file_size",
)
"""Rules that may refuse one."""
ASK = "write-back: auto asks to pull from roadmap-sync/update"
SETTING = (
    "tick Allow GitHub Actions to create and approve pull requests in Settings, Actions, General "
    "(of the organization, too), or give the Action the token of an App"
)


def branch(case: Case) -> Checked:
    """Will the branch take commits?"""
    name = case.branch
    there = case.diagnosis.branch(name)
    if there.status == 404:
        todo = "push a first commit, or correct branch: in the configuration"
        return Checked("branch", FAILED, f"{name} is not there", todo)
    rules = _rules(case)
    refusing = [rule for rule in rules if rule in REFUSING]
    if refusing:
        return Checked("branch", OK, f"{name} refuses direct commits ({', '.join(refusing)}): {ASK}")
    if any(rule in PATTERNS for rule in rules):
        said = f"{name} takes only commits that fit a pattern ({', '.join(rules)})"
        return Checked(
            "branch", WARNING, said, "let commit-message of the Action fit it, or set write-back: pr"
        )
    if there.status == 200 and there.json()["protected"] and not rules:
        said = f"{name} is protected, by rules that this token cannot see: where it takes no commit, {ASK}"
        return Checked("branch", OK, said)
    signed = "; commits through the API are signed by GitHub" if "required_signatures" in rules else ""
    return Checked("branch", OK, f"{name} takes commits{signed}")


def _rules(case: Case) -> list[str]:
    answer = case.diagnosis.rules(case.branch)
    return [rule["type"] for rule in answer.json()] if answer.status == 200 else []


def _protected(case: Case) -> bool:
    """Whether a pull request may be needed."""
    there, rules = case.diagnosis.branch(case.branch), _rules(case)
    hidden = there.status == 200 and there.json()["protected"] and not rules
    return hidden or any(rule in (*REFUSING, *PATTERNS) for rule in rules)


def pulls(case: Case) -> Checked:
    """May workflows open pull requests? A person's token and an App's always may."""
    answer, needed = case.diagnosis.allowance(), _protected(case)
    if answer.status != 200:
        said = "whether workflows may open pull requests cannot be seen with this token"
        if needed:
            return Checked("pull-requests", WARNING, said, f"look yourself: {SETTING}")
        return Checked("pull-requests", OK, f"{said}; none is needed while the branch takes commits")
    if answer.json()["can_approve_pull_request_reviews"]:
        return Checked("pull-requests", OK, "workflows may open pull requests")
    if not needed:
        said = "workflows may open none, and need none while the branch takes commits"
        return Checked("pull-requests", OK, said)
    said = f"workflows may open none, and {case.branch} may refuse commits: new text waits on a branch"
    acting = case.diagnosis.home.kind is Kind.ACTIONS
    return Checked("pull-requests", FAILED if acting else WARNING, said, SETTING)
