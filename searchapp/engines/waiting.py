"""Waiting for another writer of an index to end."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from searchapp.errors import ArchiveLocked

_Writer = TypeVar("_Writer")
#: Seconds between two attempts: of any length between these, so that writers that wait do not meet again and again.
_PAUSE = (0.02, 0.2)


def writer_within(seconds: float, path: Path, attempt: Callable[[], _Writer | None]) -> _Writer:
    """The writer that `attempt` gives at last; it gives None while another one holds the index in `path`.

    Raises ArchiveLocked when that one does not end within so many seconds.
    """
    until = time.monotonic() + seconds
    while (writer := attempt()) is None:
        left = until - time.monotonic()
        if left <= 0:
            raise ArchiveLocked(
                f"Another process writes to the archive in {path.parent}; it did not end within {seconds:g} s. "
                "Wait for it, or raise the setting lock_wait."
            )
        time.sleep(min(left, random.uniform(*_PAUSE)))  # noqa: S311 - jitter, no secret
    return writer
