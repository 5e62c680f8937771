"""What engines run: a tree of clauses over the fields of an index.

The fields of clauses are those of an index: `title`, `text` and `all` (both) hold terms (stems), `title.words` and
`text.words` folded words, `people.words` the folded words of the values, and `people` the values themselves.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

#: The field that words without a field are looked for in: scored as one text, a word counts the same in a headline and
#: below it, and a headline's bonus comes on top. (Two texts scored apart rank worse: nDCG@10 .38 to .40 on Cranfield.)
WHOLE = "all"
#: The first terms of the text: news says there what it is about, so a match in them adds to one in the whole.
LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """Articles with at least one of the `terms` in `field`; scored by BM25."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InOrder:
    """Articles with the `terms` of `field` in a row; with `slop`, at places that differ from a row by so much.

    The place of each term less its rank may differ by `slop` at the most from that of any other: a gap of one word
    costs one, two neighbours that changed places cost two (as in Lucene's sloppy phrases).
    """

    field: str
    terms: tuple[str, ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Begins:
    """Articles with a word in `field` that begins with `prefix`."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Near:
    """Articles with a word in `field` at most `edits` edits (a swap of neighbours is one) from `word`."""

    field: str
    word: str
    edits: int


@dataclass(frozen=True, slots=True)
class Between:
    """Articles dated from `first` to `last`, inclusive; None leaves a side open. Undated articles never match."""

    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Value:
    """Articles with at least one of the exact `values` in the keyword field."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """Articles with any value in the keyword or date field, or any word in the text field."""

    field: str


@dataclass(frozen=True, slots=True)
class Ids:
    """The articles with these ids."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InGroup:
    """Articles of any of these groups of near-copies."""

    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Articles with these numbers (`engines.document.number_of` their ids): any number of them, as one condition."""

    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Articles that match every part; those that match `also` too score higher for it."""

    parts: tuple[Clause, ...]
    also: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Articles that match at least `least` of the parts; the scores of those that match are added."""

    parts: tuple[Clause, ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Except:
    """Articles that do not match the part; no score."""

    part: Clause


@dataclass(frozen=True, slots=True)
class Weighted:
    """The part with its score multiplied by `factor`; factor 0 makes a filter of it."""

    part: Clause
    factor: float


@dataclass(frozen=True, slots=True)
class Points:
    """The articles of the part, each with the same score."""

    part: Clause
    points: float


Clause: TypeAlias = (
    Everything
    | Nothing
    | OneOf
    | InOrder
    | Begins
    | Near
    | Between
    | Value
    | Has
    | Ids
    | InGroup
    | Numbered
    | AllOf
    | AtLeast
    | Except
    | Weighted
    | Points
)


def filtered(query: Clause, conditions: Sequence[Clause]) -> Clause:
    """Articles that match the query and all conditions; only the query scores."""
    if not conditions:
        return query
    return AllOf((query, *(Weighted(condition, 0) for condition in conditions)))


def mapped(clause: Clause, change: Callable[[Clause], Clause]) -> Clause:
    """The clause with each of its leaves changed."""
    match clause:
        case AllOf(parts, also):
            return AllOf(tuple(mapped(part, change) for part in parts), tuple(mapped(part, change) for part in also))
        case AtLeast(parts, least):
            return AtLeast(tuple(mapped(part, change) for part in parts), least)
        case Except(part):
            return Except(mapped(part, change))
        case Weighted(part, factor):
            return Weighted(mapped(part, change), factor)
    return change(clause)
