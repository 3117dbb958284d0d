"""The two ids of everything: database ids (unrelated to numbers) and global node ids, both deterministic.

A node id is a kind prefix and the URL-safe base64 of a msgpack array, as GitHub's own are since 2021:
`[0, repository, id]` gives `…_kwDO…`, `[0, id]` gives `…_kgDO…`.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from hashlib import sha256

_RANGES = {
    "repository": (600_000_000, 99_999_989),
    "account": (20_000_000, 99_999_989),
}
_RANGE = (1_100_000_000, 999_999_937)
"""First id and a prime span: ten digits, and still an Int of GraphQL."""


@dataclass(frozen=True, slots=True)
class NodeId:
    """What a global id says: the kind's prefix and the numbers or text behind it."""

    prefix: str
    parts: tuple[int | str, ...]


def database_id(kind: str, sequence: int) -> int:
    """The id of the `sequence`-th thing of a kind: distinct, repeatable, and no counter to the eye."""
    first, span = _RANGES.get(kind, _RANGE)
    factor = int.from_bytes(sha256(kind.encode()).digest()[:6], "big") % (span - 2) + 2
    return first + sequence * factor % span


def encode(prefix: str, *parts: int | str) -> str:
    """The global id of a thing, e.g. `I_kwDO…` for ("I", repository, issue)."""
    packed = bytes([0x90 + len(parts) + 1, 0]) + b"".join(_pack(part) for part in parts)
    return f"{prefix}_{urlsafe_b64encode(packed).decode().rstrip('=')}"


def decode(node_id: str) -> NodeId | None:
    """What a global id names, or None when it is no such id."""
    prefix, _, text = node_id.partition("_")
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        parts = tuple(_unpack(packed[2:]))
    except (Error, ValueError, IndexError):
        return None
    return NodeId(prefix, parts) if parts and encode(prefix, *parts) == node_id else None


def _pack(part: int | str) -> bytes:
    if isinstance(part, int):
        return b"\xce" + part.to_bytes(4, "big")
    text = part.encode()
    return b"\xd9" + bytes([len(text)]) + text


def _unpack(packed: bytes) -> list[int | str]:
    parts: list[int | str] = []
    while packed:
        size = 5 if packed[0] == 0xCE else 2 + packed[1]
        chunk, packed = packed[:size], packed[size:]
        parts.append(int.from_bytes(chunk[1:], "big") if chunk[0] == 0xCE else chunk[2:].decode())
    return parts
