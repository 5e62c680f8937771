"""Tables (CSV, TSV): an article a row; the first row names the columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from searchapp.articles import SEVERAL
from searchapp.errors import SkippedFile
from searchapp.ingest.decoding import decode
from searchapp.ingest.opening import Input
from searchapp.ingest.records import Record, Skipped

#: Field -> usual headers of its column, in small letters without signs between words; the field's own name is one, too.
USUAL = {
    "id": ("guid", "article id", "articleid", "doc id", "docid", "identifier"),
    "url": ("link", "href", "address", "web url", "weburl", "article url", "permalink", "adresse"),
    "title": ("headline", "heading", "head", "titel", "titre", "titulo", "überschrift", "заголовок", "название"),
    "text": (
        "body", "content", "full text", "fulltext", "article", "article text", "article body", "story", "body text",
        "plain text", "maintext", "inhalt", "texte", "contenu", "texto", "текст", "содержание",
    ),
    "html": ("body html", "content html", "raw html"),
    "date": (
        "published", "publication date", "pub date", "pubdate", "published at", "published on", "date published",
        "publish date", "day", "datum", "date de publication", "fecha", "дата",
    ),
    "outlet": (
        "source", "publication", "publisher", "newspaper", "site", "site name", "media", "medium", "source name",
        "quelle", "journal", "fuente", "издание", "источник",
    ),
    "language": ("lang", "sprache", "langue", "idioma", "язык"),
    "authors": ("author", "byline", "by", "creator", "writer", "autor", "auteur", "автор"),
}  # fmt: skip
#: Characters of one cell.
_CELL_MOST = 32_000_000
#: Bytes by which charset and delimiter are told.
_SAMPLE = 65_536
_DELIMITERS = ",;\t|"


def read(given: Input, columns: Mapping[str, str] | None = None) -> Iterator[Record | Skipped]:
    """The rows, with the locator `#` and the number of the row, the first below the headers being 2.

    `columns` maps our fields to the headers of the columns that hold them; it comes before the usual names.
    Raises SkippedFile: `bad-columns` with the columns there are, `bad-csv`.
    """
    csv.field_size_limit(_CELL_MOST)
    rows = csv.reader(_text(given), delimiter=_delimiter(given), strict=False)
    try:
        headers = [header.strip().lstrip("\ufeff") for header in next(rows, [])]
        fields = _fields(headers, columns or {})
        for number, row in enumerate(rows, 2):
            if any(cell.strip() for cell in row):
                yield _record(given, f"#{number}", fields, row)
    except csv.Error as error:
        raise SkippedFile(
            "bad-csv", f"Row {rows.line_num} is damaged ({error}); rows behind it are not read."
        ) from error


def _text(given: Input) -> Iterator[str]:
    sample = given.file.peek(_SAMPLE)[:_SAMPLE]  # type: ignore[attr-defined]
    charset = decode(sample).charset
    return io.TextIOWrapper(given.file, "utf-8-sig" if charset == "utf-8" else charset, "replace", newline="")


def _delimiter(given: Input) -> str:
    """The sign between cells: of those that the first line has outside quotes, the most frequent."""
    if ".tsv" in given.name.lower().rpartition("/")[2]:
        return "\t"
    sample = decode(given.file.peek(_SAMPLE)[:_SAMPLE]).text  # type: ignore[attr-defined]
    outside = "".join(sample.split('"')[::2]).split("\n", 1)[0]
    return max(_DELIMITERS, key=outside.count)


def _fields(headers: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    """For each column the field it holds; a column that holds none keeps its header, to be reported by that."""
    plain = {_plain(header): position for position, header in reversed(list(enumerate(headers)))}
    fields = list(headers)
    taken: dict[str, int] = {}
    for field, header in columns.items():
        if _plain(header) not in plain:
            raise SkippedFile("bad-columns", f"It has no column {header!r} for {field}. {_there(headers)}")
        taken[field] = plain[_plain(header)]
    for field, usual in USUAL.items():
        free = (plain[name] for name in (field, *usual) if name in plain and plain[name] not in taken.values())
        if field not in taken and (position := next(free, None)) is not None:
            taken[field] = position
    for field, position in taken.items():
        fields[position] = field
    if not {"title", "text", "html"} & set(taken):
        message = f"No column is known as title or text. {_there(headers)} Name them: --columns title=…,text=…"
        raise SkippedFile("bad-columns", message)
    return [f"{field} (2)" if field in fields[:position] else field for position, field in enumerate(fields)]


def _there(headers: Sequence[str]) -> str:
    return f"The columns are: {', '.join(headers)[:500] or 'none'}."


def _plain(header: str) -> str:
    return " ".join(header.casefold().replace("_", " ").replace("-", " ").split())


def _record(given: Input, locator: str, fields: Sequence[str], row: Sequence[str]) -> Record:
    values: dict[str, Any] = {
        field: _several(cell) if field in SEVERAL else cell
        for field, cell in zip(fields, row, strict=False)
        if cell.strip()
    }
    return given.record(locator, "json", json.dumps(values, ensure_ascii=True, sort_keys=True).encode())


def _several(cell: str) -> list[str]:
    """The values of a cell, which are separated by semicolons or strokes."""
    return [value.strip() for value in cell.replace("|", ";").split(";") if value.strip()]
