"""JSON Lines: an object for each article, as `searchapp index` reads them again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from searchapp.articles import Article
from searchapp.export.fields import value


def write(articles: Iterable[Article], fields: Sequence[str]) -> Iterator[str]:
    """A line for each article; a field without a value is null or an empty list, so that it is not worked out anew."""
    for article in articles:
        yield json.dumps({name: value(article, name) for name in fields}, ensure_ascii=False) + "\n"


def write_ids(articles: Iterable[Article], fields: Sequence[str]) -> Iterator[str]:
    """The id of each article as a JSON text, a line each."""
    del fields
    for article in articles:
        yield json.dumps(article.id, ensure_ascii=False) + "\n"
