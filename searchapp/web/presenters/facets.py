"""The facets beside a search: counted values as links that add, remove or exclude them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from searchapp.fields import BY_NAME, FACETS
from searchapp.query.request import Filter, SearchRequest
from searchapp.query.result import FacetResult, FacetValue
from searchapp.web.i18n import Reader
from searchapp.web.links import Links
from searchapp.web.listing import Listing
from searchapp.web.markup import shown
from searchapp.web.presenters.frame import Link

#: Steps of a bar's length; the style sheet has a class for each.
STEPS = 40
#: Facets that start folded unless something in them is chosen.
_FOLDED = frozenset({"language", "authors"})


@dataclass(frozen=True, slots=True)
class FacetItem:
    """One value: `href` turns it on or off, `exclude` shuts it out; `bar` is its share of the longest, in steps.

    `about` leads to the page of the value, where that is of more use than a way to shut it out.
    """

    label: str
    count: str
    href: str
    bar: int
    selected: bool = False
    excluded: bool = False
    note: str = ""
    exclude: str = ""
    exclude_note: str = ""
    about: Link | None = None


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet: its values, the link to articles without any, and the way to the values not listed."""

    name: str
    label: str
    items: tuple[FacetItem, ...]
    missing: FacetItem | None
    more: Link | None
    modes: tuple[Link, ...]
    clear: Link | None
    open: bool


def groups(
    request: SearchRequest, facets: Mapping[str, FacetResult], reader: Reader, links: Links
) -> tuple[FacetGroup, ...]:
    """The facets of an answer that have anything to show, in their usual order."""
    return tuple(
        _group(name, request, facets[name], reader, links)
        for name in FACETS
        if name in facets and (facets[name].values or not request.filter(name).empty)
    )


def _group(name: str, request: SearchRequest, result: FacetResult, reader: Reader, links: Links) -> FacetGroup:
    longest = max((value.count for value in result.values), default=0)
    asked = request.filter(name)
    label = reader.field(name)
    return FacetGroup(
        name=name,
        label=label,
        items=tuple(item(name, request, value, longest, reader, links) for value in result.values),
        missing=_missing(name, request, result, reader, links),
        more=_more(name, request, result, reader, links),
        modes=_modes(name, request, reader, links),
        clear=None
        if asked.empty
        else Link(reader.gettext("Clear"), links.search(request.without(name)), note=_clear_note(label, reader)),
        open=name not in _FOLDED or not asked.empty or len(request.facets) == 1,
    )


def _clear_note(label: str, reader: Reader) -> str:
    return reader.gettext("Remove every filter on: %(field)s", field=label)


def item(name: str, request: SearchRequest, value: FacetValue, longest: int, reader: Reader, links: Links) -> FacetItem:
    """One value of the facet `name` under a search; `longest` is the count that fills the bar."""
    label = shown(reader.value(name, value.value))
    chosen = value.selected or value.excluded
    changed = request.remove(name, value.value) if chosen else request.add(name, value.value)
    return FacetItem(
        label=label,
        count=reader.number(value.count),
        href=links.search(changed),
        bar=bar(value.count, longest),
        selected=value.selected,
        excluded=value.excluded,
        note=_state(value, reader),
        exclude="" if chosen else links.search(request.add(name, value.value, "not")),
        exclude_note="" if chosen else reader.gettext("Exclude %(value)s", value=label),
    )


def browsed(group: FacetGroup, values: FacetResult, reader: Reader, links: Links) -> FacetGroup:
    """The facet for a page that is no search: its values lead to their own pages, too, and none is shut out."""
    items = (
        replace(item, exclude="", about=about(group.name, value.value, reader, links))
        for item, value in zip(group.items, values.values, strict=True)
    )
    return replace(group, items=tuple(items))


def about(name: str, value: str, reader: Reader, links: Links) -> Link:
    """The way to the page of a value."""
    note = reader.gettext("About %(value)s", value=shown(reader.value(name, value)))
    return Link("", links.about(name, value), note=note)


def _state(value: FacetValue, reader: Reader) -> str:
    if value.excluded:
        return reader.gettext("excluded – take back")
    return reader.gettext("chosen – take back") if value.selected else ""


def bar(count: int, longest: int) -> int:
    """The length of a bar in steps, from 1 up for anything that there is.

    >>> bar(1, 1000), bar(500, 1000), bar(0, 0)
    (1, 20, 0)
    """
    return max(1, round(STEPS * count / longest)) if count and longest else 0


def _missing(name: str, request: SearchRequest, result: FacetResult, reader: Reader, links: Links) -> FacetItem | None:
    chosen = request.filter(name).missing
    if not (chosen or result.missing):
        return None
    return FacetItem(
        label=reader.gettext("Without a value"),
        count=reader.number(result.missing),
        href=links.search(request.with_missing(name, not chosen)),
        bar=0,
        selected=chosen,
        note=reader.gettext("chosen – take back") if chosen else "",
    )


def _more(name: str, request: SearchRequest, result: FacetResult, reader: Reader, links: Links) -> Link | None:
    unlisted = result.distinct - len(result.values)
    if unlisted <= 0 or not result.other:
        return None
    label = reader.ngettext("%(n)s more value", "%(n)s more values", unlisted)
    label = f"≈ {label}" if result.estimated else label
    href = links.facet(name, Listing(name, replace(request, page=1, cursor="")).params())
    return Link(label, href, note=_more_note(result.other, reader))


def _more_note(other: int, reader: Reader) -> str:
    return reader.ngettext("together counted %(n)s time", "together counted %(n)s times", other)


def _modes(name: str, request: SearchRequest, reader: Reader, links: Links) -> tuple[Link, ...]:
    asked = request.filter(name)
    values = (*asked.any, *asked.all)
    if not BY_NAME[name].several or len(values) < 2:
        return ()
    some, every = replace(asked, any=values, all=()), replace(asked, any=(), all=values)
    return (
        Link(reader.gettext("any of these"), _as(name, request, some, links), current=asked == some),
        Link(reader.gettext("all of these"), _as(name, request, every, links), current=asked == every),
    )


def _as(name: str, request: SearchRequest, asked: Filter, links: Links) -> str:
    return links.search(replace(request, filters={**request.filters, name: asked}, page=1, cursor=""))


def all_facets(request: SearchRequest, reader: Reader, links: Links) -> Link | None:
    """The way back from the list of one facet (or none) to all of them."""
    if request.facets == FACETS:
        return None
    plain = SearchRequest()
    href = links.search(replace(request, facets=FACETS, facet_size=plain.facet_size))
    return Link(reader.gettext("Show all filters"), href)
