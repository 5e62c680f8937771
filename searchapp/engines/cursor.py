"""Cursors: where the next page of an answer begins, opaque to the caller."""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import struct
import zlib
from dataclasses import dataclass, replace

from searchapp.errors import ParameterError


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after a hit: how many came before in the commit `revision`, and the last one's day and id.

    `seen` are the marks (see `mark`) of the last hits by relevance, the latest last: where they stand in another commit
    says where to go on.
    """

    offset: int
    revision: str
    day: str | None
    id: str
    seen: tuple[int, ...] = ()


def mark(article_id: str) -> int:
    """A number of 32 bits for an id; two ids share one in 4,000,000,000 cases."""
    return zlib.crc32(article_id.encode())


def write(cursor: Cursor) -> str:
    """The cursor as a text for an address.

    >>> read(write(Cursor(40, "7", "2014-01-28", "a/1", (5, 6)))) == Cursor(40, "7", "2014-01-28", "a/1", (5, 6))
    True
    """
    place = json.dumps([cursor.offset, cursor.revision, cursor.day, cursor.id], separators=(",", ":")).encode()
    body = place + b"\n" + struct.pack(f">{len(cursor.seen)}I", *cursor.seen)
    return base64.urlsafe_b64encode(zlib.crc32(body).to_bytes(4) + body).decode().rstrip("=")


def read(text: str) -> Cursor:
    """The cursor that `write` wrote; raises ParameterError for anything else."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        data = base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeError):
        data = b""
    if len(data) > 4 and zlib.crc32(data[4:]).to_bytes(4) == data[:4]:
        with contextlib.suppress(ValueError, RecursionError):
            place, _, seen = data[4:].partition(b"\n")
            if (cursor := _checked(json.loads(place))) is not None and len(seen) % 4 == 0:
                return replace(cursor, seen=struct.unpack(f">{len(seen) // 4}I", seen))
    raise ParameterError("cursor", "The cursor is not one that a search answered; begin again without it.")


def _checked(parts: object) -> Cursor | None:
    match parts:
        case [int(offset), str(revision), str() | None as day, str(article_id)] if offset >= 0:
            return Cursor(offset, revision, day, article_id)
    return None
