"""The answer to a search: plain frozen data that pages, JSON and exports are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from searchapp.articles import Article

Interval = Literal["year", "month", "day"]


@dataclass(frozen=True, slots=True)
class Note:
    """A warning about the query: what was understood how; `position` is the character of the query it is about."""

    message: str
    position: int | None = None
    code: str = "query"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of an article's text and the character spans of the matches in it, sorted and not overlapping."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches; `score` is None where the order does not come from one.

    `behind` are its near-copies that match too and are no hits of their own: the first of `all_behind`, in the order of
    the answer.
    """

    article: Article
    score: float | None
    title: Snippet
    snippets: tuple[Snippet, ...]
    behind: tuple[Article, ...] = ()
    all_behind: int = 0


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet and in how many articles it stands, the facet's own selection left out."""

    value: str
    count: int
    selected: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class FacetResult:
    """A facet's counts: `values` (most frequent first, then by value; chosen ones always among them), `missing`
    articles without any value, `other` the sum of the counts of the values not listed, `distinct` how many values there
    are, or about how many if it is `estimated`."""

    values: tuple[FacetValue, ...] = ()
    missing: int = 0
    other: int = 0
    distinct: int = 0
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many articles fall into the year, month or day that begins with `start` (ISO, `2014`, `2014-01` …)."""

    start: str
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts over time without gaps; `undated` articles are in none of the buckets."""

    interval: Interval = "year"
    buckets: tuple[Bucket, ...] = ()
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a matrix: a value of its facet, in how many articles it stands, and in how many with each column."""

    value: str
    total: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts of a facet's values against those of another, or against years or months.

    `columns` are values or ISO periods, `totals` their counts whatever the row. `more_rows` values and `more_columns`
    values or earlier periods are left out.
    """

    columns: tuple[str, ...] = ()
    totals: tuple[int, ...] = ()
    lines: tuple[Line, ...] = ()
    more_rows: int = 0
    more_columns: int = 0


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found; `next` is the cursor of the hits after these, or None at the end.

    `total` is how many hits there are, `articles` how many articles match: more, where near-copies are grouped.
    `did_you_mean` is the query in another spelling, where the archive does not know a word of it.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, FacetResult]
    histogram: Histogram
    warnings: tuple[Note, ...] = ()
    took_ms: float = 0.0
    next: str | None = None
    did_you_mean: str | None = None
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """What a text being typed may become: `kind` is `word`, `title` or the name of a facet field, `text` the whole
    text, `count` how many articles it finds; `article` the id for a title. A facet's value stands for the last words
    typed; `rest` is the query of those before, which stays."""

    kind: str
    text: str
    count: int
    article: str | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of why an article ranks where it does: what of the query, where it was found, and what that gave."""

    what: str
    field: str
    score: float
