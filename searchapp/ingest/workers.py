"""A pool of worker processes that survives the death of one."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.context import BaseContext

from searchapp.ingest.records import Outcome, Record, Skipped
from searchapp.ingest.work import Chunk, Enrich, start_worker, work

#: Chunks handed out at a time, per worker: one in work, one waiting.
_AHEAD = 2


def processors() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_workers(
    chunks: Iterable[Chunk], workers: int, principals: tuple[str, ...], enrich: Enrich | None
) -> Iterator[Outcome]:
    """The outcomes of all chunks, in order; no more than a few chunks are held at a time.

    When a worker dies, what was in work is done again a record at a time, and a record that kills its worker is
    skipped with the reason `crashed`.
    """
    pool = _Pool(workers, principals, enrich)
    waiting: deque[_Task] = deque()
    try:
        for chunk in chunks:
            waiting.append(_Task(chunk, pool.submit(chunk)))
            if len(waiting) >= _AHEAD * workers:
                yield from _first_result(waiting, pool)
        while waiting:
            yield from _first_result(waiting, pool)
    finally:
        pool.stop()


@dataclass(frozen=True, slots=True)
class _Task:
    chunk: Chunk
    future: Future[list[Outcome]]


def _first_result(waiting: deque[_Task], pool: _Pool) -> list[Outcome]:
    """The outcomes of the task that waits longest; after a death the others are handed out anew."""
    task = waiting.popleft()
    try:
        return task.future.result()
    except BrokenProcessPool:
        pool.renew()
        outcomes = [outcome for item in task.chunk for outcome in pool.alone(item)]
        for _ in range(len(waiting)):
            chunk = waiting.popleft().chunk
            waiting.append(_Task(chunk, pool.submit(chunk)))
        return outcomes


class _Pool:
    def __init__(self, workers: int, principals: tuple[str, ...], enrich: Enrich | None) -> None:
        self._workers = workers
        self._principals = principals
        self._enrich = enrich
        self._executor = self._started()

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers, mp_context=_context(), initializer=start_worker)

    def submit(self, chunk: Chunk) -> Future[list[Outcome]]:
        """The chunk's outcomes to come; a pool found dead at this moment fails only when they are asked for."""
        try:
            return self._executor.submit(work, chunk, self._principals, self._enrich)
        except BrokenProcessPool as error:
            failed: Future[list[Outcome]] = Future()
            failed.set_exception(error)
            return failed

    def alone(self, item: Record | Skipped) -> list[Outcome]:
        """The outcomes of one record; if the worker dies over it, that is its outcome."""
        if isinstance(item, Skipped):
            return [item]
        try:
            return self.submit((item,)).result()
        except BrokenProcessPool:
            self.renew()
            message = f"{item.source.path}{item.locator}: reading it ended the worker process. Leave it out."
            return [Skipped(item.source, item.locator, "crashed", message)]

    def renew(self) -> None:
        """Start new workers in place of dead ones."""
        self._executor.shutdown(wait=False)
        self._executor = self._started()

    def stop(self) -> None:
        """Let what is in work end, drop what waits."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """Workers are not forked off this process, which may hold an engine's threads and locks; a fork server is quick."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["searchapp.ingest.work", "searchapp.enrich", "trafilatura"])
    return context
