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


def bounds(text: str) -> tuple[datetime.date | None, datetime.date | None] | None:
    """The first and last day of what stands behind `date:` in a query, None for an open side; None for no date.

    >>> bounds("2014-02..")
    (datetime.date(2014, 2, 1), None)
    """
    day = datetime.timedelta(days=1)
    if ".." in text:
        left, _, right = text.partition("..")
        first, last = span(left), span(right)
        if (left and not first) or (right and not last) or not (left or right):
            return None
        return (first[0] if first else None, last[1] if last else None)
    sign = re.match(r"[<>]=?", text)
    found = span(text[sign.end() :] if sign else text)
    if found is None:
        return None
    match sign.group() if sign else "":
        case ">":
            return (found[1] + day, None) if found[1] < datetime.date.max else (found[1], None)
        case ">=":
            return (found[0], None)
        case "<":
            return (None, found[0] - day) if found[0] > datetime.date.min else (None, found[0])
        case "<=":
            return (None, found[1])
    return found
