"""What a text being typed may become: facet values, titles and words, the same on every engine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from searchapp.engines.asked import asked
from searchapp.engines.document import value_start
from searchapp.engines.port import Reader
from searchapp.fields import FACETS, TEXTS
from searchapp.query import tree
from searchapp.query.analysis import Token, tokens
from searchapp.query.clauses import Clause, Everything, filtered
from searchapp.query.filters import filters
from searchapp.query.lexing import NAMED, QUOTES
from searchapp.query.lowering import lower
from searchapp.query.request import SearchRequest
from searchapp.query.result import Completion
from searchapp.query.stopwords import stop_words

#: Facets whose values complete what is typed.
COMPLETED = tuple(name for name in FACETS if name not in ("language", "countries"))
#: Words at the end of what is typed that may begin a facet's value.
VALUE_WORDS = 3
#: Characters of a word from which on titles are looked for by it alone.
TITLE_START = 3
_OPENING = re.compile(r"(?P<sign>[-+]*)(?:(?P<field>%s):)?\"?" % "|".join(NAMED), re.IGNORECASE)

_OPERATOR = re.compile(r"(?:\A|[\s()])(OR|NOT)[\s(]*\Z")


@dataclass(frozen=True, slots=True)
class _Typed:
    """A text being typed: its `tokens`; the finished query `rest`; and the last word or quoted words.

    Those begin at character `start`, in a `field` or not; they are excluded (`without`), looked for besides, or joined
    to what stands before by OR (`either`).
    """

    text: str
    tokens: list[Token]
    rest: str
    start: int
    field: str | None
    without: bool
    either: bool
    quoted: bool

    @property
    def last(self) -> Token | None:
        """The word that is being typed."""
        return self.tokens[-1] if self.tokens and self.tokens[-1].start >= self.start else None


def _typed(text: str) -> _Typed:
    plain = text.translate(QUOTES)
    quoted = plain.count('"') % 2 == 1
    # An open quote holds all that stands behind it; without one it is the last word that is being typed.
    end = plain.rindex('"') if quoted else len(plain)
    first = max(plain.rfind(sign, 0, end) for sign in "\t\n ()") + 1
    opening = _OPENING.match(plain, first)
    assert opening  # noqa: S101 - it matches the empty text too
    name = opening["field"].lower() if opening["field"] else None
    operator = _OPERATOR.search(text[:first])
    without = "-" in opening["sign"] or (operator is not None and operator[1] == "NOT")
    either = operator is not None and operator[1] == "OR"
    return _Typed(text, tokens(text), text[:first].strip(), opening.end(), name, without, either, quoted)


def complete(reader: Reader, request: SearchRequest, typed: str, limit: int) -> list[Completion]:
    """What `typed` may become under the query and the filters of `request`, `limit` of each kind, with counts.

    The end of `typed` is taken for the beginning of a word or of a facet's value; what stands before it is a query that
    narrows what is offered. A count is the number of articles that a search for it finds. The request's own query is
    left out where it is what is being typed.
    """
    end = _typed(typed)
    current = request.query.strip() if request.query.strip() != typed.strip() else ""
    under = [asked(reader, current, filters(request)).clause] if current else []
    conditions = [*filters(request), *under]
    return [
        *_values(reader, request, under, end, limit),
        *_titles(reader, conditions, end, limit),
        *_words(reader, conditions, end, limit),
    ]


def _values(
    reader: Reader, request: SearchRequest, under: Sequence[Clause], end: _Typed, limit: int
) -> list[Completion]:
    """Values that the last words typed begin, under a query of the words before them, the most words first."""
    found: dict[tuple[str, str], Completion] = {}
    names = [end.field] if end.field else COMPLETED
    for rest, start in _starts(end):
        narrowed = asked(reader, rest, filters(request)).clause if rest else Everything()
        for name in names:
            # As in a facet's own list, a choice made in the facet does not shrink what it offers.
            clause = filtered(narrowed, [*filters(request, leave_out=name), *under])
            for value, count in reader.values(clause, name, value_start(start), limit):
                found.setdefault((name, value), Completion(name, value, count, rest=rest))
    return sorted(found.values(), key=lambda item: (-item.count, item.text, item.kind))[:limit]


def _starts(end: _Typed) -> Iterator[tuple[str, str]]:
    """The finished query, and what behind it may begin a value."""
    if end.without or end.either or (end.field and end.field not in FACETS):
        return
    if end.field or end.quoted:
        if end.field or end.last:
            yield end.rest, end.text[end.start :]
    elif end.last:
        for token in end.tokens[-VALUE_WORDS:]:
            yield end.text[: token.start].strip(), end.text[token.start :]


def _titles(reader: Reader, conditions: Sequence[Clause], end: _Typed, limit: int) -> Iterator[Completion]:
    """Titles that have the words typed, the last of them begun."""
    if end.without or end.either or end.field or not end.last:
        return
    *before, last = [token.word for token in end.tokens]
    if not before and len(last) < TITLE_START:
        return
    wanted = tree.And((*(tree.Word(word, "title") for word in before), tree.Prefix(last, "title")))
    clause = filtered(lower(wanted, reader.languages()).strict, conditions)
    for ranked in reader.top(clause, "-date", 0, limit):
        yield Completion("title", ranked.article.title, 1, ranked.article.id)


def _words(reader: Reader, conditions: Sequence[Clause], end: _Typed, limit: int) -> list[Completion]:
    """Words that the last one typed begins, with what stands before it."""
    if not end.last or end.field in FACETS:
        return []
    before = end.text[: end.last.start]
    rest = before.strip() if before[end.start :].strip() else end.rest
    narrowed = asked(reader, rest, conditions).clause if rest and not end.either else Everything()
    clause = filtered(narrowed, conditions)
    stops = stop_words(reader.languages())
    counts: dict[str, int] = {}
    for name in (end.field,) if end.field in TEXTS else TEXTS:
        for word, count in reader.words(clause, name, end.last.word, limit + len(stops)):
            counts[word] = max(count, counts.get(word, 0))
    likely = sorted((word for word in counts if word not in stops), key=lambda word: (-counts[word], word))
    found = [
        Completion("word", before + word, asked(reader, before + word, conditions).total) for word in likely[:limit]
    ]
    return sorted(found, key=lambda item: (-item.count, item.text))
