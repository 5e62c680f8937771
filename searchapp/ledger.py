"""The ledger: from which file, and which place in it, each article of an archive came, and with which fingerprint.

An SQLite file beside the index. It is committed after the index: a stop between the two means that some articles are
read once more and replace themselves, never that one is taken for indexed and is not.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS records (
    id TEXT PRIMARY KEY, path TEXT NOT NULL, locator TEXT NOT NULL, fingerprint TEXT NOT NULL, run INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_path ON records (path, fingerprint);
CREATE TABLE IF NOT EXISTS skips (
    path TEXT NOT NULL, locator TEXT NOT NULL, reason TEXT NOT NULL, message TEXT NOT NULL,
    PRIMARY KEY (path, locator)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (run INTEGER PRIMARY KEY, at TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an article came from: the file, the place in it (`""` for the whole file), the bytes' fingerprint."""

    id: str
    path: str
    locator: str
    fingerprint: str


class Ledger:
    """An open ledger; every change waits for `commit`."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_TABLES)

    def close(self) -> None:
        """Close the file; what was not committed is forgotten."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
        self._db.close()

    def begin_run(self, at: str) -> int:
        """A number for a new run over files, higher than all before; `at` is its time, ISO in UTC."""
        self._begin()
        self._db.execute("INSERT INTO runs (at) VALUES (?)", (at,))
        run = self._db.execute("SELECT max(run) FROM runs").fetchone()[0]
        self.commit()
        return int(run)

    def last_run(self) -> str | None:
        """When the last run was, or None if there was none."""
        row = self._db.execute("SELECT at FROM runs ORDER BY run DESC LIMIT 1").fetchone()
        return str(row[0]) if row else None

    def get(self, article_id: str) -> Entry | None:
        """Where the article with that id came from."""
        row = self._db.execute(
            "SELECT id, path, locator, fingerprint FROM records WHERE id = ?", (article_id,)
        ).fetchone()
        return Entry(*row) if row else None

    def seen(self, path: str, fingerprint: str, locator: str, run: int) -> bool:
        """Whether the record is there as it was; then it is noted as seen in this run, at this place of its file."""
        self._begin()
        found = self._db.execute(
            "UPDATE records SET run = ?, locator = ? WHERE path = ? AND fingerprint = ?",
            (run, locator, path, fingerprint),
        )
        return found.rowcount > 0

    def put(self, entry: Entry, run: int) -> None:
        """Note an article that was added or replaced; a skip noted of the same place is forgotten."""
        self._begin()
        self._db.execute(
            "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)",
            (entry.id, entry.path, entry.locator, entry.fingerprint, run),
        )

    def remove(self, article_id: str) -> None:
        """Forget an article."""
        self._begin()
        self._db.execute("DELETE FROM records WHERE id = ?", (article_id,))

    def unseen(self, path: str, run: int) -> list[str]:
        """Ids of the articles of a file that were not seen in this run."""
        rows = self._db.execute("SELECT id FROM records WHERE path = ? AND run < ?", (path, run))
        return [str(row[0]) for row in rows]

    def paths(self) -> Iterator[str]:
        """Every file that articles came from, in order."""
        return (str(row[0]) for row in self._db.execute("SELECT DISTINCT path FROM records ORDER BY path"))

    def of_path(self, path: str) -> list[str]:
        """Ids of the articles that came from a file."""
        return [str(row[0]) for row in self._db.execute("SELECT id FROM records WHERE path = ?", (path,))]

    def skip(self, path: str, locator: str, reason: str, message: str) -> None:
        """Note that a file, or a place in it, gave no article, and why."""
        self._begin()
        self._db.execute("INSERT OR REPLACE INTO skips VALUES (?, ?, ?, ?)", (path, locator, reason, message))

    def forget_skips(self, path: str) -> None:
        """Forget what was skipped of a file, which is about to be read again."""
        self._begin()
        self._db.execute("DELETE FROM skips WHERE path = ?", (path,))

    def skips(self) -> dict[str, int]:
        """How many files, or places in files, were skipped for each reason when they were last read."""
        rows = self._db.execute("SELECT reason, count(*) FROM skips GROUP BY reason ORDER BY 2 DESC, 1")
        return {str(reason): int(count) for reason, count in rows}

    def commit(self) -> None:
        """Make all changes so far durable."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")

    def _begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")


@contextlib.contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """The ledger in the file `path`, made if it is not there; closed at the end of the block."""
    ledger = Ledger(path)
    try:
        yield ledger
    finally:
        ledger.close()
