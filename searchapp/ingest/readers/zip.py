"""ZIP files of anything that is read; members are read in place, in the order of the file's list."""

from __future__ import annotations

import io
import zipfile
from typing import BinaryIO

from searchapp.errors import SkippedFile
from searchapp.ingest.opening import RATIO_FREE, RATIO_MOST, Input, seekable
from searchapp.ingest.readers.members import Found, Reader, clean_name, is_hidden, member

_ENCRYPTED = 0x1
_TYPE_AT, _TYPE, _LINK, _FILE = 16, 0o170000, 0o120000, 0o100000
#: Bytes of the list of members, which is held in memory as a whole (some 400,000 of them).
_LIST_MOST = 32_000_000
#: Bytes at the end of the file among which the end of the list is: a comment of 65,535 may follow it.
_END_WITHIN = 65_700


def read(given: Input, of_member: Reader) -> Found:
    """The records of all members; a bad member is skipped and the others are read.

    Raises SkippedFile: `bad-zip`, `too-large`.
    """
    with seekable(given) as file:
        _refuse_endless_list(file)
        try:
            packed = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise SkippedFile("bad-zip", f"It is no ZIP file, damaged or cut off ({error}).") from error
        with packed:
            for info in packed.infolist():
                if not info.is_dir():
                    yield from _member(given, packed, info, of_member)


def _member(given: Input, packed: zipfile.ZipFile, info: zipfile.ZipInfo, of_member: Reader) -> Found:
    name = clean_name(info.filename)
    if wrong := _wrong(info, name):
        yield given.skipped(f"!/{name or info.filename}", *wrong)
        return
    if name is None or is_hidden(name):
        return
    try:
        file = packed.open(info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        yield given.skipped(f"!/{name}", "bad-zip", f"It is damaged, or packed in a way that is not known ({error}).")
        return
    with file:
        most = max(RATIO_FREE, RATIO_MOST * info.compress_size)
        yield from member(given, name, file, most, "bad-zip", of_member)


def _wrong(info: zipfile.ZipInfo, name: str | None) -> tuple[str, str] | None:
    """Why a member is not opened: the reason and a message."""
    if name is None:
        return "outside", "Its name leads out of the archive file."
    if info.external_attr >> _TYPE_AT & _TYPE not in (0, _FILE):
        return "outside", "It is a link or a device, not a file."
    if info.flag_bits & _ENCRYPTED:
        return "encrypted", "It is encrypted. Unpack it with its password."
    return None


def _refuse_endless_list(file: BinaryIO) -> None:
    """Look at the size of the list of members before it is read, as the library holds it whole."""
    file.seek(max(0, file.seek(0, io.SEEK_END) - _END_WITHIN))
    tail = file.read()
    at, long_at = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    sizes = [int.from_bytes(tail[at + 12 : at + 16], "little")] if at >= 0 else []
    if sizes == [0xFFFFFFFF] and long_at >= 0:
        sizes = [int.from_bytes(tail[long_at + 40 : long_at + 48], "little")]
    file.seek(0)
    if any(size > _LIST_MOST for size in sizes):
        raise SkippedFile("too-large", "Its list of members is endless. Unpack it yourself.")
