"""The schema of a tantivy index, and an article as a document of it."""

from __future__ import annotations

import json
from typing import Any

import tantivy

from searchapp.articles import Article, to_json
from searchapp.engines.document import TERM_FIELDS, document, order_key
from searchapp.fields import FACETS, INNER, LISTED, TEXTS


def schema() -> tantivy.Schema:
    """The schema of an index, made from the list of fields."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article", stored=True, tokenizer_name="raw", index_option="basic")
    for name in TERM_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in TEXTS:
        builder.add_text_field(f"{name}_words", tokenizer_name="whitespace", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field(f"{name}_words", tokenizer_name="whitespace", index_option="position")
        builder.add_text_field(f"{name}_starts", tokenizer_name="raw", index_option="basic")
    for name in INNER:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in LISTED:
        builder.add_text_field(f"{name}_starts", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("blank", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("by_date", "by_newest"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("also", tokenizer_name="raw", index_option="basic")
    for name in ("day", "month", "rank", "rank_on", "number", "group"):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


def fields(article: Article) -> dict[str, Any]:
    """An article as the fields of a document."""
    doc = document(article)
    held: dict[str, Any] = {
        "id": article.id,
        "article": json.dumps(to_json(article), ensure_ascii=False, separators=(",", ":")),
        "by_date": order_key(article.id, article.date, "date"),
        "by_newest": order_key(article.id, article.date, "-date"),
        "also": doc.also,
        "rank": rank(article.id),
        "rank_on": rank(article.id, 7),
        "number": doc.number,
        "blank": doc.blank,
        **{f"{name}_starts": starts for name, starts in doc.starts.items()},
        **doc.terms,
        **{name_in_index(name): text for name, text in doc.words.items()},
        **doc.values,
    }
    if doc.day is not None:
        held |= {"day": doc.day, "month": doc.month}
    if doc.group is not None:
        held["group"] = doc.group
    return held


def rank(article_id: str, skipped: int = 0) -> int:
    """A number in the order of ids, as far as the seven bytes after the `skipped` ones tell."""
    return int.from_bytes(article_id.encode()[skipped : skipped + 7].ljust(7, b"\0"))


def name_in_index(name: str) -> str:
    """The field of an index for a field of clauses."""
    return name.replace(".", "_")
