"""Xapian by its Python binding (Debian: python3-xapian), facets by a spy over all matches."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import xapian

from benchmarks.corpus import Ask
from benchmarks.peers import COUNTED, HITS, SIZE, Answer, month, other_filters, text, values

_ALL = 1_000_000_000
_PREFIX = {name: f"X{number}" for number, name in enumerate(COUNTED)}


class Xapian:
    """One text, stemmed; facet values as terms and in slots."""

    name = "Xapian"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = str(folder)
        self._base = xapian.WritableDatabase(self._path, xapian.DB_CREATE_OR_OPEN)
        self._terms = xapian.TermGenerator()
        self._terms.set_stemmer(xapian.Stem("english"))
        self._terms.set_stemming_strategy(xapian.TermGenerator.STEM_NONE)

    def add(self, articles: Iterable[Mapping[str, Any]]) -> None:
        for article in articles:
            document = xapian.Document()
            self._terms.set_document(document)
            self._terms.index_text(text(article))
            for slot, name in enumerate(COUNTED):
                held = values(article, name)
                document.add_value(slot, "\x1f".join(held))
                for value in held:
                    document.add_boolean_term(_term(name, value))
            document.add_value(len(COUNTED), str(month(article)))
            document.set_data(json.dumps(article))
            document.add_boolean_term(f"Q{article['id']}")
            self._base.replace_document(f"Q{article['id']}", document)
        self._base.commit()

    def ask(self, ask: Ask) -> Answer | None:
        if ask.fuzzy:
            return None
        base = xapian.Database(self._path)
        total, texts, counts = _counted(base, ask, ask.filters, [name for name in COUNTED if name not in ask.filters])
        for name in ask.filters:
            counts |= _counted(base, ask, other_filters(ask, name), [name])[2]
        return Answer(total, texts, counts)

    def close(self) -> None:
        self._base.close()


def _counted(
    base: Any, ask: Ask, filters: Mapping[str, str], names: list[str]
) -> tuple[int, int, dict[str, tuple[int, ...]]]:
    enquire = xapian.Enquire(base)
    enquire.set_query(_query(ask, filters))
    spies = {name: xapian.ValueCountMatchSpy(COUNTED.index(name)) for name in names}
    months = xapian.ValueCountMatchSpy(len(COUNTED))
    for spy in (*spies.values(), months):
        enquire.add_matchspy(spy)
    found = enquire.get_mset(0, HITS, _ALL)
    texts = [json.loads(hit.document.get_data())["text"] for hit in found]
    counts = {}
    for name, spy in spies.items():
        counter: Counter[str] = Counter()
        for item in spy.values():
            for value in item.term.decode().split("\x1f"):
                if value:
                    counter[value] += item.termfreq
        counts[name] = tuple(count for _, count in counter.most_common(SIZE))
    return found.get_matches_estimated(), len(texts), counts


def _term(name: str, value: str) -> str:
    return f"{_PREFIX[name]}:{value}"[:240]


def _query(ask: Ask, filters: Mapping[str, str]) -> Any:
    parts = [xapian.Query(word) for word in ask.words]
    if ask.phrase:
        parts = [xapian.Query(xapian.Query.OP_PHRASE, list(ask.words))]
    if ask.prefix:
        parts.append(xapian.Query(xapian.Query.OP_WILDCARD, ask.prefix))
    if ask.either:
        parts.append(xapian.Query(xapian.Query.OP_OR, [xapian.Query(word) for word in ask.either]))
    whole = xapian.Query(xapian.Query.OP_AND, parts) if parts else xapian.Query.MatchAll
    for word in ask.without:
        whole = xapian.Query(xapian.Query.OP_AND_NOT, whole, xapian.Query(word))
    held = [xapian.Query(_term(name, value)) for name, value in filters.items()]
    return xapian.Query(xapian.Query.OP_FILTER, whole, xapian.Query(xapian.Query.OP_AND, held)) if held else whole
