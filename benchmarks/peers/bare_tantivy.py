"""tantivy as it comes: its own tokenizer and stemmer, one text field, fast fields for the facets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from benchmarks.corpus import Ask
from benchmarks.peers import COUNTED, HITS, SIZE, Answer, month, other_filters, text, values

HEAP = 256_000_000
THREADS = 2


class BareTantivy:
    """What can be had at most from the engine below: no snippets, no analysis in Python, no URL, no warnings."""

    name = "tantivy, bare"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, fast=True, tokenizer_name="raw")
        builder.add_text_field("article", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("text", tokenizer_name="own", index_option="position")
        for name in COUNTED:
            builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_integer_field("month", indexed=True, fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
        steps = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold())
        self._index.register_tokenizer("own", steps.filter(Filter.stemmer("english")).build())

    def add(self, articles: Iterable[Mapping[str, Any]]) -> None:
        writer = self._index.writer(HEAP, THREADS)
        for article in articles:
            writer.add_document(
                tantivy.Document.from_dict(
                    {
                        "id": article["id"],
                        "article": json.dumps(article, ensure_ascii=False),
                        "text": text(article),
                        "month": month(article),
                        **{name: values(article, name) for name in COUNTED},
                    },
                    self._schema,
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def ask(self, ask: Ask) -> Answer | None:
        searcher = self._index.searcher()
        words = self._words(ask)
        found = searcher.search(self._filtered(words, ask.filters), HITS, count=True)
        texts = [json.loads(searcher.doc(address)["article"][0])["text"] for _, address in found.hits]
        # Facets whose filters agree are counted in one go, with the months.
        plain = [name for name in COUNTED if name not in ask.filters]
        aggregates: dict[str, Any] = {name: _terms(name) for name in plain}
        aggregates["month"] = {"histogram": {"field": "month", "interval": 1, "min_doc_count": 1}}
        counted = searcher.aggregate(self._filtered(words, ask.filters), aggregates)
        for name in ask.filters:
            counted |= searcher.aggregate(self._filtered(words, other_filters(ask, name)), {name: _terms(name)})
        facets = {name: tuple(bucket["doc_count"] for bucket in counted[name]["buckets"]) for name in COUNTED}
        return Answer(int(found.count), len(texts), facets)

    def _words(self, ask: Ask) -> Query:
        def term(word: str) -> Query:
            return Query.term_query(self._schema, "text", word)

        parts = [(Occur.Must, term(word)) for word in ask.words]
        if ask.phrase:
            parts = [(Occur.Must, Query.phrase_query(self._schema, "text", list(ask.words)))]
        if ask.prefix:
            parts.append((Occur.Must, Query.regex_query(self._schema, "text", f"{ask.prefix}.*")))
        if ask.fuzzy:
            parts.append((Occur.Must, Query.fuzzy_term_query(self._schema, "text", ask.fuzzy, 1, True, False)))
        if ask.either:
            parts.append((Occur.Must, Query.boolean_query([(Occur.Should, term(word)) for word in ask.either])))
        parts += [(Occur.MustNot, term(word)) for word in ask.without]
        return Query.boolean_query(parts) if parts else Query.all_query()

    def _filtered(self, words: Query, filters: Mapping[str, str]) -> Query:
        held = [(Occur.Must, Query.term_query(self._schema, name, value)) for name, value in filters.items()]
        return Query.boolean_query([(Occur.Must, words), *held]) if held else words

    def close(self) -> None:
        """Nothing to do."""


def _terms(name: str) -> dict[str, Any]:
    # Counts of a segment are cut after so many values; with too few of them the sums are not exact.
    return {"terms": {"field": name, "size": SIZE, "segment_size": 20_000}}
