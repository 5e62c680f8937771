"""A matrix as it is asked for: one facet of a search against another, or against time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from searchapp.errors import ParameterError
from searchapp.fields import FACETS
from searchapp.query.request import SearchRequest, parse

PERIODS = ("year", "month")
COLUMNS = (*PERIODS, *FACETS)
ROWS = "counterparts"
SIZE = 20
MOST_SIZE = 100
#: The parameters of a matrix, beside those of its search.
PARAMETERS = frozenset({"rows", "columns", "size"})


@dataclass(frozen=True, slots=True)
class Grid:
    """What is asked: a search, the facet of the rows, what the columns are, and how many rows at most."""

    search: SearchRequest
    rows: str = ROWS
    columns: str = PERIODS[0]
    size: int = SIZE

    def params(self) -> list[tuple[str, str]]:
        """The parameters of its address; what is as by default is left out."""
        pairs = self.search.params()
        pairs += [("rows", self.rows)] if self.rows != ROWS else []
        pairs += [("columns", self.columns)] if self.columns != PERIODS[0] else []
        return pairs + ([("size", str(self.size))] if self.size != SIZE else [])

    def row(self, value: str) -> SearchRequest:
        """The search that a row stands for."""
        return self.search.within(self.rows, value)

    def in_column(self, search: SearchRequest, column: str) -> SearchRequest:
        """A search within one of the columns."""
        return search.during(column) if self.columns in PERIODS else search.within(self.columns, column)


def parse_grid(pairs: Iterable[tuple[str, str]], ignore: frozenset[str]) -> Grid:
    """The matrix that an address means; raises ParameterError."""
    pairs = [pair for pair in pairs if pair[0] not in ignore]
    own = {name: value.strip() for name, value in pairs if name in PARAMETERS and value.strip()}
    search = parse(pair for pair in pairs if pair[0] not in PARAMETERS)
    return Grid(
        replace(search, page=1, cursor=""),
        _one_of(FACETS, "rows", own.get("rows", ROWS)),
        _one_of(COLUMNS, "columns", own.get("columns", PERIODS[0])),
        _size(own.get("size", str(SIZE))),
    )


def _one_of(names: tuple[str, ...], parameter: str, value: str) -> str:
    if value not in names:
        raise ParameterError(parameter, f"{parameter} cannot be {value!r}; it is one of {', '.join(names)}.")
    return value


def _size(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= MOST_SIZE):
        raise ParameterError("size", f"size cannot be {text!r}: a whole number from 1 to {MOST_SIZE} is needed.")
    return int(text)
