"""The SQLite file: opened without a trace, read as rows, written in transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from roadmap_sync.sandbox.identifiers import database_id

Row = TypeVar("Row")
Value = str | int | float | None

sqlite3.register_converter("BOOLEAN", lambda stored: stored == b"1")


class Store:
    """One connection, used by one thread at a time.

    The file changes only in a transaction that writes: opening, reading and closing leave its bytes alone
    (rollback journal, no pragma that is stored). A killed process leaves the last committed state; syncing to
    the medium is left to the system, so that only a power cut could cost more.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, detect_types=sqlite3.PARSE_DECLTYPES
        )
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute("PRAGMA synchronous = OFF")
        self._depth = 0
        self._create()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; an inner one belongs to the outer."""
        if self._depth == 0:
            self._db.execute("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            if self._depth == 0:
                self._db.execute("ROLLBACK")
            raise
        self._depth -= 1
        if self._depth == 0:
            self._db.execute("COMMIT")

    def rows(self, row: type[Row], sql: str, *values: Value) -> list[Row]:
        """Every row of a `SELECT t.*` as values of `row`."""
        return [row(*found) for found in self._db.execute(sql, values)]

    def row(self, row: type[Row], sql: str, *values: Value) -> Row | None:
        """The first row, or None."""
        found = self._db.execute(sql, values).fetchone()
        return None if found is None else row(*found)

    def count(self, sql: str, *values: Value) -> int:
        """The number a `SELECT count(*)` or `max()` gives; no row and NULL are 0."""
        found = self._db.execute(sql, values).fetchone()
        return int(found[0] or 0) if found else 0

    def number(self, sql: str, *values: Value) -> float:
        """The number a `SELECT max()` gives; no row and NULL are 0."""
        found = self._db.execute(sql, values).fetchone()
        return float(found[0] or 0) if found else 0.0

    def texts(self, sql: str, *values: Value) -> list[str]:
        """The first column of every row."""
        return [found[0] for found in self._db.execute(sql, values)]

    def pairs(self, sql: str, *values: Value) -> list[tuple[str, str]]:
        """The first two columns of every row."""
        return [(found[0], found[1]) for found in self._db.execute(sql, values)]

    def run(self, sql: str, *values: Value) -> int:
        """Carry out one statement; the number of rows it touched."""
        return self._db.execute(sql, values).rowcount

    def insert(self, table: str, **columns: Value) -> None:
        """Add one row."""
        names = ", ".join(columns)
        self.run(f"INSERT INTO {table} ({names}) VALUES ({_marks(len(columns))})", *columns.values())

    def add(self, table: str, row: object) -> None:
        """Add a value whose fields are the columns."""
        self.insert(table, **{name: getattr(row, name) for name in type(row).__slots__})  # type: ignore[attr-defined]

    def update(self, table: str, row_id: int, **columns: Value) -> None:
        """Change columns of the row with that id."""
        names = ", ".join(f"{name} = ?" for name in columns)
        self.run(f"UPDATE {table} SET {names} WHERE id = ?", *columns.values(), row_id)

    def next(self, sequence: str) -> int:
        """The next number of a sequence, never given twice."""
        self.run(
            "INSERT INTO sequences VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1", sequence
        )
        return self.count("SELECT last FROM sequences WHERE name = ?", sequence)

    def new_id(self, kind: str) -> int:
        """A fresh database id for a thing of that kind."""
        return database_id(kind, self.next(f"id of {kind}"))

    def _create(self) -> None:
        present = set(self.texts("SELECT name FROM sqlite_master"))
        script = files("roadmap_sync.sandbox").joinpath("tables.sql").read_text(encoding="utf-8")
        missing = [text for text in _statements(script) if text.split()[2] not in present]
        if missing:
            with self.transaction():
                for statement in missing:
                    self._db.execute(statement)


def listed(count: int) -> str:
    """Placeholders for an `IN (…)`."""
    return f"({_marks(count)})"


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _statements(script: str) -> list[str]:
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    return [text.strip() for text in "\n".join(lines).split(";") if text.strip()]
