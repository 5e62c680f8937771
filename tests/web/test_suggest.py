"""What the text in the search box may become."""

from __future__ import annotations

import pytest


def told(browser, query):
    found = browser.json(f"/api/v1/suggest?{query}")["suggestions"]
    return [(item["kind"], item["label"], item["count"], item["url"]) for item in found]


def test_names_outlets_and_words_complete_what_is_typed(browser):
    """Values of facets come first, then titles, then words, each with its count and where it leads."""
    assert told(browser, "q=lav") == [
        ("people", "Sergei Lavrov", 1, "/search?people=Sergei+Lavrov"),
        ("word", "lavrov", 1, "/search?q=lavrov"),
    ]
    assert ("outlet", "Harbour Courier", 1, "/search?outlet=Harbour+Courier") in told(browser, "q=harb")
    assert ("title", "Gas talks resume in Brussels", 1, "/article/gas-talks") in told(browser, "q=gas+tal")


def test_a_name_after_other_words_becomes_a_filter_beside_them(browser):
    """The last words that begin a name are taken for it; those before stay the query."""
    assert told(browser, "q=gas+lav")[0] == ("people", "Sergei Lavrov", 1, "/search?q=gas&people=Sergei+Lavrov")
    assert not [item for item in told(browser, "q=wheat+lav") if item[0] == "people"]


def test_a_field_that_is_begun_is_completed_from_its_own_values(browser):
    """After people: only people are offered."""
    assert told(browser, "q=gas+people:lav") == [
        ("people", "Sergei Lavrov", 1, "/search?q=gas&people=Sergei+Lavrov"),
    ]


def test_filters_in_force_narrow_what_is_offered_and_stay(browser):
    """Only what is found under the filters is offered, and they are part of where it leads."""
    assert told(browser, "q=com&outlet=Harbour+Courier") == []
    assert told(browser, "q=com&outlet=Daily+Meridian&lang=de")[0][3] == (
        "/search?outlet=Daily+Meridian&people=Common+Name&lang=de"
    )


@pytest.mark.parametrize("typed", ["", "%20", "%22", "(", "-", "*", "people:", "%00", "date:", "a" * 300])
def test_anything_can_be_typed(browser, typed):
    """Signs without a meaning give a short answer, never an error."""
    answer = browser.json(f"/api/v1/suggest?q={typed}")
    assert set(answer) == {"q", "suggestions", "message"}


def test_the_number_of_suggestions_is_said_in_the_readers_language(browser):
    """The message for the ear is a plural of the language asked for."""
    assert browser.json("/api/v1/suggest?q=lav")["message"] == "2 suggestions"
