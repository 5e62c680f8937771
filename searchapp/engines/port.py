"""The port: what an adapter to an engine provides, and what adapters may not differ in.

All adapters give the same set of articles, the same counts and the same order by date and by id for the same clause.
Scores may differ, and so the order of articles whose scores are close. Equal scores are ordered by id. Undated
articles come last in both orders by date and match no dates. A reader sees one commit and nothing of a later one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from searchapp.articles import Article
from searchapp.query.clauses import Clause
from searchapp.query.request import Ordering


@dataclass(frozen=True, slots=True)
class Ranked:
    """An article and its score; None where the order does not come from one."""

    article: Article
    score: float | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Values of a facet with the number of articles of each, the most first and then by value; at most as many as
    asked. `total` sums the counts of all values, `distinct` is how many values there are (about, if `estimated`),
    `missing` articles have none."""

    values: tuple[tuple[str, int], ...]
    total: int
    distinct: int
    missing: int
    estimated: bool = False


class Batch(Protocol):
    """Writes that become visible together."""

    def add(self, article: Article) -> None:
        """Add an article, in place of the one with the same id if there is one.

        Raises SkippedFile for an article that cannot be held (a value of another type, half a character).
        """

    def delete(self, article_id: str) -> None:
        """Remove an article; nothing happens when there is none with that id."""

    def commit(self) -> None:
        """Make everything so far durable and visible, as a whole; the batch goes on."""


class Reader(Protocol):
    """One commit of the archive; for use by one thread at a time."""

    def revision(self) -> str:
        """Names this commit; another commit has another one."""

    def languages(self) -> Sequence[str | None]:
        """The languages of the articles, None among them if some are of unknown language."""

    def count(self, clause: Clause) -> int:
        """How many articles match."""

    def top(self, clause: Clause, order: Ordering, offset: int, limit: int) -> list[Ranked]:
        """The matches from `offset` on, `limit` of them at most, in that order."""

    def repeats(self, clause: Clause, order: Ordering) -> frozenset[int]:
        """The numbers of the matches that stand behind another match of their group of near-copies in that order."""

    def facets(self, clause: Clause, names: Sequence[str], size: int) -> Mapping[str, Counts]:
        """The counts of each facet over all matches."""

    def months(self, clause: Clause) -> Mapping[int, int]:
        """Matches in each month, counted as year × 12 + month - 1; months without any are left out."""

    def days(self, clause: Clause) -> Mapping[int, int]:
        """Matches on each day, counted as `datetime.date.toordinal`; days without any are left out."""

    def values(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Values of a facet, a word of which begins with the folded `prefix`, with the number of matches of each.

        The most frequent first, then by value. `prefix` may have several words, as they follow each other in the value.
        """

    def words(self, clause: Clause, name: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Folded words of the matches' text field `name` that begin with `prefix`, with the number of matches of each.

        The most frequent first, then by word.
        """

    def get(self, article_id: str) -> Article | None:
        """The article with that id, or the one that took in the article with that id as a copy."""

    def scan(self, clause: Clause) -> Iterator[Article]:
        """Every match, by id, without holding them all."""


class Backend(Protocol):
    """An engine's store, open."""

    name: str
    #: Whether a reader may be kept and used by any thread while the archive goes on.
    snapshots: bool

    def reader(self) -> Reader:
        """A reader of the newest commit."""

    def batch(self) -> AbstractContextManager[Batch]:
        """Writes that are committed at the end of the block, and not at all if it raises.

        Raises ArchiveLocked when another process writes and does not end within the time set.
        """

    def close(self) -> None:
        """Let go of files and memory."""
