"""Reads sources into articles, in processes of their own, in the order of the input."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from functools import partial

from searchapp.ingest.child import Limits
from searchapp.ingest.readers import Reading, records
from searchapp.ingest.reading import Feed, Reader
from searchapp.ingest.records import Outcome, Skipped, Source
from searchapp.ingest.work import Enrich, Finish
from searchapp.ingest.workers import Crew, Unchanged, processors


def read(
    sources: Iterable[Source | Skipped],
    *,
    principals: tuple[str, ...] = (),
    workers: int = 0,
    limits: Limits | None = None,
    unchanged: Unchanged | None = None,
    finish: Finish | None = None,
    enrich: Enrich | None = None,
    reader: Reader | None = None,
    how: Reading = Reading(),  # noqa: B008 - it is frozen
) -> Generator[Outcome, None, None]:
    """What becomes of each record of `sources`, in their order.

    One process reads the files; as many as `workers` says, 0 for one per processor, extract and enrich. `unchanged` is
    asked, in this process, about each record before any work is done on it; a record for which it says true is dropped
    without an outcome. `how` says how sources are read. What `finish` makes of an article takes its place. `reader` and
    `enrich` replace `searchapp.ingest.readers.records` and `searchapp.enrich.enrich`. These three must be functions of
    a module, so that the processes can find them. Never raises for what is in a file; closing the iterator stops the
    processes.
    """
    crew = Crew(workers or processors(), limits := limits or Limits(), principals, enrich, finish)
    feed = Feed(sources, reader or partial(records, how=how), limits)
    try:
        yield from crew.outcomes(feed, unchanged)
    finally:
        feed.stop()
        crew.stop()
