"""An article as the fields of an index: what every adapter writes, worked out once."""

from __future__ import annotations

import datetime
import hashlib
import re
from dataclasses import dataclass

from searchapp.articles import PAIR, SEVERAL, SINGLE, Article
from searchapp.errors import SkippedFile
from searchapp.fields import FACETS, LISTED, TEXTS
from searchapp.query import analysis
from searchapp.query.clauses import LEAD, WHOLE
from searchapp.query.request import Ordering

#: Bytes of a value that engines can hold as one term; longer ones are cut (the article itself keeps them whole).
MOST_VALUE = 8192
#: Bytes of an id, which is a term too and cannot be cut.
MOST_ID = 8192
#: Words of a value that it can be looked up by, words of each such start, and its characters.
MOST_STARTS = 6
MOST_START = 60
#: Fields of terms in an index.
TERM_FIELDS = (WHOLE, LEAD, *TEXTS)
#: Terms of a text that are its lead.
LEAD_TERMS = 60
_HALF = re.compile("[\ud800-\udfff]")
_NEEDED = ("id", "source", "title", "text")


@dataclass(frozen=True, slots=True)
class Document:
    """`terms` and `words` are texts of terms with spaces between; `values` exact values; `starts` the
    values by each word they may be looked up by (see `value_starts`); `day` and `month` numbers. `number` and `group`
    stand for the id and the group of near-copies, `also` are the ids that the article's copies would have."""

    terms: dict[str, str]
    words: dict[str, str]
    values: dict[str, list[str]]
    starts: dict[str, list[str]]
    blank: list[str]
    day: int | None
    month: int | None
    number: int
    group: int | None
    also: list[str]


def document(article: Article) -> Document:
    """The fields of an article; raises SkippedFile, with the field named, for one that no engine can hold.

    Beside the facets, `values` has the inner fields: `relations` with `Turkey→` beside `Turkey→Russia` (all articles
    in which it has a counterpart), `written` with forms in whose place another one is shown, as
    `people=Sergey Lavrov`, and `recipe`.
    """
    check(article)
    values = {name: [cut(value) for value in dict.fromkeys(article.values(name)) if value] for name in FACETS}
    texts = {name: getattr(article, name) for name in TEXTS}
    held_terms = {name: analysis.terms(text, article.language) for name, text in texts.items()}
    terms = {name: " ".join(found) for name, found in held_terms.items()}
    terms |= {
        WHOLE: f"{terms['title']} {analysis.GAP} {terms['text']}",
        LEAD: " ".join(held_terms["text"][:LEAD_TERMS]),
    }
    words = {f"{name}.words": " ".join(dict.fromkeys(analysis.words(text))) for name, text in texts.items()}
    words |= {f"{name}.words": analysis.joined(held) for name, held in values.items() if held}
    day = article.date
    inner = {name: list(dict.fromkeys(map(cut, found))) for name, found in _inner(article).items() if found}
    return Document(
        terms=terms,
        words=words,
        values={name: held for name, held in values.items() if held} | inner,
        starts={
            name: [start for value in held for start in value_starts(value)] for name, held in values.items() if held
        }
        | {name: [f"{analysis.GAP}{value}" for value in inner.get(name, ())] for name in LISTED},
        blank=[name for name in FACETS if not values[name]]
        + [name for name in TEXTS if not terms[name]]
        + ([] if day else ["date"]),
        day=day.toordinal() if day else None,
        month=day.year * 12 + day.month - 1 if day else None,
        number=number_of(article.id),
        group=number_of(article.group) if article.group else None,
        also=[copy.id for copy in article.copies],
    )


def check(article: Article) -> None:
    """Raise SkippedFile, with the field named, for an article that no engine can hold."""
    # Engines answer a value of a wrong type with what says nothing, or hold it and cannot give it back.
    for name in (*SINGLE, *SEVERAL):
        value = getattr(article, name)
        if fault := _fault(name, value):
            raise SkippedFile("bad-article", f"The article {article.id!r:.80} cannot be held: its {name} {fault}.")


def _fault(name: str, value: object) -> str | None:
    if name == "date":
        return None if value is None or type(value) is datetime.date else f"is {value!r:.80}, which is no day"
    if name in SEVERAL:
        texts = value if isinstance(value, tuple) else (None,)
    else:
        texts = () if value is None and name not in _NEEDED else (value,)
    for text in texts:
        if not isinstance(text, str):
            return f"is {value!r:.80}; text is needed"
        if _HALF.search(text):
            return "has half of a surrogate pair in it, which is no character"
    if name == "id" and not 0 < len(str(value).encode()) <= MOST_ID:
        return f"has to have from 1 to {MOST_ID:,} bytes"
    return None


def number_of(text: str) -> int:
    """A number for an id, or the name of a group, by which engines tell thousands of them apart quickly.

    It has 62 bits: among ten million articles two have the same with a probability of one in 90,000.
    """
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 2


def _inner(article: Article) -> dict[str, list[str]]:
    """The values of the inner fields."""
    written = (
        f"{name}={form}"
        for name, forms in article.written.items()
        if name in FACETS
        for form in forms
        if form not in article.values(name)
    )
    actors = (f"{relation.partition(PAIR)[0]}{PAIR}" for relation in article.relations)
    return {
        "relations": [*article.relations, *actors],
        "written": list(written),
        "recipe": [article.recipe] if article.recipe else [],
    }


def value_starts(value: str) -> list[str]:
    """What one types to find a value: its folded words from each of them on, and after a gap the value itself.

    >>> value_starts("Sergei Lavrov")
    ['sergei lavrov¦Sergei Lavrov', 'lavrov¦Sergei Lavrov']
    """
    folded = analysis.words(value)
    starts = dict.fromkeys([_start(folded[at:]) for at in range(min(len(folded), MOST_STARTS))] or [""])
    return [f"{start}{analysis.GAP}{value}" for start in starts]


def value_start(typed: str) -> str:
    """What of the beginning of a value, as it is typed, is compared with its `value_starts`.

    >>> value_start("Sergei  LAV")
    'sergei lav'
    """
    return _start(analysis.words(typed))


def _start(folded: list[str]) -> str:
    return " ".join(folded[:MOST_STARTS])[:MOST_START]


def value_of(start: str) -> str:
    """The value of one of its `value_starts`."""
    return start.partition(analysis.GAP)[2]


def cut(value: str) -> str:
    """A value as engines hold it: itself, unless it is very long."""
    if len(value) * 4 <= MOST_VALUE:
        return value
    return value.encode()[:MOST_VALUE].decode(errors="ignore")


def order_key(article_id: str, day: datetime.date | None, order: Ordering) -> str:
    """A text by whose ascending order articles stand in `order`: by date, then id; undated ones last."""
    if order == "relevance":
        return article_id
    if day is None:
        return f"~{article_id}"
    number = day.toordinal() if order == "date" else datetime.date.max.toordinal() - day.toordinal()
    return f"{number:07} {article_id}"
