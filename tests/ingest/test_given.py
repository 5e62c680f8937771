from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from searchapp.articles import Article
from searchapp.errors import SkippedFile
from searchapp.ingest import Source, Warned
from searchapp.ingest.extract import extract
from searchapp.ingest.records import Kind, record


def read(payload: bytes, kind: Kind, name: str = "a", locator: str = "") -> tuple[Article, tuple[Warned, ...]]:
    return extract(record(Source(Path("archive") / name, Path("archive"), name), locator, kind, payload))


def from_json(**values: Any) -> Article:
    return read(json.dumps(values).encode(), "json")[0]


def test_given_values_are_kept_as_they_are() -> None:
    """Nothing is cleaned, split or worked out anew in what is given."""
    article = from_json(
        id="x-1", url="http://a.example/1", title="A - B", text="Subscribe\n\nText", outlet="O", language="en",
        authors=["A and B"], people=["P"], places=[], counterparts=["EU"], date="2014-01-28",
    )  # fmt: skip
    assert (article.id, article.title, article.text) == ("x-1", "A - B", "Subscribe\n\nText")
    assert (article.authors, article.people, article.places) == (("A and B",), ("P",), ())
    assert {name for name, where in article.provenance.items() if where == "given"} == {
        "id", "url", "title", "text", "outlet", "language", "authors", "people", "places", "counterparts", "date",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2014-01-28", "2014-01-28"),
        ("2014-01-28T23:30:00-05:00", "2014-01-29"),
        ("28 January 2014", "2014-01-28"),
        (1390918980, "2014-01-28"),
        (1390918980000, "2014-01-28"),
        (20140128, "2014-01-28"),
        ("2031-01-28", "2031-01-28"),
    ],
)
def test_given_dates_become_days(value: object, day: str) -> None:
    """ISO times, words and seconds since 1970 are a day in UTC; a day to come is kept, as it was given."""
    assert str(from_json(text="x", date=value).date) == day


@pytest.mark.parametrize("value", ["soon", "3/4/2014", "2014", True, ["2014-01-28"], 12])
def test_a_date_that_is_not_understood_is_reported(value: object) -> None:
    """The article has no date, and a warning says which value it was."""
    article, warnings = read(json.dumps({"text": "x", "date": value}).encode(), "json")
    assert article.date is None
    assert [warning.code for warning in warnings] == ["bad-date"]


def test_unknown_keys_are_reported() -> None:
    """A key that is not read is named, so that nothing is lost unnoticed."""
    _, warnings = read(b'{"text": "x", "byline": "Me", "score": 3}', "json")
    assert [(warning.code, warning.detail) for warning in warnings] == [
        ("unknown-key", "byline"),
        ("unknown-key", "score"),
    ]


def test_null_is_as_if_not_there() -> None:
    """A null is no value and no warning."""
    article, warnings = read(b'{"text": "x", "outlet": null, "people": null, "date": null}', "json")
    assert (article.outlet, article.people, article.provenance, warnings) == (None, (), {"text": "given"}, ())


def test_values_of_a_wrong_kind_are_reported() -> None:
    """An object where a text belongs is left out; numbers are texts; persons may be objects with a name."""
    article, warnings = read(b'{"text": "x", "title": {"a": 1}, "outlet": 24, "authors": [{"name": "A B"}]}', "json")
    assert (article.title, article.outlet, article.authors) == ("", "24", ("A B",))
    assert [(warning.code, warning.detail) for warning in warnings] == [("bad-value", "title")]


def test_html_stands_in_for_text() -> None:
    """With `html` the text and what is not given are read from the page; what is given wins."""
    html = '<meta property="og:site_name" content="Page"><body><h1>On page</h1><p>Words.</p>'
    article = from_json(html=html, title="Given")
    assert (article.title, article.outlet, article.text) == ("Given", "Page", "Words.")
    assert (article.provenance["title"], article.provenance["outlet"]) == ("given", "meta")


def test_halves_of_pairs_are_taken_out() -> None:
    """JSON can hold halves of surrogate pairs, which no database takes."""
    article, _ = read(b'{"text": "a\\ud800b\\u0000c"}', "json")
    assert article.text == "abc"


@pytest.mark.parametrize("payload", [b'{"title": ""}', b"{}", b'{"outlet": "O"}'])
def test_an_object_without_text_is_skipped(payload: bytes) -> None:
    """Without title and text there is nothing to find."""
    with pytest.raises(SkippedFile) as skip:
        read(payload, "json")
    assert skip.value.reason == "no-text"


def test_the_id_is_that_of_address_content_or_name() -> None:
    """JSON takes its url, else its content; a file its name within the folder, wherever that is."""
    assert from_json(text="x", url="http://a.example/1").id == "6f09fce05af7d21c"
    assert from_json(text="x", url="u").id == from_json(text="y", url="u").id
    assert from_json(text="x").id != from_json(text="y").id
    here = extract(record(Source(Path("a/s.txt"), Path("a"), "s.txt"), "", "text", b"Some words"))[0]
    there = extract(record(Source(Path("/b/c/s.txt"), Path("/b/c"), "s.txt"), "", "text", b"Other words"))[0]
    assert here.id == there.id
    assert here.source == "a/s.txt"


def test_front_matter_gives_values() -> None:
    """Front matter is read by its keys and their usual other names; the rest is text without markup."""
    article, warnings = read(
        b"---\ntitle: 'Four flags'\ndate: 2015-09-28\nauthor: [Naama Feldsher]\nlang: en\ntags: [a]\n---\n\n"
        b"A *first* paragraph with a [link](http://a.example).\n\n## A heading\n\n> A quote\n",
        "markdown",
    )
    assert (article.title, str(article.date), article.authors, article.language) == (
        "Four flags", "2015-09-28", ("Naama Feldsher",), "en",
    )  # fmt: skip
    assert article.text == "A first paragraph with a link.\n\nA heading\n\nA quote"
    assert [warning.detail for warning in warnings] == ["tags"]


def test_markdown_without_front_matter_has_its_heading() -> None:
    """The first heading is the title, in both ways of writing it."""
    assert read(b"# Four *flags*\n\nText", "markdown")[0].title == "Four flags"
    assert read(b"Four flags\n=====\n\nText", "markdown")[0].title == "Four flags"
    assert read(b"Text only", "markdown")[0].title == ""


@pytest.mark.parametrize("front", ["title: [open", "date: 2014-13-45\ntitle: x: y"])
def test_bad_front_matter_is_a_reason(front: str) -> None:
    """What is no YAML is skipped with its reason, and read by no guess."""
    with pytest.raises(SkippedFile) as skip:
        read(f"---\n{front}\n---\nText".encode(), "markdown")
    assert skip.value.reason == "bad-front-matter"
