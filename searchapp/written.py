"""What the ledger knows of articles that came from no file: given or removed through the API or Python.

They have a place of their own in the ledger, `api:`, which is no file and is never pruned. What is to be done is noted
and committed first, with the articles themselves; a stop before it is done leaves it to the next writer, or to a check.

An article that was removed while a file still gives it stays away until that file has another one in its place, or
until it is given again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from searchapp.articles import Article, from_json, to_json
from searchapp.errors import KeyReused
from searchapp.ledger import Entry, Ledger

#: The place in the ledger of articles that no file gives.
PLACE = "api:"
#: Seconds for which the answer to an idempotency key is kept.
KEPT = 24 * 3600
_TABLES = """
CREATE TABLE IF NOT EXISTS noted (number INTEGER PRIMARY KEY, id TEXT NOT NULL, article BLOB);
CREATE TABLE IF NOT EXISTS removed (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, request TEXT NOT NULL, answer BLOB NOT NULL, at REAL NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Change:
    """An article to write, or, where there is none, an id whose article is to be removed."""

    id: str
    article: Article | None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A request that may come again: its key, the digest of everything it asks for, and the time in seconds."""

    key: str
    request: str
    at: float


class Written:
    """The part of an open ledger that is about articles of no file."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._db = ledger.database
        self._db.executescript(_TABLES)

    def durable(self) -> None:
        """Have commits wait for the disk: what was answered must not be lost with the power."""
        self._db.execute("PRAGMA synchronous=FULL")

    def note(self, changes: Iterable[Change]) -> None:
        """Note changes that are about to be made."""
        self._ledger.begin()
        rows = ((change.id, _packed(change.article)) for change in changes)
        self._db.executemany("INSERT INTO noted (id, article) VALUES (?, ?)", rows)

    def noted(self) -> list[Change]:
        """The changes that were noted and are not done with, in their order."""
        rows = self._db.execute("SELECT id, article FROM noted ORDER BY number")
        return [Change(row[0], _unpacked(row[1])) for row in rows]

    def done(self) -> None:
        """Every change that was noted is made."""
        self._ledger.begin()
        self._db.execute("DELETE FROM noted")

    def known(self, article_id: str) -> bool:
        """Whether the archive has the article, as far as the ledger knows."""
        return bool(self._ledger.paths_of(article_id)) and not self.is_removed(article_id)

    def unchanged(self, article_id: str, fingerprint: str) -> bool:
        """Whether the article was given just so, and nothing has come in its place."""
        rows = self._db.execute("SELECT path, fingerprint FROM records WHERE id = ?", (article_id,)).fetchall()
        return rows == [(PLACE, fingerprint)] and not self.is_removed(article_id)

    def put(self, article: Article) -> None:
        """The article is given, in place of what was given under its id before."""
        self._ledger.begin()
        self._db.execute("DELETE FROM records WHERE path = ? AND id = ?", (PLACE, article.id))
        self._ledger.put(Entry(PLACE, article.fingerprint, article.id, ""), 0)
        self._db.execute("DELETE FROM removed WHERE id = ?", (article.id,))

    def remove(self, article_id: str) -> None:
        """The article is removed; that it is to stay away is kept as long as a file gives it."""
        self._ledger.begin()
        self._db.execute("DELETE FROM records WHERE path = ? AND id = ?", (PLACE, article_id))
        if self._ledger.paths_of(article_id):
            self._db.execute("INSERT OR REPLACE INTO removed VALUES (?)", (article_id,))

    def is_removed(self, article_id: str) -> bool:
        """Whether the article was removed and has not come back."""
        return self._db.execute("SELECT 1 FROM removed WHERE id = ?", (article_id,)).fetchone() is not None

    def stays_away(self, article_id: str, path: str, fingerprint: str) -> bool:
        """Whether an article that a file gives was removed from the archive; another one in its place may come back."""
        if not self.is_removed(article_id):
            return False
        if self._ledger.holds(path, fingerprint):
            return True
        self._ledger.begin()
        self._db.execute("DELETE FROM removed WHERE id = ?", (article_id,))
        return False

    def answered(self, repeat: Repeat) -> str | None:
        """What was answered to this request when it came before; raises KeyReused if that was another request."""
        self._ledger.begin()
        self._db.execute("DELETE FROM answers WHERE at < ?", (repeat.at - KEPT,))
        row = self._db.execute("SELECT request, answer FROM answers WHERE key = ?", (repeat.key,)).fetchone()
        if row is None:
            return None
        if row[0] != repeat.request:
            raise KeyReused("This Idempotency-Key came with another request before. Make a new one for each request.")
        return zlib.decompress(row[1]).decode()

    def keep_answer(self, repeat: Repeat, answer: str) -> None:
        """Keep what is answered, for when the request comes again."""
        self._ledger.begin()
        held = zlib.compress(answer.encode())
        self._db.execute(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", (repeat.key, repeat.request, held, repeat.at)
        )


def _packed(article: Article | None) -> bytes | None:
    return zlib.compress(json.dumps(to_json(article)).encode(), 1) if article else None


def _unpacked(held: bytes | None) -> Article | None:
    return from_json(json.loads(zlib.decompress(held))) if held else None
