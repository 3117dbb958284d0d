"""Cutting a connection without an answer, which ASGI has no word for."""

import asyncio
from typing import Any

from starlette.types import Send


async def cut(send: Send) -> None:
    """Close the connection behind `send` at once, as a fault on the way would.

    uvicorn's `send` belongs to the cycle of one request, which knows its transport.
    """
    cycle: Any = getattr(send, "__self__", None)
    cycle.transport.abort()
    while not cycle.disconnected:
        await asyncio.sleep(0)
