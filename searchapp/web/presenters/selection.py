"""What can be done with a result, or with the hits of it that are selected: cite, export, copy as a link."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.export.citations import FORMATS
from searchapp.export.formats import EXPORTS
from searchapp.query.request import SearchRequest
from searchapp.query.result import SearchResult
from searchapp.web.i18n import Reader
from searchapp.web.links import Links

#: The formats of whole articles that a page offers; lists of ids are for scripts.
_DATA = ("jsonl", "csv")


@dataclass(frozen=True, slots=True)
class Selection:
    """The form that the hits' checkboxes belong to; its buttons go to `action` with a format, or to `show`.

    `hidden` is what it sends along: the search, and the articles that are selected but on another page. `search` is
    the search alone, for a form that narrows it.

    `whole` says what is meant while nothing is selected, `chosen` what is when something is: `%(n)s` is how many.
    """

    action: str
    show: str
    hidden: tuple[tuple[str, str], ...]
    search: tuple[tuple[str, str], ...]
    citations: tuple[tuple[str, str], ...]
    data: tuple[tuple[str, str], ...]
    whole: str
    chosen: str


def selection(request: SearchRequest, result: SearchResult, reader: Reader, links: Links) -> Selection:
    """The form for the result of `request`; among named articles, those are selected to begin with."""
    here = {hit.article.id for hit in result.hits}
    first = request.at_page(1)
    elsewhere = tuple(id for id in request.ids if id not in here)
    return Selection(
        action=links.export().partition("?")[0],
        show=links.search(SearchRequest()).partition("?")[0],
        hidden=links.hidden(_told(first.with_ids(elsewhere))),
        search=links.hidden(first.params()),
        citations=tuple((one.name, one.label) for one in FORMATS.values()),
        data=tuple((name, EXPORTS[name].label) for name in _DATA),
        whole=reader.ngettext(
            "Nothing is selected: this is about the one article found.",
            "Nothing is selected: this is about all %(n)s articles found.",
            result.total,
        ),
        chosen=reader.gettext("Selected: %(n)s"),
    )


def _told(request: SearchRequest) -> list[tuple[str, str]]:
    """The parameters of a search, also saying what it does with copies: exports would give every one of them."""
    return [*(pair for pair in request.params() if pair[0] != "copies"), ("copies", request.copies)]
