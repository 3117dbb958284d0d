"""A client of the sandbox that knows nothing of it but its address."""

from typing import Any

import requests

REPO = "/repos/acme/widgets"


class Client:
    """Somebody with a token at a server."""

    def __init__(self, url: str, token: str | None = "anything") -> None:
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False
        if token is not None:
            self.session.headers["authorization"] = f"token {token}"

    def call(self, method: str, path: str, body: Any = None, **more: Any) -> requests.Response:
        """A request to REST, the page or a switch; never redirected."""
        return self.session.request(
            method, self.url + path, json=body, allow_redirects=False, timeout=10, **more
        )

    def get(self, path: str, /, **query: Any) -> Any:
        """The JSON of a GET that must succeed."""
        reply = self.call("GET", path, params=query)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def send(self, method: str, path: str, /, **body: Any) -> Any:
        """The JSON of a write that must succeed."""
        reply = self.call(method, path, body)
        assert reply.status_code in (200, 201, 204), reply.text
        return reply.json() if reply.content else None

    def issue(self, title: str = "An issue", **more: Any) -> Any:
        """A new issue."""
        return self.send("POST", f"{REPO}/issues", title=title, **more)

    def branch(self, name: str, path: str = "topic.md") -> str:
        """A branch one commit ahead of `main`, which is begun where it is missing; the commit's oid."""
        if self.call("GET", f"{REPO}/branches/main").status_code == 404:
            self.send("PUT", f"{REPO}/contents/README.md", message="Begin", content="")
        tip = self.get(f"{REPO}/branches/main")["commit"]["sha"]
        self.send("POST", f"{REPO}/git/refs", ref=f"refs/heads/{name}", sha=tip)
        made = self.send("PUT", f"{REPO}/contents/{path}", message="Change", content="", branch=name)
        return str(made["commit"]["sha"])

    def pull(self, title: str = "Change", head: str = "topic") -> Any:
        """A new pull request from a new branch into `main`."""
        self.branch(head)
        return self.send("POST", f"{REPO}/pulls", title=title, head=head, base="main")

    def ask(self, query: str, /, **variables: Any) -> Any:
        """The whole reply of GraphQL, which is always 200."""
        reply = self.call("POST", "/graphql", {"query": query, "variables": variables})
        assert reply.status_code == 200, reply.text
        return reply.json()

    def data(self, query: str, /, **variables: Any) -> Any:
        """The data of a GraphQL reply without errors."""
        reply = self.ask(query, **variables)
        assert "errors" not in reply, reply["errors"]
        return reply["data"]
