"""The plain engine: everything in dictionaries, every clause evaluated article by article.

It says what is right when engines are compared, and serves tests; it keeps nothing on disk.
"""

from __future__ import annotations

import contextlib
import math
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from searchapp.articles import Article
from searchapp.engines.document import Document, cut, document, number_of, order_key, value_of
from searchapp.engines.port import Counts, Ranked
from searchapp.query import clauses
from searchapp.query.clauses import Clause
from searchapp.query.nearness import edit_distance, sequence_matches
from searchapp.query.request import Ordering

#: BM25's usual constants: how fast a term's weight saturates, how much a field's length counts.
K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class _Entry:
    """An article, its index fields, and each text field's terms in order."""

    article: Article
    doc: Document
    terms: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Commit:
    """One commit: its number and its articles by id."""

    number: int = 0
    entries: Mapping[str, _Entry] = field(default_factory=dict)


def _entry(article: Article) -> _Entry:
    doc = document(article)
    texts = {**doc.terms, **doc.words}
    return _Entry(article, doc, {name: text.split(" ") if text else [] for name, text in texts.items()})


class MemoryBackend:
    """A store in this process; see `port.Backend`."""

    name = "memory"
    snapshots = True

    def __init__(self) -> None:
        self._commit = _Commit()
        self._writing = threading.Lock()

    def reader(self) -> MemoryReader:
        return MemoryReader(self._commit)

    @contextlib.contextmanager
    def batch(self) -> Iterator[MemoryBatch]:
        with self._writing:
            batch = MemoryBatch(self)
            yield batch
            batch.commit()

    def close(self) -> None:
        """Nothing is open."""

    def publish(self, entries: Mapping[str, _Entry]) -> None:
        """Make a new commit of these articles."""
        self._commit = _Commit(self._commit.number + 1, entries)

    def entries(self) -> Mapping[str, _Entry]:
        """The articles of the newest commit."""
        return self._commit.entries


class MemoryBatch:
    """Writes of one block; see `port.Batch`."""

    def __init__(self, backend: MemoryBackend) -> None:
        self._backend = backend
        self._entries = dict(backend.entries())

    def add(self, article: Article) -> None:
        self._entries[article.id] = _entry(article)

    def delete(self, article_id: str) -> None:
        self._entries.pop(article_id, None)

    def commit(self) -> None:
        self._backend.publish(dict(self._entries))


class MemoryReader:
    """One commit; see `port.Reader`."""

    def __init__(self, commit: _Commit) -> None:
        self._commit = commit
        self._entries = list(commit.entries.values())

    def revision(self) -> str:
        return str(self._commit.number)

    def languages(self) -> Sequence[str | None]:
        return sorted({entry.article.language for entry in self._entries}, key=lambda code: code or "")

    def count(self, clause: Clause) -> int:
        return len(self._matching(clause))

    def top(self, clause: Clause, order: Ordering, offset: int, limit: int) -> list[Ranked]:
        found = self._matching(clause)
        if order == "relevance":
            scores = {id(entry): self._score(clause, entry) for entry in found}
            found.sort(key=lambda entry: (-scores[id(entry)], entry.article.id))
            return [Ranked(entry.article, scores[id(entry)]) for entry in found[offset : offset + limit]]
        found.sort(key=lambda entry: order_key(entry.article.id, entry.article.date, order))
        return [Ranked(entry.article, None) for entry in found[offset : offset + limit]]

    def repeats(self, clause: Clause, order: Ordering) -> frozenset[int]:
        seen: set[str] = set()
        behind: set[int] = set()
        for ranked in self.top(clause, order, 0, len(self._entries)):
            if ranked.article.group in seen:
                behind.add(number_of(ranked.article.id))
            seen |= {ranked.article.group} if ranked.article.group else set()
        return frozenset(behind)

    def facets(self, clause: Clause, names: Sequence[str], size: int) -> Mapping[str, Counts]:
        found = self._matching(clause)
        return {name: _counts([entry.doc.values.get(name, []) for entry in found], size) for name in names}

    def months(self, clause: Clause) -> Mapping[int, int]:
        return Counter(entry.doc.month for entry in self._matching(clause) if entry.doc.month is not None)

    def days(self, clause: Clause) -> Mapping[int, int]:
        return Counter(entry.doc.day for entry in self._matching(clause) if entry.doc.day is not None)

    def values(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        held = [entry.doc.starts.get(name, []) for entry in self._matching(clause)]
        return _most({value_of(start) for start in starts if start.startswith(prefix)} for starts in held)[:limit]

    def words(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        held = [entry.terms[f"{name}.words"] for entry in self._matching(clause)]
        return _most({word for word in words if word.startswith(prefix)} for words in held)[:limit]

    def get(self, article_id: str) -> Article | None:
        entry = self._commit.entries.get(article_id)
        if entry is None:
            entry = next((other for other in self._entries if article_id in other.doc.also), None)
        return entry.article if entry else None

    def scan(self, clause: Clause) -> Iterator[Article]:
        found = sorted(self._matching(clause), key=lambda entry: entry.article.id)
        return (entry.article for entry in found)

    def _matching(self, clause: Clause) -> list[_Entry]:
        return [entry for entry in self._entries if _matches(clause, entry)]

    def _score(self, clause: Clause, entry: _Entry) -> float:
        """The score of a clause that matches the entry: BM25 of its terms, added up."""
        match clause:
            case clauses.OneOf(name, terms):
                return sum(self._bm25(name, term, entry) for term in terms)
            case clauses.InOrder(name, terms, slop):
                rows = len(sequence_matches(entry.terms.get(name, []), terms, slop))
                return sum(self._idf(name, term) for term in terms) * self._frequency(name, rows, entry)
            case clauses.Begins() | clauses.Near():
                return 1.0
            case clauses.AllOf(parts, also):
                return sum(self._score(part, entry) for part in (*parts, *also) if _matches(part, entry))
            case clauses.AtLeast(parts):
                return sum(self._score(part, entry) for part in parts if _matches(part, entry))
            case clauses.Points(_, points):
                return points
            case clauses.Weighted(part, factor):
                return factor * self._score(part, entry) if factor else 0.0
        return 0.0

    def _bm25(self, name: str, term: str, entry: _Entry) -> float:
        times = entry.terms.get(name, []).count(term)
        return self._idf(name, term) * self._frequency(name, times, entry) if times else 0.0

    def _idf(self, name: str, term: str) -> float:
        """Robertson and Zaragoza 2009, as Lucene writes it: never negative."""
        having = sum(term in entry.terms.get(name, ()) for entry in self._entries)
        return math.log(1 + (len(self._entries) - having + 0.5) / (having + 0.5))

    def _frequency(self, name: str, times: int, entry: _Entry) -> float:
        lengths = sum(len(other.terms.get(name, ())) for other in self._entries)
        average = lengths / len(self._entries) or 1.0
        length = len(entry.terms.get(name, ()))
        return times * (K1 + 1) / (times + K1 * (1 - B + B * length / average))


def _most(held: Iterable[set[str]]) -> list[tuple[str, int]]:
    counter = Counter(value for values in held for value in values)
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))


def _counts(held: list[list[str]], size: int) -> Counts:
    counter = Counter(value for values in held for value in values)
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return Counts(tuple(ordered[:size]), counter.total(), len(counter), sum(not values for values in held))


def _matches(clause: Clause, entry: _Entry) -> bool:
    match clause:
        case clauses.Everything():
            return True
        case clauses.OneOf(name, terms):
            return any(term in entry.terms.get(name, ()) for term in terms)
        case clauses.InOrder(name, terms, slop):
            return bool(sequence_matches(entry.terms.get(name, []), terms, slop))
        case clauses.Begins(name, prefix):
            return any(word.startswith(prefix) for word in entry.terms.get(name, ()))
        case clauses.Near(name, word, edits):
            return any(edit_distance(other, word, edits) <= edits for other in entry.terms.get(name, ()))
        case clauses.Between(first, last):
            day = entry.article.date
            return day is not None and (first is None or day >= first) and (last is None or day <= last)
        case clauses.Value(name, values):
            return any(cut(value) in entry.doc.values.get(name, ()) for value in values)
        case clauses.Has(name):
            return name not in entry.doc.blank
        case clauses.Ids(ids):
            return entry.article.id in ids
        case clauses.InGroup(groups):
            return entry.article.group in groups
        case clauses.Numbered(numbers):
            return entry.doc.number in numbers
        case clauses.AllOf(parts):
            return all(_matches(part, entry) for part in parts)
        case clauses.AtLeast(parts, least):
            return sum(_matches(part, entry) for part in parts) >= least
        case clauses.Except(part):
            return not _matches(part, entry)
        case clauses.Weighted(part) | clauses.Points(part):
            return _matches(part, entry)
    return False
