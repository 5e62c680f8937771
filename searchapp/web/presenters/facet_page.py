"""The page of every value of one facet under a search."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.i18n import N_, Reader
from searchapp.web.links import Links
from searchapp.web.listing import ORDERS, Listed, Listing, Order
from searchapp.web.presenters.chips import Chip, chips
from searchapp.web.presenters.facets import FacetItem, item
from searchapp.web.presenters.frame import Frame, Link, Visit, frame, with_json
from searchapp.web.presenters.paging import Paging, numbered

_ORDER_LABELS: dict[Order, str] = {"count": N_("Most frequent first"), "name": N_("By name")}


@dataclass(frozen=True, slots=True)
class FacetPage:
    """Everything that the template of a facet's list lays out."""

    frame: Frame
    name: str
    label: str
    total: str
    back: Link
    chips: tuple[Chip, ...]
    action: str
    hidden: tuple[tuple[str, str], ...]
    prefix: str
    orders: tuple[Link, ...]
    items: tuple[FacetItem, ...]
    paging: Paging


def facet_page(visit: Visit, asked: Listing, found: Listed) -> FacetPage:
    """The page of `asked`, answered with `found`."""
    reader, links = visit.reader, visit.links
    label = reader.field(asked.name)
    kept = [pair for pair in asked.at_page(1).params() if pair[0] != "prefix"]
    return FacetPage(
        frame=with_json(frame(visit, label, asked.search), links.api_facet(asked.name, asked.params())),
        name=asked.name,
        label=label,
        total=reader.ngettext("%(n)s value", "%(n)s values", found.distinct),
        back=Link(reader.gettext("Back to the results"), links.search(asked.search)),
        chips=chips(asked.search, reader, links),
        action=links.facet(asked.name, ()).partition("?")[0],
        hidden=links.hidden(kept),
        prefix=asked.prefix,
        orders=_orders(asked, reader, links),
        items=tuple(item(asked.name, asked.search, value, found.highest, reader, links) for value in found.values),
        paging=numbered(
            asked.page, -(-found.distinct // asked.size), lambda page: _at(asked.at_page(page), links), reader
        ),
    )


def _at(asked: Listing, links: Links) -> str:
    return links.facet(asked.name, asked.params())


def _orders(asked: Listing, reader: Reader, links: Links) -> tuple[Link, ...]:
    return tuple(
        Link(reader.gettext(_ORDER_LABELS[order]), _at(asked.in_order(order), links), current=asked.order == order)
        for order in ORDERS
    )
