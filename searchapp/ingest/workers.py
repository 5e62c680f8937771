"""Worker processes that are handed chunks of records, and the replacement of one that dies.

`concurrent.futures.ProcessPoolExecutor` is not used: when a process dies it gives up all that were in work, does not
say which of them was the cause, and can wait for ever for a process it started at that moment. Here each worker has a
pipe of its own and one chunk at a time, so that a death concerns exactly that chunk.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import wait

from searchapp.ingest.child import Child, Died, Limits, started
from searchapp.ingest.reading import MESSAGE_BYTES, MESSAGE_RECORDS, Feed, Item, size
from searchapp.ingest.records import Outcome, Record, Skipped
from searchapp.ingest.work import Enrich, Finish, serve, skipped

#: Chunks held at a time, per worker: in work, or done and waiting for their turn in the order of the input.
_AHEAD = 4
#: Bytes of records held at a time, beyond which no more are read until some are done.
_MOST_HELD = 16_000_000

Unchanged = Callable[[Record], bool]


def processors() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True)
class _Chunk:
    """Some items of the input; `suspects` are the places of those over which a worker died once."""

    number: int
    items: list[Item]
    bytes: int
    suspects: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Worker:
    child: Child
    chunk: _Chunk | None = None


class Crew:
    """Workers, at most `size` of them, each started when there is a chunk for it."""

    def __init__(
        self, size: int, limits: Limits, principals: tuple[str, ...], enrich: Enrich | None, finish: Finish | None
    ) -> None:
        self._size = size
        self._limits = limits
        self._duty = (principals, enrich, finish)
        self._workers: list[_Worker] = []
        self._waiting: list[_Chunk] = []
        self._filling: list[Item] = []
        self._done: dict[int, list[Outcome]] = {}
        self._bytes: dict[int, int] = {}
        self._made = 0

    def outcomes(self, feed: Feed, unchanged: Unchanged | None) -> Iterator[Outcome]:
        """What becomes of all items, in their order; a bounded number of them is held.

        When a worker dies its chunk is done again; a record over which two die is skipped as `crashed`, and one that
        takes too long at once as `timeout`. Raises SearchappError where no worker can be started.
        """
        turn = 0
        while feed.pipe or self._filling or turn < self._made:
            self._look(feed, unchanged, patient=turn not in self._done)
            self._hand_out(feed)
            if turn in self._done:
                yield from self._done.pop(turn)
                del self._bytes[turn]
                turn += 1

    def _look(self, feed: Feed, unchanged: Unchanged | None, patient: bool) -> None:
        """Take what the reader and the workers have sent; if `patient`, wait for something."""
        busy = {worker.child.pipe: worker for worker in self._workers if worker.chunk}
        pipes = [*busy, feed.pipe] if feed.pipe and self._room() else list(busy)
        for pipe in wait(pipes, None if patient else 0):
            if worker := busy.get(pipe):  # type: ignore[call-overload]
                self._finished(worker)
            else:
                items = feed.take()
                self._filling += [
                    item for item in items if unchanged is None or isinstance(item, Skipped) or not unchanged(item)
                ]

    def _room(self) -> bool:
        held = sum(self._bytes.values()) + sum(map(size, self._filling))
        return len(self._bytes) < _AHEAD * self._size and held < _MOST_HELD

    def _hand_out(self, feed: Feed) -> None:
        """Make chunks of what was read, and give them to idle workers."""
        while len(self._filling) >= MESSAGE_RECORDS or sum(map(size, self._filling)) >= MESSAGE_BYTES:
            self._fill()
        if self._filling and not self._waiting and self._hungry() and not (feed.pipe and feed.pipe.poll()):
            self._fill()
        while self._waiting and (worker := self._hungry()):
            self._give(worker, self._waiting.pop(0))

    def _fill(self) -> None:
        """A chunk of the first items read."""
        items: list[Item] = []
        held = 0
        for item in self._filling[:MESSAGE_RECORDS]:
            items.append(item)
            held += size(item)
            if held >= MESSAGE_BYTES:
                break
        del self._filling[: len(items)]
        self._waiting.append(_Chunk(self._made, items, held))
        self._bytes[self._made] = held
        self._made += 1

    def _hungry(self) -> _Worker | None:
        """A worker with nothing to do, started if there are not enough yet."""
        for worker in self._workers:
            if not worker.chunk:
                return worker
        if len(self._workers) == self._size:
            return None
        self._workers.append(worker := _Worker(started("work", serve, self._limits, *self._duty)))
        return worker

    def _give(self, worker: _Worker, chunk: _Chunk) -> None:
        worker.chunk = chunk
        worker.child.send(chunk.items)

    def _finished(self, worker: _Worker) -> None:
        chunk = worker.chunk
        assert chunk  # noqa: S101 - only workers with a chunk are listened to
        try:
            outcomes: list[Outcome] | None = worker.child.receive()
        except Died as death:
            _blame(chunk, death)
            worker.child = started("work", serve, self._limits, *self._duty)
            self._give(worker, chunk)
            return
        if outcomes is not None:  # It did not only say that it has started.
            self._done[chunk.number] = outcomes
            worker.chunk = None

    def stop(self) -> None:
        """End all workers, whatever they are at."""
        for worker in self._workers:
            worker.child.stop()
        for worker in self._workers:
            worker.child.wait()


def _blame(chunk: _Chunk, death: Died) -> None:
    """A skip in the place of the record that was the cause; a crash may have another cause, and gets a second try."""
    item = chunk.items[death.piece]
    if death.reason == "crashed" and death.piece not in chunk.suspects:
        chunk.suspects.add(death.piece)
    elif isinstance(item, Record):
        chunk.items[death.piece] = skipped(item, death.reason, f"{death.how}.")
