"""The lock of an archive: one process writes to it, or rebuilds it, at a time."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from searchapp.errors import ArchiveError, ArchiveLocked

LOCK = "write.lock"


@contextlib.contextmanager
def write_lock(folder: Path, wait: float, name: str = LOCK) -> Iterator[None]:
    """Hold the lock of the archive in `folder` for as long as the block lasts; readers are not kept out.

    `name` is that of its file: another one locks something else than writing. Raises ArchiveLocked when another process
    holds it and does not let go within `wait` seconds, ArchiveError where nothing can be written.
    """
    # SQLite's lock works on every system, ends with its process, and is not handed on to the workers of a pipeline.
    db: sqlite3.Connection | None = None
    try:
        db = sqlite3.connect(folder / name, isolation_level=None, timeout=wait)
        db.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        if db is not None:
            db.close()
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            raise ArchiveLocked(
                f"Another process writes to the archive in {folder}; it did not end within {wait:g} s. "
                "Wait for it, or raise the setting lock_wait."
            ) from None
        raise ArchiveError(
            f"The lock {folder / name} cannot be taken: {error}. Give yourself the right to write there."
        ) from None
    try:
        yield
    finally:
        db.close()
