"""How far a long run is: a bar on a terminal, on stderr; nothing elsewhere, where the report at the end is enough."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Protocol

from tqdm import tqdm

#: Characters of a file's name that are shown.
_NAME = 40


class Show(Protocol):
    """Told after every article or skip."""

    def __call__(self, done: int, name: str, skipped: int = 0) -> None:
        """How many records were gone through, the name of the file the last one is of, how many were skipped."""


@contextlib.contextmanager
def progress() -> Iterator[Show]:
    """A function to tell of progress, for as long as the block lasts."""
    if not sys.stderr.isatty():
        yield _nothing
        return
    with tqdm(unit=" articles", file=sys.stderr, dynamic_ncols=True, leave=False) as bar:

        def show(done: int, name: str, skipped: int = 0) -> None:
            shown = name if len(name) <= _NAME else f"…{name[1 - _NAME :]}"
            bar.set_postfix_str(f"{skipped:,} skipped, {shown}" if skipped else shown, refresh=False)
            bar.update(done - bar.n)

        yield show


def _nothing(done: int, name: str, skipped: int = 0) -> None:
    """There is nobody to tell."""
