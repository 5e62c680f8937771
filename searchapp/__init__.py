"""A full-text search engine with faceted browsing for news archives."""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "open_archive"]


def __getattr__(name: str) -> Any:
    # What opens an archive is loaded when it is asked for, so that the command line starts quickly.
    if name == "open_archive":
        from searchapp.library import open_archive

        return open_archive
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
