"""What completes the text in the search box: words, titles and facet values, each with where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from searchapp.fields import FACETS
from searchapp.query.request import SearchRequest
from searchapp.query.result import Completion
from searchapp.web.i18n import Reader
from searchapp.web.links import Links


def suggestions(
    request: SearchRequest, completions: Sequence[Completion], reader: Reader, links: Links
) -> dict[str, Any]:
    """The answer to a request whose query is the text typed so far, in plain JSON types.

    `url` leads to what a choice finds: another query, a filter beside what is left of the query, or an article.
    """
    found = list(_suggestions(request, completions, reader, links))
    said = reader.ngettext("%(n)s suggestion", "%(n)s suggestions", len(found))
    return {"q": request.query, "suggestions": found, "message": said}


def _suggestions(
    request: SearchRequest, completions: Sequence[Completion], reader: Reader, links: Links
) -> Iterator[dict[str, Any]]:
    for one in completions:
        query, url = _leads_to(one, request, links)
        yield {
            "kind": one.kind,
            "group": _group(one.kind, reader),
            "text": one.text,
            "label": reader.value(one.kind, one.text) if one.kind in FACETS else one.text,
            "count": one.count,
            "said": "" if one.kind == "title" else reader.number(one.count),
            "q": query,
            "url": url,
        }


def _group(kind: str, reader: Reader) -> str:
    if kind == "word":
        return reader.gettext("Words")
    return reader.gettext("Articles") if kind == "title" else reader.field(kind)


def _leads_to(one: Completion, request: SearchRequest, links: Links) -> tuple[str, str]:
    """The query that is left when it is chosen, and the address."""
    if one.kind == "title":
        return request.query, links.article(one.article or "", replace(request, query=""))
    if one.kind == "word":
        return one.text, links.search(request.with_query(one.text))
    return one.rest, links.search(request.with_query(one.rest).add(one.kind, one.text))
