"""Opens a file or a member of an archive file for reading, packed or not, within bounds."""

from __future__ import annotations

import bz2
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO, Protocol

from searchapp.errors import SkippedFile
from searchapp.ingest.records import Kind, Record, Skipped, Source, Told, place, record

#: Bytes of a file that is read as a whole (a page, a text, a JSON list).
WHOLE_MOST = 256_000_000
#: How many times larger a packed file may become; text comes to 3 to 20, a file made to harm to 1,000.
RATIO_MOST = 100
#: Bytes that any packed file may become, whatever its ratio.
RATIO_FREE = 8_000_000
#: Bytes that all members of an archive file may become together, whatever their ratio.
TOTAL_FREE = 256_000_000
#: Bytes held in memory of an archive file within another, which has to be copied out to be read.
_IN_MEMORY = 8_000_000
_CHUNK = 65_536
#: Bytes of memory that unpacking `.xz` may take; its strongest preset takes 65 MB.
_XZ_MEMORY = 128_000_000


@dataclass(slots=True)
class Budget:
    """Bytes that the members of one file may still become, shared by all archive files within it."""

    left: int

    def take(self, count: int) -> None:
        """Count bytes that were unpacked; raises SkippedFile (`too-large`) when there were too many, now or before."""
        self.left -= count
        if self.left < 0:
            raise SkippedFile("too-large", f"Its members unpack to more than {RATIO_MOST} times its size.")


@dataclass(frozen=True, slots=True)
class Input:
    """What a reader reads: an open file, or an open member of an archive file.

    `name` is the name that tells the format; `place` is what stands before the locators of its records, `""` for a
    file, `!/2014/story.html` for a member. `depth` is the number of archive files around it.
    """

    source: Source
    name: str
    file: BinaryIO
    budget: Budget
    place: str = ""
    depth: int = 0

    def record(self, locator: str, kind: Kind, payload: bytes, told: Told | None = None) -> Record:
        """A record of this input; `locator` is its place in it."""
        return record(self.source, self.place + locator, kind, payload, told)

    def skipped(self, locator: str, reason: str, message: str) -> Skipped:
        """A place in this input that gives no record; `message` says what is wrong with it."""
        locator = self.place + locator
        return Skipped(self.source, locator, reason, f"{place(self.source, locator)}: {message}")


class _Decompressor(Protocol):
    """One member of a packed stream, as in `bz2` and `lzma`."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Gzip:
    """zlib's decompressor in the shape of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


#: Ending of a packed file -> what unpacks it.
PACKINGS: dict[str, Callable[[], _Decompressor]] = {
    ".gz": _Gzip,
    ".bz2": bz2.BZ2Decompressor,
    ".xz": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY),
}
#: What data that is damaged is called.
_BAD = {".gz": "bad-gzip", ".bz2": "bad-bzip2", ".xz": "bad-xz"}


class _Unpacked(io.RawIOBase):
    """Reads packed data, several members of it too, and refuses to go on when it swells beyond `RATIO_MOST`."""

    def __init__(self, packed: BinaryIO, ending: str) -> None:
        self._packed = packed
        self._ending = ending
        self._one = PACKINGS[ending]()
        self._in = self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._next(len(buffer))
        except (EOFError, OSError, zlib.error, lzma.LZMAError) as error:
            raise SkippedFile(_BAD[self._ending], f"Its compressed data is damaged or cut off ({error}).") from error
        self._out += len(data)
        if self._out > max(RATIO_FREE, RATIO_MOST * self._in):
            raise SkippedFile("too-large", f"It unpacks to more than {RATIO_MOST} times its size. Unpack it yourself.")
        buffer[: len(data)] = data
        return len(data)

    def _next(self, most: int) -> bytes:
        while True:
            data = b""
            if self._one.eof:
                data = self._one.unused_data.lstrip(b"\0") or self._read().lstrip(b"\0")
                if not data:
                    return b""
                self._one = PACKINGS[self._ending]()
            elif self._one.needs_input and not (data := self._read()):
                raise EOFError("it ends too early")
            if out := self._one.decompress(data, most):
                return out

    def _read(self) -> bytes:
        data = self._packed.read(_CHUNK)
        self._in += len(data)
        return data


#: What libraries raise while they read a damaged member.
_DAMAGE = (
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
)


class _Counted(io.RawIOBase):
    """Reads a member of an archive file and counts its bytes towards the whole and towards its own bound."""

    def __init__(self, member: IO[bytes], budget: Budget, most: int, bad: str) -> None:
        self._member = member
        self._budget = budget
        self._left = most
        self._bad = bad

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._member.read(len(buffer))
        except _DAMAGE as error:
            raise SkippedFile(self._bad, f"It is damaged or cut off ({error}).") from error
        self._budget.take(len(data))
        self._left -= len(data)
        if self._left < 0:
            raise SkippedFile("too-large", f"It unpacks to more than {RATIO_MOST} times its size. Unpack it yourself.")
        buffer[: len(data)] = data
        return len(data)


def counted(member: IO[bytes], budget: Budget, most: int, bad: str) -> BinaryIO:
    """The bytes of a member of an archive file, bounded by `most` and by what is left of the `budget`.

    Reading it raises SkippedFile: `too-large`, and with the reason `bad` where the member is damaged.
    """
    return io.BufferedReader(_Counted(member, budget, most, bad), _CHUNK)


class Stepwise:
    """A file that gives what it has before it tells of damage behind that; `read` may give less than was asked for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = _CHUNK) -> bytes:
        """At most `size` bytes, by one read of what is below."""
        return self._file.read1(size)  # type: ignore[attr-defined, no-any-return]


def unpacked(file: BinaryIO, ending: str) -> BinaryIO:
    """The bytes of a file that is packed as its `ending` says (a key of `PACKINGS`).

    While it is read it raises SkippedFile: `bad-gzip`, `bad-bzip2`, `bad-xz`, `too-large`.
    """
    return io.BufferedReader(_Unpacked(file, ending), _CHUNK)


@contextmanager
def opened(source: Source) -> Iterator[Input]:
    """The file of a source, closed at the end of the block; raises SkippedFile: `unreadable`, `empty`."""
    try:
        if not source.path.is_file() and source.path.exists():
            # A pipe or a device may never end, or never begin.
            raise SkippedFile("unreadable", "It is no regular file.")
        with source.path.open("rb") as file:
            if not file.peek(1):
                raise SkippedFile("empty", "It is empty.")
            size = source.path.stat().st_size
            yield Input(source, source.name, file, Budget(max(TOTAL_FREE, RATIO_MOST * size)))
    except OSError as error:
        raise SkippedFile("unreadable", f"It cannot be read: {error.strerror or error}.") from error


def whole(given: Input, most: int = WHOLE_MOST) -> bytes:
    """All bytes of the input; raises SkippedFile: `empty`, `too-large` beyond `most` bytes."""
    data = given.file.read(most + 1)
    if len(data) > most:
        raise SkippedFile("too-large", f"It is larger than {most:,} bytes. Split it, or use JSON Lines.")
    if not data.strip():
        raise SkippedFile("empty", "It is empty.")
    return data


@contextmanager
def seekable(given: Input) -> Iterator[BinaryIO]:
    """The input's file for reading here and there: itself, or a copy of at most `WHOLE_MOST` bytes, gone afterwards."""
    if given.file.seekable():
        yield given.file
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        size = 0
        while chunk := given.file.read(_CHUNK):
            size += len(chunk)
            if size > WHOLE_MOST:
                raise SkippedFile(
                    "too-large", f"It is packed and larger than {WHOLE_MOST:,} bytes. Unpack it yourself."
                )
            copy.write(chunk)
        copy.seek(0)
        yield copy  # type: ignore[misc]
