"""Query text to tree. Lenient: whatever is typed means something, and a warning says where it was guessed.

    query   = [ or ]
    or      = and { "OR" and }
    and     = item { [ "AND" ] item }
    item    = [ "NOT" | "-" | "+" ] boosted
    boosted = primary [ "^" number ]
    primary = "(" or ")" | field ":" ( "(" or ")" | leaf ) | leaf
    leaf    = "*" | quoted [ "~" number ] | word [ "*" | "~" [ "1" | "2" ] ] | date
    date    = [ ">" | ">=" | "<" | "<=" ] day | [ day ] ".." [ day ]          after `date:` only
    day     = year [ "-" month [ "-" day ] ]
    quoted  = '"' characters '"'

AND binds more tightly than OR; words side by side are joined by AND. Operators are in capitals: `or` is a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchapp.query import analysis, dates, lexing
from searchapp.query.lexing import NAMED
from searchapp.query.result import Note
from searchapp.query.tree import All, And, Boost, Dates, Fuzzy, Leaf, Node, Not, Or, Phrase, Prefix, Present, Word

#: Brackets nest no deeper; further ones are left out with a warning.
MOST_DEPTH = 40
#: Words (those of phrases too) and dates that are read; what comes after is left out with a warning.
MOST_LEAVES = 300
#: Words of a phrase may be this many moves apart at the most.
MOST_SLOP = 50
#: What a boost multiplies by at the most.
MOST_BOOST = 1000.0
#: Warnings that are given; a text with more slips than that is no query.
MOST_WARNINGS = 20
_PLAIN = re.compile(r"(?!(?:AND|OR|NOT)\Z)\w+")
_LIKE_FIELD = re.compile(r"([^\W\d_]+):(?!//|\d)")
_TILDE = re.compile(r"(.+?)~([12]?)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree and what had to be guessed on the way, each warning with its character position."""

    tree: Node
    warnings: tuple[Note, ...] = ()


def parse(text: str) -> Parsed:
    """The tree that `text` means.

    >>> parse("oil -japan").tree
    And(parts=(Word(text='oil', field=None), Not(part=Word(text='japan', field=None))))
    >>> parse('"open').warnings[0].message
    'The quote is not closed; everything after it was read as the phrase.'
    """
    parser = _Parser(text)
    tree = parser.query()
    return Parsed(tree, tuple(parser.warnings))


class _Parser:
    """One reading of one text; holds the place in it, the warnings and how much has been read."""

    def __init__(self, text: str) -> None:
        self.tokens = lexing.tokens(text)
        self.at = 0
        self.depth = 0
        self.leaves = 0
        self.warnings: list[Note] = []
        if lexing.shouted(text, self.tokens):
            told = next(token for token in self.tokens if lexing.kind(token) in lexing.OPERATORS)
            self.warn("The whole sentence is in capitals: AND, OR and NOT were left out.", told.start())
            self.tokens = [token for token in self.tokens if lexing.kind(token) not in lexing.OPERATORS]

    def warn(self, message: str, position: int) -> None:
        if len(self.warnings) < MOST_WARNINGS:
            self.warnings.append(Note(message, position))

    def kind(self) -> str | None:
        if self.at >= len(self.tokens):
            return None
        return lexing.kind(self.tokens[self.at])

    def take(self) -> re.Match[str]:
        self.at += 1
        return self.tokens[self.at - 1]

    def query(self) -> Node:
        parts = []
        while self.kind():
            if self.kind() == "close":
                self.warn("There is no bracket that this one closes; it was left out.", self.take().start())
            elif (node := self.either(None)) is not None:
                parts.append(node)
        if not parts:
            return All()
        return _joined(And, parts)

    def either(self, field: str | None) -> Node | None:
        sides, waiting = [self.every(field)], None
        while self.kind() == "OR":
            waiting = self.take()
            sides.append(self.every(field))
        if waiting and (sides[0] is None or sides[-1] is None):
            self.warn("OR needs something on both sides; it was left out.", waiting.start())
        kept = [side for side in sides if side is not None]
        return _joined(Or, kept) if kept else None

    def every(self, field: str | None) -> Node | None:
        parts = []
        while self.kind() not in (None, "OR", "close"):
            if self.kind() == "AND":
                self.take()
            elif (node := self.item(field)) is not None:
                parts.append(node)
        return _joined(And, parts) if parts else None

    def item(self, field: str | None) -> Node | None:
        if self.kind() not in ("NOT", "minus"):
            return self.boosted(field)
        sign = self.take()
        negative = sign.group() != "+"
        while self.kind() in ("NOT", "minus"):
            negative ^= self.take().group() != "+"
        node = self.boosted(field) if self.kind() not in (None, "OR", "AND", "close") else None
        if node is None:
            self.warn(f"Nothing stands after {sign.group()}; it was left out.", sign.start())
            return None
        return Not(node) if negative else node

    def boosted(self, field: str | None) -> Node | None:
        node = self.primary(field)
        while self.kind() == "boost":
            factor = float(self.take().group()[1:])
            if node is not None:
                node = _boosted(node, factor)
        return node

    def primary(self, field: str | None) -> Node | None:
        kind = self.kind()
        if kind == "open":
            return self.bracket(field)
        if kind == "field":
            return self.scoped()
        if kind == "boost":
            self.warn("A boost stands after a word; this one was left out.", self.take().start())
            return None
        return self.leaf(field)

    def bracket(self, field: str | None) -> Node | None:
        opened = self.take()
        if self.depth >= MOST_DEPTH:
            self.warn(f"Brackets nest more than {MOST_DEPTH} deep; this one was left out.", opened.start())
            return None
        self.depth += 1
        node = self.either(field)
        self.depth -= 1
        if self.kind() == "close":
            self.take()
        else:
            self.warn("The bracket is not closed; it was read up to the end.", opened.start())
        return node

    def scoped(self) -> Node | None:
        token = self.take()
        name = token.group()[:-1].lower()
        if self.kind() in (None, "close"):
            self.warn(f"Nothing stands after {name}:; it was left out.", token.start())
            return None
        return self.bracket(name) if self.kind() == "open" else self.leaf(name)

    def leaf(self, field: str | None) -> Node | None:
        token = self.take()
        if self.leaves > MOST_LEAVES:
            return None
        if field == "date" and set(token.group()) != {"*"}:
            return self.counted(self.dates(token), token)
        if token.group("quote"):
            return self.counted(self.phrase(token, field), token)
        return self.counted(self.word(token, field), token)

    def counted(self, leaf: Leaf | None, token: re.Match[str]) -> Leaf | None:
        if leaf is None:
            return None
        words = len(analysis.words(leaf.text)) if isinstance(leaf, Word | Phrase | Prefix | Fuzzy) else 1
        left = MOST_LEAVES - self.leaves
        self.leaves += max(1, words)
        if self.leaves <= MOST_LEAVES:
            return leaf
        if left >= 0:
            self.warn(f"Only the first {MOST_LEAVES} words were searched for.", token.start())
            self.leaves = MOST_LEAVES + 1
        return _cut(leaf, left) if left > 0 and isinstance(leaf, Word | Phrase) else None

    def phrase(self, token: re.Match[str], field: str | None) -> Leaf | None:
        if token.group("shut") is None:
            self.warn("The quote is not closed; everything after it was read as the phrase.", token.start())
        inside = " ".join(token.group("inside").split())
        if not inside:
            self.warn("The quotes hold nothing; they were left out.", token.start())
            return None
        slop = int(token.group("slop")[:4]) if token.group("slop") else 0
        if slop > MOST_SLOP:
            self.warn(f"Words can be at most {MOST_SLOP} places apart.", token.start())
        return Phrase(inside, min(slop, MOST_SLOP), field)

    def word(self, token: re.Match[str], field: str | None) -> Leaf | None:
        text = token.group()
        if text in ("-", "+", "^"):
            return None
        if set(text) == {"*"}:
            return Present(field) if field else All()
        if unknown := _LIKE_FIELD.match(text):
            message = f"There is no field {unknown[1]!r}; it was read as a word. Fields: {', '.join(NAMED)}."
            if unknown[1].lower() in NAMED:
                message = f"Nothing stands after {unknown[1]}:; it was read as a word."
            self.warn(message, token.start())
        fuzzy = _TILDE.match(text)
        if fuzzy and "*" not in text:
            return Fuzzy(fuzzy[1], int(fuzzy[2] or 1), field)
        if "*" in text:
            return self.wildcard(text, field, token.start())
        return Word(text, field)

    def wildcard(self, text: str, field: str | None, position: int) -> Leaf:
        stem = text.rstrip("*")
        if text.endswith("*") and "*" not in stem:
            if not _too_wide(stem):
                return Prefix(stem, field)
            self.warn("A star needs two letters before it; it was left out.", position)
        else:
            self.warn("A star can stand at the end of a word only; the others were left out.", position)
        bare = " ".join(text.replace("*", " ").split())
        return Word(bare, field) if _PLAIN.fullmatch(bare) else Phrase(bare, 0, field)

    def dates(self, token: re.Match[str]) -> Leaf | None:
        text = (token.group("inside") if token.group("quote") else token.group()).strip()
        found = dates.bounds(text)
        if found is None:
            message = f"{text!r} is no date; it was left out. Write 2014, 2014-01, 2014-01..2014-03 or >2015."
            self.warn(message, token.start())
            return None
        return Dates(*found)


def _cut(leaf: Word | Phrase, words: int) -> Phrase:
    """The first words of a leaf that has too many."""
    end = analysis.tokens(leaf.text)[words - 1].end
    return Phrase(leaf.text[:end], leaf.slop if isinstance(leaf, Phrase) else 0, leaf.field)


def _boosted(node: Node, factor: float) -> Boost:
    """The node boosted; of boosts on each other one is made. Rounded, so that its rendering is read as the same."""
    if isinstance(node, Boost):
        return _boosted(node.part, node.factor * factor)
    return Boost(node, round(min(factor, MOST_BOOST), 3))


def _too_wide(stem: str) -> bool:
    """Whether a word that begins so could be almost any: one letter or digit, unless its script is cut into pairs.

    >>> [_too_wide(stem) for stem in ("a", "É", "7", "EU-R", "ab", "東")]
    [True, True, True, True, False, False]
    """
    last = analysis.words(stem)[-1:]
    return len("".join(last)) == 1 and len(analysis.words(last[0] * 3)) == 1


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node:
    """One node of `kind` over the parts, with those of the same kind taken in; a single part stands for itself."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return flat[0] if len(flat) == 1 else kind(tuple(flat))
