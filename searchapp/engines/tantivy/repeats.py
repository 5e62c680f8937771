"""Which matches stand behind another match of their group of near-copies.

The engine has no collector that keeps one hit of each group. But few articles have near-copies, and those that do carry
their group in a numeric column, which is read quickly: so they are ranked alone, and all but the first of each group
are left out of the hits by a condition.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tantivy
from tantivy import Occur, Query

from searchapp.engines.tantivy.searcher import Searcher
from searchapp.query.request import Ordering

#: Matches with near-copies that are fetched at once; where there are more, they are fetched again, all of them.
_FETCHED = 1000
#: Places in the order of ids: two columns hold the first bytes of each.
_IDS = ("rank", "rank_on")


def behind(searcher: Searcher, query: Query, order: Ordering) -> frozenset[int]:
    """The numbers of the articles that match and stand behind another one of their group in that order."""
    hits = _grouped(searcher, query)
    if len(hits) < 2:
        return frozenset()
    addresses = [address for _, address in hits]
    groups, numbers = (searcher.fast_field_values(name, addresses) for name in ("group", "number"))
    first: dict[int, int] = {}
    places = list(_places(searcher, hits, order))
    for at, group in enumerate(groups):
        best = first.setdefault(group, at)
        if best != at and _before(searcher, addresses, places, at, best):
            first[group] = at
    return frozenset(number for at, number in enumerate(numbers) if first[groups[at]] != at)


def _grouped(searcher: Searcher, query: Query) -> list[tuple[float, tantivy.DocAddress]]:
    """The matches that are in a group, with their scores."""
    in_group = Query.const_score_query(Query.exists_query("group"), 0.0)
    both = Query.boolean_query([(Occur.Must, query), (Occur.Must, in_group)])
    found = searcher.search(both, _FETCHED, count=True)
    hits: list[tuple[float, tantivy.DocAddress]] = found.hits
    return hits if found.count <= _FETCHED else searcher.search(both, found.count, count=False).hits


def _places(searcher: Searcher, hits: list[Any], order: Ordering) -> Iterable[tuple[float, ...]]:
    """What hits are ordered by, the lowest first, as far as columns tell: score or day, then id."""
    addresses = [address for _, address in hits]
    ids = [searcher.fast_field_values(name, addresses) for name in _IDS]
    if order == "relevance":
        return zip((-score for score, _ in hits), *ids, strict=True)
    days = searcher.fast_field_values("day", addresses)
    sign = 1 if order == "date" else -1
    return zip((float("inf") if day is None else sign * day for day in days), *ids, strict=True)


def _before(searcher: Searcher, addresses: list[Any], places: list[tuple[float, ...]], one: int, two: int) -> bool:
    if places[one] != places[two]:
        return places[one] < places[two]
    return str(searcher.doc(addresses[one])["id"][0]) < str(searcher.doc(addresses[two])["id"][0])
