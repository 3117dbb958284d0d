"""The values that fields hold, and their JSON."""

from __future__ import annotations

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Value = str | tuple[str, ...] | None
"""What a field holds: a word, a sorted set of words, or nothing."""
