from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from searchapp.articles import from_json
from searchapp.fields import FACETS
from searchapp.query.request import PARAMETERS


def test_a_search_answers_with_query_hits_facets_and_histogram(browser):
    """The answer repeats the request and has every part that the documentation names."""
    answer = browser.json("/api/v1/search?q=gas&people=Sergei+Lavrov")
    assert list(answer) == [
        "query", "total", "articles", "took_ms", "did_you_mean", "warnings", "hits", "facets", "histogram", "page",
        "per_page", "next", "next_url",
    ]  # fmt: skip
    assert answer["query"] == {
        "q": "gas",
        "filters": {"people": {"any": ["Sergei Lavrov"]}},
        "date": {"from": None, "to": None},
        "sort": "relevance",
        "copies": "grouped",
    }
    assert (answer["total"], answer["page"], answer["per_page"], answer["next"], answer["next_url"]) == (
        1, 1, 20, None, None,
    )  # fmt: skip


def test_a_hit_has_its_address_its_page_and_its_values(browser):
    """A hit carries the original's address, the address of its page, every facet and the spans of the matches."""
    [hit] = browser.json("/api/v1/search?q=lavrov")["hits"]
    assert hit["url"] == "https://news.example/2014/gas"
    assert hit["page_url"] == "http://localhost/article/gas-talks"
    assert hit["outlet"] == "Harbour Courier"
    assert (hit["date"], hit["language"], hit["authors"]) == ("2014-01-28", "en", ["Nora Quill"])
    assert hit["people"] == ["Sergei Lavrov", "José Barroso"]
    snippet = hit["snippets"][0]
    [[start, end]] = snippet["spans"]
    assert snippet["text"][start:end] == "Lavrov"
    assert hit["title_spans"] == []


def test_facets_are_labelled_in_the_readers_language(browser):
    """Countries and languages have names in the language asked for; other values are their own label."""
    german = browser.json("/api/v1/search?lang=de&countries=RU")["facets"]
    assert {"value": "RU", "label": "Russland", "count": 2, "selected": True, "excluded": False} in german["countries"][
        "values"
    ]
    assert "Arabisch" in [item["label"] for item in german["language"]["values"]]
    assert browser.json("/api/v1/search", language="fr-CH,fr;q=0.9")["facets"]["countries"]["values"][0]["label"] == (
        "Russie"
    )


def test_a_script_can_follow_the_answers_to_the_end(browser):
    """next_url leads through every hit once."""
    seen, url = [], "/api/v1/search?q=wheat&per_page=10&lang=en"
    while url:
        answer = browser.json(url)
        seen += [hit["id"] for hit in answer["hits"]]
        url = answer["next_url"]
        assert url is None or ("lang=en" in url and url.startswith("http://localhost/api/v1/search?"))
    assert (len(seen), len(set(seen))) == (45, 45)


def test_an_article_is_given_as_it_is_stored(browser, engine):
    """The article's JSON makes the same article again."""
    assert from_json(browser.json("/api/v1/articles/gas-talks")) == dataclasses.replace(engine.articles[0])


def test_the_status_names_engine_articles_and_principals(browser):
    """The status tells what a monitor asks for."""
    answer = browser.json("/api/v1/status")
    assert answer["articles"] == 48
    assert answer["principals"] == ["Russia"]
    assert set(answer) == {"engine", "articles", "revision", "created", "principals", "version"}


def test_an_error_is_a_problem_document(browser):
    """Under /api/ errors are RFC 9457 documents with a stable code and the parameter."""
    answer = browser.client.get("/api/v1/search?page=none")
    assert answer.content_type == "application/problem+json"
    problem = browser.json("/api/v1/search?page=none", status=400)
    assert problem == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "page cannot be 'none': a whole number from 1 to 1,000,000 is needed.",
        "code": "bad-parameter",
        "parameter": "page",
    }
    assert browser.json("/api/v1/articles/none", status=404)["code"] == "not-found"
    assert browser.json("/api/v1/nothing", status=404)["status"] == 404
    assert browser.json("/api/v1/status?x=1", status=400)["parameter"] == "x"
    assert browser.json("/api/v1/search?cursor=zz", status=400)["parameter"] == "cursor"
    assert browser.json("/api/v1/search?lang=xx", status=400)["parameter"] == "lang"


def test_answers_are_compressed_for_those_who_take_it(browser):
    """A long answer is sent as gzip on request, and says that it depends on that."""
    plain = browser.client.get("/api/v1/search")
    packed = browser.client.get("/api/v1/search", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 3
    assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize(
    ("request_line", "status"),
    [("/api/v1/search?q=gas&people=Sergei+Lavrov&facet=countries&lang=en", 200), ("/api/v1/search?page=none", 400)],
)
def test_the_examples_of_the_documentation_are_what_is_answered(browser, request_line, status):
    """docs/api.md shows answers that the API gives, but for the time it took."""
    text = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    shown = json.loads(text.split(f"GET {request_line}\n")[1].split("```json\n")[1].split("```")[0])
    told = browser.json(request_line, status=status)
    for answer in (shown, told):
        answer.pop("took_ms", None)
    assert told == shown


def test_every_parameter_is_documented():
    """docs/api.md names every parameter that a search may have."""
    text = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    for name in PARAMETERS:
        stem, dot, suffix = name.partition(".")
        assert f"`{name}" in text or (stem in FACETS and f"`{stem}" in text and f"`people{dot}{suffix}" in text), name
