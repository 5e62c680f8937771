"""Articles from PDF documents that have text."""

from __future__ import annotations

import datetime
import io
import logging
from collections.abc import Mapping
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from searchapp.articles import Article
from searchapp.errors import SkippedFile
from searchapp.ingest.decoding import clean
from searchapp.ingest.extract.days import first_day, without_days
from searchapp.ingest.extract.dump import from_dump
from searchapp.ingest.extract.pdf_layout import Line, headline, paragraphs, running, running_head, web_address
from searchapp.ingest.extract.pdf_lines import lines
from searchapp.ingest.extract.told import plausible_day, plausible_title, upon
from searchapp.ingest.records import Told

#: Pages of one document; a longer one is a book, not an article.
_PAGES_MOST = 500
#: Letters that a document with text has at least.
_LETTERS = 20
#: What the library raises over damaged documents, besides its own errors.
_DAMAGE = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, OSError, EOFError,
    OverflowError, RecursionError, NotImplementedError, ZeroDivisionError,
)  # fmt: skip


def from_pdf(payload: bytes) -> Article:
    """The article in a PDF document, with id, source and facets left empty.

    Headers and footers that run through the pages are left out, paragraphs and parted words put together; the title is
    the largest type on the first page, else the document's own. Raises SkippedFile: `bad-pdf`, `encrypted`,
    `no-text-layer` for a document of pictures, `too-large`.
    """
    # Its notes about slips in documents are no news for the user.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _article(PdfReader(io.BytesIO(payload)))
    except DependencyError as error:
        message = "It is encrypted with AES. To read it: pip install 'searchapp[crypto]'"
        raise SkippedFile("encrypted", message) from error
    except FileNotDecryptedError as error:
        raise SkippedFile("encrypted", "It is encrypted. Save it without a password.") from error
    except _DAMAGE as error:
        raise SkippedFile("bad-pdf", f"It is no PDF document, damaged or cut off ({str(error)[:100]}).") from error


def _article(document: PdfReader) -> Article:
    if document.is_encrypted and not document.decrypt(""):
        raise SkippedFile("encrypted", "It can be opened with a password only. Save it without.")
    if len(document.pages) > _PAGES_MOST:
        raise SkippedFile("too-large", f"It has more than {_PAGES_MOST} pages. Split it.")
    pages = [lines(page) for page in document.pages]
    text = " ".join(line.text for page in pages for line in page)
    if sum(map(str.isalpha, text)) < _LETTERS:
        message = "It holds pictures of pages and no text. Have the text recognised first (OCR)."
        raise SkippedFile("no-text-layer", message)
    return _read(pages, _properties(document))


def _read(pages: list[list[Line]], properties: Mapping[str, Any]) -> Article:
    furniture = running(pages)
    story = [[line for line in page if line not in furniture] for page in pages]
    title, rest = headline(story)
    body = "\n\n".join(paragraphs(rest))
    article = from_dump(clean(f"{title}\n\n{body}" if title else body))
    edge = [clean(line.text) for line in pages[0] if line in furniture]
    day = first_day("\n".join(edge))
    outlet = running_head(map(without_days, edge)) if len(pages) > 1 else None
    weak = frozenset(("date", "outlet"))
    article = upon(Told("text", date=day.day if day else None, outlet=outlet, weak=weak), article)
    url = web_address(line.text for line in furniture)
    named = plausible_title(clean(str(properties.get("title") or "")))
    made = plausible_day(properties.get("date"), body)
    article = upon(Told("pdf", title=named, date=made, url=url, weak=frozenset(("title", "date", "url"))), article)
    return upon(Told("text", title=clean(title)), article) if title else article


def _properties(document: PdfReader) -> dict[str, Any]:
    """Title and day of making by the document's own data, as far as it can be read."""
    try:
        data = document.metadata
        made = data.creation_date if data else None
        return {"title": data.title if data else None, "date": _day(made)}
    except _DAMAGE:
        return {}


def _day(made: datetime.datetime | None) -> datetime.date | None:
    return made.date() if made else None
