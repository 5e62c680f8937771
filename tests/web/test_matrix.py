"""One facet of a search against another, or against time, as a table of links and as JSON."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup

from searchapp.articles import Article
from searchapp.engines.engine import Engine
from searchapp.engines.memory import MemoryBackend
from searchapp.query.request import SearchRequest
from searchapp.settings import Settings
from searchapp.web.app import create_app

#: Who meets whom, in which year.
MEETINGS = (
    ("EU", ("Ann",), 2012),
    ("EU", ("Ann", "Bob"), 2013),
    ("EU", ("Bob",), 2013),
    ("NATO", ("Ann",), 2013),
    ("UN", (), None),
)


@pytest.fixture
def client():
    real = Engine(MemoryBackend())
    with real.batch() as batch:
        for number, (partner, people, year) in enumerate(MEETINGS):
            date = datetime.date(year, 3, 1 + number) if year else None
            text = "gas" if number else "oil"
            batch.add(
                Article(id=str(number), title="Talks", text=text, date=date, counterparts=(partner,), people=people)
            )
    return create_app(real, Settings()).test_client()


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "html.parser")


def table(page):
    """The rows of the table as texts."""
    rows = page.select(".heat tr")
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in rows]


def test_counterparts_by_year_is_what_is_shown_first(client):
    """Each counterpart is a row, each year a column, and each number says how many articles both have."""
    assert table(page(client, "/matrix")) == [
        ["Counterparts", "All", "2012", "2013"],
        ["EU", "3", "1", "2"],
        ["NATO", "1", "", "1"],
        ["UN", "1", "", ""],
        ["All", "", "1", "3"],
    ]


def test_any_facet_stands_against_any_other_and_against_itself(client):
    """Rows and columns are chosen; a facet against itself shows what appears together."""
    assert table(page(client, "/matrix?rows=people&columns=counterparts"))[1:3] == [
        ["Ann", "3", "2", "1", ""],
        ["Bob", "2", "2", "", ""],
    ]
    assert table(page(client, "/matrix?rows=people&columns=people"))[1:3] == [
        ["Ann", "3", "3", "1"],
        ["Bob", "2", "1", "2"],
    ]
    assert table(page(client, "/matrix?columns=month"))[0][2] == "Mar 2012"


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "?q=gas",
        "?rows=people&columns=people",
        "?rows=people&people=Ann&people=Bob",
        "?rows=people&people=Ann&people.missing=1&columns=counterparts",
        "?rows=people&people.all=Ann&people.not=Bob",
        "?date.from=2013-03-03",
        "?date.to=2013-03-03&columns=month",
        "?counterparts=EU&columns=people&size=1",
    ],
)
def test_a_cell_leads_to_the_articles_that_it_counts(client, asked):
    """Whatever the query, the dates and the filters are, the search behind a number finds that many."""
    cells = page(client, f"/matrix{asked}").select(".heat td a")
    assert cells
    for cell in cells:
        assert page(client, cell["href"]).h1.find(string=True).split()[0] == cell.get_text(), cell["href"]


def test_the_darkest_cell_is_the_highest(client):
    """Shades are shares of the highest count, as classes."""
    shades = {
        cell.get_text(strip=True): cell.get("class")
        for cell in page(client, "/matrix").select(".heat tbody td:nth-child(n+3)")
    }
    assert shades == {"2": ["n40"], "1": ["n20"], "": None}


def test_rows_that_there_is_no_room_for_are_told(client):
    """What is left out is said with its number."""
    matrix = page(client, "/matrix?size=1")
    assert [row[0] for row in table(matrix)] == ["Counterparts", "EU", "All"]
    assert "Rows left out, the less frequent ones: 2" in matrix.main.get_text()


def test_the_choice_keeps_the_search(client):
    """The form sends the query and the filters along, and shows what is chosen; where nothing is found it stays."""
    form = page(client, "/matrix?q=gas&rows=people&outlet=None").select_one("main form")
    assert [(field["name"], field["value"]) for field in form.select("[type=hidden]")] == [
        ("q", "gas"),
        ("outlet", "None"),
    ]
    assert [option["value"] for option in form.select("[selected]")] == ["people", "year"]


def test_a_search_leads_to_its_matrix(client):
    """The page of a search links to the matrix of what it finds."""
    link = page(client, "/search?q=gas&sort=date").find("a", string="As a heat map")
    assert link["href"] == "/matrix?q=gas"


def test_scripts_can_read_it(client):
    """The same numbers as JSON."""
    answer = client.get("/api/v1/matrix?q=gas").json
    assert answer["columns"] == {"field": "year", "values": ["2013"], "counts": [3]}
    assert [(line["value"], line["count"], line["counts"]) for line in answer["lines"]] == [
        ("EU", 2, [2]),
        ("NATO", 1, [1]),
        ("UN", 1, [0]),
    ]
    assert (answer["more_rows"], answer["more_columns"]) == (0, 0)


@pytest.mark.parametrize(
    ("query", "parameter"), [("rows=year", "rows"), ("columns=day", "columns"), ("size=0", "size"), ("x=1", "x")]
)
def test_what_cannot_be_is_refused(client, query, parameter):
    """Rows are facets, columns facets, years or months, and a size is a number."""
    answer = client.get(f"/api/v1/matrix?{query}")
    assert (answer.status_code, answer.json["parameter"]) == (400, parameter)


def test_only_the_latest_periods_are_columns():
    """Of more years than there is room for, the earlier ones are left out and counted."""
    real = Engine(MemoryBackend())
    with real.batch() as batch:
        for year in range(1980, 2020):
            batch.add(Article(id=str(year), title="x", text="x", date=datetime.date(year, 1, 1), people=("Ann",)))
    found = real.matrix(SearchRequest(), "people", "year", 5)
    assert (found.columns[0], found.columns[-1], found.more_columns) == ("1990", "2019", 10)
    assert found.lines[0].counts == (1,) * 30
