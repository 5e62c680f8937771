"""Saved text of fifteen kinds of outlets, written for this test, against what a reader takes from each."""

import json
from functools import cache
from pathlib import Path

import pytest

from searchapp.ingest.extract.dump import from_dump

HERE = Path(__file__).parent
EXPECTED = json.loads((HERE / "outlets_expected.json").read_text("utf-8"))


@cache
def read(name):
    return from_dump((HERE / "outlets" / name).read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_headline_outlet_day_and_authors_are_read(name):
    """What stands around a story says what it is called, where and when it appeared and who wrote it."""
    want, article = EXPECTED[name], read(name)
    date = article.date.isoformat() if article.date else None
    seen = {"title": article.title, "outlet": article.outlet, "date": date, "authors": list(article.authors)}
    assert seen == {field: want[field] for field in seen}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_text_is_the_story_and_nothing_else(name):
    """All of the story is in the text, from its first words to its last, and nothing of the site."""
    want, text = EXPECTED[name], read(name).text
    assert text.startswith(want.get("first", ""))
    assert text.endswith(want.get("last", ""))
    assert [piece for piece in want.get("with", ()) if piece not in text] == []
    assert [piece for piece in want["without"] if piece in text] == []
