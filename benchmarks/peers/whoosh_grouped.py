"""Whoosh as its documentation has it: its own analyzer and query classes, facets by `groupedby`."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from whoosh import fields, index, query
from whoosh.analysis import StemmingAnalyzer
from whoosh.sorting import FieldFacet

from benchmarks.corpus import Ask
from benchmarks.peers import COUNTED, HITS, SIZE, Answer, month, other_filters, text, values

_BETWEEN = "\x1f"


class WhooshGrouped:
    """One text field, keyword fields for the facets."""

    name = "Whoosh, groupedby"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        analysed = fields.TEXT(analyzer=StemmingAnalyzer(stoplist=None), phrase=True)
        schema = fields.Schema(
            id=fields.ID(unique=True), article=fields.STORED(), text=analysed, month=fields.NUMERIC()
        )
        for name in COUNTED:
            schema.add(name, fields.KEYWORD(commas=True, scorable=False, sortable=False))
        there = index.exists_in(str(folder))
        self._index = index.open_dir(str(folder)) if there else index.create_in(str(folder), schema)

    def add(self, articles: Iterable[Mapping[str, Any]]) -> None:
        writer = self._index.writer(limitmb=256)
        for article in articles:
            writer.add_document(
                id=article["id"],
                article=json.dumps(article),
                text=text(article),
                month=month(article),
                **{name: ",".join(values(article, name)) for name in COUNTED},
            )
        writer.commit()

    def ask(self, ask: Ask) -> Answer | None:
        with contextlib.closing(self._index.searcher()) as searcher:
            words = _words(ask)
            plain = [name for name in COUNTED if name not in ask.filters]
            groups = {name: FieldFacet(name, allow_overlap=True) for name in [*plain, "month"]}
            found = searcher.search(words, limit=HITS, filter=_filter(ask.filters), groupedby=groups)
            # With groups Whoosh keeps every hit, whatever the limit.
            shown = found[:HITS]
            stored = [json.loads(hit["article"])["text"] for hit in shown]
            pieces = [hit.highlights("text", text=held) for hit, held in zip(shown, stored, strict=True)]
            counts = {name: _counts(found, name) for name in plain}
            for name in ask.filters:
                own = {name: FieldFacet(name, allow_overlap=True)}
                held = _filter(other_filters(ask, name))
                counts[name] = _counts(searcher.search(words, limit=1, filter=held, groupedby=own), name)
            return Answer(len(found), len(pieces), counts)

    def close(self) -> None:
        self._index.close()


def _counts(found: Any, name: str) -> tuple[int, ...]:
    sizes = sorted((len(group) for value, group in found.groups(name).items() if value), reverse=True)
    return tuple(sizes[:SIZE])


def _filter(filters: Mapping[str, str]) -> Any:
    return query.And([query.Term(name, value) for name, value in filters.items()]) if filters else None


def _words(ask: Ask) -> Any:
    parts: list[Any] = [query.Term("text", word) for word in ask.words]
    if ask.phrase:
        parts = [query.Phrase("text", list(ask.words))]
    parts += [query.Prefix("text", ask.prefix)] if ask.prefix else []
    parts += [query.FuzzyTerm("text", ask.fuzzy, maxdist=1, prefixlength=0)] if ask.fuzzy else []
    parts += [query.Or([query.Term("text", word) for word in ask.either])] if ask.either else []
    whole = query.And(parts) if parts else query.Every()
    for word in ask.without:
        whole = query.AndNot(whole, query.Term("text", word))
    return whole
