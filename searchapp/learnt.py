"""What an archive has learnt of its outlets while articles were indexed: lines that return, names of hosts.

It is kept in the ledger's file. Counts are of different stories: copies of one story count once. Lines that were seen
once only are forgotten when there are too many of them, so that memory and disk stay bounded however large the
archive; a line that is on every tenth page is seen often enough all the same.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from searchapp.articles import Article
from searchapp.ingest.extract.dump_marks import is_prose
from searchapp.ingest.extract.outlets import host_of
from searchapp.ingest.extract.returning import Shown, key_of, shown

TABLES = """
CREATE TABLE IF NOT EXISTS lines (
    outlet TEXT NOT NULL, key TEXT NOT NULL, line TEXT NOT NULL, stories BLOB NOT NULL, articles INTEGER NOT NULL,
    example TEXT NOT NULL, kept INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (outlet, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outlets (outlet TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hosts (
    host TEXT NOT NULL, name TEXT NOT NULL, articles INTEGER NOT NULL, PRIMARY KEY (host, name)
) WITHOUT ROWID;
"""
#: Different stories, and share of an outlet's articles, from which on a line is furniture: a label, and a sentence,
#: which may be the background that an outlet gives in all of its reports on one matter.
_LABEL, _SENTENCE = (5, 0.05), (10, 0.25)
#: Stories that are told apart for a line, at 7 bytes each; further ones are counted as they come.
_TOLD_APART, _BYTES = 64, 7
#: Lines that are kept, those seen once among them.
_MOST_LINES = 100_000
#: Lines that wait in memory to be written down.
_MOST_PENDING = 20_000
#: Articles that must name an outlet before other articles of its host get the name.
_AGREEING = 2


@dataclass(frozen=True, slots=True)
class Returning:
    """A line that returns: in how many different stories of how many articles of its outlet, and one with it."""

    outlet: str
    line: str
    stories: int
    articles: int
    example: str
    kept: bool = False

    @property
    def is_furniture(self) -> bool:
        """Whether `rebuild` takes it out."""
        least, share = _SENTENCE if is_prose(self.line) else _LABEL
        return not self.kept and self.stories >= least and self.stories >= share * self.articles

    def as_json(self) -> dict[str, Any]:
        """The line for a script."""
        return {
            "outlet": self.outlet or None,
            "line": self.line,
            "stories": self.stories,
            "articles": self.articles,
            "example": self.example,
            "kept": self.kept,
            "furniture": self.is_furniture,
        }

    def as_text(self) -> str:
        """The line for a reader."""
        mark = "" if self.is_furniture else " (kept)" if self.kept else " (not taken out)"
        share = f"{self.stories:,} of {self.articles:,}"
        return f"{share:>16}  {self.outlet or 'without an outlet'}: {self.line}{mark}  [{self.example}]"


@dataclass(slots=True)
class _Seen:
    """A line as it was seen since the last save."""

    line: str
    example: str
    stories: Counter[int] = field(default_factory=Counter)


class Learnt:
    """What is learnt, on an open ledger's connection; every change waits for the ledger's commit."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lines: dict[tuple[str, str], _Seen] = {}
        self._articles: Counter[str] = Counter()
        self._names: Counter[tuple[str, str]] = Counter()

    def note(self, article: Article) -> None:
        """Take in what a new article shows of its outlet."""
        host = host_of(article.url)
        if host and article.outlet and article.provenance.get("outlet") not in (None, "url"):
            self._names[host, article.outlet] += 1
        if seen := shown(article):
            self._articles[seen.group] += 1
            self._note_lines(seen, article.id)
            if len(self._lines) > _MOST_PENDING:
                self.save()

    def _note_lines(self, seen: Shown, article_id: str) -> None:
        for key, line in seen.lines.items():
            entry = self._lines.setdefault((seen.group, key), _Seen(line, article_id))
            entry.stories[seen.story] += 1

    def save(self) -> None:
        """Hand what was noted to the ledger's file."""
        for (outlet, key), seen in self._lines.items():
            self._add(outlet, key, seen)
        self._db.executemany(
            "INSERT INTO outlets VALUES (?, ?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
            self._articles.items(),
        )
        self._db.executemany(
            "INSERT INTO hosts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
            ((host, name, count) for (host, name), count in self._names.items()),
        )
        if self._lines and self._db.execute("SELECT count(*) FROM lines").fetchone()[0] > _MOST_LINES:
            self._db.execute("DELETE FROM lines WHERE articles = 1 AND NOT kept")
        self._lines, self._articles, self._names = {}, Counter(), Counter()

    def _add(self, outlet: str, key: str, seen: _Seen) -> None:
        row = self._db.execute(
            "SELECT stories, articles FROM lines WHERE outlet = ? AND key = ?", (outlet, key)
        ).fetchone()
        known, articles = (bytes(row[0]), int(row[1])) if row else (b"", 0)
        told = {known[start : start + _BYTES] for start in range(0, len(known), _BYTES)}
        fresh = {story.to_bytes(_BYTES) for story in seen.stories} - told
        kept = sorted(fresh)[: _TOLD_APART - len(told)]
        self._db.execute(
            "INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO UPDATE SET stories = excluded.stories, "
            "articles = excluded.articles",
            (outlet, key, seen.line, known + b"".join(kept), articles + len(fresh), seen.example),
        )

    def returning(self, least: int = 2) -> Iterator[Returning]:
        """The lines that are in at least `least` different stories, the most frequent first."""
        rows = self._db.execute(
            "SELECT outlet, line, lines.articles, outlets.articles, example, kept FROM lines "
            "JOIN outlets USING (outlet) WHERE lines.articles >= ? OR kept ORDER BY lines.articles DESC, outlet, line",
            (least,),
        )
        for outlet, line, stories, articles, example, kept in rows.fetchall():
            yield Returning(outlet, line, stories, articles, example, bool(kept))

    def furniture(self) -> dict[str, frozenset[str]]:
        """By outlet the keys of the lines that are furniture."""
        found: dict[str, set[str]] = {}
        for line in self.returning(min(_LABEL[0], _SENTENCE[0])):
            if line.is_furniture:
                found.setdefault(line.outlet, set()).add(key_of(line.line))
        return {outlet: frozenset(keys) for outlet, keys in found.items()}

    def keep(self, line: str, kept: bool = True) -> int:
        """Hold a line to be text, or not any more, for all outlets that have it; how many these are."""
        done = self._db.execute("UPDATE lines SET kept = ? WHERE key = ?", (int(kept), key_of(line)))
        return done.rowcount

    def names(self) -> dict[str, str]:
        """By host the outlet's name as most of its articles give it; hosts where too few say anything are left out."""
        rows = self._db.execute(
            "SELECT host, name FROM hosts WHERE articles >= ? ORDER BY articles, name DESC", (_AGREEING,)
        )
        return {str(host): str(name) for host, name in rows}
