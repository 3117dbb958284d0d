"""The page for people."""

from roadmap_sync.sandbox.call import Call, Reply


def answer(call: Call) -> Reply:
    """Answer."""
    return Reply(404, b"Not Found", content_type="text/plain")
