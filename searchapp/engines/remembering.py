"""A reader that remembers counts: the start page, the next page and the timeline ask for what was counted before.

What is remembered is told apart by commit and clause, so it is never out of date; the oldest are forgotten.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

from searchapp.engines.meaning import MeaningReader
from searchapp.engines.port import Counts, Reader
from searchapp.query.clauses import Clause
from searchapp.query.request import Ordering

T = TypeVar("T")
#: Answers that are remembered, and sets of near-copies, each of which may have many thousands.
MOST_COUNTS, MOST_REPEATS = 300, 12


class Memory:
    """The answers asked for last, for any thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Any, Any] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: Any, work: Callable[[], T]) -> T:
        """What is held under the key, else what `work` gives, which is held from then on."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return cast(T, self._held[key])
        found = work()
        with self._lock:
            self._held[key] = found
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return found


class RememberingReader(MeaningReader):
    """A reader whose counts are looked up in the memories first; see `port.Reader`."""

    def __init__(self, reader: Reader, counts: Memory, repeats: Memory) -> None:
        super().__init__(reader)
        self._counts = counts
        self._repeats = repeats
        self._revision = reader.revision()

    def count(self, clause: Clause) -> int:
        return self._counts.recall((self._revision, "count", clause), lambda: self.inner.count(clause))

    def repeats(self, clause: Clause, order: Ordering) -> frozenset[int]:
        key = (self._revision, order, clause)
        return self._repeats.recall(key, lambda: self.inner.repeats(clause, order))

    def facets(self, clause: Clause, names: Sequence[str], size: int) -> Mapping[str, Counts]:
        key = (self._revision, tuple(names), size, clause)
        return self._counts.recall(key, lambda: self.inner.facets(clause, names, size))

    def months(self, clause: Clause) -> Mapping[int, int]:
        return self._counts.recall((self._revision, "months", clause), lambda: self.inner.months(clause))

    def days(self, clause: Clause) -> Mapping[int, int]:
        return self._counts.recall((self._revision, "days", clause), lambda: self.inner.days(clause))
