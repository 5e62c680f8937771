"""An archive that may not be there yet: until it can be opened, every question is answered with why it cannot."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from searchapp.errors import ArchiveError
from searchapp.web.port import SearchEngine


class Awaited:
    """Stands for the engine that `open_engine` gives; see `port.SearchEngine`.

    `open_engine` is called again with each question until it does not raise ArchiveError.
    """

    def __init__(self, open_engine: Callable[[], SearchEngine]) -> None:
        self._open = open_engine
        self._engine: SearchEngine | None = None
        self._opening = threading.Lock()

    def __getattr__(self, name: str) -> Any:
        with self._opening:
            if self._engine is None:
                self._engine = self._open()
        return getattr(self._engine, name)


def articles(engine: SearchEngine) -> str:
    """How many articles there are, or why that cannot be said, for the line that the server begins with."""
    try:
        return f"{engine.status().articles:,} articles"
    except ArchiveError as error:
        return f"Waiting for the archive ({error}), meanwhile a page that says so"
