"""RIS: a record of type NEWS for each article, as reference managers read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from searchapp.articles import Article

_LINE_END = "\r\n"


def write(articles: Iterable[Article]) -> Iterator[str]:
    """A record for each article."""
    for article in articles:
        yield "".join(f"{tag}  - {value}{_LINE_END}" for tag, value in _lines(article)) + f"ER  - {_LINE_END * 2}"


def _lines(article: Article) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "TI", _flat(article.title)
    for author in article.authors:
        yield "AU", _flat(author)
    if article.outlet:
        yield "T2", _flat(article.outlet)
    if article.date:
        yield "PY", f"{article.date.year:04}"
        yield "DA", article.date.isoformat().replace("-", "/")
    if article.url:
        yield "UR", "".join(article.url.split())
    if article.language:
        yield "LA", article.language
    yield "ID", _flat(article.id)


def _flat(text: str) -> str:
    """The text in one line without control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
