"""Where a page of hits begins: by its number, in the commit a cursor came from, or after the hits that it names."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from searchapp.engines import cursor
from searchapp.engines.cursor import Cursor
from searchapp.engines.port import Ranked, Reader
from searchapp.query.clauses import Between, Clause, Except, Has, filtered
from searchapp.query.request import SearchRequest

#: Hits by relevance that a cursor remembers.
MOST_SEEN = 500
#: Hits that are read at a time to find a place among them.
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Page:
    """A page of hits; `following` is where the next one begins, or None at the end."""

    hits: tuple[Ranked, ...] = ()
    following: Cursor | None = None


def page(reader: Reader, clause: Clause, request: SearchRequest, total: int, last: Cursor | None) -> Page:
    """The page of the `total` matches that the request asks for: by its number, or the one after the cursor `last`."""
    if last and request.order == "relevance" and reader.revision() != last.revision:
        return _resumed(reader, clause, request, last)
    offset = _after(reader, clause, request, last) if last else (request.page - 1) * request.per_page
    hits = reader.top(clause, request.order, offset, request.per_page) if offset < total else []
    return _page(reader.revision(), request, hits, offset, offset + len(hits) < total, last)


def _page(
    revision: str, request: SearchRequest, hits: Sequence[Ranked], offset: int, more: bool, last: Cursor | None
) -> Page:
    if not (hits and more):
        return Page(tuple(hits))
    article = hits[-1].article
    seen: tuple[int, ...] = ()
    if request.order == "relevance":
        before = last.seen if last else ()
        seen = (*before, *(cursor.mark(hit.article.id) for hit in hits))[-MOST_SEEN:]
    day = article.date.isoformat() if article.date else None
    return Page(tuple(hits), Cursor(offset + len(hits), revision, day, article.id, seen))


def _resumed(reader: Reader, clause: Clause, request: SearchRequest, last: Cursor) -> Page:
    """The next hits by relevance in another commit than the cursor's, where scores and places have moved.

    Up to `MOST_SEEN` hits the cursor knows them all: the next are the best of the others, so none comes twice and
    none is missed. Further down it knows the last of them: the next are what stands behind the first of these.
    """
    seen = set(last.seen)
    start = _first_seen(reader, clause, last) if last.offset > len(seen) else 0
    others = (hit for hit in _ranking(reader, clause, start) if cursor.mark(hit.article.id) not in seen)
    found = list(itertools.islice(others, request.per_page + 1))
    more = len(found) > request.per_page
    # What came before is no beginning of this commit's ranking, so the cursor that follows names no commit.
    return _page("", request, found[: request.per_page], last.offset, more, last)


def _first_seen(reader: Reader, clause: Clause, last: Cursor) -> int:
    """Where the first of the hits that the cursor remembers stands now; where the last one stood if all are gone."""
    start = max(0, last.offset - 2 * MOST_SEEN)
    near = itertools.islice(_ranking(reader, clause, start), 4 * MOST_SEEN)
    found = (at for at, hit in enumerate(near, start) if cursor.mark(hit.article.id) in last.seen)
    return next(found, last.offset)


def _ranking(reader: Reader, clause: Clause, start: int) -> Iterator[Ranked]:
    while ranked := reader.top(clause, "relevance", start, _PAGE):
        yield from ranked
        start += len(ranked)


def _after(reader: Reader, clause: Clause, request: SearchRequest, last: Cursor) -> int:
    """How many of the matches come up to the hit that the cursor names: its offset, unless a commit came between."""
    if reader.revision() == last.revision:
        return last.offset
    day = datetime.date.fromisoformat(last.day) if last.day else None
    before, same = _before(day, request.order == "date")
    return reader.count(filtered(clause, [before])) + _among(reader, filtered(clause, [same]), request, last.id)


def _before(day: datetime.date | None, rising: bool) -> tuple[Clause, Clause]:
    """Clauses for the articles of the days that come before, and for those of the day itself."""
    if day is None:
        return Has("date"), Except(Has("date"))
    one = datetime.timedelta(days=1)
    if rising:
        earlier = Between(None, day - one) if day > datetime.date.min else Between(day + one, day)
    else:
        earlier = Between(day + one, None) if day < datetime.date.max else Between(day, day - one)
    return earlier, Between(day, day)


def _among(reader: Reader, same_day: Clause, request: SearchRequest, article_id: str) -> int:
    """How many of one day's articles come up to the one with that id; on a day they are ordered by id."""
    found = 0
    while ranked := reader.top(same_day, replace(request, cursor="").order, found, _PAGE):
        upto = [item for item in ranked if item.article.id <= article_id]
        found += len(upto)
        if len(upto) < len(ranked):
            break
    return found
