"""The schema of a Whoosh index, an article as a document of it, and the facts that are read once for a commit."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from typing import Any

from whoosh import columns, fields
from whoosh.analysis import RegexTokenizer
from whoosh.reading import IndexReader

from searchapp.articles import Article, to_json
from searchapp.engines.document import TERM_FIELDS, document
from searchapp.fields import FACETS, INNER, TEXTS


def schema() -> fields.Schema:
    """The schema of an index, made from the list of fields."""
    made: dict[str, fields.FieldType] = {
        "id": fields.ID(unique=True),
        "also": fields.KEYWORD(scorable=False),
        "article": fields.STORED(),
    }
    for name in TERM_FIELDS:
        made[name] = fields.TEXT(analyzer=RegexTokenizer(r"[^ ]+"), phrase=True)
    for name in TEXTS:
        made[name_in_index(f"{name}.words")] = fields.KEYWORD(scorable=False)
    for name in FACETS:
        made[name] = fields.KEYWORD(scorable=False)
        made[name_in_index(f"{name}.words")] = fields.TEXT(analyzer=RegexTokenizer(r"[^ ]+"), phrase=True)
    for name in INNER:
        made[name] = fields.KEYWORD(scorable=False)
    made["facts"] = fields.COLUMN(columns.VarBytesColumn())
    return fields.Schema(**made)


def name_in_index(name: str) -> str:
    """The field of an index for a field of clauses."""
    return name.replace(".", "_")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is read of every article once for a commit: id, day, group and facet values, by document number."""

    ids: dict[int, str] = field(default_factory=dict)
    days: dict[int, datetime.date | None] = field(default_factory=dict)
    values: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)


def fields_of(article: Article) -> dict[str, Any]:
    """An article as the fields of a document."""
    doc = document(article)
    facts = [article.id, article.date.isoformat() if article.date else None, doc.values, article.group]
    return {
        "id": article.id,
        "also": doc.also,
        "article": json.dumps(to_json(article), ensure_ascii=False, separators=(",", ":")),
        "facts": json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode(),
        **doc.terms,
        **{name_in_index(name): text for name, text in doc.words.items()},
        **doc.values,
    }


def facts_of(reader: IndexReader) -> Facts:
    """The facts of every article of a commit."""
    facts = Facts(values={name: {} for name in (*FACETS, *INNER)})
    if reader.doc_count() == 0:
        return facts
    column = reader.column_reader("facts")
    for number in reader.all_doc_ids():
        article_id, day, values, group = json.loads(column[number])
        facts.ids[number] = article_id
        facts.days[number] = datetime.date.fromisoformat(day) if day else None
        for name, held in values.items():
            facts.values[name][number] = held
        if group:
            facts.groups[number] = group
    return facts
