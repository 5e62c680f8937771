"""Opens a source for reading, packed or not, within bounds."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from searchapp.errors import SkippedFile
from searchapp.ingest.records import Source

#: Bytes of a source that is read as a whole (a page, a text, a JSON list).
WHOLE_MOST = 256_000_000
#: How many times larger a packed file may become; text comes to 3 to 20, a file made to harm to 1,000.
RATIO_MOST = 100
#: Bytes that any packed file may become, whatever its ratio.
RATIO_FREE = 8_000_000


class _Unpacked(io.RawIOBase):
    """Reads gzip data and refuses to go on when it swells beyond `RATIO_MOST`."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._inner = gzip.GzipFile(fileobj=packed, mode="rb")
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read1(len(buffer))
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise SkippedFile("bad-gzip", f"Its compressed data is damaged or cut off ({error}).") from error
        self._out += len(data)
        if self._out > max(RATIO_FREE, RATIO_MOST * self._packed.tell()):
            raise SkippedFile("too-large", f"It unpacks to more than {RATIO_MOST} times its size. Unpack it yourself.")
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The source's bytes, unpacked if its name ends in `.gz`; closed at the end of the block.

    Raises SkippedFile: `unreadable`, `empty`, and while reading `bad-gzip` and `too-large`.
    """
    try:
        if not source.path.is_file() and source.path.exists():
            # A pipe or a device may never end, or never begin.
            raise SkippedFile("unreadable", "It is no regular file.")
        with source.path.open("rb") as file:
            if not file.peek(1):
                raise SkippedFile("empty", "It is empty.")
            if source.name.lower().endswith(".gz"):
                with io.BufferedReader(_Unpacked(file), 65_536) as unpacked:
                    yield unpacked
            else:
                yield file
    except OSError as error:
        raise SkippedFile("unreadable", f"It cannot be read: {error.strerror or error}.") from error


def whole(source: Source, most: int = WHOLE_MOST) -> bytes:
    """All bytes of the source; raises SkippedFile as `opened` does, `too-large` beyond `most` bytes."""
    with opened(source) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise SkippedFile("too-large", f"It is larger than {most:,} bytes. Split it, or use JSON Lines.")
    if not data.strip():
        raise SkippedFile("empty", "It is empty.")
    return data
