"""The members of an archive file: each is named by its path in it, and none is written to disk under that name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO

from searchapp.errors import SkippedFile
from searchapp.ingest.opening import Input, counted
from searchapp.ingest.records import Record, Skipped

Found = Iterator[Record | Skipped]
#: Reads one file, whatever its format.
Reader = Callable[[Input], Found]

#: What programs leave in archive files beside the files one packed.
_LEFTOVERS = ("__MACOSX", "Thumbs.db", "desktop.ini")


def member(given: Input, name: str, file: IO[bytes], most: int, bad: str, of_member: Reader) -> Found:
    """The records of the open member `name` of the archive file `given`, read with `of_member`.

    `most` bounds its bytes; `bad` is the reason where it is damaged. Raises SkippedFile (`too-large`) when all members
    so far became more than is allowed together.
    """
    place = f"{given.place}!/{name}"
    try:
        with counted(file, given.budget, most, bad) as content:
            if not content.peek(1):  # type: ignore[attr-defined]
                raise SkippedFile("empty", "It is empty.")
            yield from of_member(Input(given.source, name, content, given.budget, place, given.depth + 1))
    except SkippedFile as skip:
        yield given.skipped(f"!/{name}", skip.reason, str(skip))
    given.budget.take(0)


def clean_name(name: str) -> str | None:
    """The path of a member with `/` between its parts; None if it leads out of the archive file.

    >>> clean_name("./2014/a.txt"), clean_name("../a.txt"), clean_name("/etc/passwd"), clean_name("C:\\\\a.txt")
    ('2014/a.txt', None, None, None)
    """
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in name or (path.parts and path.parts[0].endswith(":")):
        return None
    return str(path)


def is_hidden(name: str) -> bool:
    """Whether a member is hidden, as hidden files of folders are, or a leftover of a packing program."""
    return any(part.startswith(".") or part in _LEFTOVERS for part in PurePosixPath(name).parts)
