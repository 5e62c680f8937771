"""The query tree as clauses: every word analysed in the languages of the archive, and what a question is read as."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from searchapp.fields import BY_NAME, TEXTS
from searchapp.query import analysis, tree
from searchapp.query.clauses import (
    LEAD,
    WHOLE,
    AllOf,
    AtLeast,
    Begins,
    Between,
    Clause,
    Everything,
    Except,
    Has,
    InOrder,
    Near,
    Nothing,
    OneOf,
    Weighted,
)
from searchapp.query.nearness import most_slop
from searchapp.query.parser import MOST_SLOP
from searchapp.query.result import Note
from searchapp.query.stopwords import QUESTION_STARTS, stop_words

#: A query of more words than this (stop words aside) is read as a question: articles with some of them are wanted.
QUESTION_WORDS = 6
#: Share of a question's words that an article must have.
QUESTION_SHARE = 0.15
#: What neighbours of a query that stand side by side in an article add to its score, as a share of the phrase's.
PAIR_WEIGHT = 0.1
#: What a match in the lead adds to one in the whole.
LEAD_BOOST = 0.1
#: A query of at least this many words is a question too if it begins like one or ends as a sentence does.
ASKED_WORDS = 3


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


_WHERE = {False: "", True: " in a field of names"}
_BONUS = (*((name, BY_NAME[name].boost) for name in TEXTS if BY_NAME[name].boost), (LEAD, LEAD_BOOST))
#: How a sentence ends: a sign of its own, or a full stop after a word that is no abbreviation.
_SENTENCE_END = re.compile(r".*[?？؟]|[.!]|[^\W\d_]{4,}[.!]", re.DOTALL)


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


def _plain(node: tree.Node) -> bool:
    return isinstance(node, tree.Word) and node.field is None


def _asks(parts: tuple[tree.Node, ...]) -> bool:
    """Whether the words are put as a sentence: by the question word they begin with, or by how they end."""
    first, last = parts[0], parts[-1]
    asked = isinstance(last, tree.Word) and bool(_SENTENCE_END.fullmatch(last.text))
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

    def slop(self, node: tree.Word | tree.Phrase, limit: int = MOST_SLOP) -> int:
        """The slop of a phrase, or what of it can be asked for, noted once."""
        if not isinstance(node, tree.Phrase):
            return 0
        size = len(analysis.words(node.text))
        most = min(most_slop(size), limit)
        note = Note(f"The words of a phrase of {size} can be at most {most} places apart{_WHERE[limit < MOST_SLOP]}.")
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
        """Neighbours of the query, side by side: what an article is given more for."""
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
            case tree.Present(field):
                return Has(field)
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
        also = [self.node(part) for part in parts if part not in needed]
        near = self.pairs(self.words(part for part in parts if _plain(part)))
        return _both([self.node(part) for part in needed], also + near)

    def leaf(self, node: tree.Word | tree.Phrase | tree.Prefix | tree.Fuzzy) -> Clause:
        if node.field:
            return self.on_text(node, node.field) if node.field in TEXTS else self.on_values(node, node.field)
        if isinstance(node, tree.Prefix | tree.Fuzzy):
            return AtLeast(tuple(self.on_text(node, name) for name in TEXTS))
        bonus = [Weighted(self.on_text(node, name), boost) for name, boost in _BONUS]
        if isinstance(node, tree.Phrase) and node.slop:
            # Title and text stand one place apart in the whole, which near words would reach over.
            near = AtLeast(tuple(self.on_text(node, name) for name in TEXTS))
            return _both([Weighted(near, 0)], [self.on_text(node, WHOLE), *bonus])
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
        return _sequence(f"{name}.words", (tuple(analysis.words(node.text)),), self.slop(node, analysis.MOST_APART))

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
