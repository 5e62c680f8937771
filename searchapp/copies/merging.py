"""One article of several with the same text: which values win, whatever the order they came in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from searchapp.articles import Article, Copy, Evidence

#: How sure a value is by where it was found, the surest first; what is not listed is in the middle.
_SUREST = ("given", "json-ld", "meta", "dateline")
_LEAST_SURE = ("text", "url")
#: What an article without it takes from its copies. (Title and text are its own: evidence points into them.)
_LENT = ("url", "outlet", "authors", "date", "date_hint", "language")


def merged(articles: Sequence[Article]) -> Article:
    """The article that stands for several with the same text, the others as its `copies`.

    It is the one published first; of those of one day, the one whose outlet and title are known best, then the one with
    an address, then the one with the lowest id. Undated ones come last. What it lacks of outlet, authors, address and
    the like is taken from the next.

    >>> one, two = Article("1", text="Rain."), Article("2", text="Rain.", date=datetime.date(2014, 1, 28))
    >>> merged([one, two]).id, merged([two, one]) == merged([one, two])
    ('2', True)
    """
    first, *others = sorted(articles, key=_rank)
    lent: dict[str, Any] = {}
    provenance = dict(first.provenance)
    for name in _LENT:
        lender = next((article for article in (first, *others) if getattr(article, name)), first)
        if lender is not first:
            lent[name] = getattr(lender, name)
            provenance |= {name: lender.provenance[name]} if name in lender.provenance else {}
    return replace(first, **lent, provenance=provenance, copies=tuple(_copy(article) for article in others))


def alone(article: Article, article_id: str) -> Article:
    """Of an article that may stand for several, the one with that id.

    Of a copy no more is known than what differs; the rest is then the article's.
    """
    copy = next((copy for copy in article.copies if copy.id == article_id), None)
    if copy is None:
        return replace(article, copies=())
    return replace(
        article,
        **{name: getattr(copy, name) for name in ("id", "source", "url", "title", "outlet", "date", "fingerprint")},
        evidence=tuple(_without_title(item) for item in article.evidence),
        copies=(),
    )


def _without_title(item: Evidence) -> Evidence:
    return replace(item, spans=tuple(span for span in item.spans if span.part != "title"))


def _rank(article: Article) -> tuple[Any, ...]:
    return (
        article.date or datetime.date.max,
        _unsure(article, "outlet"),
        _unsure(article, "title"),
        not article.url,
        article.id,
    )


def _unsure(article: Article, name: str) -> int:
    """How far the article's value is from being known for certain."""
    if not getattr(article, name):
        return len(_SUREST) + len(_LEAST_SURE) + 1
    where = article.provenance.get(name, "")
    if where in _SUREST:
        return _SUREST.index(where)
    return len(_SUREST) + 1 + _LEAST_SURE.index(where) if where in _LEAST_SURE else len(_SUREST)


def _copy(article: Article) -> Copy:
    return Copy(
        article.id, article.source, article.url, article.title, article.outlet, article.date, article.fingerprint
    )
