"""From one page of results to the others."""

from __future__ import annotations

from collections.abc import Callable
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
    return numbered(request.page, last_page(request, result), lambda page: links.search(request.at_page(page)), reader)


def numbered(page: int, last: int, at: Callable[[int], str], reader: Reader) -> Paging:
    """The ways on from `page` of `last`; `at` gives the address of a page."""
    return Paging(
        Link(reader.gettext("Previous"), at(min(page - 1, max(last, 1)))) if page > 1 else None,
        Link(reader.gettext("Next"), at(page + 1)) if page < last else None,
        _numbers(page, last, at, reader) if last > 1 or page > 1 else (),
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


def _numbers(here: int, last: int, at: Callable[[int], str], reader: Reader) -> tuple[Link, ...]:
    near = {1, last, *range(here - 2, here + 3)}
    shown: list[Link] = []
    before = 0
    for page in sorted(page for page in near if 1 <= page <= last):
        if page > before + 1:
            shown.append(GAP)
        shown.append(Link(reader.number(page), at(page), current=page == here))
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


def views(request: SearchRequest, reader: Reader, links: Links) -> tuple[Link, ...]:
    """Full results, or one line each."""
    here = links.search(request)
    options = ((reader.gettext("Full"), ""), (reader.gettext("Compact"), "compact"))
    found = [(label, links.in_view(view).search(request)) for label, view in options]
    return tuple(Link(label, href, current=href == here) for label, href in found)


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
