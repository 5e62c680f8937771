"""The page of one value of a facet: a person, a place, an organisation, a counterpart, an outlet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from searchapp.errors import NotFound
from searchapp.fields import BY_NAME, FACETS
from searchapp.query.request import SearchRequest
from searchapp.query.result import FacetResult, Histogram, SearchResult
from searchapp.web.grid import Grid
from searchapp.web.i18n import Reader
from searchapp.web.links import Links
from searchapp.web.markup import shown
from searchapp.web.presenters import facets
from searchapp.web.presenters.facets import FacetGroup
from searchapp.web.presenters.frame import Frame, Link, Visit, frame, with_json
from searchapp.web.presenters.hits import HitView, hit_view
from searchapp.web.presenters.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True)
class Subject:
    """A value of the facet `name`."""

    name: str
    value: str

    @property
    def request(self) -> SearchRequest:
        """The search that the page is made from; `all`, so that the facet counts what appears with the value."""
        return SearchRequest(per_page=6, facet_size=9, sort="-date").add(self.name, self.value, "all")

    @property
    def search(self) -> SearchRequest:
        """The search for its articles, as a reader would begin it."""
        return SearchRequest().add(self.name, self.value)


@dataclass(frozen=True, slots=True)
class AboutPage:
    """Everything that the template of a value lays out; `aliases` are its other forms."""

    frame: Frame
    kind: str
    name: str
    total: str
    dates: str
    aliases: tuple[str, ...]
    everything: Link
    heat: Link
    timeline: Timeline
    facets: tuple[FacetGroup, ...]
    newest: tuple[HitView, ...]


def subject(name: str, value: str) -> Subject:
    """What an address is about; raises NotFound for a facet that there is not."""
    if name not in FACETS:
        raise NotFound(f"There is no facet {name!r}. There are: {', '.join(FACETS)}.")
    return Subject(name, value)


def about_page(
    visit: Visit, about: Subject, result: SearchResult, archive: Histogram | None, aliases: Sequence[str]
) -> AboutPage:
    """The page of a value whose search found `result`; raises NotFound where no article has it."""
    if not result.articles:
        raise NotFound(f"No article of this archive has {about.value!r} among its values of {about.name}.")
    reader, links = visit.reader, visit.links
    label = shown(reader.value(about.name, about.value))
    times = timeline(about.search, result.histogram, reader, links, archive)
    framed = with_json(
        frame(visit, label), links.api_search(about.request), canonical=links.about(about.name, about.value)
    )
    return AboutPage(
        frame=replace(framed, feed=links.optional("feed", about.search.params())),
        kind=reader.field(about.name),
        name=label,
        total=reader.ngettext("%(n)s article", "%(n)s articles", result.articles),
        dates=times.summary,
        aliases=tuple(shown(alias) for alias in aliases),
        everything=Link(reader.gettext("All articles"), links.search(about.search)),
        heat=Link(reader.gettext("As a heat map"), links.matrix(Grid(about.search, *_axes(about.name)).params())),
        timeline=times,
        facets=_company(about, result, reader, links),
        newest=tuple(replace(hit_view(hit, SearchRequest(), reader, links), tags=()) for hit in result.hits),
    )


def _axes(name: str) -> tuple[str, str]:
    """What a value is best looked at by, over the years: an actor or a person by whom they deal with."""
    return ("people" if name == "counterparts" else "counterparts"), "year"


def _company(about: Subject, result: SearchResult, reader: Reader, links: Links) -> tuple[FacetGroup, ...]:
    """Who and what appears with it."""
    others = {name: _others(about, name, counts) for name, counts in result.facets.items() if _shared(about, name)}
    return tuple(
        replace(facets.browsed(group, others[group.name], reader, links), missing=None, modes=(), clear=None)
        for group in facets.groups(about.request, others, reader, links)
        if group.items
    )


def _shared(about: Subject, name: str) -> bool:
    return name != about.name or BY_NAME[name].several


def _others(about: Subject, name: str, counts: FacetResult) -> FacetResult:
    """The counts without the value itself, which is in every article."""
    if name != about.name:
        return counts
    values = tuple(value for value in counts.values if value.value != about.value)
    return replace(counts, values=values, distinct=counts.distinct - 1)
