"""What is kept of texts in the ledger's file: who holds the same text, and where texts like it are looked for."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from searchapp.articles import Article, from_json, to_json
from searchapp.ledger import Ledger
from searchapp.sketch import BANDS, Sketch

_TABLES = """
CREATE TABLE IF NOT EXISTS texts (
    number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, signature BLOB NOT NULL,
    home TEXT NOT NULL, family TEXT NOT NULL DEFAULT '', written TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS by_family ON texts (family) WHERE family != '';
CREATE INDEX IF NOT EXISTS unwritten ON texts (number) WHERE family != written;
CREATE TABLE IF NOT EXISTS holders (
    id TEXT PRIMARY KEY, text INTEGER NOT NULL, article BLOB
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_text ON holders (text);
CREATE TABLE IF NOT EXISTS bands (
    band INTEGER NOT NULL, text INTEGER NOT NULL, PRIMARY KEY (band, text)
) WITHOUT ROWID;
"""
#: Texts of one band: where there are more, they are of one form, and the next of them is not added.
MOST_IN_BAND = 64

_ALIKE = f"SELECT band, text FROM bands WHERE band IN ({','.join('?' * BANDS)})"  # noqa: S608 - of question marks
_NUMBERS = "SELECT (SELECT text FROM holders WHERE id = ?), (SELECT number FROM texts WHERE key = ?)"
#: Memory for pages of the ledger's file: every text looks for its bands all over the table.
CACHE_KB = 64_000


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the archive: `home` is the id of the article that stands for all who hold it, `family` the group of
    near-copies that it is in, `written` the group that its article has in the index."""

    number: int
    signature: bytes
    home: str
    family: str = ""
    written: str = ""


class Table:
    """The tables; every change waits for the ledger's commit."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._db = ledger.database
        self._db.executescript(_TABLES)
        self._db.execute(f"PRAGMA cache_size = -{CACHE_KB}")

    def begin_anew(self) -> None:
        """Forget everything but the articles noted so far, which `noted_before` still knows."""
        self._ledger.begin()
        self._db.execute("CREATE TEMP TABLE before AS SELECT id, article FROM holders WHERE article IS NOT NULL")
        self._db.execute("CREATE INDEX temp.by_id_before ON before (id)")
        for table in ("texts", "holders", "bands"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names above

    def noted_before(self, article_id: str) -> Article | None:
        """An article as it was noted before all began anew."""
        row = self._db.execute("SELECT article FROM before WHERE id = ?", (article_id,)).fetchone()
        return _unpacked(row[0]) if row else None

    def surplus(self) -> int:
        """How many articles are one with another that has the same text."""
        return int(self._db.execute("SELECT (SELECT count(*) FROM holders) - count(*) FROM texts").fetchone()[0])

    def numbers(self, article_id: str, key: bytes) -> tuple[int | None, int | None]:
        """The number of the text that an article holds, and that of the text with a key."""
        return self._db.execute(_NUMBERS, (article_id, key)).fetchone()  # type: ignore[no-any-return]

    def text_of(self, article_id: str) -> int | None:
        """The number of the text that an article holds."""
        row = self._db.execute("SELECT text FROM holders WHERE id = ?", (article_id,)).fetchone()
        return int(row[0]) if row else None

    def texts(self, numbers: Iterable[int]) -> list[Text]:
        """The texts with these numbers, as far as they are there."""
        return self._texts(f"number IN ({','.join(str(int(number)) for number in numbers)}) ORDER BY number")

    def family(self, name: str) -> list[Text]:
        """The texts of a group of near-copies."""
        return self._texts("family = ? AND family != '' ORDER BY number", name)

    def unwritten(self) -> list[Text]:
        """The texts whose articles have another group in the index."""
        return self._texts("family != written ORDER BY number")

    def _texts(self, where: str, *values: str) -> list[Text]:
        # What the statements are made of stands in the three methods above.
        rows = self._db.execute(f"SELECT number, signature, home, family, written FROM texts WHERE {where}", values)  # noqa: S608
        return [Text(*row) for row in rows]

    def add_text(self, sketch: Sketch, home: str) -> int:
        """A new text, held by nobody yet; its number."""
        self._ledger.begin()
        added = self._db.execute(
            "INSERT INTO texts (key, signature, home) VALUES (?, ?, ?)", (sketch.key, sketch.signature, home)
        )
        return added.lastrowid or 0

    def drop_text(self, number: int) -> None:
        """Forget a text. Its bands stay, lead nowhere, and are given up when a rebuild makes them anew."""
        self._ledger.begin()
        self._db.execute("DELETE FROM texts WHERE number = ?", (number,))

    def hold(self, article_id: str, number: int, article: Article | None = None) -> None:
        """Note that an article holds a text, and the whole article where it is not the only one."""
        self._ledger.begin()
        blob = zlib.compress(json.dumps(to_json(article)).encode(), 1) if article else None
        self._db.execute("INSERT OR REPLACE INTO holders VALUES (?, ?, ?)", (article_id, number, blob))

    def let_go(self, article_id: str) -> None:
        """Note that an article holds no text any more."""
        self._ledger.begin()
        self._db.execute("DELETE FROM holders WHERE id = ?", (article_id,))

    def holders(self, number: int) -> Iterator[tuple[str, Article | None]]:
        """The ids of those who hold a text, with their articles where they were noted."""
        rows = self._db.execute("SELECT id, article FROM holders WHERE text = ? ORDER BY id", (number,)).fetchall()
        return ((row[0], _unpacked(row[1]) if row[1] else None) for row in rows)

    def held(self, number: int) -> bool:
        """Whether anybody holds a text."""
        return bool(self._db.execute("SELECT 1 FROM holders WHERE text = ? LIMIT 1", (number,)).fetchone())

    def set_home(self, number: int, home: str) -> None:
        """Note which article stands for all who hold a text."""
        self._ledger.begin()
        self._db.execute("UPDATE texts SET home = ? WHERE number = ?", (home, number))

    def set_family(self, numbers: Iterable[int], name: str) -> None:
        """Put texts in a group, or, by no name, out of theirs."""
        self._ledger.begin()
        self._db.executemany("UPDATE texts SET family = ? WHERE number = ?", [(name, number) for number in numbers])

    def set_written(self, number: int) -> None:
        """Note that a text's article has its group in the index now."""
        self._ledger.begin()
        self._db.execute("UPDATE texts SET written = family WHERE number = ?", (number,))

    def alike(self, bands: tuple[int, ...], number: int) -> list[int]:
        """The numbers of texts that share a band with these, the most bands first; and put the text in the bands."""
        held = self._db.execute(_ALIKE, bands).fetchall()
        sizes: Counter[int] = Counter()
        shared: Counter[int] = Counter()
        for band, text in held:
            sizes[band] += 1
            shared[text] += 1
        del shared[number]
        free = [band for band in bands if sizes[band] < MOST_IN_BAND] if held else bands
        self._ledger.begin()
        self._db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, number) for band in free])
        return [text for text, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))]


def _unpacked(blob: bytes) -> Article:
    return from_json(json.loads(zlib.decompress(blob)))
