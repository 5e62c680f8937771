"""Clauses over the postings of a Whoosh index: the documents that match, and their scores."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from whoosh.reading import IndexReader, TermNotFound

from searchapp.engines.document import cut, number_of
from searchapp.engines.whoosh.schema import Facts, name_in_index
from searchapp.fields import TEXTS
from searchapp.query import clauses
from searchapp.query.clauses import Clause
from searchapp.query.nearness import edit_distance, sequence_matches

#: BM25's usual constants: how fast a term's weight saturates, how much a field's length counts.
K1 = 1.2
B = 0.75


class Evaluator:
    """Evaluates clauses over one commit."""

    def __init__(self, reader: IndexReader, facts: Facts) -> None:
        self._reader = reader
        self._facts = facts
        self.everything = frozenset(facts.ids)

    def matching(self, clause: Clause) -> set[int] | frozenset[int]:
        """The documents that a clause matches."""
        match clause:
            case clauses.Everything():
                return self.everything
            case clauses.OneOf(name, terms):
                return self.having(name_in_index(name), terms)
            case clauses.InOrder(name, terms, slop):
                return set(self._rows(name, terms, slop))
            case clauses.Begins() | clauses.Near():
                return self.having(name_in_index(clause.field), self._expanded(clause))
            case clauses.Between(first, last):
                return {
                    number
                    for number, day in self._facts.days.items()
                    if day is not None and (first is None or day >= first) and (last is None or day <= last)
                }
            case clauses.Value(name, values):
                return self.having(name, tuple(cut(value) for value in values))
            case clauses.Ids(ids):
                return self.having("id", ids)
            case clauses.InGroup(groups):
                return {number for number, group in self._facts.groups.items() if group in groups}
            case clauses.Numbered(numbers):
                return {number for number, article_id in self._facts.ids.items() if number_of(article_id) in numbers}
            case clauses.Has(name):
                if name in TEXTS:
                    length = self._reader.doc_field_length
                    return {number for number in self.everything if length(number, name)}
                if name == "date":
                    return {number for number, day in self._facts.days.items() if day is not None}
                return set(self._facts.values[name])
            case clauses.AllOf(parts):
                wanted = [self.matching(part) for part in parts if not isinstance(part, clauses.Except)]
                unwanted = [self.matching(part.part) for part in parts if isinstance(part, clauses.Except)]
                return self.everything.intersection(*wanted).difference(*unwanted)
            case clauses.AtLeast(parts, least):
                if least == 1:
                    return set().union(*(self.matching(part) for part in parts))
                times = Counter(number for part in parts for number in self.matching(part))
                return {number for number, count in times.items() if count >= least}
            case clauses.Except(part):
                return self.everything - self.matching(part)
            case clauses.Weighted(part) | clauses.Points(part):
                return self.matching(part)
        return set()

    def scores(self, clause: Clause) -> dict[int, float]:
        """The documents that a clause matches, with their scores: BM25 of its terms, added up."""
        match clause:
            case clauses.OneOf(name, terms):
                return _added([self._bm25(name_in_index(name), term) for term in terms])
            case clauses.InOrder(name, terms, slop):
                rows = self._rows(name, terms, slop)
                idf = sum(self._idf(name_in_index(name), term) for term in terms)
                return {
                    number: idf * self._saturated(name_in_index(name), number, count) for number, count in rows.items()
                }
            case clauses.Begins() | clauses.Near():
                return dict.fromkeys(self.matching(clause), 1.0)
            case clauses.AllOf(parts, also):
                found = self.matching(clause)
                scored = [part for part in (*parts, *also) if not isinstance(part, clauses.Except)]
                added = _added([self.scores(part) for part in scored])
                return {number: added.get(number, 0.0) for number in found}
            case clauses.AtLeast(parts, least):
                added = _added([self.scores(part) for part in parts])
                return added if least == 1 else {number: added[number] for number in self.matching(clause)}
            case clauses.Weighted(part, factor):
                if not factor:
                    return dict.fromkeys(self.matching(part), 0.0)
                return {number: factor * score for number, score in self.scores(part).items()}
            case clauses.Points(part, points):
                return dict.fromkeys(self.matching(part), points)
        return dict.fromkeys(self.matching(clause), 0.0)

    def _postings(self, name: str, term: str) -> Any:
        """A matcher over the documents with a term, or None where there is none."""
        try:
            return self._reader.postings(name, term)
        except TermNotFound:
            return None

    def having(self, name: str, terms: Sequence[str]) -> set[int]:
        """The documents with any of the terms in a field of the index."""
        found: set[int] = set()
        for term in terms:
            matcher = self._postings(name, term)
            if matcher is not None:
                found.update(matcher.all_ids())
        return found

    def _bm25(self, name: str, term: str) -> dict[int, float]:
        matcher = self._postings(name, term)
        scores: dict[int, float] = {}
        idf = self._idf(name, term)
        while matcher is not None and matcher.is_active():
            number = matcher.id()
            scores[number] = idf * self._saturated(name, number, matcher.weight())
            matcher.next()
        return scores

    def _idf(self, name: str, term: str) -> float:
        """Robertson and Zaragoza 2009, as Lucene writes it: never negative."""
        having = self._reader.doc_frequency(name, term)
        return math.log(1 + (self._reader.doc_count_all() - having + 0.5) / (having + 0.5))

    def _saturated(self, name: str, number: int, times: float) -> float:
        average = self._reader.field_length(name) / (self._reader.doc_count_all() or 1) or 1.0
        length = float(self._reader.doc_field_length(number, name))
        return times * (K1 + 1) / (times + K1 * (1 - B + B * length / average))

    def _rows(self, name: str, terms: tuple[str, ...], slop: int) -> dict[int, int]:
        """The documents in which the terms stand in a row, and how often."""
        held = name_in_index(name)
        common = set(self.everything).intersection(*(self.having(held, (term,)) for term in set(terms)))
        places: dict[int, dict[int, str]] = {number: {} for number in common}
        for term in set(terms) if common else ():
            matcher = self._postings(held, term)
            while matcher.is_active():
                if matcher.id() in common:
                    places[matcher.id()].update(dict.fromkeys(matcher.value_as("positions"), term))
                matcher.next()
        rows = {number: len(sequence_matches(_laid_out(at), terms, slop)) for number, at in places.items()}
        return {number: count for number, count in rows.items() if count}

    def _expanded(self, clause: clauses.Begins | clauses.Near) -> list[str]:
        """The words of the index that a prefix or a fuzzy word stands for."""
        held = name_in_index(clause.field)
        if isinstance(clause, clauses.Begins):
            return [term.decode() for term in self._reader.expand_prefix(held, clause.prefix)]
        words = (term.decode() for term in self._reader.lexicon(held))
        return [word for word in words if edit_distance(word, clause.word, clause.edits) <= clause.edits]


def _laid_out(places: Mapping[int, str]) -> list[str]:
    """Terms by position, with nothing in the gaps."""
    row = [""] * (max(places) + 1)
    for position, term in places.items():
        row[position] = term
    return row


def _added(scores: list[dict[int, float]]) -> dict[int, float]:
    total: dict[int, float] = {}
    for part in scores:
        for number, score in part.items():
            total[number] = total.get(number, 0.0) + score
    return total
