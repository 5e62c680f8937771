"""What a worker process does with a chunk of records."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection

from searchapp.articles import Article
from searchapp.errors import SkippedFile
from searchapp.ingest.extract import extract
from searchapp.ingest.records import Outcome, Read, Record, Skipped, place

Enrich = Callable[[Article, tuple[str, ...]], Article]
#: A part of the input, in its order; what was skipped already travels along, to keep its place among the results.
Chunk = Sequence[Record | Skipped]


def serve(pipe: Connection, principals: tuple[str, ...], enrich: Enrich | None) -> None:
    """Do the chunks that come through the pipe until it is closed; first of all, say that this process has started.

    Ctrl-C is left to the parent, which stops its workers in an orderly way.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            pipe.send(work(pipe.recv(), principals, enrich))


def work(chunk: Chunk, principals: tuple[str, ...], enrich: Enrich | None) -> list[Outcome]:
    """The outcomes of a chunk, warnings before the article they belong to."""
    return [outcome for item in chunk for outcome in _outcomes(item, principals, enrich or _default_enrich())]


def _default_enrich() -> Enrich:
    from searchapp.enrich import enrich

    return enrich


def _outcomes(item: Record | Skipped, principals: tuple[str, ...], enrich: Enrich) -> list[Outcome]:
    if isinstance(item, Skipped):
        return [item]
    try:
        article, warnings = extract(item)
        return [*warnings, Read(enrich(article, principals), item.source, item.locator)]
    except SkippedFile as skip:
        return [_skipped(item, skip.reason, str(skip))]
    # The one place for all errors: whatever one record does to a parser, the others must be read.
    except Exception as error:
        return [_skipped(item, "failed", f"{type(error).__name__}: {error}")]


def _skipped(record: Record, reason: str, message: str) -> Skipped:
    return Skipped(record.source, record.locator, reason, f"{place(record.source, record.locator)}: {message}")
