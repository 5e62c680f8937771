"""Errors of tantivy over its files, as one that says what to do."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from searchapp.errors import ArchiveDamaged

MEND = "Index the sources into a new folder: searchapp index PATH… --index FOLDER"


@contextlib.contextmanager
def damage_said(path: Path) -> Iterator[None]:
    """Errors of the engine over its files become one that says what to do."""
    try:
        yield
    except (ValueError, OSError, KeyError) as error:
        raise ArchiveDamaged(f"The index in {path} cannot be opened: {error}. {MEND}") from error
