"""`searchapp check`: whether an archive is sound, and what to do where it is not."""

from __future__ import annotations

import contextlib
import sqlite3
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from searchapp.archive import LEDGER, STORED, check_engine, check_version, make_backend
from searchapp.articles import Article
from searchapp.copies.table import Table
from searchapp.errors import ArchiveStampError
from searchapp.ledger import open_ledger
from searchapp.lock import write_lock
from searchapp.progress import Show
from searchapp.query.clauses import Everything
from searchapp.settings import Settings
from searchapp.stamp import Stamp
from searchapp.upkeep import leavings, parsed, readable_stamp
from searchapp.writing import finish_left
from searchapp.written import Written

#: The records of the ledger but those of removed articles, each with the article that stands for all with its text.
_LISTED = (
    "(SELECT * FROM ledger.records WHERE id NOT IN (SELECT id FROM ledger.removed)) AS records "
    "LEFT JOIN ledger.holders USING (id) LEFT JOIN ledger.texts ON holders.text = texts.number"
)
_HOME = "coalesce(texts.home, records.id)"
#: Examples shown of each finding.
SHOWN = 5
#: What engines raise for an index whose files are damaged.
_DAMAGED = (OSError, ValueError, LookupError, EOFError, struct.error)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not right: a stable `code`, how many articles, what it is, what to do, and a few examples."""

    code: str
    count: int
    what: str
    remedy: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check saw: articles read back from the index, articles that the ledger lists, findings, and notes."""

    index: str
    engine: str
    articles: int
    listed: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def as_json(self) -> dict[str, Any]:
        """The report for a script."""
        return {
            "index": self.index,
            "engine": self.engine,
            "sound": self.sound,
            "articles": self.articles,
            "listed": self.listed,
            "findings": [
                {
                    "code": found.code,
                    "count": found.count,
                    "what": found.what,
                    "remedy": found.remedy,
                    "examples": list(found.examples),
                }
                for found in self.findings
            ],
            "notes": list(self.notes),
        }

    def as_text(self) -> str:
        """The report for a reader."""
        end = "Sound." if self.sound else f"{len(self.findings)} findings:"
        lines = [f"{self.index} ({self.engine}): {self.articles:,} articles, {self.listed:,} in the ledger. {end}"]
        for found in self.findings:
            lines += [f"- {found.what}", *(f"    {example}" for example in found.examples), f"  {found.remedy}"]
        return "\n".join(lines + [f"Note: {note}" for note in self.notes])


def check(settings: Settings, show: Show) -> Checked:
    """Read every stored article of the archive back and compare index, ledger and stamp.

    Nothing is changed, but what a writer that was stopped has left half done is finished first.

    No other process may write meanwhile. Raises ArchiveMissing, ArchiveLocked, and ArchiveStampError for a damaged
    stamp and for one of a newer version.
    """
    path = Path(settings.index)
    readable_stamp(path)
    finish_left(settings)
    with write_lock(path, settings.lock_wait), open_ledger(path / LEDGER) as ledger, _ids(path / LEDGER) as ids:
        # An older version's ledger knows nothing of copies, and of articles given by hand.
        Table(ledger)
        Written(ledger)
        stamp = readable_stamp(path)
        check_engine(path, stamp, settings)
        findings = [*_stamp(path, stamp), *_read_back(path, stamp, ids, show)]
        if not findings:
            findings += _counted(path, stamp, settings, ids.count())
        findings += ids.compared()
        left = (f"{folder} is left of a rebuild; the next one removes it." for folder in leavings(path, stamp))
        return Checked(str(path), stamp.engine, ids.count(), ids.listed(), tuple(findings), tuple(left))


class _Ids:
    """Ids of the index beside those of the ledger, in a temporary file of SQLite: their number knows no limit."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, article: Article) -> bool:
        """Whether the article's id was not there yet."""
        values = (article.id, article.group)
        return self._db.execute("INSERT OR IGNORE INTO found VALUES (?, ?)", values).rowcount > 0

    def count(self) -> int:
        """How many ids the index has."""
        return int(self._db.execute("SELECT count(*) FROM found").fetchone()[0])

    def listed(self) -> int:
        """How many articles the ledger has; those with the same text are one."""
        return int(self._db.execute(f"SELECT count(DISTINCT {_HOME}) FROM {_LISTED}").fetchone()[0])  # noqa: S608

    def compared(self) -> Iterator[Finding]:
        """What one has and the other lacks."""
        yield from self._lacking(
            "missing",
            f"FROM {_LISTED} WHERE {_HOME} NOT IN (SELECT id FROM found)",  # noqa: S608 - the constants above
            "records.id || '  ' || min(path)",
            "{:,} articles are in the ledger, but not in the index; they cannot be found.",
            "Read their files again: searchapp index --again PATH…",
        )
        if self.listed():
            yield from self._lacking(
                "unlisted",
                "FROM found WHERE id NOT IN (SELECT id FROM ledger.records)",
                "id",
                "{:,} articles are in the index, but not in the ledger; they stay when their files change or go.",
                "Read their files again: searchapp index PATH…",
            )
        yield from self._lacking(
            "group",
            "FROM found JOIN ledger.texts ON home = found.id WHERE found.family != ledger.texts.family",
            "found.id",
            "{:,} articles are in another group of near-copies than the ledger has them in.",
            "Make it anew: searchapp rebuild",
        )

    def _lacking(self, code: str, where: str, shown: str, what: str, remedy: str) -> Iterator[Finding]:
        # The parts of these statements are the constants above.
        name = "records.id" if _LISTED in where else "found.id"
        count = int(self._db.execute(f"SELECT count(DISTINCT {name}) {where}").fetchone()[0])
        if count:
            rows = self._db.execute(f"SELECT {shown} {where} GROUP BY {name} ORDER BY {name} LIMIT ?", (SHOWN,))
            yield Finding(code, count, what.format(count), remedy, tuple(str(row[0]) for row in rows))


@contextlib.contextmanager
def _ids(ledger: Path) -> Iterator[_Ids]:
    with contextlib.closing(sqlite3.connect("", isolation_level=None)) as db:
        db.execute("CREATE TABLE found (id TEXT PRIMARY KEY, family TEXT NOT NULL) WITHOUT ROWID")
        db.execute("ATTACH ? AS ledger", (str(ledger),))
        yield _Ids(db)


def _stamp(path: Path, stamp: Stamp) -> Iterator[Finding]:
    try:
        check_version(path, stamp)
    except ArchiveStampError as error:
        what, _, remedy = str(error).partition("). ")
        yield Finding("stamp", 0, f"{what}).", remedy)


def _read_back(path: Path, stamp: Stamp, ids: _Ids, show: Show) -> Iterator[Finding]:
    """What is wrong with the stored articles, each of which is parsed."""
    bad: list[str] = []
    twice: list[str] = []
    try:
        for number, (place, text) in enumerate(STORED[stamp.engine](path / stamp.place), 1):
            show(number, place)
            try:
                article = parsed(text)
            except ValueError as error:
                bad.append(f"{place}: {error}")
                continue
            if not ids.add(article):
                twice.append(article.id)
    except _DAMAGED as error:
        yield Finding(
            "damaged",
            0,
            f"The index in {path / stamp.place} cannot be read: {error}.",
            "Index the sources into a new folder: searchapp index PATH… --index FOLDER",
        )
    remedy = "Read their files again: searchapp index --again PATH…"
    if bad:
        yield Finding(
            "unreadable", len(bad), f"{len(bad):,} stored articles cannot be read.", remedy, tuple(bad[:SHOWN])
        )
    if twice:
        what = f"{len(twice):,} articles are in the index more than once."
        yield Finding(
            "double", len(twice), what, f"Make it anew: searchapp rebuild --index {path}", tuple(twice[:SHOWN])
        )


def _counted(path: Path, stamp: Stamp, settings: Settings, read: int) -> Iterator[Finding]:
    """Whether the engine counts and goes through as many articles as were read back."""
    try:
        with contextlib.closing(make_backend(path, stamp, settings, create=False)) as backend:
            reader = backend.reader()
            counted, scanned = reader.count(Everything()), sum(1 for _ in reader.scan(Everything()))
    except _DAMAGED as error:
        counted = scanned = -1
        what = f"The index in {path / stamp.place} cannot be searched: {error}."
    else:
        what = f"The index holds {read:,} articles, counts {counted:,} and goes through {scanned:,}."
    if not read == counted == scanned:
        yield Finding("counts", 0, what, f"Make it anew: searchapp rebuild --index {path}")
