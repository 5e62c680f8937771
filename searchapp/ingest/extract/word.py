"""Articles from Word documents (.docx)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from searchapp.articles import Article
from searchapp.errors import SkippedFile
from searchapp.ingest.decoding import clean
from searchapp.ingest.extract.dump import from_dump
from searchapp.ingest.extract.told import plausible_day, plausible_title, upon
from searchapp.ingest.records import Told

#: Bytes that the document may unpack to, pictures left out; a long book has 20 million.
_MOST = 100_000_000
_TEXT = (".xml", ".rels")
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_TITLES = ("Title", "Heading 1")


def from_docx(payload: bytes) -> Article:
    """The article in a Word document, with id, source and facets left empty.

    The title is the first paragraph in the style Title or Heading 1; the document's properties stand in for what the
    text does not say, where they are likely. Raises SkippedFile: `bad-docx`, `encrypted`, `too-large`.
    """
    _refuse(payload)
    try:
        document = Document(io.BytesIO(payload))
        parts = [part for part in map(clean, _texts(document)) if part.strip()]
        heading, text = _heading(document), "\n\n".join(parts)
        told = _told(document.core_properties, text)
    except (OpcError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, AttributeError, OSError) as error:
        raise SkippedFile("bad-docx", f"It is no Word document, damaged or cut off ({error}).") from error
    article = upon(told, from_dump(text))
    return upon(Told("text", title=heading), article) if heading else article


def _refuse(payload: bytes) -> None:
    if payload.startswith(_OLD_WORD):
        message = "It is encrypted, or of Word before 2007. Save it as .docx without a password."
        raise SkippedFile("encrypted" if b"E\0n\0c\0r\0y\0p\0t" in payload else "bad-docx", message)
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as parts:
            size = sum(info.file_size for info in parts.infolist() if info.filename.endswith(_TEXT))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise SkippedFile("bad-docx", f"It is no Word document, damaged or cut off ({error}).") from error
    if size > _MOST:
        raise SkippedFile("too-large", f"It unpacks to more than {_MOST:,} bytes.")


def _texts(document: Any) -> Iterator[str]:
    """The paragraphs, those in tables too, in the order of the document."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in dict.fromkeys(row.cells))


def _heading(document: Any) -> str | None:
    for paragraph in document.paragraphs:
        if paragraph.style is not None and paragraph.style.name in _TITLES and paragraph.text.strip():
            return clean(" ".join(paragraph.text.split()))
    return None


def _told(properties: Any, text: str) -> Told:
    made = properties.created
    return Told(
        "docx",
        title=plausible_title(clean(properties.title or "")),
        date=plausible_day(made.date() if made else None, text),
        weak=frozenset(("title", "date")),
    )
