"""What REST wants of a request before it looks at the path: a version it has, a reply it can write."""

import re

from roadmap_sync.sandbox.call import Call, Reply, answer

VERSIONS = ("2026-03-10", "2022-11-28")
_JSON = re.compile(r"\s*(\*/\*|application/(\*|json|[\w.+-]*\+json|vnd\.github[\w.+-]*))\s*(;|$)")


def refused(call: Call) -> Reply | None:
    """400 for a version that is not there, 415 where no JSON is accepted; None for all others."""
    version = call.headers.get("x-github-api-version")
    if version and version not in VERSIONS:
        return _unsupported(version)
    accepted = call.headers.get("accept") or "*/*"
    if any(_JSON.match(one) for one in accepted.split(",")):
        return None
    message = f"Unsupported 'Accept' header: '{accepted}'. Must accept 'application/json'."
    docs = "https://docs.github.com/v3/media"
    return answer(415, {"message": message, "documentation_url": docs, "status": "415"})


def _unsupported(version: str) -> Reply:
    latest, *older = (f'"{one}"' for one in VERSIONS)
    message = (
        f'The version you specified in the "X-GitHub-API-Version" request header, "{version}", is not a '
        f"supported version. The following versions are currently supported: "
        f"{', '.join([f'{latest} (most recent)', *older])}."
    )
    return answer(
        400, {"message": message, "documentation_url": "https://docs.github.com/rest", "status": "400"}
    )
