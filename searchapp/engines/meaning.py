"""Readers that run other clauses than they are asked: with names met by their other forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from searchapp.articles import Article
from searchapp.engines.port import Counts, Ranked, Reader
from searchapp.query.clauses import Clause, Value, filtered
from searchapp.query.names import Names, widened
from searchapp.query.request import Ordering


class MeaningReader:
    """A reader that runs each clause as `clause` puts it; see `port.Reader`."""

    def __init__(self, reader: Reader) -> None:
        self.inner = reader

    def clause(self, clause: Clause) -> Clause:
        """The clause that is run."""
        return clause

    def revision(self) -> str:
        return self.inner.revision()

    def languages(self) -> Sequence[str | None]:
        return self.inner.languages()

    def count(self, clause: Clause) -> int:
        return self.inner.count(self.clause(clause))

    def top(self, clause: Clause, order: Ordering, offset: int, limit: int) -> list[Ranked]:
        return self.inner.top(self.clause(clause), order, offset, limit)

    def repeats(self, clause: Clause, order: Ordering) -> frozenset[int]:
        return self.inner.repeats(self.clause(clause), order)

    def facets(self, clause: Clause, names: Sequence[str], size: int) -> Mapping[str, Counts]:
        return self.inner.facets(self.clause(clause), names, size)

    def months(self, clause: Clause) -> Mapping[int, int]:
        return self.inner.months(self.clause(clause))

    def days(self, clause: Clause) -> Mapping[int, int]:
        return self.inner.days(self.clause(clause))

    def values(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        return self.inner.values(self.clause(clause), name, prefix, limit)

    def words(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        return self.inner.words(self.clause(clause), name, prefix, limit)

    def get(self, article_id: str) -> Article | None:
        return self.inner.get(article_id)

    def scan(self, clause: Clause) -> Iterator[Article]:
        return self.inner.scan(self.clause(clause))


class NamedReader(MeaningReader):
    """A reader for which a word of any form of a name is one of the name shown (`people:лавров`)."""

    def __init__(self, reader: Reader, names: Names) -> None:
        super().__init__(reader)
        self._names = names

    def clause(self, clause: Clause) -> Clause:
        return widened(clause, self._names)

    def values(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        found = dict(super().values(clause, name, prefix, limit))
        for value in self._names.beginning(name, prefix)[:limit] if prefix else ():
            if value not in found and (count := self.count(filtered(clause, [Value(name, (value,))]))):
                found[value] = count
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]
