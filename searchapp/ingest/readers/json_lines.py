"""JSON Lines: one object a line, read in constant memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from searchapp.ingest.opening import Input
from searchapp.ingest.records import Record, Skipped

#: Bytes of one line; a longer one is skipped without being held.
_LINE_MOST = 32_000_000
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read(given: Input) -> Iterator[Record | Skipped]:
    """The lines that are not blank, as records with the locator `#` and the line's number; they are parsed later."""
    for number, line in _lines(given.file):
        locator = f"#{number}"
        if line is None:
            yield given.skipped(locator, "too-large", f"It is longer than {_LINE_MOST:,} bytes.")
        elif payload := line.strip():
            yield given.record(locator, "json", payload)


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    number = 0
    mark = b""
    while line := file.readline(_LINE_MOST):
        number += 1
        if number == 1:
            mark = line[:2]
            line = line.removeprefix(codecs.BOM_UTF8)
        if mark in _WIDE:
            yield from _wide_lines(file, line, _WIDE[mark])
            return
        if len(line) >= _LINE_MOST and not line.endswith(b"\n"):
            while (rest := file.readline(_LINE_MOST)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line


def _wide_lines(file: BinaryIO, begun: bytes, charset: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a UTF-16 file, as UTF-8, after its first bytes `begun` were read."""
    decoder = codecs.getincrementaldecoder(charset)("replace")
    number, pending = 0, ""
    while True:
        chunk = begun or file.read(65_536)
        begun = b""
        *complete, pending = (pending + decoder.decode(chunk, final=not chunk)).split("\n")
        for line in complete:
            number += 1
            yield number, line.encode("utf-8", "replace")
        if not chunk:
            yield number + 1, pending.encode("utf-8", "replace")
            return
