"""The tantivy adapter: an index on disk, for one machine.

Fields of an index are named as in `query.clauses`, with `_` for the dot. `blank` lists the names of the fields that an
article has no value for, so that one aggregate counts what is missing in all facets.
"""

from __future__ import annotations

import contextlib
import heapq
import json
import random
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

from searchapp.articles import Article, from_json, to_json
from searchapp.engines.document import TERM_FIELDS, cut, document, order_key, value_of
from searchapp.engines.port import Counts, Ranked
from searchapp.errors import ArchiveDamaged, ArchiveLocked, ArchiveMissing
from searchapp.fields import FACETS, TEXTS
from searchapp.query import clauses
from searchapp.query.clauses import Clause
from searchapp.query.request import Sort

#: Buckets asked of every facet: `distinct` is exact up to here, and an estimate (some 3 % off) beyond.
EXACT_DISTINCT = 200
#: Hits of equal score that are put in order by id; a larger group stays in the index's own order.
MOST_TIED = 1000
#: Articles read at a time by a scan.
SCAN_PAGE = 500
#: Addresses of articles fetched at a time where all are read.
STORED_PAGE = 20_000
_ORDER_FIELDS: Mapping[Sort, str] = {"relevance": "id", "date": "by_date", "-date": "by_newest"}
_MEND = "Index the sources into a new folder: searchapp index PATH… --index FOLDER"
_SCORED = (clauses.OneOf, clauses.InOrder, clauses.Begins, clauses.Near)


def schema() -> tantivy.Schema:
    """The schema of an index, made from the list of fields."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article", stored=True, tokenizer_name="raw", index_option="basic")
    for name in TERM_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in TEXTS:
        builder.add_text_field(f"{name}_words", tokenizer_name="whitespace", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field(f"{name}_words", tokenizer_name="whitespace", index_option="position")
        builder.add_text_field(f"{name}_starts", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("blank", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("by_date", "by_newest"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("day", "month", "rank"):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


def stored(path: Path) -> Iterator[tuple[str, str]]:
    """The id and the stored JSON of every article of the index in `path`, whatever version made it.

    Raises ArchiveMissing where there is no index.
    """
    if not (path / "meta.json").is_file():
        raise ArchiveMissing(f"There is no tantivy index in {path}. Index its sources into a new folder.")
    searcher, offset = tantivy.Index.open(str(path)).searcher(), 0
    while hits := searcher.search(Query.all_query(), STORED_PAGE, count=False, offset=offset).hits:
        for _, address in hits:
            held = searcher.doc(address)
            yield str(held["id"][0]), str(held["article"][0])
        offset += len(hits)


class TantivyBackend:
    """An index in the folder `path`; see `port.Backend`.

    `heap` is the writer's memory in bytes, `lock_wait` how many seconds to wait for another writer.
    """

    name = "tantivy"
    snapshots = True

    def __init__(self, path: Path, heap: int, lock_wait: float, create: bool = False) -> None:
        if create:
            path.mkdir(parents=True, exist_ok=True)
        elif not (path / "meta.json").is_file():
            raise ArchiveDamaged(f"There is no tantivy index in {path}. {_MEND}")
        self._path = path
        self._heap = heap
        self._lock_wait = lock_wait
        self._schema = schema()
        with _damage_said(path):
            self._index = tantivy.Index(self._schema, path=str(path), reuse=True)
            self._index.config_reader("manual")
        self._meta: tuple[int, int, int] | None = None
        self._reader: TantivyReader | None = None

    def reader(self) -> TantivyReader:
        # The commit is in meta.json, which a commit replaces: a look at it costs microseconds, a reload milliseconds.
        with _damage_said(self._path):
            return self._current()

    def _current(self) -> TantivyReader:
        stat = (self._path / "meta.json").stat()
        meta = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        if self._reader is None or meta != self._meta:
            self._index.reload()
            opstamp = json.loads((self._path / "meta.json").read_text(encoding="utf-8"))["opstamp"]
            self._reader = TantivyReader(
                self._schema, _Searcher(self._index.searcher(), self._path), f"{opstamp}-{stat.st_mtime_ns:x}"
            )
            self._meta = meta
        return self._reader

    @contextlib.contextmanager
    def batch(self) -> Iterator[TantivyBatch]:
        # A new index object for each block of writing: long-lived ones that write in turn keep dead segments on disk.
        with _damage_said(self._path):
            writer = self._writer(tantivy.Index(self._schema, path=str(self._path), reuse=True))
        try:
            yield (batch := TantivyBatch(writer, self._schema))
            batch.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()

    def _writer(self, index: tantivy.Index) -> tantivy.IndexWriter:
        until = time.monotonic() + self._lock_wait
        while True:
            try:
                return index.writer(self._heap, 1)
            except ValueError as error:
                if "LockBusy" not in str(error):
                    raise
                if time.monotonic() >= until:
                    raise ArchiveLocked(
                        f"Another process writes to the archive in {self._path.parent}; it did not end within "
                        f"{self._lock_wait:g} s. Wait for it, or raise the setting lock_wait."
                    ) from None
            time.sleep(random.uniform(0.02, 0.2))  # noqa: S311 - jitter, no secret

    def close(self) -> None:
        self._reader = None


@contextlib.contextmanager
def _damage_said(path: Path) -> Iterator[None]:
    """Errors of the engine over its files become one that says what to do."""
    try:
        yield
    except (ValueError, OSError, KeyError) as error:
        raise ArchiveDamaged(f"The index in {path} cannot be opened: {error}. {_MEND}") from error


class TantivyBatch:
    """Writes of one block; see `port.Batch`."""

    def __init__(self, writer: tantivy.IndexWriter, held: tantivy.Schema) -> None:
        self._writer = writer
        self._schema = held

    def add(self, article: Article) -> None:
        self._writer.delete_documents_by_term("id", article.id)
        self._writer.add_document(tantivy.Document.from_dict(_fields(article), self._schema))

    def delete(self, article_id: str) -> None:
        self._writer.delete_documents_by_term("id", article_id)

    def commit(self) -> None:
        self._writer.commit()


def _fields(article: Article) -> dict[str, Any]:
    doc = document(article)
    fields: dict[str, Any] = {
        "id": article.id,
        "article": json.dumps(to_json(article), ensure_ascii=False, separators=(",", ":")),
        "by_date": order_key(article.id, article.date, "date"),
        "by_newest": order_key(article.id, article.date, "-date"),
        "rank": _rank(article.id),
        "blank": doc.blank,
        **{f"{name}_starts": starts for name, starts in doc.starts.items()},
        **doc.terms,
        **{_name(name): text for name, text in doc.words.items()},
        **doc.values,
    }
    if doc.day is not None:
        fields |= {"day": doc.day, "month": doc.month}
    return fields


def _rank(article_id: str) -> int:
    """A number in the order of ids, as far as their first seven bytes tell."""
    return int.from_bytes(article_id.encode()[:7].ljust(7, b"\0"))


def _name(name: str) -> str:
    return name.replace(".", "_")


class _Searcher:
    """The engine's searcher; what it cannot read of its files is an error that says what to do."""

    def __init__(self, inner: tantivy.Searcher, path: Path) -> None:
        self._inner = inner
        self._path = path

    @property
    def num_docs(self) -> int:
        return self._inner.num_docs

    def search(self, *args: Any, **kwargs: Any) -> Any:
        with _damage_said(self._path):
            return self._inner.search(*args, **kwargs)

    def aggregate(self, *args: Any) -> Any:
        with _damage_said(self._path):
            return self._inner.aggregate(*args)

    def terms_with_prefix(self, *args: Any) -> Any:
        with _damage_said(self._path):
            return self._inner.terms_with_prefix(*args)

    def doc(self, address: tantivy.DocAddress) -> Any:
        with _damage_said(self._path):
            return self._inner.doc(address)


class TantivyReader:
    """One commit; see `port.Reader`. A searcher may be used by several threads."""

    def __init__(self, held: tantivy.Schema, searcher: _Searcher, revision: str) -> None:
        self._schema = held
        self._searcher = searcher
        self._revision = revision
        self._languages: Sequence[str | None] | None = None

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
        return int(self._searcher.search(self._query(clause), limit=1, count=True).count)

    def top(self, clause: Clause, order: Sort, offset: int, limit: int) -> list[Ranked]:
        query = self._query(clause)
        if order == "relevance" and _scored(clause):
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

    def facets(self, clause: Clause, names: Sequence[str], size: int) -> Mapping[str, Counts]:
        asked = max(size, EXACT_DISTINCT)
        aggregates: dict[str, Any] = {name: {"terms": {"field": name, "size": asked}} for name in names}
        aggregates |= {f"{name}.distinct": {"cardinality": {"field": name}} for name in names}
        aggregates["blank"] = {"terms": {"field": "blank", "size": len(FACETS) + 1}}
        answer = self._searcher.aggregate(self._query(clause), aggregates)
        blank = {bucket["key"]: bucket["doc_count"] for bucket in answer["blank"]["buckets"]}
        return {name: _counts(answer, name, size, blank.get(name, 0)) for name in names}

    def months(self, clause: Clause) -> Mapping[int, int]:
        return self._histogram(clause, "month")

    def days(self, clause: Clause) -> Mapping[int, int]:
        return self._histogram(clause, "day")

    def _histogram(self, clause: Clause, name: str) -> Mapping[int, int]:
        aggregate = {"counts": {"histogram": {"field": name, "interval": 1, "min_doc_count": 1}}}
        buckets = self._searcher.aggregate(self._query(clause), aggregate)["counts"]["buckets"]
        return {int(bucket["key"]): bucket["doc_count"] for bucket in buckets}

    def values(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        starts = self._searcher.terms_with_prefix(f"{name}_starts", prefix, self._query(clause))
        counts = {value_of(start): count for start, count in starts if count}
        return heapq.nsmallest(limit, counts.items(), key=lambda item: (-item[1], item[0]))

    def words(self, clause: Clause, prefix: str, limit: int) -> list[tuple[str, int]]:
        found = self._searcher.terms_with_prefix("text_words", prefix, self._query(clause))
        return heapq.nsmallest(limit, (item for item in found if item[1]), key=lambda item: (-item[1], item[0]))

    def get(self, article_id: str) -> Article | None:
        hits = self._searcher.search(Query.term_query(self._schema, "id", article_id), 1, count=False).hits
        return self._article(hits[0][1]) if hits else None

    def scan(self, clause: Clause) -> Iterator[Article]:
        # Each page begins at the rank where the last one ended, so that no page is dearer than the first.
        query, lowest, offset = self._query(clause), 0, 0
        while True:
            rest = Query.range_query(self._schema, "rank", tantivy.FieldType.Integer, lowest, None)
            both = Query.boolean_query([(Occur.Must, query), (Occur.Must, rest)])
            hits = self._searcher.search(
                both, SCAN_PAGE, count=False, order_by_field="id", offset=offset, order=Order.Asc
            ).hits
            yield from (self._article(address) for _, address in hits)
            if len(hits) < SCAN_PAGE:
                return
            ranks = [_rank(article_id) for article_id, _ in hits]
            offset = ranks.count(ranks[-1]) + (offset if ranks[-1] == lowest else 0)
            lowest = ranks[-1]

    def _article(self, address: tantivy.DocAddress) -> Article:
        return from_json(json.loads(self._searcher.doc(address)["article"][0]))

    def _query(self, clause: Clause) -> Query:
        """The clause as a query of the engine."""
        match clause:
            case clauses.Everything():
                return Query.const_score_query(Query.all_query(), 0.0)
            case clauses.OneOf(name, terms):
                return _any_of([Query.term_query(self._schema, _name(name), term) for term in terms])
            case clauses.InOrder(name, terms, slop):
                return self._in_order(_name(name), terms, slop)
            case clauses.Begins(name, prefix):
                return Query.regex_query(self._schema, _name(name), f"{re.escape(prefix)}.*")
            case clauses.Near(name, word, edits):
                return Query.fuzzy_term_query(self._schema, _name(name), word, edits, True, False)
            case clauses.Between(first, last):
                low, high = first.toordinal() if first else None, last.toordinal() if last else None
                days = Query.range_query(self._schema, "day", tantivy.FieldType.Integer, low, high)
                return Query.const_score_query(days, 0.0)
            case clauses.Value(name, values):
                return _any_of([Query.term_query(self._schema, name, cut(value)) for value in values])
            case clauses.Ids(ids):
                return _any_of([Query.term_query(self._schema, "id", article_id) for article_id in ids])
            case clauses.Has(name):
                return self._query(clauses.Except(clauses.Value("blank", (name,))))
            case clauses.AllOf(parts, also):
                return self._all_of(parts, also)
            case clauses.AtLeast(parts, least):
                should = [(Occur.Should, self._query(part)) for part in parts]
                return Query.boolean_query(should, minimum_number_should_match=least)
            case clauses.Except():
                return self._all_of((clause,), ())
            case clauses.Weighted(part, factor):
                inner = self._query(part)
                return Query.boost_query(inner, factor) if factor else Query.const_score_query(inner, 0.0)
        return Query.empty_query()

    def _in_order(self, name: str, terms: tuple[str, ...], slop: int) -> Query:
        """A phrase. The engine's own slop is right for two different terms only; else every layout is asked for."""
        if slop == 0 or (len(terms) == 2 and terms[0] != terms[1]):
            return Query.phrase_query(self._schema, name, list(terms), slop)
        rows = [list(zip(places, terms, strict=True)) for places in clauses.layouts(len(terms), slop)]
        phrases = [Query.phrase_query(self._schema, name, sorted(row)) for row in rows]
        return Query.disjunction_max_query(phrases, 0.0)

    def _all_of(self, parts: tuple[Clause, ...], also: tuple[Clause, ...]) -> Query:
        subqueries: list[tuple[Occur, Query]] = []
        for part in parts:
            inner = part.part if isinstance(part, clauses.Weighted) and not part.factor else part
            if isinstance(inner, clauses.Except):
                subqueries.append((Occur.MustNot, self._query(inner.part)))
            else:
                subqueries.append((Occur.Must, self._query(part)))
        if all(occur == Occur.MustNot for occur, _ in subqueries):
            subqueries.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
        return Query.boolean_query(subqueries + [(Occur.Should, self._query(part)) for part in also])


def _any_of(queries: list[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _scored(clause: Clause) -> bool:
    """Whether a clause gives scores that differ, so that ordering by them says something."""
    match clause:
        case clauses.AllOf(parts, also):
            return any(_scored(part) for part in (*parts, *also))
        case clauses.AtLeast(parts):
            return any(_scored(part) for part in parts)
        case clauses.Weighted(part, factor):
            return factor != 0 and _scored(part)
    return isinstance(clause, _SCORED)


def _counts(answer: Mapping[str, Any], name: str, size: int, missing: int) -> Counts:
    buckets = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in answer[name]["buckets"]]
    other = int(answer[name]["sum_other_doc_count"])
    distinct = len(buckets) if not other else max(len(buckets) + 1, round(answer[f"{name}.distinct"]["value"]))
    ordered = sorted(buckets, key=lambda item: (-item[1], item[0]))
    return Counts(tuple(ordered[:size]), sum(count for _, count in buckets) + other, distinct, missing)
