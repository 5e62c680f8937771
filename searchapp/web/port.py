"""What the web needs of an archive; `searchapp.engines.engine.Engine` is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from searchapp.articles import Article
from searchapp.query.request import SearchRequest
from searchapp.query.result import Completion, FacetValue, Histogram, Hit, Interval, Matrix, SearchResult, Snippet


class ArchiveStatus(Protocol):
    """What an archive says of itself: `revision` changes with every commit, `created` is an ISO time (UTC)."""

    @property
    def name(self) -> str: ...
    @property
    def articles(self) -> int: ...
    @property
    def revision(self) -> str: ...
    @property
    def created(self) -> str: ...
    @property
    def principals(self) -> tuple[str, ...]: ...


class SearchEngine(Protocol):
    """An archive that can be searched; every method may raise ArchiveError."""

    def meant(self, request: SearchRequest, /) -> SearchRequest:
        """The request as it is run: with the names that are shown in the place of other forms of them."""
        ...

    def search(self, request: SearchRequest, /) -> SearchResult:
        """What `request` finds; raises ParameterError for a value that only the archive can refuse (a cursor)."""
        ...

    def over_time(self, request: SearchRequest, interval: Interval, /) -> Histogram:
        """What `request` finds over time, by year, month or day."""
        ...

    def matrix(self, request: SearchRequest, rows: str, columns: str, size: int, /) -> Matrix:
        """What `request` finds by the `size` first values of the facet `rows` against a facet, `year` or `month`."""
        ...

    def complete(self, request: SearchRequest, typed: str, /) -> Sequence[Completion]:
        """What the text typed may become, under the filters of `request`."""
        ...

    def values(self, request: SearchRequest, name: str, prefix: str, limit: int, /) -> list[FacetValue]:
        """Values of a facet under a request, its own choice left out, a word of which begins with `prefix`."""
        ...

    def aliases(self, name: str, value: str, /) -> Sequence[str]:
        """The other forms of a facet's value that are shown as it, by name."""
        ...

    def count(self, request: SearchRequest, /) -> int:
        """How many articles `request` finds."""
        ...

    def scan(self, request: SearchRequest, /) -> Iterator[Article]:
        """Every article that `request` finds, by id, however many."""
        ...

    def similar(self, article_id: str, /) -> tuple[Hit, ...]:
        """The articles most like one; raises NotFound."""
        ...

    def get(self, article_id: str, principals: tuple[str, ...] = (), /) -> Article:
        """The article with that id, with the counterparts of `principals` as `meant` has them; raises NotFound."""
        ...

    def near_copies(self, article: Article, /) -> tuple[Article, ...]:
        """The other articles with nearly the same text, the first published first."""
        ...

    def mark(self, article: Article, query: str, /) -> tuple[Snippet, Snippet]:
        """The whole title and the whole text, with the spans that match `query`."""
        ...

    def status(self) -> ArchiveStatus:
        """How large the archive is, what keeps it and since when."""
        ...
