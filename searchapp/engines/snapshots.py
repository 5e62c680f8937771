"""Commits that cursors still name, kept for a while."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

from searchapp.engines.port import Backend, Reader

#: Commits that are kept, and for how many seconds after they were last asked for.
MOST_KEPT = 8
KEPT_SECONDS = 600.0


class Snapshots:
    """Readers of the newest commit and, where the backend allows it, of the ones before that cursors still name."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._kept: OrderedDict[str, tuple[float, Reader]] = OrderedDict()
        self._lock = threading.Lock()

    def reader(self, revision: str | None) -> Reader:
        """The reader of a commit by its name; of the newest one for None, and for one that is not kept any more."""
        newest = self._backend.reader()
        if not self._backend.snapshots:
            return newest
        with self._lock:
            now = time.monotonic()
            self._kept[newest.revision()] = (now, newest)
            wanted = self._kept.get(revision or newest.revision(), (now, newest))[1]
            self._kept[wanted.revision()] = (now, wanted)
            self._kept.move_to_end(wanted.revision())
            stale = [name for name, (at, _) in self._kept.items() if now - at > KEPT_SECONDS]
            for name in stale + list(self._kept)[: max(0, len(self._kept) - MOST_KEPT)]:
                self._kept.pop(name, None)
        return wanted
