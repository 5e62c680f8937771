"""A Whoosh index in a folder: opening, writing, and the readers of its newest commit."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.index import LockError
from whoosh.reading import IndexReader

from searchapp.articles import Article
from searchapp.engines.document import Analysed, analysed
from searchapp.engines.waiting import writer_within
from searchapp.engines.whoosh.reader import WhooshReader
from searchapp.engines.whoosh.schema import Facts, facts_of, fields_of, schema
from searchapp.errors import ArchiveMissing


def stored(path: Path) -> Iterator[tuple[str, str]]:
    """The number and the stored JSON of every article of the index in `path`, whatever version made it.

    Raises ArchiveMissing where there is no index.
    """
    if not index.exists_in(str(path)):
        raise ArchiveMissing(f"There is no Whoosh index in {path}. Index its sources into a new folder.")
    with contextlib.closing(index.open_dir(str(path)).reader()) as reader:
        for number, held in reader.iter_docs():
            yield f"number {number}", held["article"]


#: Times that an index is looked for before a missing file is an error.
_LOOKS = 50


class WhooshBackend:
    """An index in the folder `path`; see `port.Backend`. `lock_wait` is in seconds, `heap` in bytes."""

    name = "whoosh"
    snapshots = False

    def __init__(self, path: Path, heap: int, lock_wait: float, create: bool = False) -> None:
        self._path = path
        self._heap = heap
        self._lock_wait = lock_wait
        self._facts: tuple[int, Facts] | None = None
        self._own = threading.local()
        if create and not index.exists_in(str(path)):
            path.mkdir(parents=True, exist_ok=True)
            index.create_in(str(path), schema())
        elif not index.exists_in(str(path)):
            raise ArchiveMissing(f"There is no Whoosh index in {path}: make one with `searchapp index PATH…`.")

    def reader(self) -> WhooshReader:
        # Whoosh's readers are not for several threads: each has its own; what was read of a commit is shared.
        held: index.FileIndex | None = getattr(self._own, "index", None)
        if held is None:
            held = self._own.index = self._opened()
        reader: WhooshReader | None = getattr(self._own, "reader", None)
        if reader is None or held.latest_generation() != reader.generation:
            opened = held.reader()
            reader = self._own.reader = WhooshReader(opened, self._read_facts(opened), self._path.name)
        return reader

    def _read_facts(self, reader: IndexReader) -> Facts:
        known = self._facts
        if known is None or known[0] != reader.generation():
            known = self._facts = (reader.generation(), facts_of(reader))
        return known[1]

    @contextlib.contextmanager
    def batch(self) -> Iterator[WhooshBatch]:
        batch = WhooshBatch(self)
        try:
            yield batch
            batch.commit()
        finally:
            batch.close()

    def writer(self) -> Any:
        """A writer; raises ArchiveLocked where another one does not end in time."""
        return writer_within(self._lock_wait, self._path, self._writer)

    def _writer(self) -> Any:
        try:
            return self._opened().writer(limitmb=max(16, self._heap // 1_000_000))
        except LockError:
            return None

    def _opened(self) -> Any:
        """The index as it is now: looked for again where a commit elsewhere took a file away before it was opened."""
        for _ in range(_LOOKS):
            with contextlib.suppress(FileNotFoundError):
                return index.open_dir(str(self._path))
        return index.open_dir(str(self._path))

    def close(self) -> None:
        self._own = threading.local()


class WhooshBatch:
    """Writes of one block; see `port.Batch`. They wait here until a commit: Whoosh replaces only what is committed."""

    def __init__(self, backend: WhooshBackend) -> None:
        self._backend = backend
        self._writer = backend.writer()
        self._waiting: dict[str, dict[str, Any] | None] = {}

    def add(self, article: Article | Analysed) -> None:
        self._waiting[article.id] = fields_of(analysed(article))

    def delete(self, article_id: str) -> None:
        self._waiting[article_id] = None

    def commit(self) -> None:
        for article_id, held in self._waiting.items():
            self._writer.delete_by_term("id", article_id)
            if held is not None:
                self._writer.add_document(**held)
        self._waiting = {}
        self._writer.commit()
        self._writer = None
        self._writer = self._backend.writer()

    def close(self) -> None:
        """Forget what was not committed."""
        if self._writer is not None:
            self._writer.cancel()
