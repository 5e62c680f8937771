"""An export from the command line: to the standard output, or to a file that is there only when it is whole."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from searchapp.articles import Article
from searchapp.engines.engine import Engine
from searchapp.export.fields import chosen
from searchapp.export.formats import export as named
from searchapp.query.request import each_copy, parse
from searchapp.searching import pair

Show = Callable[[int, str], None]


def export(
    engine: Engine,
    query: Sequence[str],
    filters: Sequence[str],
    form: str,
    fields: str,
    output: str | None,
    show: Show,
) -> int:
    """Write every match of a search in a format, and say how many there were.

    Raises ParameterError for a format, a field or a filter that there is not, before anything is written.
    """
    write, wanted = named(form).write, chosen(fields)
    request = parse(each_copy([("q", " ".join(query)), *(pair(given) for given in filters)]))
    counted = _Counted(engine.scan(request), show)
    with _written(output) as out:
        for piece in write(counted, wanted):
            out.write(piece)
    return counted.number


class _Counted:
    """Articles that are counted, and told of, as they are taken."""

    def __init__(self, articles: Iterable[Article], show: Show) -> None:
        self._articles = articles
        self._show = show
        self.number = 0

    def __iter__(self) -> Iterator[Article]:
        for article in self._articles:
            self.number += 1
            self._show(self.number, article.id)
            yield article


@contextlib.contextmanager
def _written(output: str | None) -> Iterator[TextIO]:
    """Where to write: a file takes its name at the end, so that a stopped export leaves what was there before."""
    if output is None or output == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    path = Path(output)
    handle, name = tempfile.mkstemp(dir=path.parent or ".", prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as out:
            yield out
        # mkstemp makes files for their owner only; an export is like any other file.
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
