"""What a repository or an account may have on GitHub and never has here: told as none, not as unknown."""

from roadmap_sync.sandbox import protection
from roadmap_sync.sandbox.access import authenticate
from roadmap_sync.sandbox.call import Call, Reply, answer
from roadmap_sync.sandbox.refusals import Missing
from roadmap_sync.sandbox.rest import found
from roadmap_sync.sandbox.routing import Handler

_LISTS = (
    "/releases", "/forks", "/stargazers", "/subscribers", "/deployments", "/comments", "/pulls/comments",
    "/teams",
)  # fmt: skip
_FOR_ADMINS = ("/hooks", "/keys", "/invitations")
_COUNTED = {"/actions/artifacts": "artifacts", "/environments": "environments"}
_COUNTED_FOR_WRITERS = {"/actions/secrets": "secrets", "/actions/variables": "variables"}
_OF_USERS = ("followers", "following", "starred", "subscriptions", "gists")


def _checked(role: str, shown: object) -> Handler:
    """The reply to those who have that role in the repository; for others there is no such thing."""

    def told(call: Call) -> Reply:
        home = found.repository(call)
        if not found.may(call, home, role):
            raise Missing
        return answer(200, shown)

    return told


def _mine(call: Call) -> Reply:
    authenticate(call)
    return answer(200, [])


def _theirs(call: Call) -> Reply:
    found.account(call)
    return answer(200, [])


def _of_commit(call: Call) -> Reply:
    found.commit(call, call.params["ref"])
    return answer(200, [])


def _uncovered(call: Call) -> Reply:
    """Not the commit of that odd name."""
    raise Missing


def _unprotected(call: Call) -> Reply:
    home = found.repository(call)
    found.need(call, home, "admin")
    name = found.branch(call, home, call.params["branch"]).name.removeprefix("refs/heads/")
    raise Missing() if protection.is_classic(call.site, home, name) else Missing("Branch not protected")


def _none(name: str) -> dict[str, object]:
    return {"total_count": 0, name: []}


Routes = list[tuple[str, str, Handler]]
BELOW_REPOSITORY: Routes = [
    *(("GET", path, _checked("read", [])) for path in _LISTS),
    *(("GET", path, _checked("admin", [])) for path in _FOR_ADMINS),
    *(("GET", path, _checked("read", _none(name))) for path, name in _COUNTED.items()),
    *(("GET", path, _checked("write", _none(name))) for path, name in _COUNTED_FOR_WRITERS.items()),
    ("GET", "/commits/{ref:path}/comments", _of_commit),
    ("GET", "/commits/{ref:path}/check-suites", _uncovered),
    ("GET", "/branches/{branch:path}/protection", _unprotected),
]
ROUTES: Routes = [
    ("GET", "/notifications", _mine),
    *(("GET", f"/user/{path}", _mine) for path in _OF_USERS if path != "gists"),
    ("GET", "/gists", _mine),
    *(("GET", f"/users/{{login}}/{path}", _theirs) for path in _OF_USERS),
]
