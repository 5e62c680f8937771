"""Files that hold one article: saved pages, texts, documents, mails. What is in them is worked out by the workers."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.ingest.opening import Input, whole
from searchapp.ingest.records import Record

#: Bytes of one page or text; the longest news pages have a few million.
_MOST = 32_000_000
#: Bytes of one document, mail or page saved with its pictures.
_MOST_WITH_PICTURES = 128_000_000


def page(given: Input) -> Iterator[Record]:
    """A saved web page."""
    yield given.record("", "html", whole(given, _MOST))


def text(given: Input) -> Iterator[Record]:
    """A plain text, e.g. the saved text of a web page."""
    yield given.record("", "text", whole(given, _MOST))


def markdown(given: Input) -> Iterator[Record]:
    """A Markdown text, with or without YAML front matter."""
    yield given.record("", "markdown", whole(given, _MOST))


def pdf(given: Input) -> Iterator[Record]:
    """A PDF document."""
    yield given.record("", "pdf", whole(given, _MOST_WITH_PICTURES))


def docx(given: Input) -> Iterator[Record]:
    """A document of Word 2007 and later."""
    yield given.record("", "docx", whole(given, _MOST_WITH_PICTURES))


def email(given: Input) -> Iterator[Record]:
    """A mail, e.g. a newsletter."""
    yield given.record("", "email", whole(given, _MOST_WITH_PICTURES))


def mhtml(given: Input) -> Iterator[Record]:
    """A web page that a browser saved in one file."""
    yield given.record("", "mhtml", whole(given, _MOST_WITH_PICTURES))
