"""The table of an archive's names: every form, in how many articles it is written, and what is shown for it.

An SQLite file beside the index, made anew from the index by `searchapp entities apply`; the user's own word is in the
file of overrides. It is committed after the index: a stop between the two means that a few articles are looked at once
more.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from searchapp.entities.clusters import blocks
from searchapp.errors import ArchiveDamaged

TABLE = "entities.db"
#: Notes: the user's statements that are in force, and whether a run is under way.
STATEMENTS, UNDER_WAY = "statements", "under way"
_OTHERS = "SELECT field, form, shown FROM forms WHERE shown IS NOT form"
_FOUND = {
    "form": "SELECT form, articles, shown FROM forms WHERE field = ? AND form IN (SELECT value FROM json_each(?))",
    "shown": "SELECT form, articles, shown FROM forms WHERE field = ? AND shown IN (SELECT value FROM json_each(?))",
}
_TABLES = """
CREATE TABLE IF NOT EXISTS forms (
    field TEXT NOT NULL, form TEXT NOT NULL, articles INTEGER NOT NULL, shown TEXT,
    PRIMARY KEY (field, form)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_shown ON forms (field, shown);
CREATE TABLE IF NOT EXISTS blocks (
    field TEXT NOT NULL, block TEXT NOT NULL, form TEXT NOT NULL,
    PRIMARY KEY (field, block, form)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Form:
    """A way in which a name is written: in how many `articles`, and what is `shown` for it, None if it is hidden."""

    form: str
    articles: int
    shown: str | None


class EntityTable:
    """An open table; every change waits for `commit`."""

    def __init__(self, path: Path) -> None:
        try:
            # A rollback journal: the file's time of change then tells of every commit, see `names.CurrentNames`.
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
            self._db.execute("PRAGMA journal_mode=DELETE")
            self._db.executescript(_TABLES)
        except sqlite3.Error as error:
            raise _damaged(path, error) from error

    def close(self) -> None:
        """Close the file; what was not committed is forgotten."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
        self._db.close()

    def commit(self) -> None:
        """Make all changes so far durable."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")

    def stale(self, statements: str) -> bool:
        """Whether not all names were looked at since a run began, or other statements were in force then."""
        return self.state(UNDER_WAY) != "no" or self.state(STATEMENTS) != statements

    def state(self, name: str) -> str | None:
        """A note, or None."""
        row = self._db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def note(self, name: str, value: str) -> None:
        """Keep a note."""
        self._begin()
        self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def forms(self, field: str) -> dict[str, Form]:
        """All forms of a field."""
        rows = self._db.execute("SELECT form, articles, shown FROM forms WHERE field = ?", (field,))
        return {form: Form(form, articles, shown) for form, articles, shown in rows}

    def some(self, field: str, names: Iterable[str]) -> dict[str, Form]:
        """Those of the forms that are in the table."""
        return self._found("form", field, names)

    def of(self, field: str, shown: Iterable[str]) -> dict[str, Form]:
        """The forms for which one of `shown` is shown."""
        return self._found("shown", field, shown)

    def _found(self, column: str, field: str, values: Iterable[str]) -> dict[str, Form]:
        rows = self._db.execute(_FOUND[column], (field, json.dumps(list(values))))
        return {form: Form(form, articles, shown) for form, articles, shown in rows}

    def near(self, field: str, names: Iterable[str]) -> set[str]:
        """The forms that share a block with one of `names`; see `clusters.blocks`."""
        keys = sorted({key for name in names for key in blocks(name)})
        rows = self._db.execute(
            "SELECT form FROM blocks WHERE field = ? AND block IN (SELECT value FROM json_each(?))",
            (field, json.dumps(keys)),
        )
        return {form for (form,) in rows}

    def put(self, field: str, counts: Mapping[str, int]) -> None:
        """Note in how many articles each form is written; one that is in none goes, unless something else is shown."""
        self._begin()
        known = self.some(field, counts)
        fresh = [form for form in counts if form not in known and counts[form]]
        self._db.executemany(
            "UPDATE forms SET articles = ? WHERE field = ? AND form = ?",
            ((counts[form], field, form) for form in known),
        )
        self._db.executemany(
            "INSERT INTO forms VALUES (?, ?, ?, ?)", ((field, form, counts[form], form) for form in fresh)
        )
        if field == "people":
            keys = ((field, key, form) for form in fresh for key in blocks(form))
            self._db.executemany("INSERT OR IGNORE INTO blocks VALUES (?, ?, ?)", keys)
        self._forget(field, [form for form in known if not counts[form] and known[form].shown == form])

    def show(self, field: str, shown: Mapping[str, str | None]) -> None:
        """Note what is shown for forms; those not yet known are added as written nowhere."""
        self._begin()
        self._db.executemany(
            "INSERT INTO forms VALUES (?, ?, 0, ?) ON CONFLICT DO UPDATE SET shown = excluded.shown",
            ((field, form, told) for form, told in shown.items()),
        )
        known = self.some(field, shown)
        self._forget(field, [form for form, held in known.items() if not held.articles and held.shown == form])

    def clear(self) -> None:
        """Forget all forms."""
        self._begin()
        self._db.execute("DELETE FROM forms")
        self._db.execute("DELETE FROM blocks")

    def others(self) -> Iterator[tuple[str, str, str | None]]:
        """Field, form and what is shown, for every form that is not shown as it is written."""
        return iter(self._db.execute(_OTHERS).fetchall())

    def _forget(self, field: str, names: list[str]) -> None:
        self._db.executemany("DELETE FROM forms WHERE field = ? AND form = ?", ((field, name) for name in names))
        keys = ((field, key, name) for name in names for key in blocks(name))
        self._db.executemany("DELETE FROM blocks WHERE field = ? AND block = ? AND form = ?", keys)

    def _begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")


def others_in(path: Path) -> list[tuple[str, str, str | None]]:
    """As `EntityTable.others` of the table in the file `path`, which is only read; raises ArchiveDamaged."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as db:
            return db.execute(_OTHERS).fetchall()
    except sqlite3.Error as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"The table of names {path} cannot be used ({error}). It is made again without it: move the file away and run: "
        "searchapp entities apply"
    )


@contextlib.contextmanager
def open_table(path: Path) -> Iterator[EntityTable]:
    """The table in the file `path`, made if it is not there; closed at the end of the block."""
    table = EntityTable(path)
    try:
        yield table
    finally:
        table.close()
