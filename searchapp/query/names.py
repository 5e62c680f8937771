"""What searching needs of an archive's names: what is shown for what was written, and what else it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from searchapp.fields import FACETS
from searchapp.query import clauses
from searchapp.query.clauses import Clause
from searchapp.query.nearness import edit_distance, sequence_matches
from searchapp.query.request import Filter, SearchRequest

_WORDS = ".words"


class Names(Protocol):
    """The names of an archive at one moment."""

    def shown(self, field: str, value: str) -> str | None:
        """What is shown for a value as it may be written; itself, if nothing else; None where it is hidden."""

    def called(self, clause: Clause, field: str) -> Sequence[str]:
        """The values shown that have another form whose folded words match a clause on the words of the facet."""

    def beginning(self, field: str, prefix: str) -> Sequence[str]:
        """The values shown that have another form a word of which begins with the folded `prefix`."""

    def others(self, field: str, value: str) -> Sequence[str]:
        """The other forms that are shown as `value`, by name."""


class NoNames:
    """The names of an archive in which every value stands for itself; see `Names`."""

    def shown(self, field: str, value: str) -> str | None:
        del field
        return value

    def called(self, clause: Clause, field: str) -> Sequence[str]:
        del clause, field
        return ()

    def beginning(self, field: str, prefix: str) -> Sequence[str]:
        del field, prefix
        return ()

    def others(self, field: str, value: str) -> Sequence[str]:
        del field, value
        return ()


def meant(request: SearchRequest, names: Names) -> SearchRequest:
    """The request with what is shown in the place of other forms in its filters."""
    filters = {name: _filter(name, asked, names) for name, asked in request.filters.items()}
    return request if filters == request.filters else replace(request, filters=filters)


def _filter(field: str, asked: Filter, names: Names) -> Filter:
    def shown(values: tuple[str, ...]) -> tuple[str, ...]:
        # A hidden value finds nothing, as one that is not there.
        return tuple(dict.fromkeys(names.shown(field, value) or value for value in values))

    return replace(asked, any=shown(asked.any), all=shown(asked.all), none=shown(asked.none))


def widened(clause: Clause, names: Names) -> Clause:
    """The clause with those on words of facets (`people:lavrov`) met by a value's other forms, too."""
    return clauses.mapped(clause, lambda leaf: _or_called(leaf, names))


def matches_words(clause: Clause, words: Sequence[str]) -> bool:
    """Whether the folded words of a value match a clause on the words of its facet."""
    match clause:
        case clauses.OneOf(_, terms):
            return any(term in words for term in terms)
        case clauses.InOrder(_, terms, slop):
            return bool(sequence_matches(words, terms, slop))
        case clauses.Begins(_, prefix):
            return any(word.startswith(prefix) for word in words)
        case clauses.Near(_, wanted, edits):
            return any(edit_distance(word, wanted, edits) <= edits for word in words)
    return False


def _field(clause: Clause) -> str | None:
    """The facet on whose words the clause is, or None."""
    name = clause.field if isinstance(clause, clauses.OneOf | clauses.InOrder | clauses.Begins | clauses.Near) else ""
    field = name.removesuffix(_WORDS)
    return field if name.endswith(_WORDS) and field in FACETS else None


def _or_called(clause: Clause, names: Names) -> Clause:
    field = _field(clause)
    values = tuple(names.called(clause, field)) if field else ()
    return clauses.AtLeast((clause, clauses.Value(field, values))) if field and values else clause
