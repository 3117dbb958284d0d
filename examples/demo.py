"""The main job in one go, on an embedded GitHub: plan, apply, a colleague acts, sync again.

usage: demo.py [FILE]        works on a copy in .demo/, and needs no token and no network
"""

from __future__ import annotations

import difflib
import json
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

HERE = Path(".demo")
REPOSITORY = "acme/lighthouse"
TOOL = [sys.executable, "-m", "roadmap_sync"]


def main() -> int:
    """Play the demonstration on a copy of the file named on the command line."""
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "examples/ROADMAP.md")
    if not source.is_file():
        print(f"{source}: no such file. Try: make demo FILE=path/to/ROADMAP.md", file=sys.stderr)
        return 2
    shutil.rmtree(HERE, ignore_errors=True)
    HERE.mkdir()
    shutil.copyfile(source, HERE / "ROADMAP.md")
    with subprocess.Popen(serving("0"), cwd=HERE, stdout=subprocess.PIPE, text=True) as server:
        try:
            return play(source, address(server))
        finally:
            server.terminate()


def serving(port: str) -> list[str]:
    return [*TOOL, "sandbox", "serve", "--db", "github.db", "--repo", REPOSITORY, "--port", port]


def address(server: subprocess.Popen[str]) -> str:
    """Where the server listens, from the line it prints when it is ready."""
    line = server.stdout.readline() if server.stdout else ""
    return line.split()[-1]


def play(source: Path, url: str) -> int:
    """The five acts; the exit code of the first command that fails."""
    say(f"Your roadmap is {source}; everything happens on a copy of it in {HERE}/.")
    for title, options in (("What would it do?", ["--dry-run"]), ("Do it.", ["--yes"])):
        say(title)
        if code := run(url, *options):
            return code
    before = (HERE / "ROADMAP.md").read_text(encoding="utf-8")
    say("Meanwhile, on GitHub, a colleague closes one issue and renames another.")
    if not colleague(url):
        say("There is no open issue to act on; roadmap-sync show tells what was understood.")
        return run(None, "show", "ROADMAP.md")
    say("Sync again: the document follows.")
    code = run(url, "--yes")
    say("What that changed in the document, and nothing else:")
    after = (HERE / "ROADMAP.md").read_text(encoding="utf-8")
    lines = (text.splitlines(keepends=True) for text in (before, after))
    print("".join(difflib.unified_diff(*lines, "before", "after", n=0)))
    serve = " ".join(["roadmap-sync", *serving("8000")[3:]])
    say(f"To look at the issues and milestones: cd {HERE} && {serve}")
    print("   then open http://127.0.0.1:8000 (roadmap-sync lies in .venv/bin)")
    return code


def say(text: str) -> None:
    print(f"\n── {text}", flush=True)


def run(url: str | None, *options: str) -> int:
    """One run of the tool on the copy, shown as a person would type it."""
    print(f"$ roadmap-sync {' '.join(options)}", flush=True)
    named = {"GITHUB_API_URL": url, "GITHUB_REPOSITORY": REPOSITORY, "GITHUB_TOKEN": "demo"} if url else {}
    outside_git = {"GIT_CEILING_DIRECTORIES": str(HERE.resolve().parent)}
    environment = {**os.environ, **named, **outside_git}
    for name in ("GH_TOKEN", "GITHUB_ACTIONS"):
        environment.pop(name, None)
    return subprocess.run([*TOOL, *options], cwd=HERE, env=environment, stderr=subprocess.DEVNULL).returncode


def colleague(url: str) -> bool:
    """Close the first open issue, rename the second; whether there was anything to act on."""
    found = ask(url, "GET", "/issues?state=open&direction=asc&per_page=2")
    for issue, change in zip(found, ({"state": "closed"}, {"title": None}), strict=False):
        if "title" in change:
            change = {"title": f"{issue['title']}, and document it"}
        ask(url, "PATCH", f"/issues/{issue['number']}", change)
        print(f"   #{issue['number']} {issue['title']}: {', '.join(f'{k} → {v}' for k, v in change.items())}")
    return bool(found)


def ask(url: str, method: str, path: str, payload: object = None) -> list[dict[str, object]]:
    """One request as somebody else would send it."""
    request = urllib.request.Request(
        f"{url}/repos/{REPOSITORY}{path}",
        data=None if payload is None else json.dumps(payload).encode(),
        method=method,
        headers={"Authorization": "token colleague", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)


if __name__ == "__main__":
    sys.exit(main())
