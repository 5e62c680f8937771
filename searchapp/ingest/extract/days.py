"""Finds days written out in a text. Only a full day, month and year is a date; the rest is a hint."""

from __future__ import annotations

import datetime
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.ingest.extract.months import MONTHS

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_YEAR = r"(?P<y>(?:1[5-9]|20)\d\d)(?!\d)"
_ORDINAL = r"(?:st|nd|rd|th|er|re|º|ª|°|-го|-е)?"
_OF = r"(?:\s*[.,/-]\s*|\s+)(?:(?:of|de|del|di|do)\s+)?"
_FULL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d./-]){_YEAR}(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?![\d/-])",
        rf"(?<![\d.,])(?P<d>\d{{1,2}}){_ORDINAL}{_OF}(?P<month>{_MONTH})\b{_OF}{_YEAR}",
        rf"\b(?P<month>{_MONTH})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+){_YEAR}",
        rf"(?<![\d.,]){_YEAR}[.,]?\s+(?P<month>{_MONTH})\b\.?\s+(?P<d>\d{{1,2}})(?![\d:])",
        rf"(?<![\d./-])(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?{_YEAR}",
        rf"(?<![\d./-])(?P<a>\d{{1,2}})(?P<s>[/-])(?P<b>\d{{1,2}})(?P=s){_YEAR}(?![/-])",
        r"(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]",
    )
)
_HINTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d.,])(?P<d>\d{{1,2}}){_ORDINAL}{_OF}(?P<month>{_MONTH})\b\.?",
        rf"\b(?P<month>{_MONTH})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)",
    )
)
_ISO_TIME = re.compile(
    r"^(\d{4}-\d{2}-\d{2})[T\s]+(\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|"
    r"[+-]\d{2})?$",
    re.IGNORECASE,
)
#: Languages that put the day first when they write figures with strokes.
DAY_FIRST = frozenset("fr es it pt de nl pl ru uk tr cs sk ro el sv da nb no fi ca bg sr hr sl ar he id vi".split())
_EARLIEST = datetime.date(1500, 1, 1)
#: Without one of these there is no date: a test much cheaper than the patterns.
_ANY_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
#: Arabic and Persian digits.
_DIGITS = {first + number: str(number) for first in (0x0660, 0x06F0) for number in range(10)}


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day written at characters `start` to `end` of a text."""

    day: datetime.date
    start: int
    end: int


def find_days(text: str, language: str | None = None) -> Iterator[FoundDay]:
    """Every full date in `text`, pattern by pattern; use `first_day` for the first in reading order.

    Figures such as 3/4/2020 are a day only where one of them is over 12 or `language` is known to put the day first.
    """
    text = _with_western_digits(text)
    if not _ANY_YEAR.search(text):
        return
    for pattern in _FULL:
        for match in pattern.finditer(text):
            day = _day(match, language)
            if day:
                yield FoundDay(day, match.start(), match.end())


def _with_western_digits(text: str) -> str:
    return text if text.isascii() else text.translate(_DIGITS)


def first_day(text: str, language: str | None = None) -> FoundDay | None:
    """The first full date in reading order.

    >>> first_day("Posted on 28 January 2014 at noon").day.isoformat()
    '2014-01-28'
    """
    return min(find_days(text, language), key=lambda found: (found.start, -found.end), default=None)


def without_days(text: str) -> str:
    """The text without the dates in it."""
    for pattern in _FULL:
        text = pattern.sub(" ", text)
    return text


def find_hint(text: str) -> str | None:
    """The first day and month without a year, as it is written: `January 14`."""
    matches = [match for pattern in _HINTS if (match := pattern.search(text)) and 1 <= int(match["d"]) <= 31]
    return min(matches, key=lambda match: match.start())[0] if matches else None


def parse_day(value: str, language: str | None = None, utc: bool = True) -> datetime.date | None:
    """The day of a date given as one value: ISO 8601, RFC 5322, or a date written in words or figures.

    A time with an offset is the day in UTC, or with `utc` false the day that is written. None if it is no full date.

    >>> parse_day("2014-01-28T23:30:00-05:00").isoformat()
    '2014-01-29'
    """
    value = value.strip()
    if match := _ISO_TIME.match(value):
        return _iso(match, utc)
    if re.fullmatch(r"\d{8}", value):
        value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    if re.search(r"\d{1,2} \w{3,4} \d{4} \d", value) and (day := _internet(value, utc)):
        return day
    if len(value) > 80:
        return None
    found = first_day(value, language)
    return found.day if found else None


def _iso(match: re.Match[str], utc: bool) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(match[1])
        zone = match[5]
        if not utc or not zone or zone.upper() in ("Z", "UTC", "GMT"):
            return day
        sign = -1 if zone[0] == "-" else 1
        digits = zone[1:].replace(":", "").ljust(4, "0")
        ahead = sign * datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        clock = datetime.datetime(day.year, day.month, day.day, int(match[2]), int(match[3]))
        return (clock - ahead).date()
    except (ValueError, OverflowError):
        return None


def _internet(value: str, utc: bool) -> datetime.date | None:
    try:
        moment = email.utils.parsedate_to_datetime(value)
        if utc and moment.tzinfo:
            moment = moment.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None
    return moment.date()


def _day(match: re.Match[str], language: str | None) -> datetime.date | None:
    part = match.groupdict()
    if part.get("a"):
        order = _day_and_month(int(part["a"]), int(part["b"]), language)
        if order is None:
            return None
        day, month = order
    else:
        day = int(part["d"])
        month = MONTHS[part["month"].lower()] if part.get("month") else int(part["m"])
    try:
        return datetime.date(int(part["y"]), month, day)
    except ValueError:
        return None


def _day_and_month(first: int, second: int, language: str | None) -> tuple[int, int] | None:
    if first > 12 or language in DAY_FIRST or first == second:
        return first, second
    if second > 12:
        return second, first
    return None


def plausible(day: datetime.date | None) -> datetime.date | None:
    """`day` unless it is in the future, which no publication is; two days are left for clocks and time zones."""
    latest = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=2)
    return day if day and _EARLIEST <= day <= latest else None
