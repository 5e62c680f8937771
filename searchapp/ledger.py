"""The ledger: from which file, and which place in it, each article of an archive came, and with which fingerprint.

An SQLite file beside the index. It is committed after the index: a stop between the two means that some articles are
read once more and replace themselves, never that one is taken for indexed and is not. Several records may have given
one article (copies of a file, two lines with one id); the article goes when the last of them has gone.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from searchapp.errors import ArchiveDamaged
from searchapp.learnt import TABLES, Learnt, Lesson

_TABLES = """
CREATE TABLE IF NOT EXISTS records (
    path TEXT NOT NULL, fingerprint TEXT NOT NULL, id TEXT NOT NULL, locator TEXT NOT NULL, run INTEGER NOT NULL,
    PRIMARY KEY (path, fingerprint)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_id ON records (id);
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, run INTEGER NOT NULL, whole INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS skips (
    path TEXT NOT NULL, locator TEXT NOT NULL, reason TEXT NOT NULL, message TEXT NOT NULL,
    PRIMARY KEY (path, locator)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (run INTEGER PRIMARY KEY, at TEXT NOT NULL);
"""


def _held(path: str) -> str | bytes:
    """A path as SQLite holds it: as text, or as bytes where a file's name is no UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def _path(held: str | bytes) -> str:
    return os.fsdecode(held) if isinstance(held, bytes) else held


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that gave an article: the file, the place in it (`""` for all of it), the fingerprint of its bytes."""

    path: str
    fingerprint: str
    id: str
    locator: str


class Ledger:
    """An open ledger; every change waits for `commit`."""

    def __init__(self, path: Path) -> None:
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(_TABLES + TABLES)
        except sqlite3.Error as error:
            raise ArchiveDamaged(
                f"The ledger {path} cannot be used ({error}). The index is sound without it: move the file away and "
                "index the sources again; what is there already is replaced."
            ) from error

        self.learnt = Learnt(self._db)

    def close(self) -> None:
        """Close the file; what was not committed is forgotten."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
        self._db.close()

    @property
    def database(self) -> sqlite3.Connection:
        """The open file, for what else is kept in it; a change there begins with `begin` and waits for `commit`."""
        return self._db

    def begin_run(self, at: str) -> int:
        """A number for a new run over files, higher than all before; `at` is its time, ISO in UTC."""
        self.begin()
        run = self._db.execute("INSERT INTO runs (at) VALUES (?)", (at,)).lastrowid
        self.commit()
        return run or 0

    def last_run(self) -> str | None:
        """When the last run began, or None if there was none."""
        row = self._db.execute("SELECT at FROM runs ORDER BY run DESC LIMIT 1").fetchone()
        return str(row[0]) if row else None

    def paths_of(self, article_id: str) -> list[str]:
        """The files that gave the article with that id."""
        rows = self._db.execute("SELECT DISTINCT path FROM records WHERE id = ?", (article_id,))
        return [_path(row[0]) for row in rows]

    def id_of(self, path: str, locator: str = "") -> str | None:
        """The id of the article that a file, as a whole, or a member of it gave."""
        row = self._db.execute(
            "SELECT id FROM records WHERE path = ? AND locator = ? ORDER BY run DESC LIMIT 1", (_held(path), locator)
        ).fetchone()
        return str(row[0]) if row else None

    def given_in(self, article_id: str, run: int) -> str | None:
        """The file and place that gave the article with that id in this run already."""
        row = self._db.execute(
            "SELECT path, locator FROM records WHERE id = ? AND run = ? LIMIT 1", (article_id, run)
        ).fetchone()
        return _path(row[0]) + str(row[1]) if row else None

    def seen(self, path: str, fingerprint: str, locator: str, run: int) -> bool:
        """Whether the record is there as it was; then it is noted as seen in this run, at this place of its file."""
        self.begin()
        found = self._db.execute(
            "UPDATE records SET run = ?, locator = ? WHERE path = ? AND fingerprint = ?",
            (run, locator, _held(path), fingerprint),
        )
        return found.rowcount > 0

    def holds(self, path: str, fingerprint: str) -> bool:
        """Whether a file gave a record with that fingerprint when it was last read."""
        found = self._db.execute(
            "SELECT 1 FROM records WHERE path = ? AND fingerprint = ?", (_held(path), fingerprint)
        ).fetchone()
        return found is not None

    def put(self, entry: Entry, run: int) -> None:
        """Note a record whose article was added or replaced."""
        self.begin()
        self._db.execute(
            "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)",
            (_held(entry.path), entry.fingerprint, entry.id, entry.locator, run),
        )

    def visit(self, path: str, run: int) -> None:
        """Note that a file is about to be read, and forget what was skipped of it before."""
        self.begin()
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, 1)", (_held(path), run))
        self._db.execute("DELETE FROM skips WHERE path = ?", (_held(path),))

    def skip(self, path: str, locator: str, reason: str, message: str, run: int, lost: bool = True) -> None:
        """Note that a file, or a place in it, gave no article, and why; if one was lost, what it gave is kept."""
        self.begin()
        self._db.execute("INSERT OR REPLACE INTO skips VALUES (?, ?, ?, ?)", (_held(path), locator, reason, message))
        if lost:
            self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, 0)", (_held(path), run))

    def replaced(self, run: int) -> Iterator[str]:
        """Ids of articles whose record is not in its file any more, forgotten here; files with skips are left alone."""
        stale = self._db.execute(
            "SELECT path, fingerprint, id FROM records JOIN files USING (path) "
            "WHERE files.run = ? AND whole AND records.run < files.run",
            (run,),
        ).fetchall()
        return self._forget(stale)

    def forget(self, path: str) -> Iterator[str]:
        """Forget a file; the ids of the articles that no other file gives."""
        stale = self._db.execute("SELECT path, fingerprint, id FROM records WHERE path = ?", (_held(path),)).fetchall()
        self.begin()
        self._db.execute("DELETE FROM files WHERE path = ?", (_held(path),))
        self._db.execute("DELETE FROM skips WHERE path = ?", (_held(path),))
        return self._forget(stale)

    def _forget(self, stale: list[tuple[str, str, str]]) -> Iterator[str]:
        for path, fingerprint, article_id in stale:
            self.begin()
            self._db.execute("DELETE FROM records WHERE path = ? AND fingerprint = ?", (path, fingerprint))
            if not self.paths_of(article_id):
                yield article_id

    def paths(self) -> Iterator[str]:
        """Every file that was read, in order."""
        return (_path(row[0]) for row in self._db.execute("SELECT path FROM files ORDER BY path").fetchall())

    def skips(self) -> dict[str, int]:
        """How many files, or places in files, were skipped for each reason when they were last read."""
        rows = self._db.execute("SELECT reason, count(*) FROM skips GROUP BY reason ORDER BY 2 DESC, 1")
        return {str(reason): int(count) for reason, count in rows}

    def learn(self, lesson: Lesson) -> None:
        """Take in what a new article shows of its outlet."""
        self.begin()
        self.learnt.note(lesson)

    def keep_line(self, line: str, kept: bool) -> int:
        """Hold a line to be text, or no longer; for how many outlets that is said."""
        self.begin()
        return self.learnt.keep(line, kept)

    def commit(self) -> None:
        """Make all changes so far durable."""
        if self._db.in_transaction:
            self.learnt.save()
            self._db.execute("COMMIT")

    def begin(self) -> None:
        """Begin a change, unless one has begun."""
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
