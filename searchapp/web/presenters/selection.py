"""What can be done with a result, or with the hits of it that are selected: cite, export, follow, copy as a link."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.export.citations import FORMATS
from searchapp.query.request import SearchRequest
from searchapp.web.i18n import Reader
from searchapp.web.links import Links
from searchapp.web.presenters.frame import Link

#: The formats of whole articles, where this server exports them.
_EXPORTS = (("jsonl", "JSON Lines"), ("csv", "CSV"))


@dataclass(frozen=True, slots=True)
class Selection:
    """The form that the hits' checkboxes belong to; its buttons go to `cite` with a format, or to `show`.

    `whole` says what is meant while nothing is selected, `chosen` what is when something is: `%(n)s` is how many.
    """

    cite: str
    show: str
    hidden: tuple[tuple[str, str], ...]
    formats: tuple[tuple[str, str], ...]
    exports: tuple[Link, ...]
    whole: str
    chosen: str


def selection(request: SearchRequest, total: int, reader: Reader, links: Links) -> Selection:
    """The form for the result of `request`."""
    first = request.at_page(1)
    return Selection(
        cite=links.cite().partition("?")[0],
        show=links.search(SearchRequest()).partition("?")[0],
        hidden=links.hidden(pair for pair in first.params() if pair[0] != "id" or not request.ids),
        formats=tuple((one.name, one.label) for one in FORMATS.values()),
        exports=tuple(
            Link(label, href)
            for name, label in _EXPORTS
            if (href := links.optional("api_export", [*first.params(), ("format", name)]))
        ),
        whole=reader.ngettext(
            "Nothing is selected: this is about the one article found.",
            "Nothing is selected: this is about all %(n)s articles found.",
            total,
        ),
        chosen=reader.gettext("Selected: %(n)s"),
    )
