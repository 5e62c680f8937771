"""The page of a person, a place, an organisation, a counterpart or an outlet."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup

from searchapp.articles import Article
from searchapp.engines.engine import Engine
from searchapp.engines.memory import MemoryBackend
from searchapp.entities.names import HeldNames
from searchapp.settings import Settings
from searchapp.web.app import create_app

LAVROV = "/about/people/Sergei%20Lavrov"


@pytest.fixture
def client(engine):
    """The pages over the plain engine, with one name that is written in another way, too, and one hidden."""
    names = HeldNames([("people", "Sergey Lavrov", "Sergei Lavrov"), ("people", "Nobody", None)])
    real = Engine(MemoryBackend(), names=names)
    with real.batch() as batch:
        for article in engine.articles:
            batch.add(article)
        batch.add(Article(id="outlet", title="Slash", text="x", outlet="A/B/../C?"))
    return create_app(real, Settings()).test_client()


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "html.parser")


def words(element):
    return " ".join(element.get_text(" ", strip=True).split())


def test_a_person_has_a_page_with_everything_that_is_known_of_them(client):
    """The page says how many articles, when, what else the person is called, who appears with them and what is new."""
    about = page(client, LAVROV)
    assert (words(about.h1), about.select_one(".outlet").get_text()) == ("Sergei Lavrov", "People")
    assert words(about.select_one(".by")) == "1 article 28 January 2014"
    assert words(about.select_one(".also")) == "Also written: Sergey Lavrov"
    assert [bar.get_text() for bar in about.select(".bars a")] == ["28 January 2014: 1 article of 1"]
    assert [hit.get_text() for hit in about.select(".newest h3 a")] == ["Gas talks resume in Brussels"]
    assert [words(value.bdi) for value in about.select("#f-people li")] == ["José Barroso"]
    assert [words(value.bdi) for value in about.select("#f-countries li")] == ["Belgium", "Russia"]


def test_counts_of_company_are_what_their_links_find(client):
    """Each value that appears with it leads to the search for both, which finds as many articles as were counted."""
    about = page(client, "/about/people/Common%20Name")
    values = about.select(".facet li")
    assert len(values) > 8
    for value in values:
        assert page(client, value.a["href"]).h1.find(string=True).split()[0] == value.b.get_text()


def test_company_leads_on_to_pages_of_its_own(client):
    """Beside each value stands a link to its page, so that one gets from person to person."""
    link = page(client, LAVROV).select_one("#f-people a.i")
    assert (link["href"], link["aria-label"]) == ("/about/people/Jos%C3%A9%20Barroso", "About José Barroso")
    assert words(page(client, link["href"]).h1) == "José Barroso"


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("/article/gas-talks", "#v-people a.i"),
        ("/search?people=Sergei+Lavrov", ".chips a.to"),
        ("/", "#f-people a.i"),
    ],
)
def test_other_pages_lead_there(client, path, selector):
    """The names of an article, the filters in force and the lists of the start page lead to pages of values."""
    assert page(client, page(client, path).select_one(selector)["href"]).select_one("body.subject")


def test_another_form_of_a_name_shows_the_same_page(client):
    """A name in another spelling is answered with the page of the one that is shown, and says where that is."""
    about = page(client, "/about/people/Sergey%20Lavrov")
    assert words(about.h1) == "Sergei Lavrov"
    assert about.select_one("link[rel=canonical]")["href"] == LAVROV


def test_an_outlet_has_no_other_outlets_beside_it_and_its_name_may_hold_anything(client):
    """A facet with one value an article is not listed on the page of its values; slashes and dots are kept."""
    about = page(client, page(client, "/search?outlet=A/B/../C?").select_one(".chips a.to")["href"])
    assert words(about.h1) == "A/B/../C?"
    assert not about.select("#f-outlet")
    assert dict(parse_qsl(urlsplit(about.select_one(".by a")["href"]).query)) == {"outlet": "A/B/../C?"}


@pytest.mark.parametrize("path", ["/about/people/Nobody", "/about/people/No+One", "/about/colour/red"])
def test_what_no_article_has_is_not_found(client, path):
    """A value that is not there or hidden, and a facet that is not there, are not found, and the page says what."""
    assert "There is nothing here" in words(page(client, path, 404).main)


def test_a_parameter_is_refused(client):
    """The page of a value has no parameters of a search."""
    page(client, LAVROV + "?q=gas", 400)
