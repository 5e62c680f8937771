"""Cursors: where the next page of an answer begins, opaque to the caller."""

from __future__ import annotations

import base64
import binascii
import zlib

from searchapp.errors import ParameterError


def write(offset: int) -> str:
    """The cursor of the hits from `offset` on."""
    body = f"o{offset}"
    return base64.urlsafe_b64encode(f"{body}.{zlib.crc32(body.encode()):08x}".encode()).decode().rstrip("=")


def read(cursor: str) -> int:
    """The offset that `write` wrote; raises ParameterError for anything else.

    >>> read(write(40))
    40
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        body, _, check = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii").partition(".")
    except (binascii.Error, UnicodeError):
        body, check = "", ""
    if f"{zlib.crc32(body.encode()):08x}" != check or body[:1] != "o" or not body[1:].isdigit():
        raise ParameterError("cursor", "The cursor is not one that a search answered; begin again without it.")
    return int(body[1:])
