"""Every value of a facet under a search, as a page and as JSON."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest


def pairs(href):
    return parse_qsl(urlsplit(href).query)


def values(page):
    return [(li.bdi.get_text(), li.b.get_text()) for li in page.select(".values li")]


def test_the_list_is_under_the_current_query(browser):
    """Values are counted among the articles that the search finds, most frequent first, each a link that adds it."""
    page = browser.page("/facets/people?q=wheat&date.from=2012&date.to=2012")
    assert page.h1.get_text(" ", strip=True) == "People 12 values"
    assert values(page)[:2] == [("Common Name", "11"), ("Person 02", "1")]
    link = page.select_one(".values a")
    assert pairs(link["href"]) == [
        ("q", "wheat"),
        ("people", "Common Name"),
        ("date.from", "2012"),
        ("date.to", "2012"),
    ]


def test_what_is_typed_filters_by_the_beginning_of_a_word(browser):
    """A prefix keeps the values with a word that begins so, whatever accents and case, and stays in the form."""
    page = browser.page("/facets/people?prefix=barr")
    assert values(page) == [("José Barroso", "1")]
    form = page.select_one("main form")
    assert (form["action"], form.select_one("#prefix")["value"]) == ("/facets/people", "barr")
    assert browser.page("/facets/people?prefix=qqq").select_one("p.none").get_text() == "No value begins so."


def test_values_that_are_codes_are_filtered_by_their_names(browser):
    """Countries are found by what they are called in the reader's language, and sorted by it."""
    assert values(browser.page("/facets/countries?prefix=russl&lang=de")) == [("Russland", "2")]
    assert values(browser.page("/facets/countries?order=name&lang=en")) == [("Belgium", "1"), ("Russia", "2")]


def test_the_list_is_paged_and_sorted_by_name_or_count(browser):
    """Pages of the list follow each other in the order asked for, and the order in force is marked."""
    first = browser.page("/facets/people?size=20&order=name")
    assert [a.get_text() for a in first.select(".order [aria-current]")] == ["By name"]
    assert values(first)[:2] == [("<b>Bobby</b> & Co", "1"), ("Common Name", "45")]
    second = browser.page(first.select_one("[rel=next]")["href"])
    assert len(values(second)) == 20
    assert not set(values(first)) & set(values(second))
    assert pairs(second.select_one("[rel=prev]")["href"]) == [("order", "name"), ("size", "20")]


def test_a_facet_that_is_not_there_and_a_wrong_order_are_errors(browser):
    """An unknown facet is not found; an order, size or parameter that cannot be is named."""
    browser.page("/facets/colour", status=404)
    for query, parameter in (("order=size", "order"), ("size=0", "size"), ("page=x", "page"), ("colour=1", "colour")):
        answer = browser.json(f"/api/v1/facets/people?{query}", status=400)
        assert answer["parameter"] == parameter


def test_scripts_can_read_every_value(browser):
    """The same list as JSON: labels, counts, what is chosen, and the address of the next page until there is none."""
    found, url = [], "/api/v1/facets/people?people=Person+01&size=30&lang=en"
    while url:
        answer = browser.json(url)
        found += answer["values"]
        url = answer["next_url"]
    assert (answer["field"], answer["label"], answer["distinct"], answer["page"]) == ("people", "People", 49, 2)
    assert len(found) == len({item["value"] for item in found}) == 49
    assert [item["value"] for item in found if item["selected"]] == ["Person 01"]


@pytest.mark.parametrize("path", ["/facets/people?q=wheat&size=10", "/facets/countries"])
def test_every_link_of_a_list_can_be_followed(browser, path):
    """No link of the page is refused."""
    for link in {a["href"] for a in browser.page(path).select("a[href^='/']")}:
        assert browser.client.get(link).status_code == 200, link
