"""The Whoosh adapter: an index in pure Python, for small archives and where no binary wheel may run.

Whoosh keeps the terms, their places and the articles; clauses are evaluated here over its postings, as sets of
documents or, where a score is wanted, as scores by document. So what matches is the same as on any other engine, and
facets are counted over columns that are read once for each commit. Whoosh keeps its schema as a pickle: an index from
a stranger must not be opened.
"""

from __future__ import annotations

import contextlib
import datetime
import heapq
import json
import math
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whoosh import columns, fields, index
from whoosh.analysis import RegexTokenizer
from whoosh.index import LockError
from whoosh.reading import IndexReader, TermNotFound

from searchapp.articles import Article, from_json, to_json
from searchapp.engines.document import TERM_FIELDS, cut, document, order_key, value_starts
from searchapp.engines.port import Counts, Ranked
from searchapp.errors import ArchiveLocked, ArchiveMissing
from searchapp.fields import FACETS, TEXTS
from searchapp.query import clauses
from searchapp.query.clauses import Clause
from searchapp.query.request import Sort
from searchapp.query.snippets import edit_distance, sequence_matches

#: BM25's usual constants: how fast a term's weight saturates, how much a field's length counts.
K1 = 1.2
B = 0.75
#: Between the values of a field, where they are handed to the index.
_BETWEEN = "\x1f"


def schema() -> fields.Schema:
    """The schema of an index, made from the list of fields."""
    made: dict[str, fields.FieldType] = {"id": fields.ID(unique=True), "article": fields.STORED()}
    for name in TERM_FIELDS:
        made[name] = fields.TEXT(analyzer=RegexTokenizer(r"[^ ]+"), phrase=True)
    for name in TEXTS:
        made[_name(f"{name}.words")] = fields.KEYWORD(scorable=False)
    for name in FACETS:
        made[name] = fields.KEYWORD(analyzer=RegexTokenizer(f"[^{_BETWEEN}]+"), scorable=False)
        made[_name(f"{name}.words")] = fields.TEXT(analyzer=RegexTokenizer(r"[^ ]+"), phrase=True)
    made["facts"] = fields.COLUMN(columns.VarBytesColumn())
    return fields.Schema(**made)


def _name(name: str) -> str:
    return name.replace(".", "_")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is read of every article once for a commit: id, day and facet values, by document number."""

    ids: dict[int, str] = field(default_factory=dict)
    days: dict[int, datetime.date | None] = field(default_factory=dict)
    values: dict[str, dict[int, list[str]]] = field(default_factory=dict)


def stored(path: Path) -> Iterator[tuple[str, str]]:
    """The number and the stored JSON of every article of the index in `path`, whatever version made it.

    Raises ArchiveMissing where there is no index.
    """
    if not index.exists_in(str(path)):
        raise ArchiveMissing(f"There is no Whoosh index in {path}. Index its sources into a new folder.")
    with contextlib.closing(index.open_dir(str(path)).reader()) as reader:
        for number, held in reader.iter_docs():
            yield f"number {number}", held["article"]


class WhooshBackend:
    """An index in the folder `path`; see `port.Backend`. `lock_wait` is in seconds, `heap` in bytes."""

    name = "whoosh"
    snapshots = False

    def __init__(self, path: Path, heap: int, lock_wait: float, create: bool = False) -> None:
        self._path = path
        self._heap = heap
        self._lock_wait = lock_wait
        self._facts: tuple[int, _Facts] | None = None
        self._own = threading.local()
        if create and not index.exists_in(str(path)):
            path.mkdir(parents=True, exist_ok=True)
            index.create_in(str(path), schema())
        elif not index.exists_in(str(path)):
            raise ArchiveMissing(f"There is no Whoosh index in {path}: make one with `searchapp index PATH…`.")

    def reader(self) -> WhooshReader:
        # Whoosh's readers are not for several threads: each has its own; what was read of a commit is shared.
        held: index.FileIndex | None = getattr(self._own, "index", None)
        if held is None:
            held = self._own.index = index.open_dir(str(self._path))
        reader: WhooshReader | None = getattr(self._own, "reader", None)
        if reader is None or held.latest_generation() != reader.generation:
            opened = held.reader()
            reader = self._own.reader = WhooshReader(opened, self._read_facts(opened), self._path.name)
        return reader

    def _read_facts(self, reader: IndexReader) -> _Facts:
        known = self._facts
        if known is None or known[0] != reader.generation():
            known = self._facts = (reader.generation(), _facts(reader))
        return known[1]

    @contextlib.contextmanager
    def batch(self) -> Iterator[WhooshBatch]:
        batch = WhooshBatch(self)
        try:
            yield batch
            batch.commit()
        finally:
            batch.close()

    def writer(self) -> Any:
        """A writer; raises ArchiveLocked where another one does not end in time."""
        try:
            held = index.open_dir(str(self._path))
            return held.writer(timeout=self._lock_wait, delay=0.05, limitmb=max(16, self._heap // 1_000_000))
        except LockError:
            raise ArchiveLocked(
                f"Another process writes to the archive in {self._path.parent}; it did not end within "
                f"{self._lock_wait:g} s. Wait for it, or raise the setting lock_wait."
            ) from None

    def close(self) -> None:
        self._own = threading.local()


class WhooshBatch:
    """Writes of one block; see `port.Batch`. They wait here until a commit: Whoosh replaces only what is committed."""

    def __init__(self, backend: WhooshBackend) -> None:
        self._backend = backend
        self._writer = backend.writer()
        self._waiting: dict[str, Article | None] = {}

    def add(self, article: Article) -> None:
        self._waiting[article.id] = article

    def delete(self, article_id: str) -> None:
        self._waiting[article_id] = None

    def commit(self) -> None:
        for article_id, article in self._waiting.items():
            self._writer.delete_by_term("id", article_id)
            if article is not None:
                self._writer.add_document(**_fields(article))
        self._waiting = {}
        self._writer.commit()
        self._writer = self._backend.writer()

    def close(self) -> None:
        """Forget what was not committed."""
        self._writer.cancel()


def _fields(article: Article) -> dict[str, Any]:
    doc = document(article)
    facts = [article.id, article.date.isoformat() if article.date else None, doc.values]
    return {
        "id": article.id,
        "article": json.dumps(to_json(article), ensure_ascii=False, separators=(",", ":")),
        "facts": json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode(),
        **doc.terms,
        **{_name(name): text for name, text in doc.words.items()},
        **{name: _BETWEEN.join(values) for name, values in doc.values.items()},
    }


def _facts(reader: IndexReader) -> _Facts:
    facts = _Facts(values={name: {} for name in FACETS})
    if reader.doc_count() == 0:
        return facts
    column = reader.column_reader("facts")
    for number in reader.all_doc_ids():
        article_id, day, values = json.loads(column[number])
        facts.ids[number] = article_id
        facts.days[number] = datetime.date.fromisoformat(day) if day else None
        for name, held in values.items():
            facts.values[name][number] = held
    return facts


class WhooshReader:
    """One commit; see `port.Reader`."""

    def __init__(self, reader: IndexReader, facts: _Facts, place: str) -> None:
        self.generation = reader.generation()
        self._place = place
        self._reader = reader
        self._facts = facts
        self._everything = frozenset(facts.ids)

    def revision(self) -> str:
        # Generations begin anew in a rebuilt index, in a folder of another name.
        return f"{self._place}-{self.generation}"

    def languages(self) -> Sequence[str | None]:
        held = self._facts.values["language"]
        known = sorted({value for values in held.values() for value in values})
        return [*known, None] if len(held) < len(self._everything) else known

    def count(self, clause: Clause) -> int:
        return len(self._matching(clause))

    def top(self, clause: Clause, order: Sort, offset: int, limit: int) -> list[Ranked]:
        facts, end = self._facts, offset + limit
        if order == "relevance":
            scores = self._scores(clause)
            best = heapq.nsmallest(end, scores, key=lambda number: (-scores[number], facts.ids[number]))
            return [Ranked(self._article(number), scores[number]) for number in best[offset:]]
        found = self._matching(clause)
        keys = {number: order_key(facts.ids[number], facts.days[number], order) for number in found}
        return [
            Ranked(self._article(number), None) for number in heapq.nsmallest(end, keys, key=keys.__getitem__)[offset:]
        ]

    def facets(self, clause: Clause, names: Sequence[str], size: int) -> Mapping[str, Counts]:
        found = self._matching(clause)
        return {name: _counts(self._facts.values[name], found, size) for name in names}

    def months(self, clause: Clause) -> Mapping[int, int]:
        days = (self._facts.days[number] for number in self._matching(clause))
        return Counter(day.year * 12 + day.month - 1 for day in days if day)

    def days(self, clause: Clause) -> Mapping[int, int]:
        days = (self._facts.days[number] for number in self._matching(clause))
        return Counter(day.toordinal() for day in days if day)

    def values(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        held, found = self._facts.values[name], self._matching(clause)
        begin: dict[str, bool] = {}
        for value in {value for number in found for value in held.get(number, ())}:
            begin[value] = any(start.startswith(prefix) for start in value_starts(value))
        counter = Counter(value for number in found for value in held.get(number, ()) if begin[value])
        return heapq.nsmallest(limit, counter.items(), key=lambda item: (-item[1], item[0]))

    def words(self, clause: Clause, prefix: str, limit: int) -> list[tuple[str, int]]:
        found = self._matching(clause)
        terms = [term.decode() for term in self._reader.expand_prefix("text_words", prefix)]
        counts = {term: len(found & self._having("text_words", (term,))) for term in terms}
        return heapq.nsmallest(
            limit, (item for item in counts.items() if item[1]), key=lambda item: (-item[1], item[0])
        )

    def get(self, article_id: str) -> Article | None:
        found = self._having("id", (article_id,))
        return self._article(min(found)) if found else None

    def scan(self, clause: Clause) -> Iterator[Article]:
        ids = self._facts.ids
        return (self._article(number) for number in sorted(self._matching(clause), key=ids.__getitem__))

    def _article(self, number: int) -> Article:
        return from_json(json.loads(self._reader.stored_fields(number)["article"]))

    def _matching(self, clause: Clause) -> set[int] | frozenset[int]:
        """The documents that a clause matches."""
        match clause:
            case clauses.Everything():
                return self._everything
            case clauses.OneOf(name, terms):
                return self._having(_name(name), terms)
            case clauses.InOrder(name, terms, slop):
                return set(self._rows(name, terms, slop))
            case clauses.Begins() | clauses.Near():
                return self._having(_name(clause.field), self._expanded(clause))
            case clauses.Between(first, last):
                return {
                    number
                    for number, day in self._facts.days.items()
                    if day is not None and (first is None or day >= first) and (last is None or day <= last)
                }
            case clauses.Value(name, values):
                return self._having(name, tuple(cut(value) for value in values))
            case clauses.Ids(ids):
                return self._having("id", ids)
            case clauses.Has(name):
                if name == "date":
                    return {number for number, day in self._facts.days.items() if day is not None}
                return set(self._facts.values[name])
            case clauses.AllOf(parts):
                wanted = [self._matching(part) for part in parts if not isinstance(part, clauses.Except)]
                unwanted = [self._matching(part.part) for part in parts if isinstance(part, clauses.Except)]
                return self._everything.intersection(*wanted).difference(*unwanted)
            case clauses.AtLeast(parts, least):
                if least == 1:
                    return set().union(*(self._matching(part) for part in parts))
                times = Counter(number for part in parts for number in self._matching(part))
                return {number for number, count in times.items() if count >= least}
            case clauses.Except(part):
                return self._everything - self._matching(part)
            case clauses.Weighted(part):
                return self._matching(part)
        return set()

    def _scores(self, clause: Clause) -> dict[int, float]:
        """The documents that a clause matches, with their scores: BM25 of its terms, added up."""
        match clause:
            case clauses.OneOf(name, terms):
                return _added([self._bm25(_name(name), term) for term in terms])
            case clauses.InOrder(name, terms, slop):
                rows = self._rows(name, terms, slop)
                idf = sum(self._idf(_name(name), term) for term in terms)
                return {number: idf * self._saturated(_name(name), number, count) for number, count in rows.items()}
            case clauses.Begins() | clauses.Near():
                return dict.fromkeys(self._matching(clause), 1.0)
            case clauses.AllOf(parts, also):
                found = self._matching(clause)
                scored = [part for part in (*parts, *also) if not isinstance(part, clauses.Except)]
                added = _added([self._scores(part) for part in scored])
                return {number: added.get(number, 0.0) for number in found}
            case clauses.AtLeast(parts, least):
                added = _added([self._scores(part) for part in parts])
                return added if least == 1 else {number: added[number] for number in self._matching(clause)}
            case clauses.Weighted(part, factor):
                if not factor:
                    return dict.fromkeys(self._matching(part), 0.0)
                return {number: factor * score for number, score in self._scores(part).items()}
        return dict.fromkeys(self._matching(clause), 0.0)

    def _postings(self, name: str, term: str) -> Any:
        """A matcher over the documents with a term, or None where there is none."""
        try:
            return self._reader.postings(name, term)
        except TermNotFound:
            return None

    def _having(self, name: str, terms: Sequence[str]) -> set[int]:
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
        held = _name(name)
        common = set(self._everything).intersection(*(self._having(held, (term,)) for term in set(terms)))
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
        held = _name(clause.field)
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


def _counts(held: Mapping[int, list[str]], found: set[int] | frozenset[int], size: int) -> Counts:
    having = [held[number] for number in found if number in held]
    counter = Counter(value for values in having for value in values)
    ordered = heapq.nsmallest(size, counter.items(), key=lambda item: (-item[1], item[0]))
    return Counts(tuple(ordered), counter.total(), len(counter), len(found) - len(having))
