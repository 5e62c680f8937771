"""A process that does dangerous work for this one: reading files made by strangers, within limits of time and memory.

Both kinds of child, the reader of files and the workers over their records, are started here. A child says what it is
at (a number in shared memory) before each piece of work and sets an alarm that ends it when the piece takes too long.
So a death says which piece was the cause, whatever the parser was doing, and a child whose parent was killed does not
live on over a file that hangs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ctypes import c_int
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Any

from searchapp.errors import SearchappError

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

#: Seconds a child gets to end by itself.
_GRACE = 2.0
_SAFE = "PYTHONSAFEPATH"
_STATM = "/proc/self/statm"
_COMM = "/proc/self/comm"
#: What is said of children that cannot be started; the cause comes behind it.
_NO_START = "Worker processes cannot be started here"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file, or one article of a file of many, may take: `seconds`, and `memory` in bytes; 0 is no limit."""

    seconds: float = 60.0
    memory: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Died(Exception):
    """A child ended in the middle of its work; `reason` is `timeout` or `crashed`, `how` says it for a reader."""

    reason: str
    how: str
    piece: int


class Watch:
    """The child's side: says which piece of work is begun, and sets the alarm for it."""

    def __init__(self, piece: Any, limits: Limits) -> None:
        self._piece = piece
        self._seconds = limits.seconds if hasattr(signal, "setitimer") else 0

    def begin(self, piece: int) -> None:
        """The piece of that number is begun, and any before it done."""
        self._piece.value = piece
        if self._seconds:
            signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def end(self) -> None:
        """Nothing is in work; waiting for the parent takes as long as it takes."""
        if self._seconds:
            signal.setitimer(signal.ITIMER_REAL, 0)


#: What a child does: it is handed its end of the pipe, the watch, and whatever else was given.
Duty = Callable[..., None]


@dataclass(slots=True)
class Child:
    """A child process, this end of its pipe, and the number of the piece it is at."""

    process: BaseProcess
    pipe: Connection
    piece: Any
    limits: Limits
    ready: bool = False

    def send(self, message: Any) -> None:
        """Hand over work; that the child is dead is noticed when its answer is asked for."""
        with suppress(OSError):
            self.pipe.send(message)

    def receive(self) -> Any:
        """What the child sends next; raises Died if it is no more, SearchappError if it never began."""
        try:
            message = self.pipe.recv()
        except (EOFError, OSError):
            self.pipe.close()
            self.process.join(_GRACE)
            raise self._death() from None
        self.ready = True
        return message

    def _death(self) -> Exception:
        status = self.process.exitcode or 0
        if not self.ready:
            return SearchappError(f"{_NO_START}: one ended with status {status} before its work began.")
        if hasattr(signal, "SIGALRM") and status == -signal.SIGALRM:
            how = f"it took longer than {self.limits.seconds:g} s (the setting file_timeout)"
            return Died("timeout", how, self._at())
        with suppress(ValueError):
            return Died("crashed", f"it ended the process that read it ({signal.Signals(-status).name})", self._at())
        return Died("crashed", f"it ended the process that read it (status {status})", self._at())

    def _at(self) -> int:
        return int(self.piece.value)

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self.pipe.close()
        self.process.terminate()

    def wait(self) -> None:
        """Wait for the end of a process that was stopped."""
        self.process.join(_GRACE)
        if self.process.is_alive():
            self.process.kill()


def started(name: str, duty: Duty, limits: Limits, *arguments: Any) -> Child:
    """A child that does `duty(pipe, watch, *arguments)`; `name` is what `ps` and `top` show of it.

    Raises SearchappError where none can be started.
    """
    context = _context()
    ours, theirs = context.Pipe()
    try:
        piece = context.RawValue(c_int, 0)
        process = context.Process(target=_do, args=(name, duty, theirs, piece, limits, *arguments), daemon=True)
        process.start()
    except (OSError, EOFError) as error:
        raise SearchappError(f"{_NO_START}: {error}. Free memory or processes, and run it again.") from error
    theirs.close()
    return Child(process, ours, piece, limits)


def _do(name: str, duty: Duty, pipe: Connection, piece: Any, limits: Limits, *arguments: Any) -> None:
    """In the child: set the limits, say that it has started, do the duty until the pipe is closed.

    Ctrl-C is left to the parent, which stops its children in an orderly way.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _limit_memory(limits.memory)
    with suppress(OSError), open(_COMM, "w", encoding="ascii") as file:
        file.write(f"searchapp:{name}")
    with suppress(EOFError, OSError):
        pipe.send(None)
        duty(pipe, Watch(piece, limits), *arguments)


def _limit_memory(most: int) -> None:
    """Let this process take `most` bytes beyond what it has now: libraries map a lot that they never fill."""
    if not most or resource is None or not os.path.exists(_STATM):
        return
    with open(_STATM, encoding="ascii") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = mapped + most if hard == resource.RLIM_INFINITY else min(mapped + most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def _context() -> ForkServerContext | SpawnContext:
    """Children are not forked off this process, which may hold threads and locks; a fork server is quick."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["searchapp.ingest.warm"])
    with _safe_start():
        forkserver.ensure_running()
    return context


@contextmanager
def _safe_start() -> Iterator[None]:
    """For the start of the fork server.

    It must not look for modules in the current folder, which may hold a stranger's files; and Ctrl-C, which all
    processes of a terminal get, is the parent's to answer from the first moment on.
    """
    before = os.environ.get(_SAFE)
    os.environ[_SAFE] = "1"
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if before is None:
            del os.environ[_SAFE]
        else:
            os.environ[_SAFE] = before
