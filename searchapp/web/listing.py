"""The whole list of a facet's values under a search: what is asked, and the page of it that answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from searchapp.errors import NotFound, ParameterError
from searchapp.fields import FACETS
from searchapp.query import analysis
from searchapp.query.request import SearchRequest, parse
from searchapp.query.result import FacetValue
from searchapp.web.i18n import Reader
from searchapp.web.port import SearchEngine

Order = Literal["count", "name"]
ORDERS: tuple[Order, ...] = ("count", "name")
SIZE = 100
MOST_SIZE = 1000
#: Facets whose values are codes: what is typed is compared with their names, which are the reader's.
_CODED = frozenset({"countries", "language"})
_EVERY = 1_000_000_000
#: The parameters of a list, beside those of its search.
PARAMETERS = frozenset({"prefix", "order", "page", "size"})


@dataclass(frozen=True, slots=True)
class Listing:
    """What is asked: a facet, the search it is under, what its values begin with, their order and the page."""

    name: str
    search: SearchRequest
    prefix: str = ""
    order: Order = "count"
    page: int = 1
    size: int = SIZE

    def at_page(self, page: int) -> Listing:
        """Another page of the same list."""
        return replace(self, page=page)

    def in_order(self, order: Order) -> Listing:
        """The same list in another order, from its first page on."""
        return replace(self, order=order, page=1)

    def params(self) -> list[tuple[str, str]]:
        """The parameters of its address; what is as by default is left out."""
        pairs = self.search.params()
        pairs += [("prefix", self.prefix)] if self.prefix else []
        pairs += [("order", self.order)] if self.order != "count" else []
        pairs += [("size", str(self.size))] if self.size != SIZE else []
        return pairs + ([("page", str(self.page))] if self.page > 1 else [])


@dataclass(frozen=True, slots=True)
class Listed:
    """The values on one page of a list, how many it has in all, and the highest count among them."""

    values: tuple[FacetValue, ...]
    distinct: int
    highest: int


def parse_listing(name: str, pairs: Iterable[tuple[str, str]], ignore: frozenset[str]) -> Listing:
    """The list that an address means; raises NotFound for a facet that there is not, ParameterError for the rest."""
    if name not in FACETS:
        raise NotFound(f"There is no facet {name!r}. There are: {', '.join(FACETS)}.")
    pairs = [pair for pair in pairs if pair[0] not in ignore]
    own = {key: value.strip() for key, value in pairs if key in PARAMETERS and value.strip()}
    search = parse(pair for pair in pairs if pair[0] not in PARAMETERS)
    order = own.get("order", "count")
    if order not in ORDERS:
        raise ParameterError("order", f"order cannot be {order!r}; it is one of {', '.join(ORDERS)}.")
    return Listing(
        name,
        replace(search, page=1, cursor=""),
        own.get("prefix", ""),
        "name" if order == "name" else "count",
        _number("page", own.get("page", "1"), _EVERY),
        _number("size", own.get("size", str(SIZE)), MOST_SIZE),
    )


def _number(name: str, text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise ParameterError(name, f"{name} cannot be {text!r}: a whole number from 1 to {most:,} is needed.")
    return int(text)


def listed(engine: SearchEngine, asked: Listing, reader: Reader) -> Listed:
    """The page of the list that is asked for."""
    coded = asked.name in _CODED
    values = engine.values(asked.search, asked.name, "" if coded else asked.prefix, _EVERY)
    if coded:
        values = [value for value in values if _begins(reader.value(asked.name, value.value), asked.prefix)]
    if asked.order == "name":
        values = sorted(values, key=lambda value: _sort_key(reader.value(asked.name, value.value)))
    first = (asked.page - 1) * asked.size
    return Listed(
        tuple(values[first : first + asked.size]), len(values), max((value.count for value in values), default=0)
    )


def _begins(label: str, prefix: str) -> bool:
    """Whether the words of `prefix` follow each other in the label, the last of them begun."""
    typed, words = " ".join(analysis.words(prefix)), analysis.words(label)
    return any(" ".join(words[at:]).startswith(typed) for at in range(max(1, len(words))))


def _sort_key(label: str) -> tuple[Sequence[str], str]:
    return analysis.words(label), label
