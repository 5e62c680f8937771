"""Files that hold one article: saved pages, plain texts, Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.ingest.opening import whole
from searchapp.ingest.records import Record, Source, record

#: Bytes of one page or text; the longest news pages have a few million.
_MOST = 32_000_000


def page(source: Source) -> Iterator[Record]:
    """A saved web page."""
    yield record(source, "", "html", whole(source, _MOST))


def text(source: Source) -> Iterator[Record]:
    """A plain text, e.g. the saved text of a web page."""
    yield record(source, "", "text", whole(source, _MOST))


def markdown(source: Source) -> Iterator[Record]:
    """A Markdown text, with or without YAML front matter."""
    yield record(source, "", "markdown", whole(source, _MOST))
