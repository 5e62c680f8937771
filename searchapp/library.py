"""An archive for Python scripts and notebooks: `from searchapp import open_archive`."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from searchapp import settings
from searchapp.archive import open_archive as _open
from searchapp.archive import open_or_create
from searchapp.articles import Article
from searchapp.engines.engine import Engine
from searchapp.errors import UsageError
from searchapp.export.fields import FIELDS, value
from searchapp.fields import FACETS
from searchapp.query.request import SearchRequest, each_copy, parse
from searchapp.query.result import FacetValue, Histogram, Hit, SearchResult
from searchapp.settings import Settings
from searchapp.writing import Report, Writer

#: What `Results.to_pandas` makes columns of.
COLUMNS = ("id", "date", "outlet", "title", "url", "score", *(name for name in FACETS if name != "outlet"))


def open_archive(index: str = "index", *, create: bool = False, **more: Any) -> Archive:
    """The archive in the folder `index`; `more` are settings by name, e.g. `lock_wait=5`.

    With `create`, one is made where there is none. Raises ArchiveMissing where there is none, ArchiveStampError for one
    of another version, UsageError for a setting that there is not.

    >>> with open_archive("index") as archive:  # doctest: +SKIP
    ...     for hit in archive.search("oil price", people="Sergei Lavrov", limit=5):
    ...         print(hit.article.date, hit.article.title)
    """
    held = settings.load({"index": index, **more})
    return Archive((open_or_create(held) if create else _open(held)).engine, held)


@dataclass(frozen=True, slots=True)
class Results(Sequence[Hit]):
    """The hits of a search in their order; `total` are all matches, of which these are the first.

    `facets` holds the values of each facet with their counts, `histogram` the counts over time, `warnings` what of the
    query was read otherwise than it was written.
    """

    request: SearchRequest
    result: SearchResult
    hits: tuple[Hit, ...]

    @property
    def total(self) -> int:
        """How many articles match."""
        return self.result.total

    @property
    def facets(self) -> Mapping[str, tuple[FacetValue, ...]]:
        """The values of each facet, the most frequent first."""
        return {name: facet.values for name, facet in self.result.facets.items()}

    @property
    def histogram(self) -> Histogram:
        """How many articles each year, month or day has."""
        return self.result.histogram

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is to be said of the query."""
        return tuple(note.message for note in self.result.warnings)

    def __len__(self) -> int:
        return len(self.hits)

    def __getitem__(self, at: Any) -> Any:
        return self.hits[at]

    def rows(self) -> list[dict[str, Any]]:
        """The hits as plain rows with the keys of `COLUMNS`."""
        return [_row(hit) for hit in self.hits]

    def to_pandas(self) -> Any:
        """The hits as a `pandas.DataFrame`; raises UsageError where pandas is not installed."""
        try:
            import pandas
        except ImportError:
            raise UsageError("pandas is not installed. Install it: pip install pandas") from None
        return pandas.DataFrame(self.rows(), columns=list(COLUMNS))

    def _repr_html_(self) -> str:
        """The hits as a table for a notebook; everything that comes from articles is escaped."""
        rows = "".join(
            f"<tr><td>{_escaped(hit.article.date or '')}</td><td>{_escaped(hit.article.outlet or '')}</td>"
            f"<td><b>{_escaped(hit.article.title)}</b><br>{_lit(hit)}</td></tr>"
            for hit in self.hits
        )
        head = f"{self.total:,} articles" + (f", the first {len(self)}" if len(self) < self.total else "")
        return f"<table><caption>{head}</caption>{rows}</table>"


def _row(hit: Hit) -> dict[str, Any]:
    article = hit.article
    plain: dict[str, Any] = {"id": article.id, "date": article.date, "outlet": article.outlet, "title": article.title}
    plain |= {"url": article.url, "score": hit.score, "language": article.language}
    return plain | {name: list(article.values(name)) for name in FACETS if name not in ("outlet", "language")}


def _escaped(value: object) -> str:
    return html.escape(str(value))


def _lit(hit: Hit) -> str:
    """The snippets of a hit with what matches in `<mark>`."""
    pieces = []
    for snippet in hit.snippets:
        at = 0
        for start, end in snippet.spans:
            pieces += [_escaped(snippet.text[at:start]), f"<mark>{_escaped(snippet.text[start:end])}</mark>"]
            at = end
        pieces.append(_escaped(snippet.text[at:]) + " ")
    return "".join(pieces)


class Archive:
    """An open archive. Searches see every commit; close it, or use it as a context manager, to let go of its files."""

    def __init__(self, engine: Engine, held: Settings) -> None:
        self._engine = engine
        self._writer = Writer(held)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        return self._engine.status().articles

    def search(self, query: str = "", *, limit: int = 20, facet_size: int = 10, **asked: Any) -> Results:
        """The first `limit` hits (any number) of a search, with facets of `facet_size` values.

        `asked` are the parameters of an address with `_` for the dot: `people="Sergei Lavrov"`, `outlet=["A", "B"]`
        (any of them), `people_all=[…]`, `people_not="…"`, `people_missing=True`, `date_from="2014"`,
        `date_to="2014-03"`, `sort="-date"`. Raises ParameterError for one that there is not, or for a bad value.
        """
        from searchapp.searching import search

        pairs = [*_pairs(query, asked), ("facet.size", str(facet_size))]
        request, result = search(self._engine, pairs, limit)
        return Results(request, result, result.hits)

    def facets(self, query: str = "", *, size: int = 100, **asked: Any) -> Mapping[str, tuple[FacetValue, ...]]:
        """The most frequent values of every facet among the matches of a search, `size` of each."""
        return self.search(query, limit=0, facet_size=size, **asked).facets

    def scan(self, query: str = "", **asked: Any) -> Iterator[Article]:
        """Every match of a search, by id, however many; one at a time in memory."""
        return self._engine.scan(parse(each_copy(_pairs(query, asked))))

    def count(self, query: str = "", **asked: Any) -> int:
        """How many articles match."""
        return self._engine.count(parse(_pairs(query, asked)))

    def get(self, id: str) -> Article:
        """The article with that id; raises NotFound."""
        return self._engine.get(id)

    def similar(self, id: str, limit: int = 5) -> tuple[Hit, ...]:
        """The articles most like one; raises NotFound."""
        return self._engine.similar(id, limit)

    def add(self, articles: Mapping[str, Any] | Article | Iterable[Mapping[str, Any] | Article]) -> Report:
        """Add one article or many, in place of those with the same id; they are committed when this returns.

        An article is what a line of JSON Lines is for `searchapp index`: `{"title": …, "text": …}`, and what else is
        known of it (`id url date outlet authors language people places …`, or `html` in place of `text`). What is not
        given is worked out. The report has what became of each; one that cannot be taken is refused with a reason, and
        the others are added. Raises ArchiveLocked when another process writes and does not end in time.
        """
        if isinstance(articles, Mapping | Article):
            articles = [articles]
        given = map(_given, articles)
        return self._writer.add(list(given) if isinstance(articles, list | tuple) else given)

    def remove(self, id: str) -> None:
        """Remove an article; raises NotFound, and ArchiveLocked as `add` does.

        It stays away, even where a file still gives it, until the file changes or it is given again.
        """
        self._writer.remove(id)

    def close(self) -> None:
        """Let go of files and memory."""
        self._engine.close()


def _given(article: Mapping[str, Any] | Article) -> Mapping[str, Any]:
    """The article as a line of JSON Lines has it."""
    return {name: value(article, name) for name in FIELDS} if isinstance(article, Article) else article


def _pairs(query: str, asked: Mapping[str, Any]) -> list[tuple[str, str]]:
    given = ((name, value if isinstance(value, list | tuple) else [value]) for name, value in asked.items())
    return [("q", query), *((name.replace("_", ".", 1), _text(one)) for name, values in given for one in values)]


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)
