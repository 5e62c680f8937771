"""The pages over the plain engine, which says what is right."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from searchapp.articles import Article
from searchapp.engines.engine import Engine
from searchapp.engines.memory import MemoryBackend
from searchapp.settings import Settings
from searchapp.web.app import create_app


@pytest.fixture
def client(engine):
    real = Engine(MemoryBackend(), created="2015-01-01T00:00:00Z", principals=("Russia",))
    with real.batch() as batch:
        for article in engine.articles:
            batch.add(article)
    return create_app(real, Settings()).test_client()


def followed(client, path, seen):
    """The links of a page, each asked for once."""
    page = BeautifulSoup(client.get(path).text, "html.parser")
    for link in {a["href"].partition("#")[0] for a in page.select("a[href^='/']")} - seen:
        seen.add(link)
        yield link, client.get(link).status_code


@pytest.mark.parametrize(
    "path", ["/", "/search?q=gas", "/search?q=wheat&page=2&per_page=10", "/article/gas-talks?q=gas"]
)
def test_every_link_of_a_page_is_answered(client, path):
    """Every link on the main pages leads to a page, with the engine's own facets, cursors and ids."""
    answered = dict(followed(client, path, set()))
    assert len(answered) > 5
    assert {link: status for link, status in answered.items() if status != 200} == {}


def test_counts_of_facets_are_what_their_links_find(client):
    """Following a facet value's link finds as many articles as were counted."""
    page = BeautifulSoup(client.get("/search?q=wheat").text, "html.parser")
    for value in page.select(".facet li:not(.on)"):
        found = BeautifulSoup(client.get(value.a["href"]).text, "html.parser")
        assert found.h1.find(string=True).split()[0] == value.b.get_text(), value.get_text()


def test_bars_of_the_timeline_are_what_their_links_find(client):
    """Following a bar finds as many articles as it stands for."""
    page = BeautifulSoup(client.get("/search").text, "html.parser")
    for bar in page.select(".bars a"):
        found = BeautifulSoup(client.get(bar["href"]).text, "html.parser")
        assert found.h1.find(string=True).split()[0] == bar.get_text().split(": ")[1].split()[0]


def test_a_slip_in_the_query_is_shown_beside_its_answer(client):
    """The parser's own warning stands above the results with its place."""
    page = BeautifulSoup(client.get("/search?q=%22gas").text, "html.parser")
    assert "not closed" in page.select_one(".warn").get_text()
    assert page.select_one(".warn mark").get_text() == '"'
    assert page.select(".hit")


def test_the_api_answers_with_the_engines_cursor(client):
    """The next address leads through every hit once."""
    seen, url = [], "/api/v1/search?q=wheat&per_page=20"
    while url:
        answer = client.get(url).json
        seen += [hit["id"] for hit in answer["hits"]]
        url = answer["next_url"]
    assert (len(seen), len(set(seen))) == (45, 45)
    assert client.get("/api/v1/search?cursor=%00").status_code == 400
    assert client.get("/api/v1/status").json["articles"] == 48


def test_pages_by_cursor_lead_on_and_back(client):
    """A page reached by a cursor leads to the next hits and to the first page."""
    cursor = client.get("/api/v1/search?q=wheat").json["next"]
    page = BeautifulSoup(client.get("/search", query_string={"q": "wheat", "cursor": cursor}).text, "html.parser")
    assert [a.get_text() for a in page.select(".pages a")] == ["First page", "Next"]
    assert page.select_one(".pages a")["href"] == "/search?q=wheat"


def test_similar_articles_stand_below_an_article():
    """Articles that share what is rare in the archive are offered, as in a search without its words."""
    real = Engine(MemoryBackend())
    text = "The Litvinenko inquiry heard polonium experts in London about radiation doses."
    with real.batch() as batch:
        batch.add(Article(id="a", title="Polonium inquiry opens", text=text))
        batch.add(Article(id="b", title="Experts heard", text=text.replace("heard", "listened to")))
        for number in range(30):
            batch.add(Article(id=f"c{number}", title=f"Harvest {number}", text="Wheat prices rose."))
    page = BeautifulSoup(create_app(real, Settings()).test_client().get("/article/a?q=wheat").text, "html.parser")
    assert [(a.get_text(), a["href"]) for a in page.select("#similar h3 a")] == [("Experts heard", "/article/b")]
