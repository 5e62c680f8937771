"""The page of a search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from searchapp.query.request import SearchRequest
from searchapp.query.result import Histogram, SearchResult
from searchapp.web.i18n import Reader
from searchapp.web.links import Links
from searchapp.web.markup import shown
from searchapp.web.presenters import facets
from searchapp.web.presenters.chips import Chip, chips
from searchapp.web.presenters.copies import switch
from searchapp.web.presenters.facets import FacetGroup
from searchapp.web.presenters.frame import Frame, Link, Visit, frame, with_json
from searchapp.web.presenters.hits import HitView, hit_view
from searchapp.web.presenters.loosening import Way, ways
from searchapp.web.presenters.notes import NoteView, note_view
from searchapp.web.presenters.paging import Paging, last_page, paging, sizes, sorts, views
from searchapp.web.presenters.selection import Selection, selection
from searchapp.web.presenters.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Everything that the template of a search lays out."""

    frame: Frame
    heading: str
    range: str
    compact: bool
    did_you_mean: Link | None
    notes: tuple[NoteView, ...]
    chips: tuple[Chip, ...]
    clear: Link | None
    hits: tuple[HitView, ...]
    past_end: Link | None
    facets: tuple[FacetGroup, ...]
    all_facets: Link | None
    timeline: Timeline
    overviews: tuple[Link, ...]
    sorts: tuple[Link, ...]
    sizes: tuple[Link, ...]
    views: tuple[Link, ...]
    selection: Selection
    loosened: tuple[Way, ...]
    copies: Link | None
    paging: Paging


def search_page(
    visit: Visit,
    request: SearchRequest,
    result: SearchResult,
    archive: Histogram | None = None,
    count: Callable[[SearchRequest], int] = lambda request: 0,
) -> SearchPage:
    """The page that answers `request` with `result`; `archive` is the whole archive over the same time.

    `count` says how many articles another search finds; it is asked where this one finds nothing.
    """
    reader, links = visit.reader, visit.links
    active = chips(request, reader, links)
    framed = with_json(frame(visit, _title(request, reader), request), links.api_search(request))
    return SearchPage(
        frame=replace(framed, feed=links.feed(request.at_page(1))),
        heading=reader.ngettext("%(n)s article", "%(n)s articles", result.total),
        range=_range(request, result, reader),
        compact=links.view == "compact",
        did_you_mean=_did_you_mean(request, result, links),
        notes=tuple(note_view(note, request.query, reader) for note in result.warnings),
        chips=active,
        clear=Link(reader.gettext("Clear all"), links.search(SearchRequest())) if active else None,
        hits=tuple(hit_view(hit, request, reader, links) for hit in result.hits),
        past_end=_past_end(request, result, reader, links),
        facets=facets.groups(request, result.facets, reader, links),
        all_facets=facets.all_facets(request, reader, links),
        timeline=timeline(request, result.histogram, reader, links, archive),
        overviews=(Link(reader.gettext("As a heat map"), links.matrix(_whole(request).params())),),
        sorts=sorts(request, reader, links),
        sizes=sizes(request, reader, links),
        views=views(request, reader, links),
        selection=selection(request, result, reader, links),
        loosened=() if result.total else ways(request, active, count, reader, links),
        copies=switch(request, result, reader, links),
        paging=paging(request, result, reader, links),
    )


def _title(request: SearchRequest, reader: Reader) -> str:
    return shown(request.query.strip()) or reader.gettext("Search")


def _did_you_mean(request: SearchRequest, result: SearchResult, links: Links) -> Link | None:
    other = result.did_you_mean
    return Link(shown(other), links.search(request.with_query(other))) if other else None


def _whole(request: SearchRequest) -> SearchRequest:
    """The search without what is only about its list of hits."""
    plain = SearchRequest()
    return replace(
        request.at_page(1), sort=None, per_page=plain.per_page, facets=plain.facets, facet_size=plain.facet_size
    )


def _range(request: SearchRequest, result: SearchResult, reader: Reader) -> str:
    if not result.hits or request.cursor or result.total <= len(result.hits):
        return ""
    first = (request.page - 1) * request.per_page + 1
    return reader.gettext(
        "%(first)s–%(last)s", first=reader.number(first), last=reader.number(first + len(result.hits) - 1)
    )


def _past_end(request: SearchRequest, result: SearchResult, reader: Reader, links: Links) -> Link | None:
    if result.hits or not result.total:
        return None
    last = last_page(request, result)
    label = reader.gettext("Go to the last page (%(page)s)", page=reader.number(last))
    return Link(label, links.search(request.at_page(last)))
