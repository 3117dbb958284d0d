"""Runs of the tool: in peace, and disturbed."""

from __future__ import annotations

import random
import re
import shlex
from collections.abc import Callable
from typing import Any

from tests.acceptance import calls
from tests.acceptance.desk import Ran, clean_environment
from tests.acceptance.proxy import proxied
from tests.walk import judge, surprises
from tests.walk.judge import Broken, Run, Sides
from tests.walk.life import Life

Act = Callable[[Life, random.Random], str]


def sides(life: Life) -> Sides:
    return Sides(life.text, life.look())


def demand(life: Life, faults: list[str], said: Any = None) -> None:
    if faults:
        raise Broken("\n".join(faults))


def peaceful(life: Life, chance: random.Random) -> str:
    """Dry run, sync, judge, sync again; what is held may be settled as the tool says, and again."""
    first = once(life, [])
    codes, options = [first["exit_code"]], told(first)
    for _ in range(3):
        if first["exit_code"] != 4 or not options or (chance.random() < 0.5 and not first["refusal"]):
            break
        some = chance.sample(options, chance.randrange(1, min(3, len(options)) + 1))
        if first["refusal"]:
            some = [one for one in options if one.startswith("--allow")]
        first = once(life, [word for one in some for word in shlex.split(one)])
        codes.append(first["exit_code"])
        options = told(first)
    return f"exit {codes}"


def told(said: dict[str, Any]) -> list[str]:
    """The options that the tool names."""
    texts = [hold["todo"] for hold in said["holds"]] + [str(said["refusal"] or "")]
    found = {
        one
        for text in texts
        for one in re.findall(r"--(?:take|allow) '[^']*'|--(?:take|allow) [^\s,;)`]+", text)
    }
    return sorted(found)


def once(life: Life, options: list[str]) -> dict[str, Any]:
    """One plan, carried out and judged, and the run after it."""
    before, prints = sides(life), life.github.fingerprint()
    dry = run(life, "sync", "--dry-run", "--format", "json", *options, codes=(0, 2, 4))
    if dry.code == 2:
        raise Broken(f"usage: {options} {dry.err}")
    plan = dry.json
    if life.github.fingerprint() != prints or life.text != before.text or plan["requests"]["write"]:
        raise Broken("a dry run wrote")
    ran = run(life, "sync", "--yes", "--format", "json", "--expect", plan["digest"], *options, codes=(0, 4))
    done = ran.json
    life.desk.publish("Write back")
    life.count()
    story = Run(before, sides(life), done, taken=bool(options))
    check(life, story, plan)
    again(life, story)
    if not done["refusal"]:
        judge.agree(life, story)
    life.before, life.syncs = story.after.seen, life.syncs + 1
    return done


def check(life: Life, story: Run, plan: dict[str, Any]) -> None:
    done = story.told
    found = list(judge.faults(life, story))
    if ids(plan) != ids(done) or plan["digest"] != done["digest"]:
        found.append("the sync did other things than its plan")
    conflicts = [hold for hold in done["holds"] if hold["kind"] == "conflict"]
    if (done["exit_code"] == 4) != bool(conflicts or done["refusal"]):
        found.append(f"exit {done['exit_code']} with {len(conflicts)} conflicts and {done['refusal']!r}")
    if done["refusal"]:
        same = story.before == story.after
        found += [] if same else ["a refused plan changed something"]
        demand(life, found)
        return
    bad = [one for one in done["outcomes"] if one["result"] != "done"]
    found += [f"not done: {one}" for one in bad]
    found += judge.written(story)
    found += judge.kept(life, story)
    found += surprises.untold(story)
    demand(life, found)


def ids(plan: dict[str, Any]) -> list[str]:
    return sorted(one["id"] for one in plan["changes"])


def again(life: Life, story: Run) -> None:
    """The run after has nothing to do and tells the same."""
    prints, done = life.github.fingerprint(), story.told
    more = run(life, "sync", "--yes", "--format", "json", codes=(0, 4)).json
    if done["refusal"]:
        return
    found = []
    changes = [one for one in more["changes"] if not added_by_github(one, story)]
    if changes or (more["requests"]["write"] and not more["changes"]) or life.text != story.after.text:
        small = [(one["kind"], one["subject"], one["field"], one["before"], one["after"]) for one in changes]
        found.append(f"the run after was not empty: {more['requests']} {small}")
    elif life.github.fingerprint() != prints and not more["changes"]:
        found.append("the run after wrote")
    if not story.taken and unlisted(more, done):
        found.append(f"the run after lists what was not listed: {unlisted(more, done)}")
    demand(life, found)


def added_by_github(change: dict[str, Any], story: Run) -> bool:
    """Whether a card is filled that the board's own workflow made, of an issue that was given a parent."""
    names = [name for name in story.before.seen.issues if name[1] == change["subject"]["number"]]
    cards = [(story.before.seen.issues[name].card, story.after.seen.issues[name].card) for name in names]
    told = {one["subject"]["number"] for one in story.told["changes"] if one["field"] == "board"}
    new = any(was is None and now is not None for was, now in cards)
    return change["subject"]["kind"] == "card" and new and change["subject"]["number"] not in told


def unlisted(more: dict[str, Any], done: dict[str, Any]) -> set[tuple[str, str, object]]:
    """What the second run lists and the first did not, by number, name or line: the first knows no number of
    an issue that it made, and calls an item by the title that it takes over."""
    known = {named for one in done["holds"] for named in _named(one)}
    return {max(_named(one), key=str) for one in more["holds"] if not known & _named(one)}


def _named(one: dict[str, Any]) -> set[tuple[str, str, object]]:
    subject = one["subject"]
    names = {subject["name"], subject["number"], one["place"] and -one["place"]["line"]}
    return {(one["kind"], one["field"], name) for name in names if name}


def run(life: Life, *arguments: str, codes: tuple[int, ...]) -> Ran:
    ran = life.desk.run(*arguments)
    if ran.code not in codes:
        raise Broken(f"{' '.join(arguments)}: exit {ran.code}\n{ran.err[-1500:]}{ran.out[-1500:]}")
    return ran


# ── disturbed ────────────────────────────────────────────────────────────────────────────────


def disturbed(life: Life, act: Callable[[], list[tuple[int, str]]], codes: tuple[int, ...]) -> str:
    """A run that something befalls: no promise is broken by it, and the next run ends it."""
    before = sides(life)
    ended = act()
    life.desk.publish("Write back")
    life.count()
    story = Run(before, sides(life), {})
    found = list(judge.faults(life, story))
    for code, err in ended:
        if "Traceback" in err or code not in codes:
            found.append(f"exit {code}: {err[-1500:]}")
    demand(life, found)
    life.agreed, life.before = {}, story.after.seen
    return f"exit {[code for code, _ in ended]}"


def environment(life: Life, url: str) -> dict[str, str]:
    return clean_environment(GITHUB_API_URL=url, GITHUB_REPOSITORY=life.repositories[0], GITHUB_TOKEN="owner")


def killed(life: Life, chance: random.Random) -> str:
    """Killed at some request, before or after its effect; or its line is cut there."""
    at, late, kill = chance.randrange(1, 30), chance.random() < 0.7, chance.random() < 0.7

    def act() -> list[tuple[int, str]]:
        with proxied(life.github.url, at=at, late=late) as proxy:
            process = calls.begin("sync", "--yes", cwd=life.desk.folder, env=environment(life, proxy.url))
            if kill:
                proxy.fault = process.kill
            _, errors = process.communicate(timeout=100)
        return [(process.returncode or 0, errors.decode())]

    return f"at {at} late {late} kill {kill} " + disturbed(life, act, (0, 1, 4, 5, -9))


def refused(life: Life, chance: random.Random) -> str:
    """GitHub answers 502, drops the line, or a colleague is faster."""
    rule: dict[str, Any] = {
        "kind": chance.choice(["bad-gateway", "drop"]),
        "when": chance.choice(["before", "after"]),
        "access": chance.choice(["read", "write", "write"]),
        "nth": chance.randrange(1, 6),
        "times": chance.randrange(1, 4),
    }
    seen = life.look().issues
    if chance.random() < 0.4 and seen:
        name = chance.choice(sorted(seen))
        body = chance.choice([{"state": "closed"}, {"title": life.name(chance)}, {"state": "open"}])
        request = {"method": "PATCH", "path": f"/repos/{name[0]}/issues/{name[1]}", "body": body}
        rule = {"kind": "human-edit", "access": rule["access"], "nth": rule["nth"], "request": request}

    def act() -> list[tuple[int, str]]:
        life.github.ask("POST", "/_sandbox/faults", rule)
        ran = life.desk.run("sync", "--yes")
        life.github.ask("DELETE", "/_sandbox/faults")
        return [(ran.code, ran.err)]

    return f"{rule} {disturbed(life, act, (0, 1, 4, 5))}"


def twice(life: Life, chance: random.Random) -> str:
    """Two runs at the same time."""

    def act() -> list[tuple[int, str]]:
        both = [
            calls.begin("sync", "--yes", cwd=life.desk.folder, env=environment(life, life.github.url))
            for _ in range(2)
        ]
        return [
            (one.returncode or 0, err.decode()) for one in both for _, err in [one.communicate(timeout=100)]
        ]

    return disturbed(life, act, (0, 1, 4, 5))


ACTS: dict[str, tuple[Act, int]] = {
    "sync": (peaceful, 0),
    "killed": (killed, 4),
    "refused": (refused, 4),
    "twice": (twice, 2),
}
