"""`searchapp enrich`: works the facets of an archive out again where newer rules or a model would find others.

Each article says by what its facets were worked out, so a pass goes on where the last one stopped, and costs nothing
where there is nothing to do. The sources are not read, and searching goes on meanwhile.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from searchapp.archive import Archive
from searchapp.articles import Article
from searchapp.engines.port import Batch
from searchapp.enrich import anew, recipe
from searchapp.entities.applying import as_written
from searchapp.errors import SearchappError
from searchapp.ingest.workers import processors
from searchapp.naming import Naming, open_naming
from searchapp.query.clauses import Clause, Everything, Except, Value
from searchapp.settings import Settings

#: Told after every article: how many were gone through, and a word on where that is.
Show = Callable[[int, str], None]
#: Articles handed to a worker at a time, and articles up to which workers are not worth starting.
_CHUNK, _FEW = 16, 64
#: Articles and seconds after which what was done is committed at the latest.
_ROUND, _SECONDS = 2000, 60.0


@dataclass(frozen=True, slots=True)
class Enriched:
    """What a pass did: articles gone through, those whose facets changed, and those that were as they should be."""

    done: int
    changed: int
    current: int
    recipe: str
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """The report for a script."""
        return {
            "done": self.done,
            "changed": self.changed,
            "current": self.current,
            "recipe": self.recipe,
            "seconds": round(self.seconds, 3),
        }

    def as_text(self) -> str:
        """The report for a reader."""
        rate = f", {self.done / self.seconds:,.0f} a second" if self.done and self.seconds > 0.5 else ""
        return (
            f"{self.done:,} articles worked out by {self.recipe}, {self.changed:,} of them with other facets than "
            f"before; {self.current:,} were up to date. {self.seconds:.1f} s{rate}."
        )


def enrich_archive(archive: Archive, settings: Settings, show: Show, again: bool = False) -> Enriched:
    """Work out again the facets of every article that were worked out by something else than what is in force now.

    With `again`, of all articles. A stop keeps what was committed, and the next pass goes on from there. Raises
    UsageError for a pipeline that is not installed, SearchappError where a worker dies.
    """
    begun = time.monotonic()
    wanted = recipe(settings.ner)
    work = partial(_worked_out, principals=archive.stamp.principals, ner=settings.ner)
    todo: Clause = Everything() if again else Except(Value("recipe", (wanted,)))
    with (
        archive.engine.batch() as batch,
        open_naming(archive.path, archive.engine.readers(), batch) as naming,
    ):
        reader = archive.engine.backend.reader()
        total, articles = reader.count(todo), reader.count(Everything())
        run = _Pass(batch, naming, f"of {total:,}", show)
        if total:
            naming.begin()
            with _workers(settings.workers, total) as each:
                run.through(each(work, reader.scan(todo)))
            naming.finish()
    return Enriched(run.done, run.changed, articles - total, wanted, time.monotonic() - begun)


class _Pass:
    """The articles that come back from the workers, on their way into the index."""

    def __init__(self, batch: Batch, naming: Naming, of: str, show: Show) -> None:
        self._batch = batch
        self._naming = naming
        self._of = of
        self._show = show
        self.done = 0
        self.changed = 0

    def through(self, pairs: Iterable[tuple[Article, bool]]) -> None:
        """Take all articles, each with whether its facets changed; what was taken is kept when a stop comes."""
        committed = time.monotonic()
        try:
            for article, changed in pairs:
                self._batch.add(self._naming.take(article, instead=True))
                self.done += 1
                self.changed += changed
                self._show(self.done, self._of)
                if self.done % _ROUND == 0 or time.monotonic() - committed > _SECONDS:
                    self._batch.commit()
                    committed = time.monotonic()
        except KeyboardInterrupt:
            self._batch.commit()
            raise


def _worked_out(article: Article, principals: tuple[str, ...], ner: tuple[str, ...]) -> tuple[Article, bool]:
    """The article worked out again, and whether anything but the recipe is another than before."""
    before = as_written(article)
    after = anew(before, principals, ner)
    facets = ("language", "people", "places", "countries", "organisations", "counterparts", "relations")
    return after, any(getattr(before, name) != getattr(after, name) for name in facets)


Each = Callable[[Callable[[Article], Any], Iterable[Article]], Iterator[Any]]


@contextlib.contextmanager
def _workers(workers: int, total: int) -> Iterator[Each]:
    """Something that does work on each article, in worker processes where there is enough to do."""
    count = workers or processors()
    if count == 1 or total <= _FEW:
        yield lambda work, articles: map(work, articles)
        return
    context = multiprocessing.get_context("spawn")
    # Ctrl-C is left to this process, which stops in an orderly way.
    pool = ProcessPoolExecutor(count, context, signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        yield lambda work, articles: _in_pool(pool, count, work, articles)
    except BrokenExecutor as error:
        raise SearchappError(
            f"A worker process ended ({error}). What was done is kept; go on without workers: "
            "searchapp enrich --workers 1"
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _in_pool(
    pool: ProcessPoolExecutor, count: int, work: Callable[[Article], Any], articles: Iterable[Article]
) -> Iterator[Any]:
    """The results in order; no more than a few chunks are held at a time."""
    source = iter(articles)
    chunks = iter(lambda: tuple(itertools.islice(source, _CHUNK)), ())
    ahead = [pool.submit(_chunk, work, chunk) for chunk in itertools.islice(chunks, 3 * count)]
    while ahead:
        yield from ahead.pop(0).result()
        ahead += [pool.submit(_chunk, work, chunk) for chunk in itertools.islice(chunks, 1)]


def _chunk(work: Callable[[Article], Any], articles: tuple[Article, ...]) -> list[Any]:
    return [work(article) for article in articles]
