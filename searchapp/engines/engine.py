"""What is the same on every engine: a request becomes clauses, a backend's reader runs them, and an answer is made."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from searchapp.articles import Article
from searchapp.engines import assist, cursor, places, reasons, timeline
from searchapp.engines.feedback import feedback, with_feedback
from searchapp.engines.port import Backend, Batch, Counts, Ranked, Reader
from searchapp.errors import NotFound
from searchapp.query import analysis, parser, snippets
from searchapp.query.clauses import Clause, Everything, Value, filtered
from searchapp.query.filters import filters
from searchapp.query.lowering import Lowering, lower
from searchapp.query.request import SearchRequest
from searchapp.query.result import (
    Completion,
    FacetResult,
    FacetValue,
    Histogram,
    Hit,
    Interval,
    Note,
    Reason,
    SearchResult,
    Snippet,
)

#: Where a part of a score comes from that is no word of the query: the terms of the articles that answer it best.
FEEDBACK = "the best articles"


@dataclass(frozen=True, slots=True)
class Status:
    """What an archive is: its engine, how many articles, a name for this commit, when it was made, for whom."""

    name: str
    articles: int
    revision: str
    created: str = ""
    principals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Query:
    """A query worked out for one reader: the clause for the hits, the warnings, whether other words may be meant."""

    clause: Clause
    notes: tuple[Note, ...]
    guessed: bool = False
    question: bool = False


class Engine:
    """An archive's engine: search, get, scan and write, over any backend."""

    def __init__(self, backend: Backend, created: str = "", principals: tuple[str, ...] = ()) -> None:
        self.backend = backend
        self.created = created
        self.principals = principals
        self._snapshots = places.Snapshots(backend)

    def search(self, request: SearchRequest) -> SearchResult:
        """The answer to a request, all of it from one commit. Raises ParameterError for a bad cursor."""
        begun = time.perf_counter()
        after = cursor.read(request.cursor) if request.cursor else None
        reader = self._snapshots.reader(after.revision if after else None)
        query, total = _worked_out(reader, request)
        clause = filtered(query.clause, filters(request))
        offset = (
            (request.page - 1) * request.per_page if after is None else places.after(reader, clause, request, after)
        )
        scored = with_feedback(reader, clause) if query.question and request.order == "relevance" and total else clause
        ranked = reader.top(scored, request.order, offset, request.per_page) if offset < total else []
        more = ranked and offset + len(ranked) < total
        return SearchResult(
            total=total,
            hits=tuple(_hit(query.clause, found) for found in ranked),
            facets=_facets(reader, query.clause, request),
            histogram=timeline.histogram(reader, clause, total),
            warnings=query.notes,
            took_ms=round((time.perf_counter() - begun) * 1000, 2),
            next=cursor.write(_place(reader, ranked[-1].article, offset + len(ranked))) if more else None,
            did_you_mean=assist.other_spelling(reader, request.query) if query.guessed else None,
        )

    def over_time(self, request: SearchRequest, interval: Interval) -> Histogram:
        """The matches of a request over time, by year, month or day."""
        reader = self.backend.reader()
        query, total = _worked_out(reader, request)
        return timeline.histogram(reader, filtered(query.clause, filters(request)), total, interval)

    def complete(self, request: SearchRequest, typed: str, limit: int = 5) -> list[Completion]:
        """What `typed` may become under the filters of `request`: facet values, titles and words, `limit` of each."""
        return assist.complete(self.backend.reader(), request, typed, limit)

    def values(self, request: SearchRequest, name: str, prefix: str, limit: int) -> list[FacetValue]:
        """Values of a facet under a request, its own choice left out, a word of which begins with `prefix`."""
        reader = self.backend.reader()
        query, _ = _worked_out(reader, request)
        clause = filtered(query.clause, filters(request, leave_out=name))
        asked = request.filter(name)
        found = reader.values(clause, name, " ".join(analysis.words(prefix)), limit)
        return [
            FacetValue(value, count, value in asked.any or value in asked.all, value in asked.none)
            for value, count in found
        ]

    def similar(self, article_id: str, limit: int = 5) -> tuple[Hit, ...]:
        """The articles most like one, by the terms they share; raises NotFound."""
        reader = self.backend.reader()
        clause = assist.similar(self.get(article_id), reader)
        return tuple(_hit(Everything(), found) for found in reader.top(clause, "relevance", 0, limit))

    def explain(self, request: SearchRequest, article_id: str) -> tuple[Reason, ...]:
        """Why an article ranks where it does: each part of the query that it matches, with what that adds to the score.

        Empty where the article does not match. Raises NotFound.
        """
        reader = self.backend.reader()
        self.get(article_id)
        query, _ = _worked_out(reader, request)
        found = reasons.explain(reader, query.clause, article_id)
        if found and query.question and request.order == "relevance":
            for added in feedback(reader, filtered(query.clause, filters(request))):
                found += tuple(replace(part, field=FEEDBACK) for part in reasons.explain(reader, added, article_id))
        return found

    def get(self, article_id: str) -> Article:
        """The article with that id; raises NotFound."""
        article = self.backend.reader().get(article_id)
        if article is None:
            raise NotFound(f"There is no article {article_id!r} in this archive.")
        return article

    def mark(self, article: Article, query: str) -> tuple[Snippet, Snippet]:
        """The whole title and the whole text of an article with the spans that match a query."""
        clause = lower(parser.parse(query).tree, (article.language,)).strict
        title = snippets.whole(article.title, snippets.marker(clause, "title"), article.language)
        return title, snippets.whole(article.text, snippets.marker(clause, "text"), article.language)

    def scan(self, request: SearchRequest) -> Iterator[Article]:
        """Every article that matches, by id, however many."""
        reader = self.backend.reader()
        query, _ = _worked_out(reader, request)
        return reader.scan(filtered(query.clause, filters(request)))

    def count(self, request: SearchRequest) -> int:
        """How many articles match."""
        return _worked_out(self.backend.reader(), request)[1]

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


def _worked_out(reader: Reader, request: SearchRequest) -> tuple[_Query, int]:
    """The query as it is run, and how many articles match it under the request's filters."""
    parsed = parser.parse(request.query)
    lowering = lower(parsed.tree, reader.languages())
    conditions = filters(request)
    clause = lowering.relaxed if lowering.question and lowering.relaxed else lowering.strict
    total = reader.count(filtered(clause, conditions))
    notes = parsed.warnings + lowering.notes
    if total or lowering.relaxed is None or lowering.question:
        guessed = not total or lowering.question
        return _Query(clause, notes + _question_note(lowering), guessed, lowering.question), total
    total = reader.count(filtered(lowering.relaxed, conditions))
    note = Note("No article has all of these words; these have most of them.", code="relaxed")
    return _Query(lowering.relaxed, (*notes, note) if total else notes, guessed=True), total


def _question_note(lowering: Lowering) -> tuple[Note, ...]:
    if not lowering.question:
        return ()
    return (
        Note(
            "A query this long is read as a question: the best of the articles with some of its words.",
            None,
            "question",
        ),
    )


def _place(reader: Reader, last: Article, offset: int) -> cursor.Cursor:
    return cursor.Cursor(offset, reader.revision(), last.date.isoformat() if last.date else None, last.id)


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
    asked = request.filter(name)
    listed = dict(counts.values)
    other = counts.total - sum(listed.values())
    here = filtered(query, filters(request, leave_out=name))
    for value in (*asked.any, *asked.all):
        if value not in listed:
            listed[value] = reader.count(filtered(here, [Value(name, (value,))]))
            other -= listed[value]
    back = filtered(query, filters(request, leave_out=name, excluded=False))
    excluded = {value: reader.count(filtered(back, [Value(name, (value,))])) for value in asked.none}
    values = [FacetValue(value, count, value in asked.any or value in asked.all) for value, count in listed.items()]
    values = [value for value in values if value.value not in excluded]
    values += [FacetValue(value, count, excluded=True) for value, count in excluded.items()]
    return FacetResult(_by_count(values), counts.missing, other, counts.distinct)


def _by_count(values: Sequence[FacetValue]) -> tuple[FacetValue, ...]:
    return tuple(sorted(values, key=lambda value: (-value.count, value.value)))
