"""Reading one commit of a Whoosh index."""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from whoosh.reading import IndexReader

from searchapp.articles import Article, from_json
from searchapp.engines.document import number_of, order_key, value_starts
from searchapp.engines.port import Counts, Ranked
from searchapp.engines.whoosh.evaluating import Evaluator
from searchapp.engines.whoosh.schema import Facts
from searchapp.query.clauses import Clause
from searchapp.query.request import Ordering


class WhooshReader:
    """One commit; see `port.Reader`."""

    def __init__(self, reader: IndexReader, facts: Facts, place: str) -> None:
        self.generation = reader.generation()
        self._place = place
        self._reader = reader
        self._facts = facts
        self._evaluator = Evaluator(reader, facts)

    def revision(self) -> str:
        # Generations begin anew in a rebuilt index, in a folder of another name.
        return f"{self._place}-{self.generation}"

    def languages(self) -> Sequence[str | None]:
        held = self._facts.values["language"]
        known = sorted({value for values in held.values() for value in values})
        return [*known, None] if len(held) < len(self._facts.ids) else known

    def count(self, clause: Clause) -> int:
        return len(self._evaluator.matching(clause))

    def repeats(self, clause: Clause, order: Ordering) -> frozenset[int]:
        facts = self._facts
        found: Mapping[int, float] = (
            self._evaluator.scores(clause)
            if order == "relevance"
            else dict.fromkeys(self._evaluator.matching(clause), 0.0)
        )
        first: dict[str, tuple[float, str]] = {}
        places = {
            number: (-found[number], order_key(facts.ids[number], facts.days[number], order))
            for number in facts.groups.keys() & found.keys()
        }
        for number, place in places.items():
            first[facts.groups[number]] = min(place, first.get(facts.groups[number], place))
        return frozenset(
            number_of(facts.ids[number]) for number, place in places.items() if place > first[facts.groups[number]]
        )

    def top(self, clause: Clause, order: Ordering, offset: int, limit: int) -> list[Ranked]:
        facts, end = self._facts, offset + limit
        if order == "relevance":
            scores = self._evaluator.scores(clause)
            best = heapq.nsmallest(end, scores, key=lambda number: (-scores[number], facts.ids[number]))
            return [Ranked(self._article(number), scores[number]) for number in best[offset:]]
        found = self._evaluator.matching(clause)
        keys = {number: order_key(facts.ids[number], facts.days[number], order) for number in found}
        return [
            Ranked(self._article(number), None) for number in heapq.nsmallest(end, keys, key=keys.__getitem__)[offset:]
        ]

    def facets(self, clause: Clause, names: Sequence[str], size: int) -> Mapping[str, Counts]:
        found = self._evaluator.matching(clause)
        return {name: _counts(self._facts.values[name], found, size) for name in names}

    def months(self, clause: Clause) -> Mapping[int, int]:
        days = (self._facts.days[number] for number in self._evaluator.matching(clause))
        return Counter(day.year * 12 + day.month - 1 for day in days if day)

    def days(self, clause: Clause) -> Mapping[int, int]:
        days = (self._facts.days[number] for number in self._evaluator.matching(clause))
        return Counter(day.toordinal() for day in days if day)

    def values(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        held, found = self._facts.values[name], self._evaluator.matching(clause)
        begin: dict[str, bool] = {}
        for value in {value for number in found for value in held.get(number, ())}:
            begin[value] = any(start.startswith(prefix) for start in value_starts(value))
        counter = Counter(value for number in found for value in held.get(number, ()) if begin[value])
        return heapq.nsmallest(limit, counter.items(), key=lambda item: (-item[1], item[0]))

    def words(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        found = self._evaluator.matching(clause)
        held = f"{name}_words"
        terms = [term.decode() for term in self._reader.expand_prefix(held, prefix)]
        counts = {term: len(found & self._evaluator.having(held, (term,))) for term in terms}
        return heapq.nsmallest(
            limit, (item for item in counts.items() if item[1]), key=lambda item: (-item[1], item[0])
        )

    def get(self, article_id: str) -> Article | None:
        found = self._evaluator.having("id", (article_id,)) or self._evaluator.having("also", (article_id,))
        return self._article(min(found)) if found else None

    def scan(self, clause: Clause) -> Iterator[Article]:
        ids = self._facts.ids
        return (self._article(number) for number in sorted(self._evaluator.matching(clause), key=ids.__getitem__))

    def _article(self, number: int) -> Article:
        return from_json(json.loads(self._reader.stored_fields(number)["article"]))


def _counts(held: Mapping[int, list[str]], found: set[int] | frozenset[int], size: int) -> Counts:
    having = [held[number] for number in found if number in held]
    counter = Counter(value for values in having for value in values)
    ordered = heapq.nsmallest(size, counter.items(), key=lambda item: (-item[1], item[0]))
    return Counts(tuple(ordered), counter.total(), len(counter), len(found) - len(having))
