"""The query tree: frozen nodes that say what is meant and know no engine.

A leaf with `field` None looks in the title and the text; with a field it looks there only.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class All:
    """Every article: the empty query, or `*`."""


@dataclass(frozen=True, slots=True)
class Present:
    """Articles with anything in `field`: `people:*`."""

    field: str


@dataclass(frozen=True, slots=True)
class Word:
    """Articles with a word, in any inflection."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Articles with the words of `text` in this order, with at most `slop` moves of a word by one place."""

    text: str
    slop: int = 0
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Articles with a word that begins with `text`."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Articles with a word at most `edits` (1 or 2) insertions, deletions, changes or swaps away from `text`."""

    text: str
    edits: int = 1
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """Articles dated from `first` to `last`, both inclusive; None leaves that side open."""

    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class And:
    """Articles that match every part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that match at least one part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that do not match."""

    part: Node


@dataclass(frozen=True, slots=True)
class Boost:
    """The same articles, with the part's share of the score multiplied by `factor`."""

    part: Node
    factor: float


Leaf: TypeAlias = All | Present | Word | Phrase | Prefix | Fuzzy | Dates
Node: TypeAlias = Leaf | And | Or | Not | Boost
