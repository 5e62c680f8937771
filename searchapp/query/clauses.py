"""What engines run: the query tree with every word analysed, and the filters of a request, as one tree of clauses.

The fields of clauses are those of an index: `title`, `text` and `all` (both) hold terms (stems), `title.words` and
`text.words` folded words, `people.words` the folded words of the values, and `people` the values themselves.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from searchapp.fields import BY_NAME, TEXTS
from searchapp.query import analysis, tree
from searchapp.query.parser import MOST_SLOP
from searchapp.query.request import Filter, SearchRequest
from searchapp.query.result import Note
from searchapp.query.stopwords import QUESTION_STARTS, stop_words

#: The field that words without a field are looked for in: scored as one text, a word counts the same in a headline and
#: below it, and a headline's bonus comes on top. (Two texts scored apart rank worse: nDCG@10 .38 to .40 on Cranfield.)
WHOLE = "all"
#: A query of more words than this (stop words aside) is read as a question: articles with some of them are wanted.
QUESTION_WORDS = 6
#: Share of a question's words that an article must have.
QUESTION_SHARE = 0.15
#: Layouts of a near phrase that are tried.
MOST_LAYOUTS = 250
#: What neighbours of a question that stand side by side in an article add to its score, as a share of the phrase's.
PAIR_WEIGHT = 0.2
#: A query of at least this many words is a question too if it begins like one or ends in a question mark.
ASKED_WORDS = 3


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """Articles with at least one of the `terms` in `field`; scored by BM25."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InOrder:
    """Articles with the `terms` of `field` in a row; with `slop`, at places that differ from a row by so much.

    The place of each term less its rank may differ by `slop` at the most from that of any other: a gap of one word
    costs one, two neighbours that changed places cost two (as in Lucene's sloppy phrases).
    """

    field: str
    terms: tuple[str, ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Begins:
    """Articles with a word in `field` that begins with `prefix`."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Near:
    """Articles with a word in `field` at most `edits` edits (a swap of neighbours is one) from `word`."""

    field: str
    word: str
    edits: int


@dataclass(frozen=True, slots=True)
class Between:
    """Articles dated from `first` to `last`, inclusive; None leaves a side open. Undated articles never match."""

    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Value:
    """Articles with at least one of the exact `values` in the keyword field."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """Articles with any value in the keyword or date field."""

    field: str


@dataclass(frozen=True, slots=True)
class Ids:
    """The articles with these ids."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Articles that match every part; those that match `also` too score higher for it."""

    parts: tuple[Clause, ...]
    also: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Articles that match at least `least` of the parts; the scores of those that match are added."""

    parts: tuple[Clause, ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Except:
    """Articles that do not match the part; no score."""

    part: Clause


@dataclass(frozen=True, slots=True)
class Weighted:
    """The part with its score multiplied by `factor`; factor 0 makes a filter of it."""

    part: Clause
    factor: float


Clause: TypeAlias = (
    Everything
    | Nothing
    | OneOf
    | InOrder
    | Begins
    | Near
    | Between
    | Value
    | Has
    | Ids
    | AllOf
    | AtLeast
    | Except
    | Weighted
)


@dataclass(frozen=True, slots=True)
class Lowering:
    """A query as clauses: `strict` wants every word; `relaxed` most of them, and is None where that is the same.

    `question` says that the query is so long that `relaxed` is meant from the start; `notes` what could not be asked.
    """

    strict: Clause
    relaxed: Clause | None = None
    question: bool = False
    notes: tuple[Note, ...] = ()


def lower(node: tree.Node, languages: Sequence[str | None]) -> Lowering:
    """The clauses of a query tree, its words analysed in each of the `languages` (codes, None for unknown)."""
    lowerer = _Lowerer(tuple(dict.fromkeys(languages)) or (None,))
    lowerer.mixed = any(not text.isupper() for text in _texts(node))
    strict = lowerer.node(node)
    parts = node.parts if isinstance(node, tree.And) else (node,)
    plain = [part for part in parts if _plain(part) and not lowerer.stop(part)]
    fixed = [part for part in parts if not _plain(part)]
    words = lowerer.words(plain)
    question = len(words) > QUESTION_WORDS or (len(words) >= ASKED_WORDS and _asks(parts))
    if question:
        # Quotes in a question are emphasis: their words are wanted like the others, side by side they count more.
        phrases = [part for part in fixed if isinstance(part, tree.Phrase) and part.field is None]
        words += lowerer.words(phrases)
        least = max(1, int(len(words) * QUESTION_SHARE))
        relaxed = lowerer.some(words, least, [part for part in fixed if part not in phrases], lowerer.pairs(words))
    elif len(words) > 1:
        relaxed = lowerer.some(words, (len(words) + 1) // 2, fixed, [])
    else:
        relaxed = None
    return Lowering(strict, relaxed, question, tuple(lowerer.notes))


_BONUS = tuple((name, BY_NAME[name].boost) for name in TEXTS if BY_NAME[name].boost)


def _texts(node: tree.Node) -> Iterator[str]:
    """What the leaves of a tree look for."""
    match node:
        case tree.And(parts) | tree.Or(parts):
            for part in parts:
                yield from _texts(part)
        case tree.Not(part) | tree.Boost(part):
            yield from _texts(part)
        case tree.Word(text) | tree.Phrase(text) | tree.Prefix(text) | tree.Fuzzy(text):
            yield text
        case _:
            pass


def _is_acronym(written: str) -> bool:
    return len(written) > 1 and written.isupper()


def layouts(size: int, slop: int) -> list[tuple[int, ...]]:
    """Every way in which `size` terms may stand near each other: their places, the first of them 0 in some order.

    >>> layouts(2, 1)
    [(0, 1), (0, 2)]
    >>> (1, 0) in layouts(2, 2)
    True
    """
    shifts = (shift for shift in itertools.product(range(slop + 1), repeat=size) if min(shift) == 0)
    places = {tuple(rank + moved for rank, moved in enumerate(shift)) for shift in shifts}
    distinct = {tuple(place - min(row) for place in row) for row in places if len(set(row)) == size}
    return sorted(distinct)


def most_slop(size: int) -> int:
    """The largest slop of a phrase of `size` words; so few layouts are left that every engine can try them all.

    >>> [most_slop(size) for size in range(2, 9)]
    [50, 8, 3, 2, 1, 1, 0]
    """
    if size <= 2:
        return MOST_SLOP
    return max(slop for slop in range(MOST_SLOP) if slop == 0 or (slop + 1) ** size - slop**size <= MOST_LAYOUTS)


def _plain(node: tree.Node) -> bool:
    return isinstance(node, tree.Word) and node.field is None


def _asks(parts: tuple[tree.Node, ...]) -> bool:
    """Whether the words are put as a question: by their first word, or a question mark at the end."""
    first, last = parts[0], parts[-1]
    asked = isinstance(last, tree.Word) and last.text.endswith(("?", "？", "؟"))
    return asked or (isinstance(first, tree.Word) and analysis.fold(first.text) in QUESTION_STARTS)


def _both(parts: list[Clause], also: list[Clause]) -> Clause:
    return parts[0] if len(parts) == 1 and not also else AllOf(tuple(parts), tuple(also))


class _Lowerer:
    """Turns nodes to clauses for one set of languages."""

    def __init__(self, languages: tuple[str | None, ...]) -> None:
        self.languages = languages
        self.stops = stop_words(languages)
        #: Whether words in capitals stand out, so that EU is no stop word; in a query all in capitals none does.
        self.mixed = False
        self.notes: list[Note] = []

    def slop(self, node: tree.Word | tree.Phrase) -> int:
        """The slop of a phrase, or what of it can be asked for, noted once."""
        if not isinstance(node, tree.Phrase):
            return 0
        size = len(analysis.words(node.text))
        most = most_slop(size)
        note = Note(f"The words of a phrase of {size} can be at most {most} places apart.")
        if node.slop > most and note not in self.notes:
            self.notes.append(note)
        return min(node.slop, most)

    def words(self, nodes: Iterable[tree.Node]) -> list[tree.Word]:
        """The words of nodes, one by one (`EU-Russia` has two), without stop words; as often as they are written."""
        texts = (node.text for node in nodes if isinstance(node, tree.Word | tree.Phrase))
        return [tree.Word(word) for text in texts for word in self.content(text)]

    def some(self, words: Sequence[tree.Node], least: int, fixed: Sequence[tree.Node], also: list[Clause]) -> Clause:
        """At least so many of the words, and all that is asked for besides."""
        wanted = AtLeast(tuple(self.node(word) for word in words), least)
        return _both([wanted, *(self.node(part) for part in fixed)], also)

    def pairs(self, words: Sequence[tree.Word]) -> list[Clause]:
        """Neighbours of a question, side by side: what an article is given more for."""
        texts = dict.fromkeys(f"{one.text} {two.text}" for one, two in itertools.pairwise(words) if one != two)
        return [Weighted(self.on_text(tree.Phrase(text), WHOLE), PAIR_WEIGHT) for text in texts]

    def stop(self, node: tree.Node) -> bool:
        """Whether it is a word of which nothing hangs: a stop word, or one without a letter or digit."""
        if not isinstance(node, tree.Word):
            return False
        return not self.content(node.text)

    def content(self, text: str) -> list[str]:
        """The words of a text that are no stop words of the archive's languages; EU and WHO in capitals are none."""
        found = ((token.word, text[token.start : token.end]) for token in analysis.tokens(text))
        return [word for word, written in found if word not in self.stops or (self.mixed and _is_acronym(written))]

    def node(self, node: tree.Node) -> Clause:
        match node:
            case tree.All():
                return Everything()
            case tree.And(parts):
                return self.every(parts)
            case tree.Or(parts):
                return AtLeast(tuple(self.node(part) for part in parts))
            case tree.Not(part):
                return Except(self.node(part))
            case tree.Boost(part, factor):
                return Weighted(self.node(part), factor)
            case tree.Dates(first, last):
                return Between(first, last)
        return self.leaf(node)

    def every(self, parts: tuple[tree.Node, ...]) -> Clause:
        needed = [part for part in parts if not (_plain(part) and self.stop(part))]
        if not any(isinstance(part, tree.Word | tree.Phrase | tree.Prefix | tree.Fuzzy) for part in needed):
            # Stop words are let go only where some other word says what is wanted.
            needed = list(parts)
        also = [part for part in parts if part not in needed]
        return _both([self.node(part) for part in needed], [self.node(part) for part in also])

    def leaf(self, node: tree.Word | tree.Phrase | tree.Prefix | tree.Fuzzy) -> Clause:
        if node.field:
            return self.on_text(node, node.field) if node.field in TEXTS else self.on_values(node, node.field)
        if isinstance(node, tree.Prefix | tree.Fuzzy):
            return AtLeast(tuple(self.on_text(node, name) for name in TEXTS))
        bonus = [Weighted(self.on_text(node, name), boost) for name, boost in _BONUS]
        return _both([self.on_text(node, WHOLE)], list(bonus))

    def on_text(self, node: tree.Word | tree.Phrase | tree.Prefix | tree.Fuzzy, name: str) -> Clause:
        if isinstance(node, tree.Prefix | tree.Fuzzy):
            return self.expanded(node, f"{name}.words")
        slop = self.slop(node)
        sequences = {tuple(analysis.terms(node.text, language)): None for language in self.languages}
        return _sequence(name, tuple(sequences), slop)

    def on_values(self, node: tree.Word | tree.Phrase | tree.Prefix | tree.Fuzzy, name: str) -> Clause:
        if isinstance(node, tree.Prefix | tree.Fuzzy):
            return self.expanded(node, f"{name}.words")
        return _sequence(f"{name}.words", (tuple(analysis.words(node.text)),), self.slop(node))

    def expanded(self, node: tree.Prefix | tree.Fuzzy, name: str) -> Clause:
        words = analysis.words(node.text)
        if not words:
            return Nothing()
        last: Clause = Begins(name, words[-1])
        if isinstance(node, tree.Fuzzy):
            last = Near(name, words[-1], node.edits)
        return _both([*(OneOf(name, (word,)) for word in words[:-1]), last], [])


def _sequence(name: str, sequences: tuple[tuple[str, ...], ...], slop: int) -> Clause:
    """Any of the sequences of terms in the field; the terms of sequences of one term share a clause."""
    if not any(sequences):
        return Nothing()
    single = tuple(terms[0] for terms in sequences if len(terms) == 1)
    clauses: list[Clause] = [OneOf(name, single)] if single else []
    clauses += [InOrder(name, terms, slop) for terms in sequences if len(terms) > 1]
    return clauses[0] if len(clauses) == 1 else AtLeast(tuple(clauses))


def filters(request: SearchRequest, leave_out: str | None = None, excluded: bool = True) -> list[Clause]:
    """The filters of a request as clauses.

    The own choice of the facet `leave_out` (any of, without a value) is left out; its `all` and, unless `excluded` is
    false, its `not` stay, so that a count is what a click on the value gives.
    """
    clauses: list[Clause] = []
    if request.first or request.last:
        clauses.append(Between(request.first, request.last))
    for name, asked in request.filters.items():
        own = name == leave_out
        clauses += _filter(name, asked, chosen=not own, excluded=excluded or not own)
    return clauses


def _filter(name: str, asked: Filter, chosen: bool, excluded: bool) -> list[Clause]:
    clauses: list[Clause] = [Value(name, (value,)) for value in asked.all]
    if excluded:
        clauses += [Except(Value(name, (value,))) for value in asked.none]
    if chosen and (asked.any or asked.missing):
        options: list[Clause] = [Value(name, asked.any)] if asked.any else []
        options += [Except(Has(name))] if asked.missing else []
        clauses.append(options[0] if len(options) == 1 else AtLeast(tuple(options)))
    return clauses


def filtered(query: Clause, conditions: Sequence[Clause]) -> Clause:
    """Articles that match the query and all conditions; only the query scores."""
    if not conditions:
        return query
    return AllOf((query, *(Weighted(condition, 0) for condition in conditions)))
