"""How far a long run is: a bar on a terminal, a line now and then otherwise; all of it on stderr."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

from tqdm import tqdm

#: Seconds between two lines where there is no terminal.
EVERY = 10.0

#: Told after every article or skip: how many records were gone through, and the name of the file they are of.
Show = Callable[[int, str], None]


@contextlib.contextmanager
def progress() -> Iterator[Show]:
    """A function to tell of progress, for as long as the block lasts."""
    if sys.stderr.isatty():
        with tqdm(unit=" articles", file=sys.stderr, dynamic_ncols=True, leave=False) as bar:

            def on_terminal(done: int, name: str) -> None:
                bar.update(done - bar.n)
                bar.set_postfix_str(name[-40:], refresh=False)

            yield on_terminal
        return
    begun = last = time.monotonic()

    def in_lines(done: int, name: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= EVERY:
            last = now
            print(f"{done:,} articles, {done / (now - begun):.0f} a second; now {name}", file=sys.stderr, flush=True)

    yield in_lines
