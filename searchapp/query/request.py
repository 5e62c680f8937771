"""The search request: the whole state of a search, and the parameters that write it in an address.

Adding or removing a filter gives a new request; `parse(request.params()) == request` for every request.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from searchapp.errors import ParameterError
from searchapp.fields import BY_NAME, FACETS
from searchapp.query import dates

How = Literal["any", "all", "not"]
#: In which order hits stand; `fresh` is by relevance with something added for newer articles.
Sort = Literal["relevance", "fresh", "-date", "date"]
SORTS: tuple[Sort, ...] = ("relevance", "fresh", "-date", "date")
#: The orders that engines have.
Ordering = Literal["relevance", "-date", "date"]
#: Of near-copies, only the best is a hit, or all are.
Copies = Literal["grouped", "all"]
MOST_PER_PAGE = 100
MOST_FACET_SIZE = 1000
MOST_QUERY = 10_000  # characters
MOST_PRINCIPALS = 10
MOST_VALUES = 200  # filter values in one request


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked of one facet: any of these values (or none at all, if `missing`), all of these, none of these."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    missing: bool = False

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing."""
        return not (self.any or self.all or self.none or self.missing)


_SLOT: dict[How, str] = {"any": "any", "all": "all", "not": "none"}


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """Everything that an answer depends on, but the archive.

    `query` is the text as typed; `filters` hold facet names; `date_from` and `date_to` are inclusive and written as
    `2014`, `2014-01` or `2014-01-28`. With `ids` only these articles are searched. `sort` None is by relevance when
    there is a query and the newest first when there is none. `facets` are those to count, `facet_size` how many values
    of each; `cursor` takes the place of `page`. With `copies` grouped, the best of near-copies is the only hit of them.
    `principals` are those whose counterparts are asked for, in the place of the archive's own; `none` alone stands for
    every salient actor.
    """

    query: str = ""
    filters: Mapping[str, Filter] = field(default_factory=dict)
    date_from: str = ""
    date_to: str = ""
    sort: Sort | None = None
    page: int = 1
    per_page: int = 20
    cursor: str = ""
    facets: tuple[str, ...] = FACETS
    facet_size: int = 10
    ids: tuple[str, ...] = ()
    copies: Copies = "grouped"
    principals: tuple[str, ...] = ()

    @property
    def first(self) -> datetime.date | None:
        """The first day asked for, or None."""
        found = dates.span(self.date_from)
        return found[0] if found else None

    @property
    def last(self) -> datetime.date | None:
        """The last day asked for, or None."""
        found = dates.span(self.date_to)
        return found[1] if found else None

    @property
    def sorting(self) -> Sort:
        """The sort in force; without a query the freshest articles are the newest."""
        sort = self.sort or ("relevance" if self.query.strip() else "-date")
        return "-date" if sort == "fresh" and not self.query.strip() else sort

    @property
    def order(self) -> Ordering:
        """The order that the engine is asked for."""
        return "relevance" if self.sorting == "fresh" else self.sorting

    @property
    def empty(self) -> bool:
        """Whether it asks for every article."""
        return not (self.query.strip() or self.filters or self.date_from or self.date_to or self.ids)

    def filter(self, name: str) -> Filter:
        """What is asked of the facet `name`."""
        return self.filters.get(name, Filter())

    def add(self, name: str, value: str, how: How = "any") -> SearchRequest:
        """This search with one filter value more; the value's other filters on this facet go."""
        cleared = self.remove(name, value)
        slot = _SLOT[how]
        old = cleared.filter(name)
        changed: dict[str, Any] = {slot: (*getattr(old, slot), value)}
        return cleared._with(name, replace(old, **changed))

    def remove(self, name: str, value: str) -> SearchRequest:
        """This search without any filter on that value, from its first page on."""
        old = self.filter(name)
        kept: dict[str, Any] = {slot: tuple(v for v in getattr(old, slot) if v != value) for slot in _SLOT.values()}
        return self._with(name, replace(old, **kept))

    def within(self, name: str, value: str) -> SearchRequest:
        """This search among its own matches that have the value: alternatives to it are given up.

        >>> SearchRequest().add("people", "A").add("people", "B").within("people", "B").params()
        [('people.all', 'B')]
        """
        old = self.filter(name)
        if value in old.any:
            old = replace(old, any=(), missing=False)
        return self._with(name, old if value in old.all else replace(old, all=(*old.all, value)))

    def during(self, start: str) -> SearchRequest:
        """This search in the year, month or day `start`, as far as its own dates allow.

        >>> SearchRequest(date_from="2014-03").during("2014").params()
        [('date.from', '2014-03'), ('date.to', '2014')]
        """
        span = dates.span(start)
        if span is None:
            return self
        later = self.first is not None and self.first > span[0]
        earlier = self.last is not None and self.last < span[1]
        return self.with_dates(self.date_from if later else start, self.date_to if earlier else start)

    def with_missing(self, name: str, missing: bool) -> SearchRequest:
        """This search with or without the articles that have no value in the facet `name`."""
        return self._with(name, replace(self.filter(name), missing=missing))

    def without(self, name: str) -> SearchRequest:
        """This search without any filter on the facet `name`."""
        return self._with(name, Filter())

    def with_dates(self, date_from: str, date_to: str) -> SearchRequest:
        """This search between other dates, both inclusive; an empty text leaves that side open."""
        return replace(self, date_from=date_from, date_to=date_to, page=1, cursor="")

    def with_query(self, query: str) -> SearchRequest:
        """This search with other words."""
        return replace(self, query=query, page=1, cursor="")

    def with_ids(self, ids: tuple[str, ...]) -> SearchRequest:
        """This search among these articles only; among all for none."""
        return replace(self, ids=ids, page=1, cursor="")

    def with_sort(self, sort: Sort | None) -> SearchRequest:
        """This search in another order."""
        return replace(self, sort=sort, page=1, cursor="")

    def with_copies(self, copies: Copies) -> SearchRequest:
        """This search with near-copies grouped, or each on its own."""
        return replace(self, copies=copies, page=1, cursor="")

    def at_page(self, page: int) -> SearchRequest:
        """Another page of this search."""
        return replace(self, page=page, cursor="")

    def _with(self, name: str, changed: Filter) -> SearchRequest:
        filters = {key: value for key, value in self.filters.items() if key != name}
        if not changed.empty:
            filters[name] = changed
        return replace(self, filters=filters, page=1, cursor="")

    def params(self) -> list[tuple[str, str]]:
        """The parameters of an address that means this search; what is as by default is left out.

        >>> SearchRequest("oil").add("people", "Sergei Lavrov").add("outlet", "Daily", "not").params()
        [('q', 'oil'), ('outlet.not', 'Daily'), ('people', 'Sergei Lavrov')]
        """
        pairs = [("q", self.query)] if self.query else []
        for name in FACETS if self.filters else ():
            asked = self.filter(name)
            pairs += [(name, value) for value in asked.any]
            pairs += [(f"{name}.all", value) for value in asked.all]
            pairs += [(f"{name}.not", value) for value in asked.none]
            pairs += [(f"{name}.missing", "1")] if asked.missing else []
        pairs += [("principal", name) for name in self.principals]
        pairs += [("id", value) for value in self.ids]
        for parameter, attribute, default in _DEFAULTS:
            value = getattr(self, attribute)
            if value != default:
                pairs.append((parameter, str(value)))
        if self.facets != FACETS:
            pairs += [("facet", name) for name in self.facets or ("none",)]
        return pairs


_SINGLE = {
    "date.from": "date_from",
    "date.to": "date_to",
    "sort": "sort",
    "copies": "copies",
    "page": "page",
    "per_page": "per_page",
    "cursor": "cursor",
    "facet.size": "facet_size",
}
_DEFAULTS = [(parameter, name, getattr(SearchRequest(), name)) for parameter, name in _SINGLE.items()]
#: Every parameter an address of a search may have.
PARAMETERS = (
    "q",
    *(name + suffix for name in FACETS for suffix in ("", ".all", ".not", ".missing")),
    *_SINGLE,
    "facet",
    "id",
    "principal",
)


def parse(pairs: Iterable[tuple[str, str]], ignore: frozenset[str] = frozenset()) -> SearchRequest:
    """The request that the parameters `pairs` mean; names in `ignore` are left to the caller.

    Raises ParameterError for an unknown parameter or a value that it cannot have. Empty values, as a form sends them
    for what was left open, are the same as none.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if name in ignore:
            continue
        if name not in PARAMETERS:
            raise ParameterError(name, _unknown(name))
        value = _characters(value)
        if value.strip() and value not in given.setdefault(name, []):
            given[name].append(value)
    if sum(len(values) for name, values in given.items() if name.partition(".")[0] in (*FACETS, "id")) > MOST_VALUES:
        raise ParameterError("people", f"More than {MOST_VALUES} filter values in one search: take some away.")
    single = {name: _one(name, values) for name, values in given.items() if name in _SINGLE or name == "q"}
    return SearchRequest(
        query=_query(single.get("q", "")),
        filters={name: asked for name in FACETS if not (asked := _filter(name, given)).empty},
        date_from=_date("date.from", single),
        date_to=_date("date.to", single),
        sort=_sort(single.get("sort")),
        page=_number("page", single, 1, 1, 1_000_000),
        per_page=_number("per_page", single, 20, 1, MOST_PER_PAGE),
        cursor=single.get("cursor", ""),
        facets=_facets(given.get("facet", [])),
        facet_size=_number("facet.size", single, 10, 1, MOST_FACET_SIZE),
        ids=tuple(given.get("id", ())),
        copies=_copies(single.get("copies", "")),
        principals=_principals(given.get("principal", [])),
    )


def each_copy(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parameters of a search for all of its matches: near-copies each for itself, unless it is said otherwise."""
    held = list(pairs)
    return held if any(name == "copies" for name, _ in held) else [*held, ("copies", "all")]


def _characters(value: str) -> str:
    """`value` with halves of characters, as a terminal of another encoding sends them, replaced: no text has them."""
    return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unknown(name: str) -> str:
    stem, _, suffix = name.partition(".")
    if stem in BY_NAME and suffix:
        return f"There is no parameter {name!r}. For {stem!r} there are: {_family(stem)}."
    return (
        f"There is no parameter {name!r}. There are: q, sort, copies, page, per_page, cursor, date.from, date.to, id, "
        f"facet, facet.size, principal and, for each of {', '.join(FACETS)}: NAME, NAME.all, NAME.not, NAME.missing."
    )


def _family(stem: str) -> str:
    return ", ".join(name for name in PARAMETERS if name.partition(".")[0] == stem)


def _one(name: str, values: list[str]) -> str:
    if len(values) > 1:
        raise ParameterError(name, f"{name} is given {len(values)} times; it can be given once.")
    return values[0].strip() if values else ""


def _query(text: str) -> str:
    if len(text) > MOST_QUERY:
        raise ParameterError("q", f"The query has {len(text):,} characters; {MOST_QUERY:,} are the most.")
    return text


def _filter(name: str, given: Mapping[str, list[str]]) -> Filter:
    missing = _one(f"{name}.missing", given.get(f"{name}.missing", []))
    if missing not in ("", "0", "1"):
        raise ParameterError(f"{name}.missing", f"{name}.missing is 1 or left out, not {missing!r}.")
    return Filter(
        any=tuple(given.get(name, ())),
        all=tuple(given.get(f"{name}.all", ())),
        none=tuple(given.get(f"{name}.not", ())),
        missing=missing == "1",
    )


def _date(name: str, single: Mapping[str, str]) -> str:
    text = single.get(name, "")
    if text and dates.span(text) is None:
        raise ParameterError(name, f"{name} cannot be {text!r}: write a year, month or day: 2014, 2014-01, 2014-01-28.")
    return text


def _sort(text: str | None) -> Sort | None:
    if not text:
        return None
    for sort in SORTS:
        if text == sort:
            return sort
    raise ParameterError("sort", f"sort cannot be {text!r}; it is one of {', '.join(SORTS)}.")


def _copies(text: str) -> Copies:
    if text not in ("", "grouped", "all"):
        raise ParameterError("copies", f"copies cannot be {text!r}; it is grouped or all.")
    return "all" if text == "all" else "grouped"


def _number(name: str, single: Mapping[str, str], default: int, least: int, most: int) -> int:
    text = single.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise ParameterError(name, f"{name} cannot be {text!r}: a whole number from {least} to {most:,} is needed.")
    return int(text)


def _facets(names: list[str]) -> tuple[str, ...]:
    if not names:
        return FACETS
    if names == ["none"]:
        return ()
    for name in names:
        if name not in FACETS:
            raise ParameterError("facet", f"There is no facet {name!r}. There are: {', '.join(FACETS)}, or none.")
    return tuple(name for name in FACETS if name in names)


def _principals(names: list[str]) -> tuple[str, ...]:
    if "none" in names and len(names) > 1:
        raise ParameterError("principal", "principal is none, or one name or several; it cannot be both.")
    if len(names) > MOST_PRINCIPALS:
        raise ParameterError("principal", f"More than {MOST_PRINCIPALS} principals in one search: take some away.")
    return tuple(name.strip() for name in names)


def as_json(request: SearchRequest) -> dict[str, Any]:
    """The request as the API repeats it in its answer."""
    filters = {
        name: {key: value for key, value in _slots(asked).items() if value} for name, asked in request.filters.items()
    }
    return {
        "q": request.query,
        **({"ids": list(request.ids)} if request.ids else {}),
        "filters": filters,
        "date": {"from": request.date_from or None, "to": request.date_to or None},
        "sort": request.sorting,
        "copies": request.copies,
        **({"principal": list(request.principals)} if request.principals else {}),
    }


def _slots(asked: Filter) -> dict[str, Any]:
    return {"any": list(asked.any), "all": list(asked.all), "not": list(asked.none), "missing": asked.missing}
