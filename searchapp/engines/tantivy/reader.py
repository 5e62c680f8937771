"""Reading one commit of a tantivy index."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

from searchapp.articles import Article, from_json
from searchapp.engines.document import value_of
from searchapp.engines.port import Counts, Ranked
from searchapp.engines.tantivy.compiling import Compiler, scored
from searchapp.engines.tantivy.repeats import behind
from searchapp.engines.tantivy.schema import rank
from searchapp.engines.tantivy.searcher import Searcher
from searchapp.fields import BY_NAME
from searchapp.query import clauses
from searchapp.query.clauses import Clause
from searchapp.query.request import Ordering

#: Buckets asked of every facet: `distinct` is exact up to here, and an estimate (some 3 % off) beyond.
EXACT_DISTINCT = 200
#: Values of a facet that each segment counts for the whole: fewer than there are, and counts may come out too low.
EXACT_COUNTS = 65_000
#: Hits of equal score that are put in order by id; a larger group stays in the index's own order.
MOST_TIED = 1000
#: Clauses whose repeats are remembered for a commit.
MOST_REPEATS = 16
#: Articles read at a time by a scan.
SCAN_PAGE = 500
_ORDER_FIELDS: Mapping[Ordering, str] = {"relevance": "id", "date": "by_date", "-date": "by_newest"}


class TantivyReader:
    """One commit; see `port.Reader`. A searcher may be used by several threads."""

    def __init__(self, held: tantivy.Schema, searcher: Searcher, revision: str) -> None:
        self._schema = held
        self._compiler = Compiler(held)
        self._searcher = searcher
        self._revision = revision
        self._languages: Sequence[str | None] | None = None
        self._repeats: dict[tuple[Clause, Ordering], frozenset[int]] = {}

    def revision(self) -> str:
        return self._revision

    def languages(self) -> Sequence[str | None]:
        if self._languages is None:
            counts = self.facets(clauses.Everything(), ["language"], EXACT_DISTINCT)["language"]
            known = sorted(value for value, _ in counts.values)
            self._languages = [*known, None] if counts.missing else known
        return self._languages

    def count(self, clause: Clause) -> int:
        if isinstance(clause, clauses.Everything):
            return self._searcher.num_docs
        return int(self._searcher.search(self._compiler.query(clause), limit=1, count=True).count)

    def top(self, clause: Clause, order: Ordering, offset: int, limit: int) -> list[Ranked]:
        query = self._compiler.query(clause)
        if order == "relevance" and scored(clause):
            return [Ranked(self._article(address), score) for score, address in self._best(query, offset, limit)]
        found = self._searcher.search(
            query, limit, count=False, order_by_field=_ORDER_FIELDS[order], offset=offset, order=Order.Asc
        )
        score = 0.0 if order == "relevance" else None
        return [Ranked(self._article(address), score) for _, address in found.hits]

    def _best(self, query: Query, offset: int, limit: int) -> list[tuple[float, tantivy.DocAddress]]:
        """The best hits, those of equal score by id, which the engine itself leaves in the order of its segments."""
        wanted = offset + limit
        hits = self._searcher.search(query, wanted + 1, count=False).hits
        if len(hits) > wanted and hits[wanted][0] == hits[wanted - 1][0]:
            start = next(at for at, hit in enumerate(hits) if hit[0] == hits[wanted][0])
            hits = self._searcher.search(query, max(start + MOST_TIED + 1, wanted), count=False).hits
        return self._untied(hits, offset, wanted)

    def _untied(self, hits: list[Any], offset: int, wanted: int) -> list[tuple[float, tantivy.DocAddress]]:
        ordered: list[tuple[float, tantivy.DocAddress]] = []
        start = 0
        while start < len(hits) and len(ordered) < wanted:
            end = start + 1
            while end < len(hits) and hits[end][0] == hits[start][0]:
                end += 1
            group = hits[start:end]
            if 1 < len(group) <= MOST_TIED and end > offset:
                group = sorted(group, key=lambda hit: str(self._searcher.doc(hit[1])["id"][0]))
            ordered += group
            start = end
        return ordered[offset:wanted]

    def repeats(self, clause: Clause, order: Ordering) -> frozenset[int]:
        known = self._repeats.get((clause, order))
        if known is None:
            if len(self._repeats) >= MOST_REPEATS:
                self._repeats.clear()
            known = self._repeats[clause, order] = behind(self._searcher, self._compiler.query(clause), order)
        return known

    def facets(self, clause: Clause, names: Sequence[str], size: int) -> Mapping[str, Counts]:
        asked = max(size, EXACT_DISTINCT)
        aggregates: dict[str, Any] = {
            name: {"terms": {"field": name, "size": asked, "segment_size": EXACT_COUNTS}} for name in names
        }
        aggregates |= {f"{name}.distinct": {"cardinality": {"field": name}} for name in names}
        aggregates["blank"] = {"terms": {"field": "blank", "size": len(BY_NAME)}}
        answer = self._searcher.aggregate(self._compiler.query(clause), aggregates)
        blank = {bucket["key"]: bucket["doc_count"] for bucket in answer["blank"]["buckets"]}
        return {name: _counts(answer, name, size, blank.get(name, 0)) for name in names}

    def months(self, clause: Clause) -> Mapping[int, int]:
        return self._histogram(clause, "month")

    def days(self, clause: Clause) -> Mapping[int, int]:
        return self._histogram(clause, "day")

    def _histogram(self, clause: Clause, name: str) -> Mapping[int, int]:
        aggregate = {"counts": {"histogram": {"field": name, "interval": 1, "min_doc_count": 1}}}
        buckets = self._searcher.aggregate(self._compiler.query(clause), aggregate)["counts"]["buckets"]
        return {int(bucket["key"]): bucket["doc_count"] for bucket in buckets}

    def values(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        starts = self._searcher.terms_with_prefix(f"{name}_starts", prefix, self._compiler.query(clause))
        counts = {value_of(start): count for start, count in starts if count}
        return heapq.nsmallest(limit, counts.items(), key=lambda item: (-item[1], item[0]))

    def words(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        found = self._searcher.terms_with_prefix(f"{name}_words", prefix, self._compiler.query(clause))
        return heapq.nsmallest(limit, (item for item in found if item[1]), key=lambda item: (-item[1], item[0]))

    def get(self, article_id: str) -> Article | None:
        for name in ("id", "also"):
            hits = self._searcher.search(Query.term_query(self._schema, name, article_id), 1, count=False).hits
            if hits:
                return self._article(hits[0][1])
        return None

    def scan(self, clause: Clause) -> Iterator[Article]:
        # Each page begins at the rank where the last one ended, so that no page is dearer than the first.
        query, lowest, offset = self._compiler.query(clause), 0, 0
        while True:
            rest = Query.range_query(self._schema, "rank", tantivy.FieldType.Integer, lowest, None)
            both = Query.boolean_query([(Occur.Must, query), (Occur.Must, rest)])
            hits = self._searcher.search(
                both, SCAN_PAGE, count=False, order_by_field="id", offset=offset, order=Order.Asc
            ).hits
            yield from (self._article(address) for _, address in hits)
            if len(hits) < SCAN_PAGE:
                return
            ranks = [rank(article_id) for article_id, _ in hits]
            offset = ranks.count(ranks[-1]) + (offset if ranks[-1] == lowest else 0)
            lowest = ranks[-1]

    def _article(self, address: tantivy.DocAddress) -> Article:
        return from_json(json.loads(self._searcher.doc(address)["article"][0]))


def _counts(answer: Mapping[str, Any], name: str, size: int, missing: int) -> Counts:
    buckets = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in answer[name]["buckets"]]
    other = int(answer[name]["sum_other_doc_count"])
    distinct = len(buckets) if not other else max(len(buckets) + 1, round(answer[f"{name}.distinct"]["value"]))
    ordered = sorted(buckets, key=lambda item: (-item[1], item[0]))
    return Counts(tuple(ordered[:size]), sum(count for _, count in buckets) + other, distinct, missing, other > 0)
