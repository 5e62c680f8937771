"""searchapp itself, asked through the same door as its pages: a whole answer with snippets, facets and timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.corpus import Ask
from benchmarks.peers import COUNTED, HITS, SIZE, Answer
from searchapp import settings
from searchapp.archive import open_or_create
from searchapp.articles import from_json
from searchapp.query.request import parse


class Own:
    """The archive of an engine; `add` takes articles as they are, `searchapp index` is measured as a command."""

    name = "searchapp"

    def __init__(self, folder: Path, engine: str = "tantivy") -> None:
        self._archive = open_or_create(settings.load({"index": str(folder), "engine": engine}))
        self.engine = self._archive.engine

    def add(self, articles: Iterable[Mapping[str, Any]]) -> None:
        with self.engine.batch() as batch:
            for article in articles:
                batch.add(from_json(article))

    def ask(self, ask: Ask) -> Answer | None:
        found = self.engine.search(parse(pairs(ask)))
        facets = {name: tuple(value.count for value in found.facets[name].values)[:SIZE] for name in COUNTED}
        return Answer(found.total, len(found.hits), facets)

    def close(self) -> None:
        self.engine.close()


def pairs(ask: Ask) -> list[tuple[str, str]]:
    """The ask as parameters of an address."""
    counted = [("facet", name) for name in COUNTED]
    return [("q", ask.query()), *ask.filters.items(), ("per_page", str(HITS)), *counted]
