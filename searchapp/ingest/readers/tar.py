"""TAR files, packed or not, of anything that is read; they are read once from front to back."""

from __future__ import annotations

import tarfile

from searchapp.errors import SkippedFile
from searchapp.ingest.opening import Input, Stepwise
from searchapp.ingest.readers.members import Found, Reader, clean_name, is_hidden, member


def read(given: Input, of_member: Reader) -> Found:
    """The records of all members; a bad member is skipped and the others are read.

    Raises SkippedFile (`bad-tar`) where the file is damaged or ends; what comes before that is read.
    """
    try:
        with tarfile.open(fileobj=Stepwise(given.file), mode="r|") as packed:  # type: ignore[call-overload]
            for info in packed:
                yield from _member(given, packed, info, of_member)
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
