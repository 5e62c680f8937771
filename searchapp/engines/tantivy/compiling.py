"""Clauses as queries of tantivy."""

from __future__ import annotations

import re

import tantivy
from tantivy import Occur, Query

from searchapp.engines.document import cut, number_of
from searchapp.engines.tantivy.schema import name_in_index
from searchapp.query import clauses
from searchapp.query.clauses import Clause
from searchapp.query.nearness import layouts

_SCORED = (clauses.OneOf, clauses.InOrder, clauses.Begins, clauses.Near, clauses.Points)


class Compiler:
    """Turns clauses into queries over the schema `held`."""

    def __init__(self, held: tantivy.Schema) -> None:
        self._schema = held

    def query(self, clause: Clause) -> Query:
        """The clause as a query of the engine."""
        match clause:
            case clauses.Everything():
                return Query.const_score_query(Query.all_query(), 0.0)
            case clauses.OneOf(name, terms):
                return _any_of([Query.term_query(self._schema, name_in_index(name), term) for term in terms])
            case clauses.InOrder(name, terms, slop):
                return self._in_order(name_in_index(name), terms, slop)
            case clauses.Begins(name, prefix):
                return Query.regex_query(self._schema, name_in_index(name), f"{re.escape(prefix)}.*")
            case clauses.Near(name, word, edits):
                return Query.fuzzy_term_query(self._schema, name_in_index(name), word, edits, True, False)
            case clauses.Between(first, last):
                low, high = first.toordinal() if first else None, last.toordinal() if last else None
                days = Query.range_query(self._schema, "day", tantivy.FieldType.Integer, low, high)
                return Query.const_score_query(days, 0.0)
            case clauses.Value(name, values):
                return _any_of([Query.term_query(self._schema, name, cut(value)) for value in values])
            case clauses.Ids(ids):
                return _any_of([Query.term_query(self._schema, "id", article_id) for article_id in ids])
            case clauses.InGroup(groups):
                return Query.term_set_query(self._schema, "group", [number_of(group) for group in groups])
            case clauses.Numbered(numbers):
                return Query.term_set_query(self._schema, "number", list(numbers))
            case clauses.Has(name):
                return self.query(clauses.Except(clauses.Value("blank", (name,))))
            case clauses.AllOf(parts, also):
                return self._all_of(parts, also)
            case clauses.AtLeast(parts, least):
                should = [(Occur.Should, self.query(part)) for part in parts]
                return Query.boolean_query(should, minimum_number_should_match=least)
            case clauses.Except():
                return self._all_of((clause,), ())
            case clauses.Weighted(part, factor):
                inner = self.query(part)
                return Query.boost_query(inner, factor) if factor else Query.const_score_query(inner, 0.0)
            case clauses.Points(part, points):
                return Query.const_score_query(self.query(part), points)
        return Query.empty_query()

    def _in_order(self, name: str, terms: tuple[str, ...], slop: int) -> Query:
        """A phrase. The engine's own slop is right for two different terms only; else every layout is asked for."""
        if slop == 0 or (len(terms) == 2 and terms[0] != terms[1]):
            return Query.phrase_query(self._schema, name, list(terms), slop)
        rows = [list(zip(places, terms, strict=True)) for places in layouts(len(terms), slop)]
        phrases = [Query.phrase_query(self._schema, name, sorted(row)) for row in rows]
        return Query.disjunction_max_query(phrases, 0.0)

    def _all_of(self, parts: tuple[Clause, ...], also: tuple[Clause, ...]) -> Query:
        subqueries: list[tuple[Occur, Query]] = []
        for part in parts:
            inner = part.part if isinstance(part, clauses.Weighted) and not part.factor else part
            if isinstance(inner, clauses.Except):
                subqueries.append((Occur.MustNot, self.query(inner.part)))
            else:
                subqueries.append((Occur.Must, self.query(part)))
        if all(occur == Occur.MustNot for occur, _ in subqueries):
            subqueries.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
        return Query.boolean_query(subqueries + [(Occur.Should, self.query(part)) for part in also])


def _any_of(queries: list[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def scored(clause: Clause) -> bool:
    """Whether a clause gives scores that differ, so that ordering by them says something."""
    match clause:
        case clauses.AllOf(parts, also):
            return any(scored(part) for part in (*parts, *also))
        case clauses.AtLeast(parts):
            return any(scored(part) for part in parts)
        case clauses.Weighted(part, factor):
            return factor != 0 and scored(part)
    return isinstance(clause, _SCORED)
