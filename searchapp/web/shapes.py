"""The shapes of the API's answers: what `answer` makes is checked against them, and OpenAPI is made from them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired, TypedDict

import msgspec
from msgspec import Meta

from searchapp.articles import SEVERAL, SINGLE
from searchapp.fields import BY_NAME, FACETS
from searchapp.ingest.extract.given import KEYS

Spans = Annotated[list[list[int]], Meta(description="Matches: first character and the one after the last, from 0.")]
Day = Annotated[str, Meta(description="A day in UTC.", examples=["2014-01-28"])]

#: What is asked of one facet.
FilterAnswer = TypedDict(
    "FilterAnswer",
    {"any": list[str], "all": list[str], "not": list[str], "missing": bool},
    total=False,
)
#: The days between which articles are looked for, as they were asked for.
DatesAnswer = TypedDict("DatesAnswer", {"from": str | None, "to": str | None})


class QueryAnswer(TypedDict):
    """The request as it was understood."""

    q: str
    filters: dict[str, FilterAnswer]
    date: DatesAnswer
    sort: Literal["relevance", "fresh", "-date", "date"]
    copies: Literal["grouped", "all"]
    principal: NotRequired[list[str]]
    ids: NotRequired[list[str]]


class WarningAnswer(TypedDict):
    """What of the query was read otherwise than it was written; `position` is the character it is about."""

    code: str
    message: str
    position: int | None


class SnippetAnswer(TypedDict):
    """A piece of the text, as text, with the spans of its matches."""

    text: str
    spans: Spans


class ValueAnswer(TypedDict):
    """A value of a facet, its label in the language asked for, and in how many articles it stands."""

    value: str
    label: str
    count: int
    selected: bool
    excluded: bool


class FacetAnswer(TypedDict):
    """The counts of a facet: values listed, articles without one, those of the values not listed, values in all."""

    values: list[ValueAnswer]
    missing: int
    other: int
    distinct: int
    distinct_estimated: NotRequired[bool]


class BucketAnswer(TypedDict):
    """How many articles fall into the year, month or day that begins with `start`."""

    start: str
    count: int


class HistogramAnswer(TypedDict):
    """Counts over time without gaps; undated articles are in no bucket."""

    interval: Literal["year", "month", "day"]
    buckets: list[BucketAnswer]
    undated: int


class CopyAnswer(TypedDict):
    """Another place where a story stands: with the very text (`exact`) or nearly."""

    id: str
    url: str | None
    page_url: str | None
    title: str
    outlet: str | None
    date: Day | None
    exact: bool


class AlsoAnswer(TypedDict):
    """Where else a story stands: how many places, the outlets, and the first of the places."""

    total: int
    outlets: list[str]
    copies: list[CopyAnswer]


class StoredCopyAnswer(TypedDict):
    """Another place where the same text stood, with what differs."""

    id: str
    source: str
    url: str | None
    title: str
    outlet: str | None
    date: Day | None
    fingerprint: str


def _values(name: str) -> Any:
    return list[str] if BY_NAME[name].several else str | None


#: An article that matches, with the values of its facets.
HitAnswer = msgspec.defstruct(
    "HitAnswer",
    [
        ("id", str),
        ("url", str | None),
        ("page_url", str | None),
        ("title", str),
        ("title_spans", Spans),
        ("date", Day | None),
        ("score", float | None),
        *((name, _values(name)) for name in FACETS),
        ("snippets", list[SnippetAnswer]),
        ("also", AlsoAnswer),
    ],
    namespace={"__doc__": "An article that matches; `score` is null where the order does not come from one."},
)


class SearchAnswer(TypedDict):
    """What a search found; `next_url` leads to the hits after these, `next` is the cursor in it."""

    query: QueryAnswer
    total: int
    articles: int
    took_ms: float
    warnings: list[WarningAnswer]
    did_you_mean: NotRequired[str | None]
    hits: list[HitAnswer]  # type: ignore[valid-type]
    facets: dict[str, FacetAnswer]
    histogram: HistogramAnswer
    page: int
    per_page: int
    next: str | None
    next_url: str | None


class ProblemAnswer(TypedDict):
    """An error (RFC 9457): `code` is stable, `detail` a sentence, `parameter` the one that is to blame."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    parameter: NotRequired[str]


class BatchItem(TypedDict, total=False):
    """The answer to one request of a batch, or its problem."""

    answer: SearchAnswer
    problem: ProblemAnswer


class BatchAnswer(TypedDict):
    """The answers to a batch, in the order of its requests."""

    answers: list[BatchItem]


class ListingAnswer(TypedDict):
    """A page of every value of a facet under a search; `distinct` is how many there are."""

    field: str
    label: str
    query: QueryAnswer
    prefix: str
    order: Literal["count", "name"]
    values: list[ValueAnswer]
    distinct: int
    page: int
    size: int
    next_url: str | None


class ColumnsAnswer(TypedDict):
    """The columns of a matrix: values of a facet, years or months, and in how many articles each stands."""

    field: str
    values: list[str]
    counts: list[int]


class LineAnswer(TypedDict):
    """A row of a matrix, with a count for each column."""

    value: str
    label: str
    count: int
    counts: list[int]


class MatrixAnswer(TypedDict):
    """The values of a facet counted against those of another, or against time."""

    query: QueryAnswer
    rows: str
    columns: ColumnsAnswer
    lines: list[LineAnswer]
    more_rows: int
    more_columns: int


class SuggestionAnswer(TypedDict):
    """What the text typed may become: a word, a title or the value of a facet; `url` leads to what it finds."""

    kind: str
    group: str
    text: str
    label: str
    count: int
    said: str
    q: str
    url: str


class SuggestionsAnswer(TypedDict):
    """The suggestions for a text, and how many there are in a sentence."""

    q: str
    suggestions: list[SuggestionAnswer]
    message: str


class StatusAnswer(TypedDict):
    """What keeps the archive and how large it is; `revision` changes with every commit."""

    engine: str
    articles: int
    revision: str
    created: str
    principals: list[str]
    version: str


class OutcomeAnswer(TypedDict):
    """What became of one of the articles given; `code` and `detail` say why it was refused."""

    position: int
    id: str | None
    status: Literal["added", "changed", "unchanged", "refused"]
    code: NotRequired[str]
    detail: NotRequired[str]
    warnings: NotRequired[list[str]]


class WrittenAnswer(OutcomeAnswer):
    """What became of the article given, and the commit it is in."""

    revision: str


class WrittenAllAnswer(TypedDict):
    """What became of the articles given, in their order, and the commit they are in."""

    added: int
    changed: int
    unchanged: int
    refused: int
    revision: str
    articles: list[OutcomeAnswer]


class RemovedAnswer(TypedDict):
    """An article that was removed, and the commit without it."""

    id: str
    status: Literal["removed"]
    revision: str


def _held(name: str) -> Any:
    """The type of a field of an article as it is given back."""
    if name in SEVERAL:
        return list[str]
    return Day | None if name == "date" else str if name in ("id", "source", "title", "text") else str | None


def _given(name: str) -> Any:
    """The type of a field of an article as it may be given."""
    return list[str] | None if name in SEVERAL else str | None


_NOT_FOUND = ("id", "source", "date_hint")
#: An article as it is stored, with `NAME_source` saying where each value was found, and the evidence for it.
ArticleAnswer = msgspec.defstruct(
    "ArticleAnswer",
    [
        *((name, _held(name)) for name in (*SINGLE, *SEVERAL)),
        *((f"{name}_source", str | None) for name in (*SINGLE, *SEVERAL) if name not in _NOT_FOUND),
        ("relations", list[str]),
        ("written", dict[str, dict[str, str | None]] | msgspec.UnsetType, msgspec.UNSET),
        ("recipe", str),
        ("fingerprint", str),
        ("copies", list[StoredCopyAnswer]),
        ("group", str | None),
        ("near_copies", list[str]),
        ("evidence", dict[str, dict[str, dict[str, Any]]]),
    ],
    kw_only=True,
    namespace={"__doc__": "An article, whole: `NAME_source` says where a value was found, `evidence` what for."},
)
#: An article as it is written: what is not given is worked out.
ArticleGiven = msgspec.defstruct(
    "ArticleGiven",
    [(name, _given(name), msgspec.UNSET) for name in KEYS],
    namespace={"__doc__": "An article to write; what is not given is worked out. `html` may stand for `text`."},
)
