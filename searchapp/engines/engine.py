"""What is the same on every engine: a request becomes clauses, a backend's reader runs them, and an answer is made."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from searchapp.articles import Article
from searchapp.engines import (
    completing,
    cursor,
    grouping,
    matrix,
    places,
    principals,
    reasons,
    similarity,
    spelling,
    timeline,
)
from searchapp.engines.asked import Asked, asked
from searchapp.engines.document import value_start
from searchapp.engines.feedback import feedback
from searchapp.engines.freshness import freshness
from searchapp.engines.meaning import NamedReader
from searchapp.engines.port import Backend, Batch, Counts, Ranked, Reader
from searchapp.engines.principals import Actors, NoActors, PrincipalReader, explained, note_of
from searchapp.engines.remembering import MOST_COUNTS, MOST_REPEATS, Memory, RememberingReader
from searchapp.engines.snapshots import Snapshots
from searchapp.errors import NotFound
from searchapp.query import parser, snippets
from searchapp.query.clauses import AllOf, Clause, Everything, Value, filtered
from searchapp.query.filters import filters
from searchapp.query.lowering import lower
from searchapp.query.names import Names, NoNames, meant
from searchapp.query.request import SearchRequest
from searchapp.query.result import (
    Completion,
    FacetResult,
    FacetValue,
    Histogram,
    Hit,
    Interval,
    Matrix,
    Reason,
    SearchResult,
    Snippet,
)

#: Where a part of a score comes from that is no word of the query: terms of the articles that answer it best, the date.
FEEDBACK = "the best articles"
FRESHNESS = "the newest articles"


@dataclass(frozen=True, slots=True)
class Status:
    """What an archive is: its engine, how many articles, a name for this commit, when it was made, for whom."""

    name: str
    articles: int
    revision: str
    created: str = ""
    principals: tuple[str, ...] = ()


class Engine:
    """An archive's engine: search, get, scan and write, over any backend."""

    def __init__(
        self,
        backend: Backend,
        created: str = "",
        principals: tuple[str, ...] = (),
        names: Names | None = None,
        actors: Actors | None = None,
    ) -> None:
        self.backend = backend
        self.names = names or NoNames()
        self.actors = actors or NoActors()
        self.created = created
        self.principals = principals
        self._snapshots = Snapshots(backend)
        self._memories = (Memory(MOST_COUNTS), Memory(MOST_REPEATS))

    def search(self, request: SearchRequest) -> SearchResult:
        """The answer to a request, all of it from one commit. Raises ParameterError for a bad cursor."""
        begun = time.perf_counter()
        request = self.meant(request)
        after = cursor.read(request.cursor) if request.cursor else None
        reader = self._for(request, self._snapshots.reader(after.revision if after else None))
        query = asked(reader, request.query, filters(request))
        clause = filtered(query.clause, filters(request))
        scored = _scored(reader, clause, request, query)
        hits, total = grouping.hits(reader, scored, request, query.total)
        page = places.page(reader, hits, request, total, after)
        return SearchResult(
            total=total,
            hits=tuple(grouping.with_behind(reader, scored, request, _hit(query.clause, found)) for found in page.hits),
            facets=_facets(reader, query.clause, request),
            histogram=timeline.histogram(reader, clause, query.total),
            warnings=query.notes + note_of(request.principals),
            took_ms=round((time.perf_counter() - begun) * 1000, 2),
            next=cursor.write(page.following) if page.following else None,
            did_you_mean=spelling.other(reader, request) if query.guessed else None,
            articles=query.total,
        )

    def over_time(self, request: SearchRequest, interval: Interval) -> Histogram:
        """The matches of a request over time, by year, month or day."""
        request = self.meant(request)
        reader = self._for(request)
        query = asked(reader, request.query, filters(request))
        return timeline.histogram(reader, filtered(query.clause, filters(request)), query.total, interval)

    def matrix(self, request: SearchRequest, rows: str, columns: str, size: int) -> Matrix:
        """The matches of a request counted by the `size` most frequent values of the facet `rows` against `columns`.

        `columns` is a facet, `year` or `month`.
        """
        request = self.meant(request)
        reader = self._for(request)
        query = asked(reader, request.query, filters(request))
        return matrix.matrix(reader, filtered(query.clause, filters(request)), query.total, rows, columns, size)

    def meant(self, request: SearchRequest) -> SearchRequest:
        """The request as it is run: its filters with the names that are shown in the place of other forms.

        Its principals are those that the names given mean, and none where they are the archive's own. Raises
        ParameterError for a principal that is not known.
        """
        request = meant(request, self.names)
        if not request.principals:
            return request
        who = principals.known(request.principals, self.actors)
        own = who == principals.known(self.principals or (principals.NOBODY,), self.actors, strict=False)
        return replace(request, principals=() if own else who)

    def _for(self, request: SearchRequest, reader: Reader | None = None) -> Reader:
        """The reader (of the newest commit) that knows other forms of names, and the principals of a request."""
        remembering = RememberingReader(reader or self.backend.reader(), *self._memories)
        named = NamedReader(remembering, self.names)
        return PrincipalReader(named, request.principals) if request.principals else named

    def readers(self) -> Iterator[Reader]:
        """A reader of the newest commit each time one is asked for."""
        while True:
            yield self.backend.reader()

    def complete(self, request: SearchRequest, typed: str, limit: int = 5) -> list[Completion]:
        """What `typed` may become under the query and the filters of `request`: facet values, titles and words.

        `limit` of each; see `completing.complete`.
        """
        request = self.meant(request)
        return completing.complete(self._for(request), request, typed, limit)

    def values(self, request: SearchRequest, name: str, prefix: str, limit: int) -> list[FacetValue]:
        """Values of a facet under a request, its own choice left out, a word of which begins with `prefix`."""
        request = self.meant(request)
        reader = self._for(request)
        query = asked(reader, request.query, filters(request))
        clause = filtered(query.clause, filters(request, leave_out=name))
        own = request.filter(name)
        found = reader.values(clause, name, value_start(prefix), limit)
        return [
            FacetValue(value, count, value in own.any or value in own.all, value in own.none) for value, count in found
        ]

    def aliases(self, name: str, value: str) -> Sequence[str]:
        """The other forms of a facet's value that are shown as it, by name."""
        return self.names.others(name, value)

    def similar(self, article_id: str, limit: int = 5) -> tuple[Hit, ...]:
        """The articles most like one, by the terms they share; raises NotFound."""
        reader = self.backend.reader()
        clause = similarity.similar(self.get(article_id), reader)
        return tuple(_hit(Everything(), found) for found in reader.top(clause, "relevance", 0, limit))

    def explain(self, request: SearchRequest, article_id: str) -> tuple[Reason, ...]:
        """Why an article ranks where it does: each part of the query that it matches, with what that adds to the score.

        Empty where the article does not match. Raises NotFound.
        """
        request = self.meant(request)
        reader = self._for(request)
        article_id = self.get(article_id).id
        query = asked(reader, request.query, filters(request))
        found = reasons.explain(reader, query.clause, article_id)
        for where, added in _added(reader, filtered(query.clause, filters(request)), request, query) if found else ():
            found += tuple(replace(part, field=where) for part in reasons.explain(reader, added, article_id))
        return found

    def get(self, article_id: str, principals: tuple[str, ...] = ()) -> Article:
        """The article with that id, with the counterparts of `principals` as `meant` names them; raises NotFound."""
        article = self.backend.reader().get(article_id)
        if article is None:
            raise NotFound(f"There is no article {article_id!r} in this archive.")
        return explained(article, principals, self.actors) if principals else article

    def mark(self, article: Article, query: str) -> tuple[Snippet, Snippet]:
        """The whole title and the whole text of an article with the spans that match a query."""
        clause = lower(parser.parse(query).tree, (article.language,)).strict
        title = snippets.whole(article.title, snippets.marker(clause, "title"), article.language)
        return title, snippets.whole(article.text, snippets.marker(clause, "text"), article.language)

    def scan(self, request: SearchRequest) -> Iterator[Article]:
        """Every hit of a search, by id, however many; of near-copies the best only, unless all are asked for."""
        request = self.meant(request)
        reader = self._for(request)
        query = asked(reader, request.query, filters(request))
        scored = _scored(reader, filtered(query.clause, filters(request)), request, query)
        return reader.scan(grouping.hits(reader, scored, request, query.total)[0])

    def near_copies(self, article: Article) -> tuple[Article, ...]:
        """The other articles of its group of near-copies, the first published first."""
        return grouping.others(self.backend.reader(), article)

    def count(self, request: SearchRequest) -> int:
        """How many articles match."""
        request = self.meant(request)
        return asked(self._for(request), request.query, filters(request)).total

    def status(self) -> Status:
        """What the archive is, at this moment."""
        reader = self.backend.reader()
        return Status(self.backend.name, reader.count(Everything()), reader.revision(), self.created, self.principals)

    def batch(self) -> AbstractContextManager[Batch]:
        """Writes that are committed together at the end of the block; see `port.Backend.batch`."""
        return self.backend.batch()

    def close(self) -> None:
        """Let go of files and memory."""
        self.backend.close()


def _scored(reader: Reader, clause: Clause, request: SearchRequest, query: Asked) -> Clause:
    """The clause by which the matches are ranked."""
    added = tuple(added for _, added in _added(reader, clause, request, query))
    return AllOf((clause,), added) if added else clause


def _added(reader: Reader, clause: Clause, request: SearchRequest, query: Asked) -> list[tuple[str, Clause]]:
    """What adds to the scores besides the words of the query, and where it comes from; it adds no article."""
    if request.order != "relevance" or not query.total:
        return []
    added: list[tuple[str, Clause]] = []
    if query.question:
        added += [(FEEDBACK, part) for part in feedback(reader, clause)]
    if request.sorting == "fresh":
        added += [(FRESHNESS, part) for part in freshness(reader, clause)]
    return added


def _hit(query: Clause, found: Ranked) -> Hit:
    article = found.article
    title = snippets.whole(article.title, snippets.marker(query, "title"), article.language)
    pieces = snippets.snippets(article.text, snippets.marker(query, "text"), article.language)
    return Hit(article, found.score, title, pieces)


def _facets(reader: Reader, query: Clause, request: SearchRequest) -> Mapping[str, FacetResult]:
    """The facets asked for; those without a choice of their own are counted in one go."""
    own = [name for name in request.facets if name in request.filters]
    plain = [name for name in request.facets if name not in request.filters]
    counts = dict(reader.facets(filtered(query, filters(request)), plain, request.facet_size)) if plain else {}
    for name in own:
        clause = filtered(query, filters(request, leave_out=name))
        counts |= reader.facets(clause, [name], request.facet_size)
    return {name: _facet(reader, query, request, name, counts[name]) for name in request.facets}


def _facet(reader: Reader, query: Clause, request: SearchRequest, name: str, counts: Counts) -> FacetResult:
    own = request.filter(name)
    listed = dict(counts.values)
    other = counts.total - sum(listed.values())
    here = filtered(query, filters(request, leave_out=name))
    for value in (*own.any, *own.all):
        if value not in listed:
            listed[value] = reader.count(filtered(here, [Value(name, (value,))]))
            other -= listed[value]
    back = filtered(query, filters(request, leave_out=name, excluded=False))
    excluded = {value: reader.count(filtered(back, [Value(name, (value,))])) for value in own.none}
    values = [FacetValue(value, count, value in own.any or value in own.all) for value, count in listed.items()]
    values = [value for value in values if value.value not in excluded]
    values += [FacetValue(value, count, excluded=True) for value, count in excluded.items()]
    return FacetResult(_by_count(values), counts.missing, other, counts.distinct, counts.estimated)


def _by_count(values: Sequence[FacetValue]) -> tuple[FacetValue, ...]:
    return tuple(sorted(values, key=lambda value: (-value.count, value.value)))
