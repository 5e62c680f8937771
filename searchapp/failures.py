"""What is said when an archive cannot be written any more."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from searchapp.errors import ArchiveError


@contextlib.contextmanager
def failures_said(folder: Path, then: str) -> Iterator[None]:
    """Errors of the system, the engine and the ledger while an archive is written become one that says what to do.

    `then` is what to do once there is room again.
    """
    try:
        yield
    except (OSError, ValueError, sqlite3.Error) as error:
        room = shutil.disk_usage(folder).free // 1_000_000
        raise ArchiveError(
            f"The archive in {folder} cannot be written: {str(error).rstrip('.')}. {room:,} MB are free there. "
            f"What was committed before is kept. See that there is room on the disk and that you may write there, and "
            f"{then}."
        ) from error
