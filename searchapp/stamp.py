"""The stamp of an archive: how it was made, and the folder of the index that is in use.

It is one small file that is replaced as a whole.
"""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from searchapp.errors import ArchiveMissing, ArchiveStampError
from searchapp.query.analysis import ANALYSIS_VERSION

#: Changes whenever the fields of an index change.
FORMAT = 6
STAMP = "archive.json"
#: Inode, time of change (ns) and size (bytes) of a stamp's file.
Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Stamp:
    """How an archive was made; opening it with anything else is an error that names the way out.

    `folder` is the name of the folder that holds its index; where it is empty, that is the engine's name.
    """

    engine: str
    format: int = FORMAT
    analysis: int = ANALYSIS_VERSION
    created: str = ""
    principals: tuple[str, ...] = ()
    folder: str = ""

    @property
    def place(self) -> str:
        """The name of the folder, inside the archive's, that holds the index in use."""
        return self.folder or self.engine


def new_stamp(engine: str, principals: tuple[str, ...]) -> Stamp:
    """The stamp of an archive that is made now."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return Stamp(engine, FORMAT, ANALYSIS_VERSION, now, principals)


def known_stamp(path: Path) -> Stamp:
    """The stamp of the archive in `path`, of whatever version; raises ArchiveMissing and ArchiveStampError."""
    stamp = read_stamp(path)
    if stamp is None:
        raise ArchiveMissing(f"There is no archive in {path}. Make one: searchapp index PATH… --index {path}")
    return stamp


def read_stamp(path: Path) -> Stamp | None:
    """The stamp of the archive in `path`, or None if there is none; raises ArchiveStampError for a damaged one."""
    file = path / STAMP
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        stamp = Stamp(**{**data, "principals": tuple(data["principals"])})
        if not isinstance(stamp.format, int) or Path(stamp.place).name != stamp.place or stamp.place[0] == ".":
            raise ValueError(f"format {stamp.format!r} in the folder {stamp.place!r}")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ArchiveStampError(f"{file} cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ArchiveStampError(
            f"{file} is damaged: {error}. Index the sources into a new folder: searchapp index PATH… --index FOLDER"
        ) from error
    return stamp


def write_stamp(path: Path, stamp: Stamp) -> None:
    """Write it beside its place and swap it in, so that a stop never leaves half of one."""
    path.mkdir(parents=True, exist_ok=True)
    beside = path / f"{STAMP}.new"
    with open(beside, "w", encoding="utf-8") as file:
        file.write(json.dumps(asdict(stamp), indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path / STAMP)


def mark_of(path: Path) -> Mark:
    """What tells one stamp on disk from the next; a look at it costs microseconds."""
    try:
        stat = (path / STAMP).stat()
    except OSError as error:
        raise ArchiveMissing(f"The archive in {path} is gone: {error.strerror}. Put it back.") from error
    return stat.st_ino, stat.st_mtime_ns, stat.st_size
