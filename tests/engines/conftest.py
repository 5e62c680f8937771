"""The archive of the cases."""

import json
from pathlib import Path

import pytest

from searchapp.articles import from_json
from searchapp.engines.engine import Engine
from tests.conftest import ENGINES

ARTICLES = [from_json(data) for data in json.loads((Path(__file__).parent / "archive.json").read_text())]


@pytest.fixture(scope="module", params=sorted(ENGINES))
def filled(request, tmp_path_factory):
    """The archive of the cases on each engine, written in two batches and with one article replaced."""
    engine = Engine(ENGINES[request.param](tmp_path_factory.mktemp("archive")))
    with engine.batch() as batch:
        batch.add(ARTICLES[-1])
        for article in ARTICLES[:5]:
            batch.add(article)
    with engine.batch() as batch:
        for article in ARTICLES[5:]:
            batch.add(article)
    yield engine
    engine.close()
