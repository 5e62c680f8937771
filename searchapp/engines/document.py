"""An article as the fields of an index: what every adapter writes, worked out once."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, replace
from functools import lru_cache

from searchapp.articles import Article, from_json, to_json
from searchapp.fields import FACETS, TEXTS
from searchapp.query import analysis
from searchapp.query.clauses import LEAD, WHOLE
from searchapp.query.request import Sort

#: Bytes of a value that engines can hold as one term; longer ones are cut (the article itself keeps them whole).
MOST_VALUE = 8192
#: Words of a value that it can be looked up by, and characters of each such start.
MOST_STARTS = 6
MOST_START = 60
#: Values whose starts are remembered: most return in many articles.
_VALUES = 20_000
#: Fields of terms in an index.
TERM_FIELDS = (WHOLE, LEAD, *TEXTS)
#: Terms of a text that are its lead.
LEAD_TERMS = 60


@dataclass(frozen=True, slots=True)
class Document:
    """`terms` and `words` are texts of terms with spaces between; `values` exact values; `starts` the
    values by each word they may be looked up by (see `value_starts`); `day` and `month` numbers."""

    terms: dict[str, str]
    words: dict[str, str]
    values: dict[str, list[str]]
    starts: dict[str, list[str]]
    blank: list[str]
    day: int | None
    month: int | None


@dataclass(frozen=True, slots=True)
class Analysed:
    """An article ready to be written: its id, day and fingerprint, itself as JSON, and its fields.

    Text analysis takes as long as writing; so it can be done elsewhere, and what travels from there is a few texts.
    """

    id: str
    date: datetime.date | None
    fingerprint: str
    stored: str
    doc: Document

    @property
    def article(self) -> Article:
        """The article itself."""
        return from_json(json.loads(self.stored))

    def renamed(self, article_id: str) -> Analysed:
        """The same under another id."""
        return analysed(replace(self.article, id=article_id))


def analysed(article: Article | Analysed) -> Analysed:
    """An article ready to be written; one that is so already comes back as it is."""
    if isinstance(article, Analysed):
        return article
    stored = json.dumps(to_json(article), ensure_ascii=False, separators=(",", ":"))
    return Analysed(article.id, article.date, article.fingerprint, stored, document(article))


def document(article: Article) -> Document:
    """The fields of an article."""
    values = {name: [cut(value) for value in dict.fromkeys(article.values(name)) if value] for name in FACETS}
    texts = {name: analysis.indexed(getattr(article, name), article.language) for name in TEXTS}
    terms = {name: found for name, (found, _) in texts.items()}
    terms |= {
        WHOLE: f"{terms['title']} {analysis.GAP} {terms['text']}",
        LEAD: " ".join(terms["text"].split(" ", LEAD_TERMS)[:LEAD_TERMS]),
    }
    words = {f"{name}.words": different for name, (_, different) in texts.items()}
    words |= {f"{name}.words": analysis.joined(held) for name, held in values.items() if held}
    day = article.date
    return Document(
        terms=terms,
        words=words,
        values={name: held for name, held in values.items() if held},
        starts={
            name: [start for value in held for start in value_starts(value)] for name, held in values.items() if held
        },
        blank=[name for name in FACETS if not values[name]] + ([] if day else ["date"]),
        day=day.toordinal() if day else None,
        month=day.year * 12 + day.month - 1 if day else None,
    )


@lru_cache(_VALUES)
def value_starts(value: str) -> tuple[str, ...]:
    """What one types to find a value: its folded words from each of them on, and after a gap the value itself.

    >>> value_starts("Sergei Lavrov")
    ('sergei lavrov¦Sergei Lavrov', 'lavrov¦Sergei Lavrov')
    """
    folded = analysis.words(value)[:MOST_STARTS]
    starts = dict.fromkeys(" ".join(folded[at:])[:MOST_START] for at in range(len(folded)))
    return tuple(f"{start}{analysis.GAP}{value}" for start in starts)


def value_of(start: str) -> str:
    """The value of one of its `value_starts`."""
    return start.partition(analysis.GAP)[2]


def cut(value: str) -> str:
    """A value as engines hold it: itself, unless it is very long."""
    if len(value) * 4 <= MOST_VALUE:
        return value
    return value.encode()[:MOST_VALUE].decode(errors="ignore")


def order_key(article_id: str, day: datetime.date | None, order: Sort) -> str:
    """A text by whose ascending order articles stand in `order`: by date, then id; undated ones last."""
    if order == "relevance":
        return article_id
    if day is None:
        return f"~{article_id}"
    number = day.toordinal() if order == "date" else datetime.date.max.toordinal() - day.toordinal()
    return f"{number:07} {article_id}"
