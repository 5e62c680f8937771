"""What to give up of a search that finds nothing, each with what is found then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from searchapp.query import parser, tree
from searchapp.query.rendering import render
from searchapp.query.request import SearchRequest
from searchapp.web.i18n import Reader
from searchapp.web.links import Links
from searchapp.web.markup import shown
from searchapp.web.presenters.chips import Chip

#: So many ways are counted at the most.
MOST = 12


@dataclass(frozen=True, slots=True)
class Way:
    """A search with less asked for: the link, and how many articles it finds."""

    label: str
    href: str
    count: str


def ways(
    request: SearchRequest,
    chips: Sequence[Chip],
    count: Callable[[SearchRequest], int],
    reader: Reader,
    links: Links,
) -> tuple[Way, ...]:
    """The ways out of a search that finds nothing, those that find the most first; `count` says how many that is."""
    tried = [*_fewer_words(request, reader), *((chip.note, chip.fewer) for chip in chips)]
    if len(chips) > 1 and request.query.strip():
        tried.append((reader.gettext("Only the words, without any filter"), SearchRequest(request.query)))
    counted = [(count(fewer), label, fewer) for label, fewer in tried[:MOST]]
    found = sorted((one for one in counted if one[0]), key=lambda one: -one[0])
    return tuple(
        Way(label, links.search(fewer), reader.ngettext("%(n)s article", "%(n)s articles", number))
        for number, label, fewer in found
    )


def _fewer_words(request: SearchRequest, reader: Reader) -> Iterator[tuple[str, SearchRequest]]:
    """The search without one part of its query, for each."""
    whole = parser.parse(request.query).tree
    if not isinstance(whole, tree.And):
        return
    for number, part in enumerate(whole.parts):
        rest = render(tree.And(whole.parts[:number] + whole.parts[number + 1 :]))
        label = reader.gettext("Search without %(parameter)s", parameter=shown(render(part)))
        yield label, request.with_query(rest)
