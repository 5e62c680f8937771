"""A tantivy index in a folder: opening, writing, and the reader of its newest commit."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import tantivy
from tantivy import Query

from searchapp.articles import Article
from searchapp.engines.document import Analysed, analysed
from searchapp.engines.tantivy.damage import MEND, damage_said
from searchapp.engines.tantivy.reader import TantivyReader
from searchapp.engines.tantivy.schema import fields, schema
from searchapp.engines.tantivy.searcher import Searcher
from searchapp.engines.waiting import writer_within
from searchapp.errors import ArchiveDamaged, ArchiveMissing

#: Addresses of articles fetched at a time where all are read.
STORED_PAGE = 20_000


def stored(path: Path) -> Iterator[tuple[str, str]]:
    """The id and the stored JSON of every article of the index in `path`, whatever version made it.

    Raises ArchiveMissing where there is no index.
    """
    if not (path / "meta.json").is_file():
        raise ArchiveMissing(f"There is no tantivy index in {path}. Index its sources into a new folder.")
    searcher, offset = tantivy.Index.open(str(path)).searcher(), 0
    while hits := searcher.search(Query.all_query(), STORED_PAGE, count=False, offset=offset).hits:
        for _, address in hits:
            held = searcher.doc(address)
            text = held["article"][0]  # A text in indexes of earlier formats.
            yield str(held["id"][0]), text.decode() if isinstance(text, bytes) else str(text)
        offset += len(hits)


class TantivyBackend:
    """An index in the folder `path`; see `port.Backend`.

    `heap` is the writer's memory in bytes, `lock_wait` how many seconds to wait for another writer.
    """

    name = "tantivy"
    snapshots = True

    def __init__(self, path: Path, heap: int, lock_wait: float, create: bool = False) -> None:
        if create:
            path.mkdir(parents=True, exist_ok=True)
        elif not (path / "meta.json").is_file():
            raise ArchiveDamaged(f"There is no tantivy index in {path}. {MEND}")
        self._path = path
        self._heap = heap
        self._lock_wait = lock_wait
        self._schema = schema()
        with damage_said(path):
            self._index = tantivy.Index(self._schema, path=str(path), reuse=True)
            self._index.config_reader("manual")
        self._meta: tuple[int, int, int] | None = None
        self._reader: TantivyReader | None = None

    def reader(self) -> TantivyReader:
        # The commit is in meta.json, which a commit replaces: a look at it costs microseconds, a reload milliseconds.
        with damage_said(self._path):
            return self._current()

    def _current(self) -> TantivyReader:
        stat = (self._path / "meta.json").stat()
        meta = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        if self._reader is None or meta != self._meta:
            self._index.reload()
            opstamp = json.loads((self._path / "meta.json").read_text(encoding="utf-8"))["opstamp"]
            self._reader = TantivyReader(
                self._schema, Searcher(self._index.searcher(), self._path), f"{opstamp}-{stat.st_mtime_ns:x}"
            )
            self._meta = meta
        return self._reader

    @contextlib.contextmanager
    def batch(self) -> Iterator[TantivyBatch]:
        with damage_said(self._path):
            writer = writer_within(self._lock_wait, self._path, self._writer)
        try:
            yield (batch := TantivyBatch(writer, self._schema))
            batch.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()

    def _writer(self) -> tantivy.IndexWriter | None:
        # A new index object for each block of writing: long-lived ones that write in turn keep dead segments on disk.
        index = tantivy.Index(self._schema, path=str(self._path), reuse=True)
        try:
            return index.writer(self._heap, 1)
        except ValueError as error:
            if "LockBusy" in str(error):
                return None
            raise

    def close(self) -> None:
        self._reader = None


class TantivyBatch:
    """Writes of one block; see `port.Batch`."""

    def __init__(self, writer: tantivy.IndexWriter, held: tantivy.Schema) -> None:
        self._writer = writer
        self._schema = held
        self._changed = False

    def add(self, article: Article | Analysed) -> None:
        # `from_dict` checks types against the schema; without it a wrong one stops the writer with an error of no use.
        held = tantivy.Document.from_dict(fields(analysed(article)), self._schema)
        self._writer.delete_documents_by_term("id", article.id)
        self._writer.add_document(held)
        self._changed = True

    def delete(self, article_id: str) -> None:
        self._changed = True
        self._writer.delete_documents_by_term("id", article_id)

    def commit(self) -> None:
        if self._changed:
            self._writer.commit()
            self._changed = False
