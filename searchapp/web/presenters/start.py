"""The start page: what the archive holds, and ways in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from searchapp.fields import FACETS
from searchapp.query.examples import TIPS
from searchapp.query.request import SearchRequest
from searchapp.query.result import SearchResult
from searchapp.web.i18n import N_, Reader
from searchapp.web.presenters import facets
from searchapp.web.presenters.facets import FacetGroup
from searchapp.web.presenters.frame import Frame, Link, Visit, frame
from searchapp.web.presenters.hits import HitView, hit_view
from searchapp.web.presenters.timeline import Timeline, timeline

#: The one search that the start page is made from.
REQUEST = SearchRequest(per_page=6, facet_size=8)
_EVERYTHING = SearchRequest()
#: What the examples of `searchapp.query.examples` that are tips mean, marked for the catalogs.
_TIP_MEANINGS = (
    N_("both words, in any inflection"),
    N_("the words side by side"),
    N_("the words near each other"),
    N_("either word"),
    N_("one word without the other; NOT does the same"),
    N_("parentheses keep words together"),
    N_("words that begin so"),
    N_("words spelt almost so"),
    N_("in the title only; text: looks in the text only"),
    N_("in one field: %(fields)s"),
    N_("between dates; also date:2014 and date:>2015"),
)


@dataclass(frozen=True, slots=True)
class Tip:
    """An example of the query language and what it means, in the reader's language."""

    query: str
    means: str


@dataclass(frozen=True, slots=True)
class StartPage:
    """Everything that the template of the start page lays out."""

    frame: Frame
    total: str
    dates: str
    empty: bool
    timeline: Timeline
    facets: tuple[FacetGroup, ...]
    newest: tuple[HitView, ...]
    everything: Link
    heat: Link
    tips: tuple[Tip, ...]


def start_page(visit: Visit, result: SearchResult) -> StartPage:
    """The start page of an archive that answered `REQUEST` with `result`."""
    reader, links = visit.reader, visit.links
    times = timeline(_EVERYTHING, result.histogram, reader, links)
    return StartPage(
        frame=frame(visit),
        total=reader.ngettext("%(n)s article", "%(n)s articles", result.total),
        dates=times.summary,
        empty=not result.total,
        timeline=times,
        facets=tuple(
            facets.browsed(group, result.facets[group.name], reader, links)
            for group in facets.groups(_EVERYTHING, result.facets, reader, links)
        ),
        newest=tuple(replace(hit_view(hit, _EVERYTHING, reader, links), tags=()) for hit in result.hits),
        everything=Link(reader.gettext("All articles"), links.search(_EVERYTHING)),
        heat=Link(reader.gettext("As a heat map"), links.matrix(())),
        tips=_tips(reader),
    )


def _tips(reader: Reader) -> tuple[Tip, ...]:
    fields = ", ".join(FACETS)
    return tuple(Tip(example.text, reader.gettext(example.means, fields=fields)) for example in TIPS)
