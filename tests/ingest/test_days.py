from __future__ import annotations

import pytest

from searchapp.ingest.extract.days import find_hint, first_day, parse_day


@pytest.mark.parametrize(
    "text",
    [
        "2014-01-28",
        "28 January 2014",
        "January 28, 2014, 2:03 pm",
        "Tue 28th Jan. 2014",
        "28. Januar 2014",
        "28.01.2014, 14:03 Uhr",
        "le 28 janvier 2014 à 14h03",
        "28 de enero de 2014",
        "28 января 2014 года",
        "28 січня 2014 р.",
        "28/01/2014",
        "01/28/2014",
        "28-Jan-2014",
        "2014/1/28",
        "2014年1月28日",
        "28 gennaio 2014",
        "28 stycznia 2014",
        "28 Ocak 2014",
    ],
)
def test_full_dates_are_read_in_many_forms(text: str) -> None:
    """Day, month and year in words or figures, in the languages of the archive, are a day."""
    found = first_day(f"Posted {text} | news")
    assert found is not None
    assert found.day.isoformat() == "2014-01-28"


@pytest.mark.parametrize(
    "text", ["3/4/2014", "January 2014", "28 January", "2014", "31.02.2014", "28.01.14", "1-800-2014"]
)
def test_what_is_no_full_day_is_no_date(text: str) -> None:
    """Nothing is guessed: figures that may be read in two ways, and days without a year, are no date."""
    assert first_day(text) is None


def test_the_language_decides_the_order_of_figures() -> None:
    """In French the day comes first; in English it may be either."""
    found = first_day("3/4/2014", "fr")
    assert found is not None
    assert found.day.isoformat() == "2014-04-03"
    assert first_day("3/4/2014", "en") is None


@pytest.mark.parametrize(
    ("value", "utc", "local"),
    [
        ("2014-01-28T23:30:00-05:00", "2014-01-29", "2014-01-28"),
        ("2014-01-28T00:30:00+0300", "2014-01-27", "2014-01-28"),
        ("2014-01-28T23:30:00Z", "2014-01-28", "2014-01-28"),
        ("2014-01-28 23:30:00", "2014-01-28", "2014-01-28"),
        ("Tue, 28 Jan 2014 23:30:00 -0500", "2014-01-29", "2014-01-28"),
        ("20140128", "2014-01-28", "2014-01-28"),
    ],
)
def test_a_time_with_an_offset_is_a_day_in_utc(value: str, utc: str, local: str) -> None:
    """Given times are days in UTC; what a page prints is the day of its publisher."""
    days = parse_day(value), parse_day(value, utc=False)
    assert [day.isoformat() if day else None for day in days] == [utc, local]


@pytest.mark.parametrize(
    ("text", "hint"), [("On January 14 he", "January 14"), ("14 января,", "14 января"), ("May", None)]
)
def test_a_day_without_a_year_is_a_hint(text: str, hint: str | None) -> None:
    """What is known of a date is kept as it is written."""
    assert find_hint(text) == hint
