"""Where a cursor goes on: in the commit it came from while that is kept, else after the hit it names."""

from __future__ import annotations

import datetime
import threading
import time
from collections import OrderedDict
from dataclasses import replace

from searchapp.engines.cursor import Cursor
from searchapp.engines.port import Backend, Reader
from searchapp.query.clauses import Between, Clause, Except, Has, filtered
from searchapp.query.request import SearchRequest

#: Commits that are kept for cursors, and for how many seconds after they were last asked for.
MOST_KEPT = 8
KEPT_SECONDS = 600.0
#: Hits of one day that are read at a time to find a place among them.
_PAGE = 500


class Snapshots:
    """Readers of the newest commit and, where the backend allows it, of the ones before that cursors still name."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._kept: OrderedDict[str, tuple[float, Reader]] = OrderedDict()
        self._lock = threading.Lock()

    def reader(self, revision: str | None) -> Reader:
        """The reader of a commit by its name; of the newest one for None, and for one that is not kept any more."""
        newest = self._backend.reader()
        if not self._backend.snapshots:
            return newest
        with self._lock:
            now = time.monotonic()
            self._kept[newest.revision()] = (now, newest)
            wanted = self._kept.get(revision or newest.revision(), (now, newest))[1]
            self._kept[wanted.revision()] = (now, wanted)
            self._kept.move_to_end(wanted.revision())
            stale = [name for name, (at, _) in self._kept.items() if now - at > KEPT_SECONDS]
            for name in stale + list(self._kept)[: max(0, len(self._kept) - MOST_KEPT)]:
                self._kept.pop(name, None)
        return wanted


def after(reader: Reader, clause: Clause, request: SearchRequest, last: Cursor) -> int:
    """How many of the matches come up to the hit that the cursor names.

    In the cursor's own commit that is its offset. In a later one it is counted anew for the orders by date; by
    relevance, where scores have moved, the offset is kept.
    """
    if request.order == "relevance" or reader.revision() == last.revision:
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
