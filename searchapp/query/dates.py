"""Dates as people write them in a query or an address: a year, a month or a day."""

from __future__ import annotations

import calendar
import datetime
import re

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z", re.ASCII)


def span(text: str) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day of `2014`, `2014-01` or `2014-01-28`; None for anything else.

    >>> span("2014-02")
    (datetime.date(2014, 2, 1), datetime.date(2014, 2, 28))
    >>> span("28 January") is None
    True
    """
    match = _DATE.match(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None or not month:
            return (datetime.date(year or 0, 1, 1), datetime.date(year or 0, 12, 31)) if month is None else None
        last = day or calendar.monthrange(year, month)[1]
        return datetime.date(year, month, 1 if day is None else day), datetime.date(year, month, last)
    except (ValueError, calendar.IllegalMonthError):
        return None
