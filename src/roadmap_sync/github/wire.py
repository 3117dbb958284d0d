"""The only place that sends anything: PyGithub's connection, with its repeats and its throttle off."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from roadmap_sync import __version__
from roadmap_sync.errors import ServerUnreachable
from roadmap_sync.github.replies import Answer, Faltered, NotSent

if TYPE_CHECKING:
    from github import Auth, Github, GithubException

TIMEOUT = 30
"""Seconds without a byte; GitHub itself gives up after 10."""


class Wire:
    """One connection to one server. PyGithub would send a POST again after a 502 or a dropped connection and
    sleep a second before every GraphQL read (measured with 2.10.0), hence ``retry=None`` and no throttle."""

    def __init__(self, api_url: str, credential: str | Auth.Auth) -> None:
        from github import Auth, Github

        self.api_url = api_url.rstrip("/")
        self._github: Github = Github(
            auth=Auth.Token(credential) if isinstance(credential, str) else credential,
            base_url=self.api_url,
            timeout=TIMEOUT,
            user_agent=f"roadmap-sync/{__version__}",
            per_page=100,
            retry=None,
            seconds_between_requests=None,
            seconds_between_writes=None,
        )

    def rest(self, method: str, path: str, payload: Any = None) -> Answer:
        """Send one REST request; ``path`` below the API's address. Raises NotSent, Faltered,
        ServerUnreachable."""
        return self._send(method, path, payload)

    def graphql(self, document: str, variables: dict[str, Any]) -> Answer:
        """Send one GraphQL request. Raises as ``rest`` does."""
        url = self._github.requester.graphql_url
        return self._send("POST", url, {"query": document, "variables": variables})

    def close(self) -> None:
        """Let go of the connection."""
        self._github.close()

    def _send(self, method: str, url: str, payload: Any) -> Answer:
        from requests.exceptions import RequestException

        from github import GithubException

        try:
            status, headers, text = self._github.requester.requestJson(method, url, input=payload)
        except RequestException as error:
            raise self._meaning(error) from error
        except RuntimeError as error:  # PyGithub: redirected to another scheme or host
            raise ServerUnreachable(str(error), where=self.api_url, todo="check GITHUB_API_URL") from error
        except GithubException as error:  # a token of an App was to be renewed
            return _answer(error)
        return Answer(status, {name.lower(): str(value) for name, value in headers.items()}, text)

    def _meaning(self, error: Exception) -> Exception:
        """Was the request sent, and may it have been carried out?"""
        from requests.exceptions import ConnectTimeout, SSLError

        if isinstance(error, SSLError):
            return ServerUnreachable(
                f"no secure connection: {_innermost(error)}", where=self.api_url, todo="check the certificate"
            )
        if isinstance(error, ConnectTimeout) or _never_connected(error):
            return NotSent(_innermost(error))
        return Faltered(_innermost(error))


def _answer(error: GithubException) -> Answer:
    """What the server said to a request that PyGithub sent and read by itself."""
    headers = {name.lower(): str(value) for name, value in (error.headers or {}).items()}
    return Answer(error.status, headers, json.dumps(error.data))


def _never_connected(error: Exception) -> bool:
    from urllib3.exceptions import MaxRetryError, NewConnectionError

    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)


def _innermost(error: BaseException) -> str:
    while error.args and isinstance(error.args[0], BaseException):
        error = getattr(error.args[0], "reason", None) or error.args[0]
    return str(error).split(">: ")[-1] or type(error).__name__
