"""The histogram over time of an answer, by year, month or day as fits the span of its dates."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from searchapp.engines.port import Reader
from searchapp.query.clauses import Clause
from searchapp.query.result import Bucket, Histogram, Interval

#: Up to this many months are shown by day, and up to this many by month.
MOST_MONTHS_BY_DAY = 2
MOST_MONTHS_BY_MONTH = 60
#: Buckets of an interval without gaps; where there would be more, empty ones are left out.
MOST_BUCKETS = 400


def histogram(reader: Reader, clause: Clause, total: int, interval: Interval | None = None) -> Histogram:
    """The histogram of the `total` articles that match, by the interval that fits unless one is asked for."""
    months = reader.months(clause)
    if not months:
        return Histogram(interval or "year", undated=total)
    undated = total - sum(months.values())
    interval = interval or _fitting(max(months) - min(months) + 1)
    if interval == "day":
        return Histogram("day", _buckets(reader.days(clause), "day"), undated)
    if interval == "month":
        return Histogram("month", _buckets(months, "month"), undated)
    years: dict[int, int] = {}
    for month, count in months.items():
        years[month // 12] = years.get(month // 12, 0) + count
    return Histogram("year", _buckets(years, "year"), undated)


def _fitting(months: int) -> Interval:
    if months <= MOST_MONTHS_BY_DAY:
        return "day"
    return "month" if months <= MOST_MONTHS_BY_MONTH else "year"


def _buckets(counts: Mapping[int, int], interval: Interval) -> tuple[Bucket, ...]:
    first, last = min(counts), max(counts)
    numbers = range(first, last + 1) if last - first < MOST_BUCKETS else sorted(counts)
    return tuple(Bucket(_start(number, interval), counts.get(number, 0)) for number in numbers)


def _start(number: int, interval: Interval) -> str:
    if interval == "year":
        return f"{number:04}"
    if interval == "month":
        return f"{number // 12:04}-{number % 12 + 1:02}"
    return datetime.date.fromordinal(number).isoformat()
