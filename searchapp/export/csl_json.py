"""CSL JSON: a list of items as citation processors take them (schema of the Citation Style Language, 1.0.2)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from searchapp.articles import Article


def write(articles: Iterable[Article]) -> Iterator[str]:
    """One list with an item for each article."""
    opening = "["
    for article in articles:
        yield f"{opening}\n{json.dumps(item(article), ensure_ascii=False)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def item(article: Article) -> dict[str, Any]:
    """An article as an item; a name is `literal`, since which part of it is the surname is not known."""
    known: dict[str, Any] = {
        "id": article.id,
        "type": "article-newspaper",
        "title": article.title,
        "author": [{"literal": author} for author in article.authors],
        "container-title": article.outlet,
        "issued": {"date-parts": [[article.date.year, article.date.month, article.date.day]]} if article.date else None,
        "URL": article.url,
        "language": article.language,
    }
    return {name: value for name, value in known.items() if value}
