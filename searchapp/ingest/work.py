"""What a worker process does with a chunk of records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any

from searchapp.articles import Article
from searchapp.errors import SkippedFile
from searchapp.ingest.child import Watch
from searchapp.ingest.extract import extract
from searchapp.ingest.reading import TOO_MUCH
from searchapp.ingest.records import Outcome, Read, Record, Skipped, place

Enrich = Callable[[Article, tuple[str, ...]], Article]
#: What is made of an enriched article before it travels back.
Finish = Callable[[Article], Any]
#: A part of the input, in its order; what was skipped already travels along, to keep its place among the results.
Chunk = Sequence[Record | Skipped]


def serve(
    pipe: Connection, watch: Watch, principals: tuple[str, ...], enrich: Enrich | None, finish: Finish | None
) -> None:
    """Do the chunks that come through the pipe until it is closed."""
    enriched = enrich or _default_enrich()
    while True:
        outcomes: list[Outcome] = []
        for number, item in enumerate(pipe.recv()):
            watch.begin(number)
            outcomes += outcomes_of(item, principals, enriched, finish)
        watch.end()
        pipe.send(outcomes)


def _default_enrich() -> Enrich:
    from searchapp.enrich import enrich

    return enrich


def outcomes_of(
    item: Record | Skipped, principals: tuple[str, ...], enrich: Enrich, finish: Finish | None
) -> list[Outcome]:
    """The outcomes of one item, warnings before the article they belong to."""
    if isinstance(item, Skipped):
        return [item]
    try:
        article, warnings = extract(item)
        article = enrich(article, principals)
        return [*warnings, Read(finish(article) if finish else article, item.source, item.locator)]
    except SkippedFile as skip:
        return [skipped(item, skip.reason, str(skip))]
    except MemoryError:
        return [skipped(item, "memory", TOO_MUCH)]
    # The one place for all errors: whatever one record does to a parser, the others must be read.
    except Exception as error:
        return [skipped(item, "failed", f"{type(error).__name__}: {error}")]


def skipped(record: Record, reason: str, message: str) -> Skipped:
    """The skip of a record, its file and place named in the message."""
    return Skipped(record.source, record.locator, reason, f"{place(record.source, record.locator)}: {message}")
