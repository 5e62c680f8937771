"""CSV as spreadsheets open it: UTF-8 with a mark, a header, CRLF, and no cell that a spreadsheet would calculate."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from searchapp.articles import Article
from searchapp.export.fields import value

#: Between the values of one cell.
BETWEEN = "; "
#: A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Characters of a cell; spreadsheets hold no more (Excel: 32,767).
MOST_CELL = 32_767


class _Line:
    """Takes what the writer of a row writes, and gives it back."""

    def write(self, text: str) -> str:
        return text


def write(articles: Iterable[Article], fields: Sequence[str]) -> Iterator[str]:
    """A header, then a row for each article; several values of a field stand in one cell with `; ` between them."""
    writer: Any = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(fields)
    for article in articles:
        yield writer.writerow([cell(article, name) for name in fields])


def cell(article: Article, name: str) -> str:
    """A field as a cell; a quote stands before what would be a formula, and a long text is cut."""
    held = value(article, name)
    text = BETWEEN.join(held) if isinstance(held, list) else held or ""
    return safe(text.replace("\0", ""))[:MOST_CELL]


def safe(text: str) -> str:
    """Text that no spreadsheet calculates.

    >>> safe("=1+1"), safe("-5"), safe("Plain")
    ("'=1+1", "'-5", 'Plain')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
