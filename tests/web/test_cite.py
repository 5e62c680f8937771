"""Citations of a result and of what is selected in it."""

from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize(
    ("name", "suffix", "begins"),
    [("bibtex", "bib", "@article{"), ("ris", "ris", "TY  - NEWS"), ("csl-json", "json", "[")],
)
def test_a_result_can_be_cited_in_each_format(browser, name, suffix, begins):
    """The whole result comes as a file of its format's type, however many pages it has."""
    answer = browser.client.get(f"/api/v1/export?q=wheat&page=2&format={name}")
    assert answer.text.startswith(begins)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="articles.{suffix}"'
    assert answer.text.count("Wheat report") == 45


def test_only_what_is_selected_is_cited(browser):
    """id= names the articles, any number of them."""
    answer = browser.client.get("/api/v1/export?format=csl-json&id=gas-talks&id=crowd-1&id=nowhere")
    assert [item["id"] for item in json.loads(answer.text)] == ["crowd-1", "gas-talks"]


def test_a_format_that_there_is_not_is_refused_with_those_that_are(browser):
    """The error names the parameter and the formats."""
    problem = browser.json("/api/v1/export?format=word", status=400)
    assert problem["parameter"] == "format"
    assert "bibtex, ris, csl-json" in problem["detail"]
