"""Freshness: newer articles come before older ones that match about as well.

What is new is measured by the newest article that matches, so that an archive that ended years ago has new ones too.
"""

from __future__ import annotations

import datetime

from searchapp.engines.port import Reader
from searchapp.query.clauses import Between, Clause, Points

#: Days before the newest match; an article gets the share once for each span that it lies in.
SPANS = (7, 30, 90, 182, 365, 730, 1826, 3652)
#: Of the best score, for each span: all of them together are worth two fifths of it.
SHARE = 0.05


def freshness(reader: Reader, clause: Clause) -> tuple[Points, ...]:
    """What is added to the scores of a search by the dates of its matches; nothing where none has a date."""
    newest = reader.top(clause, "-date", 0, 1)
    best = reader.top(clause, "relevance", 0, 1)
    if not newest or newest[0].article.date is None or not best[0].score:
        return ()
    points = round(SHARE * best[0].score, 4)
    last = newest[0].article.date.toordinal()
    firsts = (datetime.date.fromordinal(max(1, last - days)) for days in SPANS)
    return tuple(Points(Between(first, None), points) for first in firsts)
