"""How the API is asked: conditionally, in batches, from other sites."""

from __future__ import annotations

import dataclasses
import json

import pytest

from searchapp.errors import ArchiveLocked, ArchiveMissing
from searchapp.settings import Settings
from searchapp.web.app import create_app


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/search?q=gas",
        "/api/v1/articles/gas-talks",
        "/api/v1/suggest?q=ga",
        "/api/v1/facets/people?q=gas",
        "/api/v1/status",
    ],
)
def test_what_one_has_is_not_sent_again(browser, engine, path):
    """The tag of an answer holds until the archive, the request or the language is another one."""
    first = browser.client.get(path)
    tag = first.headers["ETag"]
    assert "Last-Modified" not in first.headers
    again = browser.client.get(path, headers={"If-None-Match": f'"x", {tag}'})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert browser.client.get(path, headers={"If-None-Match": tag, "Accept-Language": "de"}).status_code == 200
    assert browser.client.get("/api/v1/search", headers={"If-None-Match": tag}).status_code == 200
    engine.status = lambda: dataclasses.replace(type(engine).status(engine), revision="8")
    assert browser.client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_an_answer_that_is_known_is_not_worked_out(browser, engine):
    """A conditional request for what one has does not search."""
    tag = browser.client.get("/api/v1/search?q=gas").headers["ETag"]
    searched = len(engine.seen)
    browser.client.get("/api/v1/search?q=gas", headers={"If-None-Match": tag})
    assert len(engine.seen) == searched


def test_the_next_answer_is_linked(browser):
    """The header has the address that `next_url` has, and there is none at the end."""
    answer = browser.client.get("/api/v1/search?q=wheat&per_page=40")
    assert answer.headers["Link"] == f'<{json.loads(answer.text)["next_url"]}>; rel="next"'
    assert "Link" not in browser.client.get("/api/v1/search?q=gas").headers


def batch(browser, body, status=200, **more):
    answer = browser.client.post("/api/v1/search", **({"json": body} | more))
    assert answer.status_code == status, answer.text
    return json.loads(answer.text)


def test_a_batch_answers_each_request_in_its_place(browser):
    """Each has its answer or its problem; parameters are those of an address."""
    asked = [
        {"q": "gas", "people": ["Sergei Lavrov"], "facet": "none", "outlet.missing": False},
        {"q": "gas", "page": "none"},
        "gas",
        {"q": "wheat", "per_page": 40, "sort": None},
        {"q": {"a": 1}},
    ]
    first, bad, worse, last, odd = batch(browser, asked)["answers"]
    alone = browser.json("/api/v1/search?q=gas&people=Sergei+Lavrov&facet=none&outlet.missing=0")
    assert {**first["answer"], "took_ms": 0} == {**alone, "took_ms": 0}
    assert (bad["problem"]["code"], bad["problem"]["parameter"]) == ("bad-parameter", "page")
    assert worse["problem"]["code"] == "bad-request" and odd["problem"]["parameter"] == "q"
    assert "cursor=40" in last["answer"]["next_url"]


def test_a_batch_that_cannot_be_read_is_refused(browser):
    """It is a list, of JSON, and not too long."""
    assert batch(browser, {"q": "gas"}, 400)["code"] == "bad-request"
    assert batch(browser, [{}] * 51, 413)["code"] == "too-large"
    assert batch(browser, None, 415, data="[]", json=None)["code"] == "wrong-type"
    assert batch(browser, None, 400, data="[", json=None, content_type="application/json")["code"] == "bad-request"
    long = json.dumps([{"q": "x" * 1_100_000}])
    assert batch(browser, None, 413, data=long, json=None, content_type="application/json")["code"] == "too-large"


def test_an_archive_that_is_gone_is_the_problem_of_the_whole_batch(browser, engine):
    """What is no fault of one request is the answer to all."""

    def missing(request):
        raise ArchiveMissing("It is gone.")

    engine.search = missing
    assert batch(browser, [{}], 503)["code"] == "archive-missing"


def test_a_locked_archive_says_when_to_come_again(browser, engine):
    """503 carries Retry-After where it is known."""

    def locked(request):
        raise ArchiveLocked("Another process writes.")

    engine.search = locked
    assert browser.client.get("/api/v1/search").headers["Retry-After"] == "5"


def test_other_sites_may_not_read_unless_they_are_named(browser, engine):
    """Without the setting no answer is open; with it, to the sites named, and to none else."""
    site, other = {"Origin": "https://a.example"}, {"Origin": "https://b.example"}
    assert "Access-Control-Allow-Origin" not in browser.client.get("/api/v1/search", headers=site).headers
    client = create_app(engine, Settings(cors=("https://a.example",))).test_client()
    allowed = client.get("/api/v1/search", headers=site).headers
    assert allowed["Access-Control-Allow-Origin"] == "https://a.example"
    assert "Origin" in allowed["Vary"]
    assert "Access-Control-Allow-Credentials" not in allowed
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/search", headers=other).headers
    assert "Access-Control-Allow-Origin" not in client.get("/search", headers=site).headers
    asked = client.options("/api/v1/search", headers={**site, "Access-Control-Request-Method": "POST"}).headers
    assert "POST" in asked["Access-Control-Allow-Methods"] and "Authorization" in asked["Access-Control-Allow-Headers"]
    every = create_app(engine, Settings(cors=("*",))).test_client()
    assert every.get("/api/v1/search", headers=other).headers["Access-Control-Allow-Origin"] == "*"
