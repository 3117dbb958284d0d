"""Web and API addresses, all on the host the request was sent to."""

from dataclasses import dataclass
from urllib.parse import quote

from roadmap_sync.sandbox.projects.rows import Project
from roadmap_sync.sandbox.rows import Account, Issue, Label, Milestone, Repository


@dataclass(frozen=True, slots=True)
class Links:
    """The two roots: `api` for REST, `web` for people; the same host unless it is named `api.…`."""

    api: str
    web: str

    def repo(self, repository: Repository) -> str:
        """The repository in REST."""
        return f"{self.api}/repos/{repository.full_name}"

    def issue(self, repository: Repository, number: int) -> str:
        """The issue in REST; pull requests are issues there too."""
        return f"{self.repo(repository)}/issues/{number}"

    def user(self, account: Account) -> str:
        """The account in REST."""
        return f"{self.api}/users/{account.login}"

    def page(self, repository: Repository) -> str:
        """The repository's page."""
        return f"{self.web}{self.path(repository)}"

    def project_path(self, owner: Account, project: Project) -> str:
        """The page of a project below the root."""
        root = "orgs" if owner.kind == "Organization" else "users"
        return f"/{root}/{owner.login}/projects/{project.number}"

    def project(self, owner: Account, project: Project) -> str:
        """The project in REST."""
        root = "orgs" if owner.kind == "Organization" else "users"
        return f"{self.api}/{root}/{owner.login}/projectsV2/{project.number}"

    def path(self, thing: Repository | Account) -> str:
        """The page of a repository or an account below the root."""
        return f"/{thing.full_name}" if isinstance(thing, Repository) else f"/{thing.login}"

    def issue_path(self, repository: Repository, issue: Issue) -> str:
        """The page of an issue or pull request below the root."""
        return f"{self.path(repository)}/{'pull' if issue.pull_id else 'issues'}/{issue.number}"

    def milestone_path(self, repository: Repository, milestone: Milestone) -> str:
        """The page of a milestone below the root."""
        return f"{self.path(repository)}/milestone/{milestone.number}"

    def label_path(self, repository: Repository, label: Label) -> str:
        """The page of a label below the root, its name as it is in a URL."""
        return f"{self.path(repository)}/labels/{quoted(label.name)}"


def quoted(text: str) -> str:
    """A path segment of any text."""
    return quote(text, safe="")


def below(path: str) -> str:
    """A path of several segments."""
    return quote(path)
