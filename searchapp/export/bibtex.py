r"""BibTeX: an `@article` for each article, in UTF-8, as biblatex and today's reference managers read it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from searchapp.articles import Article

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SPECIAL = {char: f"\\{char}" for char in "#$%&_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def write(articles: Iterable[Article]) -> Iterator[str]:
    """An entry for each article, each with a key of its own."""
    taken: dict[str, int] = {}
    for article in articles:
        yield _entry(article, _key(article, taken))


def escaped(text: str) -> str:
    r"""Text that means the same in BibTeX: one line, signs that TeX reads escaped.

    >>> escaped("R&D: 5% {of} a_b")
    'R\\&D: 5\\% \\{of\\} a\\_b'
    """
    return "".join(_SPECIAL.get(char, char) for char in _line(text))


def _line(text: str) -> str:
    printable = (char if unicodedata.category(char)[0] != "C" or char in "\u200c\u200d" else " " for char in text)
    return " ".join("".join(printable).split())


def _entry(article: Article, key: str) -> str:
    lines = "".join(f"  {name} = {value},\n" for name, value in _fields(article))
    return f"@article{{{key},\n{lines}}}\n\n"


def _fields(article: Article) -> Iterator[tuple[str, str]]:
    # The braces inside keep the title's capitals: styles would lower those of names otherwise.
    yield "title", f"{{{{{escaped(article.title)}}}}}"
    if article.authors:
        # Braces around a name keep its order: which part is the surname is not known.
        yield "author", f"{{{' and '.join(f'{{{escaped(author)}}}' for author in article.authors)}}}"
    if article.outlet:
        yield "journal", f"{{{{{escaped(article.outlet)}}}}}"
    if article.date:
        yield "date", f"{{{article.date.isoformat()}}}"
        yield "year", f"{{{article.date.year:04}}}"
        yield "month", _MONTHS[article.date.month - 1]
        yield "day", f"{{{article.date.day}}}"
    if article.url:
        yield "url", f"{{{_address(article.url)}}}"
    if article.language:
        yield "langid", f"{{{escaped(article.language)}}}"


def _address(url: str) -> str:
    """An address, whose own signs stay as they are but for those that would end the field or the line."""
    return re.sub(r"[{}\\\s]", lambda sign: f"%{ord(sign[0]):02X}", url)


def _key(article: Article, taken: dict[str, int]) -> str:
    """Author or outlet, year and the first long word of the title: `harbour2014terrorism`, then `…-2`."""
    who = _ascii((article.authors or (article.outlet or "article",))[0].split()[-1:])
    year = f"{article.date.year:04}" if article.date else "nd"
    word = _ascii([word for word in article.title.split() if len(_ascii([word])) > 3][:1])
    key = f"{who or 'article'}{year}{word}"
    taken[key] = taken.get(key, 0) + 1
    return key if taken[key] == 1 else f"{key}-{taken[key]}"


def _ascii(words: Iterable[str]) -> str:
    plain = unicodedata.normalize("NFKD", "".join(words)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())
