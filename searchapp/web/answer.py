"""The JSON answer to a search, for the API and for scripts on the command line; it knows nothing of Flask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from searchapp.articles import Article, Copy
from searchapp.fields import BY_NAME, FACETS
from searchapp.query.request import SearchRequest, as_json
from searchapp.query.result import FacetResult, FacetValue, Histogram, Hit, Matrix, Note, SearchResult, Snippet
from searchapp.web.grid import Grid
from searchapp.web.i18n import Reader
from searchapp.web.links import Links
from searchapp.web.listing import Listed, Listing
from searchapp.web.presenters.copies import outlets


def search_answer(
    request: SearchRequest,
    result: SearchResult,
    reader: Reader,
    page_url: Callable[[str], str] | None = None,
    next_url: str | None = None,
) -> dict[str, Any]:
    """What the API says to `request`, in plain JSON types.

    Labels are in the language of `reader`. `page_url` gives the address of an article's page here; without it (there
    is no server) hits have none.
    """
    return {
        "query": as_json(request),
        "total": result.total,
        "articles": result.articles,
        "took_ms": round(result.took_ms, 1),
        "did_you_mean": result.did_you_mean,
        "warnings": [_warning(note) for note in result.warnings],
        "hits": [_hit(hit, page_url) for hit in result.hits],
        "facets": {name: _facet(name, facet, reader) for name, facet in result.facets.items()},
        "histogram": _histogram(result.histogram),
        "page": request.page,
        "per_page": request.per_page,
        "next": result.next,
        "next_url": next_url,
    }


def _warning(note: Note) -> dict[str, Any]:
    return {"code": note.code, "message": note.message, "position": note.position}


def _hit(hit: Hit, page_url: Callable[[str], str] | None) -> dict[str, Any]:
    article = hit.article
    return {
        "id": article.id,
        "url": article.url,
        "page_url": page_url(article.id) if page_url else None,
        "title": hit.title.text,
        "title_spans": _spans(hit.title),
        "date": article.date.isoformat() if article.date else None,
        "score": hit.score,
        **{name: _plain(name, article.values(name)) for name in FACETS},
        "snippets": [{"text": snippet.text, "spans": _spans(snippet)} for snippet in hit.snippets],
        "also": _also(hit, page_url),
    }


def _also(hit: Hit, page_url: Callable[[str], str] | None) -> dict[str, Any]:
    """Where else the hit's story stands."""
    exact = [_copy(copy, True, page_url) for copy in hit.article.copies]
    near = [_copy(article, False, page_url) for article in hit.behind]
    return {
        "total": len(exact) + hit.all_behind,
        "outlets": list(outlets(hit.article, hit.behind)),
        "copies": [*exact, *near],
    }


def _copy(other: Article | Copy, exact: bool, page_url: Callable[[str], str] | None) -> dict[str, Any]:
    return {
        "id": other.id,
        "url": other.url,
        "page_url": page_url(other.id) if page_url else None,
        "title": other.title,
        "outlet": other.outlet,
        "date": other.date.isoformat() if other.date else None,
        "exact": exact,
    }


def _plain(name: str, values: tuple[str, ...]) -> list[str] | str | None:
    """A list for a field of several values, else the value or None."""
    if BY_NAME[name].several:
        return list(values)
    return values[0] if values else None


def _spans(snippet: Snippet) -> list[list[int]]:
    return [[start, end] for start, end in snippet.spans]


def _facet(name: str, facet: FacetResult, reader: Reader) -> Mapping[str, Any]:
    return {
        "values": [_value(name, item, reader) for item in facet.values],
        "missing": facet.missing,
        "other": facet.other,
        "distinct": facet.distinct,
        **({"distinct_estimated": True} if facet.estimated else {}),
    }


def _value(name: str, item: FacetValue, reader: Reader) -> dict[str, Any]:
    return {
        "value": item.value,
        "label": reader.value(name, item.value),
        "count": item.count,
        "selected": item.selected,
        "excluded": item.excluded,
    }


def listing_answer(asked: Listing, found: Listed, reader: Reader, links: Links) -> dict[str, Any]:
    """What the API says to a request for every value of a facet, in plain JSON types."""
    more = asked.page * asked.size < found.distinct
    following = links.api_facet(asked.name, asked.at_page(asked.page + 1).params(), absolute=True)
    return {
        "field": asked.name,
        "label": reader.field(asked.name),
        "query": as_json(asked.search),
        "prefix": asked.prefix,
        "order": asked.order,
        "values": [_value(asked.name, item, reader) for item in found.values],
        "distinct": found.distinct,
        "page": asked.page,
        "size": asked.size,
        "next_url": following if more else None,
    }


def matrix_answer(asked: Grid, found: Matrix, reader: Reader) -> dict[str, Any]:
    """What the API says to a request for a matrix, in plain JSON types."""
    return {
        "query": as_json(asked.search),
        "rows": asked.rows,
        "columns": {"field": asked.columns, "values": list(found.columns), "counts": list(found.totals)},
        "lines": [
            {
                "value": line.value,
                "label": reader.value(asked.rows, line.value),
                "count": line.total,
                "counts": list(line.counts),
            }
            for line in found.lines
        ],
        "more_rows": found.more_rows,
        "more_columns": found.more_columns,
    }


def _histogram(histogram: Histogram) -> dict[str, Any]:
    return {
        "interval": histogram.interval,
        "buckets": [{"start": bucket.start, "count": bucket.count} for bucket in histogram.buckets],
        "undated": histogram.undated,
    }
