"""Mailboxes in the format mbox: mails one after the other, each after a line that begins with `From `.

`mailbox.mbox` of the standard library is not used: it needs a file on disk, which a packed mailbox is not, and makes a
list of all its mails first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from searchapp.errors import SkippedFile
from searchapp.ingest.opening import Input
from searchapp.ingest.records import Record, Skipped, Told

#: Bytes of one mail with its attachments; of a longer one nothing is held.
_MAIL_MOST = 64_000_000
_LINE_MOST = 1_000_000
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^<>\s]{3,250})>", re.MULTILINE | re.IGNORECASE)
#: Bytes in which the header of a mail is looked for.
_HEADER_WITHIN = 65_536


def read(given: Input) -> Iterator[Record | Skipped]:
    """The mails, as records with the locator `#` and their number; raises SkippedFile (`bad-mbox`)."""
    for number, mail in _mails(given.file):
        if mail is None:
            yield given.skipped(f"#{number}", "too-large", f"It is larger than {_MAIL_MOST:,} bytes.")
        elif mail.strip():
            yield given.record(f"#{number}", "email", mail, Told("email", key=_key(mail)))


def _mails(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbers and mails; None for one that is too large."""
    number, size, blank = 0, 0, True
    lines: list[bytes] = []
    while line := file.readline(_LINE_MOST):
        if blank and line.startswith(b"From "):
            if number:
                yield number, _mail(lines, size)
            number, lines, size = number + 1, [], 0
        elif number:
            size += len(line)
            if size <= _MAIL_MOST:
                lines.append(line)
        elif line.strip():
            raise SkippedFile("bad-mbox", "It is no mailbox: it does not begin with a line `From `.")
        blank = not line.strip()
    if number:
        yield number, _mail(lines, size)


def _mail(lines: list[bytes], size: int) -> bytes | None:
    return _QUOTED.sub(rb"\1", b"".join(lines)) if size <= _MAIL_MOST else None


def _key(mail: bytes) -> str:
    """The Message-ID, by which the same mail is known in any mailbox; `""` if there is none."""
    header = mail[:_HEADER_WITHIN].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    match = _MESSAGE_ID.search(header)
    return match[1].decode("ascii", "replace") if match else ""
