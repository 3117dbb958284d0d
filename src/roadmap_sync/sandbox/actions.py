"""Workflows of GitHub Actions and their runs, as rows: nothing is ever run here."""

from dataclasses import dataclass

from roadmap_sync.sandbox.rows import Repository
from roadmap_sync.sandbox.site import Site

STATES = ("active", "deleted", "disabled_fork", "disabled_inactivity", "disabled_manually")


@dataclass(frozen=True, slots=True)
class ActionsWorkflow:
    """A workflow by the path of its file."""

    id: int
    repository_id: int
    path: str
    name: str
    state: str
    created_at: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run that has ended."""

    id: int
    workflow_id: int
    number: int
    event: str
    conclusion: str
    created_at: str


def workflows(site: Site, home: Repository) -> list[ActionsWorkflow]:
    """All workflows of a repository, the oldest first."""
    sql = "SELECT * FROM actions_workflows WHERE repository_id = ? ORDER BY rowid"
    return site.store.rows(ActionsWorkflow, sql, home.id)


def workflow(site: Site, home: Repository, name: str) -> ActionsWorkflow | None:
    """A workflow by its id or the name of its file."""
    here = workflows(site, home)
    return next((one for one in here if name in (str(one.id), one.path.rpartition("/")[2])), None)


def put(site: Site, home: Repository, path: str, state: str) -> ActionsWorkflow:
    """A workflow at that path, made where there is none, in that state."""
    store = site.store
    known = workflow(site, home, path.rpartition("/")[2])
    with store.transaction():
        if known is None:
            name = path.rpartition("/")[2].partition(".")[0]
            new = ActionsWorkflow(store.new_id("workflow"), home.id, path, name, state, site.clock.stamp())
            store.add("actions_workflows", new)
        else:
            store.update("actions_workflows", known.id, state=state)
    found = workflow(site, home, path.rpartition("/")[2])
    assert found is not None
    return found


def ran(site: Site, of: ActionsWorkflow, event: str, conclusion: str, created_at: str) -> Run:
    """A run that took place."""
    store = site.store
    with store.transaction():
        number = store.count("SELECT count(*) FROM actions_runs WHERE workflow_id = ?", of.id) + 1
        made = Run(store.new_id("run"), of.id, number, event, conclusion, created_at)
        store.add("actions_runs", made)
    return made


def runs(site: Site, of: ActionsWorkflow, event: str | None) -> list[Run]:
    """The runs of a workflow, the newest first, of one event where one is named."""
    sql = "SELECT * FROM actions_runs WHERE workflow_id = ?1 AND (?2 IS NULL OR event = ?2) "
    return site.store.rows(Run, sql + "ORDER BY created_at DESC, number DESC", of.id, event)
