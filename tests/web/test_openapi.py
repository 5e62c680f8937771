"""The description of the API, and what is answered, compared."""

from __future__ import annotations

import json

import jsonschema
import openapi_spec_validator
import pytest

from searchapp.query.request import PARAMETERS
from searchapp.settings import Settings
from searchapp.web.app import create_app
from searchapp.web.openapi import OPERATIONS, description
from tests.web.test_writing import GAS, Api

EVERY = [operation.endpoint for operation in OPERATIONS]


def valid(told, schema, instance):
    """Raises for an instance that has not the shape, or has properties beside those that are described."""
    for shape in told["components"]["schemas"].values():
        if "properties" in shape:
            shape.setdefault("additionalProperties", False)
    # Beside what they refer to, references are found.
    jsonschema.Draft202012Validator({**schema, "components": told["components"]}).validate(instance)


@pytest.fixture(scope="module")
def checked():
    """Checks an answer against the shape that the description has for it."""
    told = description("Test", "http://localhost", EVERY)

    def check(path, method, answer):
        content = told["paths"][path][method]["responses"][str(answer.status_code)]["content"]
        valid(told, content[answer.mimetype]["schema"], json.loads(answer.text))

    return check


def test_the_description_is_valid(browser):
    """It is OpenAPI 3.1, with the parameters of every search."""
    told = browser.json("/openapi.json")
    openapi_spec_validator.validate(told)
    names = [parameter["name"] for parameter in told["paths"]["/api/v1/search"]["get"]["parameters"]]
    assert set(names) == {*PARAMETERS, "lang"}
    assert told["servers"] == [{"url": "http://localhost"}]
    openapi_spec_validator.validate(description("Test", "http://localhost", EVERY))


def test_only_what_is_there_is_described(browser):
    """An application that cannot be written to does not say that it can; all its addresses of the API are told."""
    told = browser.json("/openapi.json")["paths"]
    assert "post" not in told.get("/api/v1/articles", {}) and "put" not in told["/api/v1/articles/{id}"]
    rules = create_app(None, Settings()).url_map.iter_rules()
    there = {rule.rule.replace("<id:id>", "{id}").replace("<name>", "{name}") for rule in rules}
    assert {path for path in there if path.startswith("/api/")} == {path for path in told if path.startswith("/api/")}


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/api/v1/search", "?q=gas&lang=de&per_page=1"),
        ("/api/v1/search", "?people=Sergei+Lavrov&people.not=x&date.from=2014&facet=people"),
        ("/api/v1/search", "?page=none"),
        ("/api/v1/search", "?cursor=zz"),
        ("/api/v1/articles/{id}", "/gas-talks"),
        ("/api/v1/articles/{id}", "/none"),
        ("/api/v1/suggest", "?q=ga&lang=fr"),
        ("/api/v1/facets/{name}", "/countries?q=gas&prefix=r"),
        ("/api/v1/facets/{name}", "/people?size=2"),
        ("/api/v1/facets/{name}", "/none"),
        ("/api/v1/matrix", "?rows=people&columns=year&q=gas"),
        ("/api/v1/matrix", "?rows=none"),
        ("/api/v1/status", ""),
        ("/api/v1/status", "?x=1"),
    ],
)
def test_answers_have_the_shape_that_is_described(browser, checked, path, asked):
    """Nothing is answered that is not described, and nothing that is described is left out."""
    checked(path, "get", browser.client.get(path.partition("/{")[0] + asked))


def test_answers_to_writing_have_the_shape_that_is_described(tmp_path, checked):
    """Each answer to one, to a list, and each refusal."""
    api = Api(tmp_path / "index")
    head = {"Authorization": f"Bearer {api.token}"}
    one = "/api/v1/articles/{id}"
    checked("/api/v1/articles", "post", api.client.post("/api/v1/articles", json=GAS, headers=head))
    checked("/api/v1/articles", "post", api.client.post("/api/v1/articles", json=GAS, headers=head))
    checked("/api/v1/articles", "post", api.client.post("/api/v1/articles", json=[GAS, 7], headers=head))
    checked("/api/v1/articles", "post", api.client.post("/api/v1/articles", json={}, headers=head))
    checked("/api/v1/articles", "post", api.client.post("/api/v1/articles", json=GAS))
    checked("/api/v1/articles", "post", api.client.post("/api/v1/articles", data="x", headers=head))
    checked(one, "put", api.client.put("/api/v1/articles/a", json={"text": "b"}, headers=head))
    checked(one, "get", api.client.get("/api/v1/articles/a"))
    checked(one, "delete", api.client.delete("/api/v1/articles/a", headers=head))
    checked(one, "delete", api.client.delete("/api/v1/articles/a", headers=head))


def test_examples_have_the_shape_that_is_described():
    """What is shown as sent and answered could be."""
    told = description("Test", "http://localhost", EVERY)
    seen = 0
    for operation in (one for methods in told["paths"].values() for one in methods.values()):
        for holder in (operation.get("requestBody", {}), *operation["responses"].values()):
            for content in holder.get("content", {}).values():
                if "example" in content:
                    valid(told, content["schema"], content["example"])
                    seen += 1
    assert seen > 10


def test_the_description_can_be_asked_for_conditionally(browser):
    """It is sent once."""
    tag = browser.client.get("/openapi.json").headers["ETag"]
    assert browser.client.get("/openapi.json", headers={"If-None-Match": tag}).status_code == 304


def test_people_have_a_page_of_it(browser):
    """Each operation has its place on the page, with its parameters, and no link leads outside."""
    page = browser.page(browser.page("/").select_one(".foot p a[href*=api]")["href"])
    told = browser.json("/openapi.json")
    ids = {operation["operationId"] for methods in told["paths"].values() for operation in methods.values()}
    assert ids <= {section.get("id") for section in page.select("section")}
    assert "people.not" in page.select_one("#api_search").get_text()
    assert not [a["href"] for a in page.select("main a") if "//" in a["href"]]
    assert browser.page("/api?x=1", status=400)
