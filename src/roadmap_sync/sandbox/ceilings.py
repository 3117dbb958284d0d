"""Limits as they are ordered: of an hour, and of the last minute."""

from collections.abc import Mapping
from typing import Any

from roadmap_sync.sandbox.limits import LIMITS, Limits
from roadmap_sync.sandbox.refusals import Invalid
from roadmap_sync.sandbox.throttle import GITHUB, Throttle


def set_ceilings(limits: Limits, throttle: Throttle, given: Mapping[str, Any]) -> None:
    """`{core: 50, content_per_minute: 3}`; `{github: true}` sets all of GitHub's own. Counts from zero.

    Raises Invalid for a limit that there is not."""
    named = {name: value for name, value in given.items() if name != "github"}
    wanted = (LIMITS | GITHUB if given.get("github") else {}) | named
    unknown = sorted(wanted.keys() - LIMITS.keys() - GITHUB.keys())
    if unknown:
        raise Invalid(message=f"Unknown: {', '.join(unknown)}. There are {', '.join([*LIMITS, *GITHUB])}.")
    limits.set({name: wanted[name] for name in LIMITS if name in wanted})
    throttle.set({name: wanted.get(name) for name in GITHUB})
