"""What pages ask of an engine beside a search: named articles, time at a fixed interval, completion after words."""

from __future__ import annotations

import datetime

import pytest

from searchapp.articles import Article
from searchapp.query.request import SearchRequest, parse


@pytest.fixture
def filled(engine):
    with engine.batch() as batch:
        for number, (day, person) in enumerate(
            [("2014-01-28", "Sergei Lavrov"), ("2014-03-02", "Sergei Lavrov"), ("2016-07-01", "Catherine Ashton")]
        ):
            date = datetime.date.fromisoformat(day)
            words = "gas talks" if number else "wheat talks"
            batch.add(Article(id=f"a{number}", title="Title", text=words, date=date, people=(person,)))
    return engine


def test_a_search_can_be_among_named_articles(filled):
    """id= keeps the named articles only, together with the query; ids that are not there find nothing."""
    request = parse([("q", "talks"), ("id", "a0"), ("id", "a2"), ("id", "gone")])
    assert [hit.article.id for hit in filled.search(request).hits] == ["a0", "a2"]
    assert filled.count(parse([("q", "gas"), ("id", "a0")])) == 0
    assert [article.id for article in filled.scan(parse([("id", "a1")]))] == ["a1"]
    assert parse(request.params()) == request


def test_time_can_be_asked_for_at_an_interval(filled):
    """The interval asked for is kept, whatever would fit."""
    months = filled.over_time(SearchRequest(date_from="2014", date_to="2014"), "month")
    assert [(bucket.start, bucket.count) for bucket in months.buckets] == [
        ("2014-01", 1),
        ("2014-02", 0),
        ("2014-03", 1),
    ]
    years = filled.over_time(SearchRequest("gas"), "year")
    assert [(bucket.start, bucket.count) for bucket in years.buckets] == [("2014", 1), ("2015", 0), ("2016", 1)]


def test_a_name_is_completed_after_other_words(filled):
    """The last words begin a name; those before stay a query, and only names in what it finds are offered."""
    [name] = [one for one in filled.complete(SearchRequest(), "gas talks lav") if one.kind == "people"]
    assert (name.text, name.count, name.rest) == ("Sergei Lavrov", 1, "gas talks")
    assert [one.text for one in filled.complete(SearchRequest(), "wheat people:s")] == ["Sergei Lavrov"]
    assert not [one for one in filled.complete(SearchRequest(), "wheat ash") if one.kind == "people"]


def test_a_matrix_counts_each_value_in_each_column(filled):
    """Values of a facet are counted by year, by month and against another facet, under the query and the filters."""
    by_year = filled.matrix(SearchRequest(), "people", "year", 10)
    assert by_year.columns == ("2014", "2015", "2016")
    assert by_year.totals == (2, 0, 1)
    assert [(line.value, line.total, line.counts) for line in by_year.lines] == [
        ("Sergei Lavrov", 2, (2, 0, 0)),
        ("Catherine Ashton", 1, (0, 0, 1)),
    ]
    against = filled.matrix(SearchRequest("gas"), "people", "people", 1)
    assert against.columns == ("Catherine Ashton", "Sergei Lavrov")
    assert [(line.value, line.total, line.counts) for line in against.lines] == [("Catherine Ashton", 1, (1, 0))]
    assert against.more_rows == 1
