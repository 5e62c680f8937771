"""TAR files, packed or not, of anything that is read; they are read once from front to back."""

from __future__ import annotations

import math
import tarfile

from searchapp.errors import SkippedFile
from searchapp.ingest.opening import Input, Stepwise
from searchapp.ingest.readers.members import Found, Reader, clean_name, is_hidden, member

#: Bytes of the headers of one member, which the library holds as a whole: long names, and more.
_HEADERS_MOST = 8_000_000


class _Bounded(Stepwise):
    """Refuses to go on when more than `left` bytes are read."""

    left: float = _HEADERS_MOST

    def read(self, size: int = 0) -> bytes:
        data = super().read(size)
        self.left -= len(data)
        if self.left < 0:
            raise SkippedFile("too-large", f"The headers of a member are larger than {_HEADERS_MOST:,} bytes.")
        return data


def read(given: Input, of_member: Reader) -> Found:
    """The records of all members; a bad member is skipped and the others are read.

    Raises SkippedFile where the file is damaged or ends (`bad-tar`), and for endless headers (`too-large`); what comes
    before that is read.
    """
    file = _Bounded(given.file)
    try:
        with tarfile.open(fileobj=file, mode="r|") as packed:  # type: ignore[call-overload]
            for info in packed:
                file.left = math.inf
                yield from _member(given, packed, info, of_member)
                unread = info.offset_data + info.size - packed.fileobj.tell()
                file.left = _HEADERS_MOST + max(0, unread)
                # The library remembers every member it has passed; of a long file that would be a lot.
                packed.members = []
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise SkippedFile("bad-tar", f"It is no TAR file, damaged or cut off ({error}).") from error


def _member(given: Input, packed: tarfile.TarFile, info: tarfile.TarInfo, of_member: Reader) -> Found:
    name = clean_name(info.name)
    if info.isdir() or (name and is_hidden(name)):
        return
    if name is None:
        yield given.skipped(f"!/{info.name}", "outside", "Its name leads out of the archive file.")
    elif not info.isfile():
        yield given.skipped(f"!/{name}", "outside", "It is a link or a device, not a file.")
    elif file := packed.extractfile(info):
        yield from member(given, name, file, info.size, "bad-tar", of_member)
