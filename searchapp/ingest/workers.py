"""Worker processes that are handed chunks of records, and the replacement of one that dies.

`concurrent.futures.ProcessPoolExecutor` is not used: when a process dies it gives up all that were in work, does not
say which of them was the cause, and can wait for ever for a process it started at that moment. Here each worker has a
pipe of its own and one chunk at a time, so that a death concerns exactly that chunk.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Any

from searchapp.errors import SearchappError
from searchapp.ingest.records import Outcome, Record, Skipped
from searchapp.ingest.work import Chunk, Enrich, serve

#: Chunks held at a time, per worker: in work, or done and waiting for their turn in the order of the input.
_AHEAD = 4
#: Seconds a worker gets to end by itself.
_GRACE = 2.0


def processors() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_workers(
    chunks: Iterable[Chunk], workers: int, principals: tuple[str, ...], enrich: Enrich | None
) -> Iterator[Outcome]:
    """The outcomes of all chunks, in order; no more than a few chunks are held at a time.

    When a worker dies, the records it had are done again one by one by another, and a record over which that one dies,
    too, is skipped with the reason `crashed`. Raises SearchappError where no worker can be started.
    """
    crew = _Crew(workers, principals, enrich)
    try:
        yield from crew.outcomes(enumerate(chunks), _AHEAD * workers)
    finally:
        crew.stop()


class _Died(Exception):
    """The worker ended while it was expected to answer."""


@dataclass(slots=True)
class _Worker:
    """A process and this end of its pipe; `number` is that of the chunk in work, None when it is idle."""

    process: BaseProcess
    pipe: Connection
    ready: bool = False
    number: int | None = None
    chunk: Chunk = ()

    def give(self, number: int, chunk: Chunk) -> None:
        """Hand over a chunk; a dead worker is noticed when its answer is asked for."""
        self.number, self.chunk = number, chunk
        with suppress(OSError):
            self.pipe.send(chunk)

    def answer(self) -> Any:
        """What the worker sends next; raises _Died if it is no more."""
        try:
            return self.pipe.recv()
        except (EOFError, OSError) as error:
            raise _Died from error


@dataclass(slots=True)
class _Crew:
    size: int
    principals: tuple[str, ...]
    enrich: Enrich | None
    workers: list[_Worker] = field(default_factory=list)

    def outcomes(self, chunks: Iterator[tuple[int, Chunk]], most: int) -> Iterator[Outcome]:
        """The outcomes of the numbered chunks in their order, with at most `most` chunks held."""
        self.workers = [self._started() for _ in range(self.size)]
        done: dict[int, list[Outcome]] = {}
        turn, handed, left = 0, 0, True
        while left or turn < handed:
            for worker in self._idle():
                if left and handed - turn < most:
                    task = next(chunks, None)
                    left = task is not None
                    if task:
                        worker.give(*task)
                        handed += 1
            if turn < handed and (turn not in done or self._has_news()):
                done |= self._finished()
            while turn in done:
                yield from done.pop(turn)
                turn += 1
                if self._has_news():
                    # Workers wait for their next chunk; the outcomes of this one can wait a little.
                    break

    def _idle(self) -> list[_Worker]:
        return [worker for worker in self.workers if worker.number is None]

    def _has_news(self) -> bool:
        return bool(wait([worker.pipe for worker in self.workers if worker.number is not None], timeout=0))

    def _finished(self) -> dict[int, list[Outcome]]:
        """The outcomes of the chunks that are done now; waits for one."""
        busy = {worker.pipe: worker for worker in self.workers if worker.number is not None}
        found: dict[int, list[Outcome]] = {}
        for pipe in wait(list(busy)):
            worker = busy[pipe]  # type: ignore[index]
            number = worker.number
            answer = self._answer(worker)
            if answer is not None and number is not None:
                found[number] = answer
        return found

    def _answer(self, worker: _Worker) -> list[Outcome] | None:
        """The outcomes of the worker's chunk, or None if it only said that it has started."""
        try:
            answer: list[Outcome] | None = worker.answer()
        except _Died:
            chunk, fresh = worker.chunk, self._replaced(worker)
            return [outcome for item in chunk for outcome in self._alone(item, fresh)]
        worker.ready = True
        if answer is not None:
            worker.number, worker.chunk = None, ()
        return answer

    def _alone(self, item: Record | Skipped, worker: _Worker) -> list[Outcome]:
        """The outcomes of one record of a chunk over which a worker died."""
        if isinstance(item, Skipped):
            return [item]
        worker.give(-1, (item,))
        try:
            while (answer := worker.answer()) is None:
                worker.ready = True
        except _Died:
            self._replaced(worker)
            message = f"{item.source.path}{item.locator}: reading it ended the worker process. Leave it out."
            return [Skipped(item.source, item.locator, "crashed", message)]
        worker.number = None
        return list(answer)

    def _replaced(self, worker: _Worker) -> _Worker:
        """The worker with a new process in place of its dead one."""
        if not worker.ready:
            raise SearchappError("Worker processes cannot be started here. Go on without them: --workers 1")
        worker.pipe.close()
        worker.process.join(_GRACE)
        fresh = self._started()
        worker.process, worker.pipe, worker.ready = fresh.process, fresh.pipe, False
        worker.number, worker.chunk = None, ()
        return worker

    def _started(self) -> _Worker:
        context = _context()
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self.principals, self.enrich), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def stop(self) -> None:
        """End all workers, whatever they are at."""
        for worker in self.workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join(_GRACE)
            if worker.process.is_alive():
                worker.process.kill()


def _context() -> ForkServerContext | SpawnContext:
    """Workers are not forked off this process, which may hold an engine's threads and locks; a fork server is quick."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["searchapp.ingest.work", "searchapp.enrich", "trafilatura"])
    return context
