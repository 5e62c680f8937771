"""What is kept of alerts: the searches, what they have found so far, and deliveries that are on their way.

An SQLite file in the archive's folder, which a rebuild leaves alone. A delivery is noted before it is made, with its
very text, and an article counts as handed over in the same step in which the delivery is done with; so what a stop
interrupts is made again as it was, and nothing is left out or comes in two deliveries.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from searchapp.errors import ArchiveDamaged, NotFound, UsageError

FILE = "alerts.db"
Kind = Literal["command", "file", "webhook"]
Pairs = tuple[tuple[str, str], ...]
_TABLES = """
CREATE TABLE IF NOT EXISTS alerts (
    name TEXT PRIMARY KEY, asked TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, made TEXT NOT NULL,
    revision TEXT NOT NULL DEFAULT '', error TEXT NOT NULL DEFAULT '', handed INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (name TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (name, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deliveries (
    name TEXT PRIMARY KEY, id TEXT NOT NULL, articles TEXT NOT NULL, text TEXT NOT NULL, place INTEGER
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved search: its parameters, where its new matches go, when it was made (ISO, UTC), how many articles were
    handed over, and why the last delivery failed (empty: it did not)."""

    name: str
    asked: Pairs
    kind: Kind
    target: str
    made: str
    revision: str = ""
    error: str = ""
    handed: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """Articles on their way: a name for this delivery, their ids with those of their copies, its text (JSON Lines),
    and, for a file, how long that was before (bytes)."""

    id: str
    articles: tuple[str, ...]
    text: str
    place: int | None

    @property
    def number(self) -> int:
        """How many articles it is of."""
        return self.text.count("\n")


class Alerts:
    """The alerts of the archive in the folder `path`, open."""

    def __init__(self, path: Path) -> None:
        try:
            self._db = sqlite3.connect(path / FILE, isolation_level=None, timeout=30)
            self._db.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; {_TABLES}")
        except sqlite3.Error as error:
            raise ArchiveDamaged(
                f"The alerts in {path / FILE} cannot be used ({error}). See that you may write there; if the file is "
                "damaged, move it away and add the alerts anew: searchapp alert add"
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def all(self) -> tuple[Alert, ...]:
        """Every alert, by name."""
        rows = self._db.execute("SELECT * FROM alerts ORDER BY name")
        return tuple(Alert(row[0], tuple(map(tuple, json.loads(row[1]))), *row[2:]) for row in rows)

    def get(self, name: str) -> Alert:
        """The alert of that name; raises NotFound."""
        found = next((alert for alert in self.all() if alert.name == name), None)
        if found is None:
            raise NotFound(f"There is no alert {name!r}. searchapp alert list shows them.")
        return found

    def add(self, name: str, asked: Pairs, kind: Kind, target: str, seen: Iterable[str]) -> None:
        """Add an alert whose matches `seen` need not be told; raises UsageError where there is one of that name."""
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        with self._change():
            if self._db.execute("SELECT 1 FROM alerts WHERE name = ?", (name,)).fetchone():
                raise UsageError(f"There is an alert {name!r} already. Remove it first: searchapp alert remove {name}")
            self._db.execute(
                "INSERT INTO alerts (name, asked, kind, target, made) VALUES (?, ?, ?, ?, ?)",
                (name, json.dumps(asked), kind, target, now),
            )
            self.see(name, seen)

    def remove(self, name: str) -> None:
        """Remove an alert and all that is known of it; raises NotFound."""
        self.get(name)
        with self._change():
            for table in ("alerts", "seen", "deliveries"):
                self._db.execute(f"DELETE FROM {table} WHERE name = ?", (name,))  # noqa: S608 - the three names above

    def seen(self, name: str, ids: Sequence[str]) -> int:
        """How many of the ids were handed over, or were there before the alert."""
        marks = ", ".join("?" * len(ids))
        asked = f"SELECT count(*) FROM seen WHERE name = ? AND id IN ({marks})"  # noqa: S608 - of question marks
        found = self._db.execute(asked, (name, *ids))
        return int(found.fetchone()[0])

    def see(self, name: str, ids: Iterable[str]) -> None:
        """The articles with these ids need not be told."""
        self._db.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", ((name, article) for article in ids))

    def pending(self, name: str) -> Delivery | None:
        """The delivery that is on its way."""
        row = self._db.execute("SELECT id, articles, text, place FROM deliveries WHERE name = ?", (name,)).fetchone()
        return Delivery(row[0], tuple(json.loads(row[1])), row[2], row[3]) if row else None

    def begin(self, name: str, articles: Sequence[str], text: str, place: int | None) -> Delivery:
        """Note a delivery that is about to be made."""
        delivery = Delivery(str(uuid.uuid4()), tuple(articles), text, place)
        row = (name, delivery.id, json.dumps(articles), text, place)
        self._db.execute("INSERT INTO deliveries VALUES (?, ?, ?, ?, ?)", row)
        return delivery

    def done(self, name: str, delivery: Delivery) -> None:
        """A delivery was made."""
        with self._change():
            self.see(name, delivery.articles)
            self._db.execute("DELETE FROM deliveries WHERE name = ?", (name,))
            self._db.execute(
                "UPDATE alerts SET handed = handed + ?, error = '' WHERE name = ?", (delivery.number, name)
            )

    def failed(self, name: str, error: str) -> None:
        """A delivery failed; it is made again the next time."""
        self._db.execute("UPDATE alerts SET error = ? WHERE name = ?", (error, name))

    def finished(self, name: str, revision: str) -> None:
        """Every match in that commit is handed over."""
        self._db.execute("UPDATE alerts SET revision = ? WHERE name = ?", (revision, name))

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise


@contextlib.contextmanager
def open_alerts(path: Path) -> Iterator[Alerts]:
    """The alerts of the archive in the folder `path`; closed at the end of the block."""
    with contextlib.closing(Alerts(path)) as alerts:
        yield alerts


def has_alerts(path: Path) -> bool:
    """Whether there may be alerts at all."""
    return (path / FILE).is_file()
