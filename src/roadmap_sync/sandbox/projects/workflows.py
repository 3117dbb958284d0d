"""The built-in workflows of a project, which write after the request that set them off.

The two that close and finish are on in GitHub's documentation; see docs/sandbox.md for what is unverified.
"""

from collections.abc import Callable

from roadmap_sync.sandbox import issues, people
from roadmap_sync.sandbox.pending import ADDED, CLOSED, MOVED, NESTED, OPENED, REOPENED, Happening
from roadmap_sync.sandbox.projects import fields, items, values
from roadmap_sync.sandbox.projects.rows import Item, Project, Workflow
from roadmap_sync.sandbox.refusals import Refusal
from roadmap_sync.sandbox.rows import Account, Issue
from roadmap_sync.sandbox.site import Site
from roadmap_sync.sandbox.store import Store

ACTOR = "github-project-automation"
AUTO_ADD, AUTO_CLOSE, SUB_ISSUES = "Auto-add to project", "Auto-close issue", "Auto-add sub-issues to project"
ITEM_ADDED, ITEM_CLOSED, ITEM_REOPENED = "Item added to project", "Item closed", "Item reopened"
_DEFAULTS: tuple[tuple[str, bool, str | None], ...] = (
    (ITEM_CLOSED, True, "Done"),
    (AUTO_CLOSE, True, "Done"),
    (SUB_ISSUES, True, None),
    (ITEM_ADDED, False, "Todo"),
    (ITEM_REOPENED, False, "In Progress"),
    (AUTO_ADD, False, None),
)
_WORKFLOW = "SELECT w.* FROM project_workflows w "


def of_project(store: Store, project: Project) -> list[Workflow]:
    """The workflows of a project."""
    return store.rows(Workflow, _WORKFLOW + "WHERE w.project_id = ? ORDER BY w.rowid", project.id)


def by_id(store: Store, workflow_id: int) -> Workflow | None:
    """The workflow of a stored id."""
    return store.row(Workflow, _WORKFLOW + "WHERE w.id = ?", workflow_id)


def found(site: Site, project: Project) -> None:
    """Give a new project the workflows every project has."""
    now = site.clock.stamp()
    for number, (name, enabled, status) in enumerate(_DEFAULTS, 1):
        key = site.store.new_id("workflow")
        site.store.add(
            "project_workflows", Workflow(key, project.id, number, name, enabled, status, now, now)
        )


def switch(site: Site, workflow: Workflow, *, enabled: bool, status: str | None) -> None:
    """Turn a workflow on or off, and say which status it sets."""
    with site.store.transaction():
        changed = {"enabled": enabled, "status": status}
        site.store.update("project_workflows", workflow.id, **changed, updated_at=site.clock.stamp())


def delete(site: Site, workflow: Workflow) -> None:
    """Take a workflow away."""
    with site.store.transaction():
        site.store.run("DELETE FROM project_workflows WHERE id = ?", workflow.id)


def run(site: Site) -> None:
    """Let the workflows act on all that happened; what they do sets off others in their turn."""
    while due := site.pending.due():
        for happening in due:
            try:
                _ACTS[happening.kind](site, happening)
            except Refusal:  # the issue or the project is gone, or may not be changed
                continue


def _issue_moved(site: Site, happening: Happening, wanted: str, state: str) -> None:
    issue = issues.by_id(site.store, happening.subject)
    if issue.state != state:
        return
    for item in items.of_issue(site.store, issue.id, archived=False):
        _set_status(site, item, wanted)


def _closed(site: Site, happening: Happening) -> None:
    _issue_moved(site, happening, ITEM_CLOSED, "closed")


def _reopened(site: Site, happening: Happening) -> None:
    _issue_moved(site, happening, ITEM_REOPENED, "open")


def _added(site: Site, happening: Happening) -> None:
    item = items.by_id(site.store, happening.subject)
    project = _project(site.store, item.project_id)
    status = fields.by_name(site.store, project, fields.STATUS)
    if status and values.stored(site.store, item, status) is None:
        _set_status(site, item, ITEM_ADDED)


def _moved(site: Site, happening: Happening) -> None:
    item = items.by_id(site.store, happening.subject)
    project = _project(site.store, item.project_id)
    workflow, status = (
        _active(site.store, project, AUTO_CLOSE),
        fields.by_name(site.store, project, fields.STATUS),
    )
    now = values.option(site.store, item, status) if status else None
    issue = issues.by_id(site.store, item.issue_id) if item.issue_id else None
    finished = workflow and now and now.name == workflow.status
    if finished and issue and issue.state == "open":  # one that is closed keeps its reason
        issues.close(site, _actor(site), issue)


def _opened(site: Site, happening: Happening) -> None:
    issue = issues.by_id(site.store, happening.subject)
    sql = "SELECT p.* FROM projects p JOIN project_repositories x ON x.project_id = p.id"
    found = site.store.rows(Project, f"{sql} WHERE x.repository_id = ?", issue.repository_id)
    _add(site, issue, found, AUTO_ADD)


def _nested(site: Site, happening: Happening) -> None:
    issue = issues.by_id(site.store, happening.subject)
    sql = (
        "SELECT p.* FROM projects p JOIN project_items x ON x.project_id = p.id "
        "JOIN sub_issues s ON s.parent_id = x.issue_id WHERE s.child_id = ?"
    )
    _add(site, issue, site.store.rows(Project, sql, issue.id), SUB_ISSUES)


def _add(site: Site, issue: Issue, projects: list[Project], name: str) -> None:
    for project in projects:
        if _active(site.store, project, name):
            items.add(site, _actor(site), project, issue)


def _set_status(site: Site, item: Item, name: str) -> None:
    project = _project(site.store, item.project_id)
    workflow, status = _active(site.store, project, name), fields.by_name(site.store, project, fields.STATUS)
    known = fields.options(site.store, status) if status else []
    option = next((one for one in known if workflow and one.name == workflow.status), None)
    if status and option:
        values.set_value(site, _actor(site), item, status, "SINGLE_SELECT", option.id)


def _active(store: Store, project: Project, name: str) -> Workflow | None:
    if project.closed_at is not None:
        return None
    sql = _WORKFLOW + "WHERE w.project_id = ? AND w.name = ? AND w.enabled"
    return store.row(Workflow, sql, project.id, name)


def _project(store: Store, project_id: int) -> Project:
    return store.rows(Project, "SELECT p.* FROM projects p WHERE p.id = ?", project_id)[0]


def _actor(site: Site) -> Account:
    return people.create(site, ACTOR, "Bot")


_ACTS: dict[str, Callable[[Site, Happening], None]] = {
    CLOSED: _closed, REOPENED: _reopened, ADDED: _added, MOVED: _moved, OPENED: _opened, NESTED: _nested,
}  # fmt: skip
