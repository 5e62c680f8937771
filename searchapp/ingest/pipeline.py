"""Reads sources into articles, with worker processes where there is enough to do, in the order of the input."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Iterable, Iterator

from searchapp.ingest.readers import Reading, records
from searchapp.ingest.records import Outcome, Record, Skipped, Source
from searchapp.ingest.work import Chunk, Enrich, work
from searchapp.ingest.workers import in_workers, processors

#: Records and bytes of one chunk: enough to make sending it cheap, little enough to keep every worker busy.
_CHUNK_RECORDS = 16
_CHUNK_BYTES = 400_000
#: Records and bytes up to which workers, which take about a second to start, are not worth it.
_FEW_RECORDS = 32
_FEW_BYTES = 2_000_000

Unchanged = Callable[[Record], bool]


def read(
    sources: Iterable[Source | Skipped],
    *,
    principals: tuple[str, ...] = (),
    workers: int = 0,
    unchanged: Unchanged | None = None,
    enrich: Enrich | None = None,
    how: Reading = Reading(),  # noqa: B008 - it is frozen
) -> Generator[Outcome, None, None]:
    """What becomes of each record of `sources`, in their order.

    `workers` is the number of processes, 0 for one per processor; with 1, and for a few records, all is done in this
    process. `unchanged` is asked, in this process, about each record before any work is done on it; a record for which
    it says true is dropped without an outcome. `enrich` replaces `searchapp.enrich.enrich`; it must be a function of a
    module, so that workers can find it. `how` says how sources are read. Never raises for what is in a file; closing
    the iterator stops the workers.
    """
    items = _items(sources, unchanged, how)
    begun = list(_first(items))
    rest = next(items, None)
    count = workers or processors()
    if rest is None or count == 1:
        following = itertools.chain([rest], items) if rest is not None else iter(())
        for item in itertools.chain(begun, following):
            yield from work([item], principals, enrich)
        return
    everything = itertools.chain(begun, [rest], items)
    yield from in_workers(_chunks(everything), count, principals, enrich)


def _items(
    sources: Iterable[Source | Skipped], unchanged: Unchanged | None, how: Reading
) -> Iterator[Record | Skipped]:
    for source in sources:
        found = iter((source,)) if isinstance(source, Skipped) else records(source, how)
        for item in found:
            if unchanged is None or isinstance(item, Skipped) or not unchanged(item):
                yield item


def _first(items: Iterator[Record | Skipped]) -> Iterator[Record | Skipped]:
    """As many items as are done in this process."""
    size = 0
    for number, item in enumerate(items, 1):
        yield item
        size += _size(item)
        if number >= _FEW_RECORDS or size >= _FEW_BYTES:
            return


def _chunks(items: Iterable[Record | Skipped]) -> Iterator[Chunk]:
    chunk: list[Record | Skipped] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += _size(item)
        if len(chunk) >= _CHUNK_RECORDS or size >= _CHUNK_BYTES:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)


def _size(item: Record | Skipped) -> int:
    return len(item.payload) if isinstance(item, Record) else 0
