"""SQLite with FTS5 and facet counts by SQL, as Datasette does it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.corpus import Ask
from benchmarks.peers import COUNTED, HITS, SIZE, Answer, month, other_filters, values


class Sqlite:
    """A table of articles, one of facet values, and a full-text index over the first."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(folder / "articles.db", check_same_thread=False)
        self._base.executescript("""
            PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
            CREATE TABLE IF NOT EXISTS article (number INTEGER PRIMARY KEY, id TEXT UNIQUE, title, text, month INTEGER);
            CREATE TABLE IF NOT EXISTS value (field, value, number INTEGER, PRIMARY KEY (field, value, number))
                WITHOUT ROWID;
            CREATE INDEX IF NOT EXISTS value_number ON value (field, number);
            CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5
                (title, text, content='article', content_rowid='number', tokenize='porter unicode61', prefix='3');
            """)

    def add(self, articles: Iterable[Mapping[str, Any]]) -> None:
        with self._base:
            for article in articles:
                row = (article["id"], article["title"], article["text"], month(article))
                insert = "INSERT INTO article (id, title, text, month) VALUES (?, ?, ?, ?)"
                number = self._base.execute(insert, row).lastrowid
                self._base.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (number, row[1], row[2]))
                held = [(name, value, number) for name in COUNTED for value in values(article, name)]
                self._base.executemany("INSERT INTO value VALUES (?, ?, ?)", held)

    def ask(self, ask: Ask) -> Answer | None:
        if ask.fuzzy:
            return None
        where, given = _where(ask, ask.filters)
        total = self._base.execute(f"SELECT count(*) FROM {where}", given).fetchone()[0]
        match = _match(ask)
        order = " ORDER BY words.rank" if match else ""
        columns = "a.id, a.text" + (", snippet(words, 1, '<', '>', '…', 40)" if match else "")
        hits = self._base.execute(f"SELECT {columns} FROM {where}{order} LIMIT {HITS}", given).fetchall()
        self._base.execute(f"SELECT a.month, count(*) FROM {where} GROUP BY a.month", given).fetchall()
        return Answer(total, len(hits), {name: self._facet(ask, name) for name in COUNTED})

    def _facet(self, ask: Ask, name: str) -> tuple[int, ...]:
        where, given = _where(ask, other_filters(ask, name))
        rows = self._base.execute(
            f"SELECT count(*) AS many FROM value v WHERE v.field = ? AND v.number IN (SELECT a.number FROM {where})"
            f" GROUP BY v.value ORDER BY many DESC LIMIT {SIZE}",
            [name, *given],
        )
        return tuple(row[0] for row in rows)

    def close(self) -> None:
        self._base.close()


def _where(ask: Ask, filters: Mapping[str, str]) -> tuple[str, list[str]]:
    """The tables and conditions that the matches are found by."""
    match = _match(ask)
    tables = "article a JOIN words ON words.rowid = a.number" if match else "article a"
    conditions, given = (["words MATCH ?"], [match]) if match else ([], [])
    for name, value in filters.items():
        conditions.append("a.number IN (SELECT number FROM value WHERE field = ? AND value = ?)")
        given += [name, value]
    return tables + (f" WHERE {' AND '.join(conditions)}" if conditions else ""), given


def _match(ask: Ask) -> str:
    if ask.phrase:
        return f'"{" ".join(ask.words)}"'
    parts = [f'"{word}"' for word in ask.words]
    parts += [f'"{ask.prefix}"*'] if ask.prefix else []
    parts += ["(" + " OR ".join(f'"{word}"' for word in ask.either) + ")"] if ask.either else []
    return " AND ".join(parts) + "".join(f' NOT "{word}"' for word in ask.without)
