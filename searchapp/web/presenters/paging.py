"""From one page of results to the others."""

from __future__ import annotations

from dataclasses import dataclass, replace

from searchapp.query.request import SORTS, SearchRequest, Sort
from searchapp.query.result import SearchResult
from searchapp.web.i18n import N_, Reader
from searchapp.web.links import Links
from searchapp.web.presenters.frame import Link

SIZES = (10, 20, 50, 100)
_SORT_LABELS: dict[Sort, str] = {
    "relevance": N_("Relevance"),
    "fresh": N_("Relevance, newer first"),
    "-date": N_("Newest first"),
    "date": N_("Oldest first"),
}
#: A gap between page numbers.
GAP = Link("…", "")


@dataclass(frozen=True, slots=True)
class Paging:
    """`pages` are numbered links with gaps; `before` and `after` are None at the ends."""

    before: Link | None
    after: Link | None
    pages: tuple[Link, ...]


def paging(request: SearchRequest, result: SearchResult, reader: Reader, links: Links) -> Paging:
    """The ways on from here; a page that does not exist still leads back to those that do."""
    if request.cursor:
        return _by_cursor(request, result, reader, links)
    last = last_page(request, result)
    page = request.page
    before = links.search(request.at_page(min(page - 1, last))) if page > 1 else ""
    after = links.search(request.at_page(page + 1)) if page < last else ""
    return Paging(
        Link(reader.gettext("Previous"), before) if before else None,
        Link(reader.gettext("Next"), after) if after else None,
        _numbers(request, last, reader, links) if last > 1 or page > 1 else (),
    )


def last_page(request: SearchRequest, result: SearchResult) -> int:
    """The number of the last page that has hits; 1 if there are none."""
    return max(1, -(-result.total // request.per_page))


def _by_cursor(request: SearchRequest, result: SearchResult, reader: Reader, links: Links) -> Paging:
    after = replace(request, cursor=result.next) if result.next else None
    return Paging(
        Link(reader.gettext("First page"), links.search(request.at_page(1))),
        Link(reader.gettext("Next"), links.search(after)) if after else None,
        (),
    )


def _numbers(request: SearchRequest, last: int, reader: Reader, links: Links) -> tuple[Link, ...]:
    near = {1, last, *range(request.page - 2, request.page + 3)}
    shown: list[Link] = []
    before = 0
    for page in sorted(page for page in near if 1 <= page <= last):
        if page > before + 1:
            shown.append(GAP)
        href = links.search(request.at_page(page))
        shown.append(Link(reader.number(page), href, current=page == request.page))
        before = page
    return tuple(shown)


def sorts(request: SearchRequest, reader: Reader, links: Links) -> tuple[Link, ...]:
    """The orders that results can be had in."""
    return tuple(
        Link(reader.gettext(_SORT_LABELS[sort]), links.search(_sorted(request, sort)), current=request.sorting == sort)
        for sort in SORTS
        if sort not in ("relevance", "fresh") or request.query.strip()
    )


def _sorted(request: SearchRequest, sort: Sort) -> SearchRequest:
    # The order that is in force without being asked for is left out, so that one search has one address.
    plain = request.with_sort(None)
    return plain if plain.sorting == sort else request.with_sort(sort)


def sizes(request: SearchRequest, reader: Reader, links: Links) -> tuple[Link, ...]:
    """How many results a page can have; the size in force is always among them."""
    return tuple(
        Link(
            reader.number(size),
            links.search(replace(request, per_page=size, page=1, cursor="")),
            current=size == request.per_page,
        )
        for size in sorted({*SIZES, request.per_page})
    )
