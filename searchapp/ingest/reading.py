"""The process that reads files into records, and this side of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection

from searchapp.ingest.child import Child, Died, Limits, Watch, started
from searchapp.ingest.records import Record, Skipped, Source

#: Reads a source into records.
Reader = Callable[[Source], Iterable[Record | Skipped]]
Item = Record | Skipped

#: Records and bytes of one message: enough to make sending it cheap, little enough to keep every worker busy.
MESSAGE_RECORDS = 16
MESSAGE_BYTES = 400_000
#: Sources handed over at a time.
_SOURCES = 64


def size(item: Item) -> int:
    """Bytes that an item holds."""
    return len(item.payload) if isinstance(item, Record) else 0


def serve(pipe: Connection, watch: Watch, reader: Reader) -> None:
    """Read the sources that come through the pipe, until it is closed; of each, send its records, and then None."""
    while True:
        for number, source in enumerate(pipe.recv()):
            for message in _messages(source, number, reader, watch):
                watch.end()
                pipe.send(message)
            watch.end()
            pipe.send(None)


def _messages(source: Source | Skipped, number: int, reader: Reader, watch: Watch) -> Iterator[tuple[Item, ...]]:
    """The records of a source, some at a time; the alarm is set anew for each."""
    message: list[Item] = []
    held = 0
    watch.begin(number)
    for item in _safely(source, reader):
        message.append(item)
        held += size(item)
        if len(message) >= MESSAGE_RECORDS or held >= MESSAGE_BYTES:
            yield tuple(message)
            message, held = [], 0
        watch.begin(number)
    if message:
        yield tuple(message)


def _safely(source: Source | Skipped, reader: Reader) -> Iterator[Item]:
    if isinstance(source, Skipped):
        yield source
        return
    try:
        yield from reader(source)
    except MemoryError:
        yield Skipped(source, "", "memory", f"{source.path}: {TOO_MUCH}")
    # The one place for all errors of readers: whatever one file does to a parser, the others must be read.
    except Exception as error:
        yield Skipped(source, "", "failed", f"{source.path}: {type(error).__name__}: {error}")


#: What is said of a file that takes more memory than it may.
TOO_MUCH = "reading it takes more memory than the setting worker_memory allows. Split it, or raise the setting."


class Feed:
    """The items of all sources, in their order, read by a process that is replaced when it dies."""

    def __init__(self, sources: Iterable[Source | Skipped], reader: Reader, limits: Limits) -> None:
        self._sources = iter(sources)
        self._reader = reader
        self._limits = limits
        self._child: Child | None = None
        self._handed: list[Source | Skipped] = []
        self._more()

    @property
    def pipe(self) -> Connection | None:
        """Where news of the reader comes from; None at the end of the last source."""
        return self._child.pipe if self._child and self._handed else None

    def take(self) -> tuple[Item, ...]:
        """The next items, after news have come; may be none."""
        if self._child is None:
            return ()
        begun = self._child.ready
        try:
            message: tuple[Item, ...] | None = self._child.receive()
        except Died as death:
            return self._after(death)
        if message is not None:
            return message
        if begun:
            self._handed.pop(0)
        if not self._handed:
            self._more()
        return ()

    def _more(self) -> None:
        self._handed = list(islice(self._sources, _SOURCES))
        if self._handed:
            self._child = self._child or started("read", serve, self._limits, self._reader)
            self._child.send(self._handed)

    def _after(self, death: Died) -> tuple[Item, ...]:
        """What is said of the source over which the reader died; the others go to a new one."""
        source = self._handed.pop(0)
        self._child = None
        if not self._handed:
            self._more()
        else:
            self._child = started("read", serve, self._limits, self._reader)
            self._child.send(self._handed)
        if isinstance(source, Skipped):
            return (source,)
        return (Skipped(source, "", death.reason, f"{source.path}: {death.how}."),)

    def stop(self) -> None:
        """End the process."""
        if self._child:
            self._child.stop()
            self._child.wait()
