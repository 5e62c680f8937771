"""Did you mean: a query's unknown words put as words and names that the archive has, the same on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from searchapp.engines.asked import asked
from searchapp.engines.port import Reader
from searchapp.fields import FACETS, TEXTS
from searchapp.query import analysis, parser, tree
from searchapp.query.clauses import Everything
from searchapp.query.filters import filters
from searchapp.query.lowering import lower
from searchapp.query.nearness import edit_distance
from searchapp.query.rendering import render
from searchapp.query.request import SearchRequest

#: Words or values of the archive that are compared with a misspelt word.
MOST_COMPARED = 20_000
#: Unknown words of a query that are mended.
MOST_MENDED = 5
#: Characters of a word from which on it may be two edits away, and up to which it is not mended at all.
LONG_WORD = 6
SHORT_WORD = 2


def other(reader: Reader, request: SearchRequest) -> str | None:
    """The request's query with each word that the archive does not know put as the nearest one; None where there is
    no such word, or where that query finds nothing under the request's filters either."""
    before = parser.parse(request.query).tree
    after = _Mender(reader).node(before)
    if after == before:
        return None
    query = render(after)
    return query if asked(reader, query, filters(request)).total else None


class _Mender:
    """Mends the first unknown words of a query: a text of which the archive knows little is no slip of the keys."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.left = MOST_MENDED

    def node(self, node: tree.Node) -> tree.Node:
        match node:
            case tree.Word(text, field):
                return replace(node, text=_joined(self.reader, node) or self.words(text, field))
            case tree.Phrase(text, _, field):
                return replace(node, text=self.words(text, field))
            case tree.And(parts) | tree.Or(parts):
                return replace(node, parts=tuple(self.node(part) for part in parts))
            case tree.Boost(part):
                return replace(node, part=self.node(part))
        return node

    def words(self, text: str, field: str | None) -> str:
        """A text with each of its unknown words mended."""
        pieces, at = [], 0
        for token in analysis.tokens(text):
            pieces += [text[at : token.start], text[token.start : token.end]]
            if self.left and not _count(self.reader, token.word, field):
                self.left -= 1
                pieces[-1] = _mended(self.reader, token.word, field) or pieces[-1]
            at = token.end
        return "".join([*pieces, text[at:]])


def _mended(reader: Reader, word: str, field: str | None) -> str | None:
    return _alike(reader, word, field) or _parted(reader, word, field)


def _count(reader: Reader, text: str, field: str | None) -> int:
    return reader.count(lower(tree.Word(text, field), reader.languages()).strict)


def _joined(reader: Reader, node: tree.Word) -> str | None:
    """Hyphenated words as one, where the archive has that and not these side by side."""
    words = analysis.words(node.text)
    one = "".join(words)
    if len(words) < 2 or _count(reader, node.text, node.field):
        return None
    return one if _count(reader, one, node.field) else None


def _parted(reader: Reader, word: str, field: str | None) -> str | None:
    """An unknown word as two that stand side by side in the archive, the pair in the most articles."""
    places = range(SHORT_WORD + 1, len(word) - SHORT_WORD)
    pairs = ((_count(reader, pair, field), pair) for pair in (f"{word[:at]}-{word[at:]}" for at in places))
    return max((found for found in pairs if found[0]), default=(0, None))[1]


def _alike(reader: Reader, word: str, field: str | None) -> str | None:
    """The word of the archive nearest to an unknown one, the more frequent of equals: one edit away, or two from a long
    word. Those with its first letter are looked at, and if there is none, those with its second."""
    if len(word) <= SHORT_WORD or word[0].isdigit():
        return None
    most = 1 if len(word) < LONG_WORD else 2
    for letter in word[:2]:
        near = (
            (edit_distance(other, word, most), -count, other)
            for other, count in _known(reader, field, letter)
            if abs(len(other) - len(word)) <= most
        )
        best = min((item for item in near if item[0] <= most), default=None)
        if best:
            return best[2]
    return None


def _known(reader: Reader, field: str | None, start: str) -> Iterator[tuple[str, int]]:
    """Words of a field (None: of title and text) that begin so, with the number of articles of each."""
    if field in FACETS:
        for value, count in reader.values(Everything(), field, start, MOST_COMPARED):
            yield from ((word, count) for word in analysis.words(value))
    else:
        for name in (field,) if field else TEXTS:
            yield from reader.words(Everything(), name, start, MOST_COMPARED)
