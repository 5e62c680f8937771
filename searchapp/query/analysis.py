"""Text to terms: the one definition that indexing, querying, completing and highlighting share on every engine.

A text is cut into words (letters and digits with inner apostrophes, acronyms such as U.S., numbers such as 1,655.8;
Chinese and Japanese into pairs of characters). Each is folded: lower case, no accents, ß as ss, ё as е, no possessive
's and no French elision. In texts of a language that a Snowball stemmer serves, the folded word is cut to its stem.
Engines are handed the terms, joined by spaces, and split on spaces: they analyse nothing themselves.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import snowballstemmer

#: Changes whenever the same text gives other terms, so that an archive indexed before is told apart.
ANALYSIS_VERSION = 2

#: ISO 639-1 code -> Snowball algorithm. Languages that are not here are searched by whole words.
STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
#: A term between the values of a field with several, so that no phrase reaches from one value into the next.
GAP = "¦"
#: Places that near words of one value may be apart; one more gap stands between two values.
MOST_APART = 5
#: Characters of a word that count; what follows in a longer one (an address, encoded data) does not.
MOST_WORD = 100
#: Words a cache of terms holds before it is emptied.
_MOST_CACHED = 200_000

_GAPS = f" {' '.join([GAP] * (MOST_APART + 1))} "
_HAN = "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u093c-\u094d\u0951-\u0957"
_LETTER = rf"[^\W_{_HAN}{_MARKS}]"
_WORD = re.compile(
    rf"[^\W\d_{_HAN}](?:\.[^\W\d_{_HAN}])+(?![^\W_])"
    r"|\d+(?:[.,]\d+)+(?![^\W_])"
    rf"|(?:[^\W_{_HAN}]|[{_MARKS}])+(?:['’ʼ](?:[^\W_{_HAN}]|[{_MARKS}])+)*"
    rf"|[{_HAN}]+"
)
_IS_HAN = re.compile(rf"[{_HAN}]")
_POSSESSIVE = re.compile(r"['’ʼ]s\Z")
_ELISION = re.compile(r"\A(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=..)", re.IGNORECASE)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ё": "е"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: how it stands there, folded, and its characters `start` to `end`."""

    word: str
    start: int
    end: int


class _Cache(dict[str, str]):
    """Word -> term, worked out when first asked for; emptied when it has grown too large."""

    def __init__(self, work_out: _Worker) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_CACHED:
            self.clear()
        term = self[word] = self._work_out(word)
        return term


class _Worker:
    """Folds a word and, where the language has a stemmer, cuts it to its stem."""

    def __init__(self, language: str | None) -> None:
        name = STEMMERS.get(language or "")
        self._stem = snowballstemmer.stemmer(name).stemWord if name else None

    def __call__(self, word: str) -> str:
        folded = fold(word)
        if self._stem is None or folded[0].isdigit():
            return folded
        return str(self._stem(folded)) or folded


@functools.cache
def _cache(language: str | None) -> _Cache:
    return _Cache(_Worker(language if language in STEMMERS else None))


def fold(word: str) -> str:
    """A word without what does not matter when it is looked for; never empty, never with a space in it.

    >>> fold("Müller’s"), fold("U.S."), fold("l’Union"), fold("Straße"), fold("Ёлка")
    ('muller', 'us', 'union', 'strasse', 'елка')
    """
    bare = _ELISION.sub("", _POSSESSIVE.sub("", word), count=1)
    lower = bare[:MOST_WORD].casefold().translate(_LETTERS)
    if not lower.isascii():
        lower = _without_marks(lower)
    return re.sub(r"(?<=[^\W\d])[.'’ʼ](?=[^\W\d])|[.'’ʼ]\Z", "", lower) or word[:MOST_WORD].casefold()


def _without_marks(text: str) -> str:
    """`text` without accents and vowel marks; the й and ї of Cyrillic are letters of their own and stay."""
    kept = []
    for char in unicodedata.normalize("NFC", text):
        if "\u0400" <= char <= "\u052f":
            kept.append(char)
            continue
        kept.extend(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.category(c).startswith("M"))
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)


def tokens(text: str) -> list[Token]:
    """The words of a text, in order; pairs of characters where the script has no spaces.

    >>> [token.word for token in tokens("EU-Russia talks: 東京都")]
    ['eu', 'russia', 'talks', '東京', '京都']
    """
    folds = _cache(None)
    found: list[Token] = []
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        if _IS_HAN.match(word):
            found.extend(Token(pair, start + i, start + i + len(pair)) for i, pair in enumerate(_pairs(word)))
        else:
            found.append(Token(folds[word], start, match.end()))
    return found


def spans(text: str) -> list[tuple[int, int]]:
    """Where each of the `terms` of a text stands: its first character and the one after its last.

    >>> spans("EU: 東京都")
    [(0, 2), (4, 6), (5, 7)]
    """
    found = [match.span() for match in _WORD.finditer(text)]
    if not _IS_HAN.search(text):
        return found
    return [span for start, end in found for span in _pair_spans(text, start, end)]


def _pair_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if not _IS_HAN.match(text, start):
        yield start, end
        return
    for at, pair in enumerate(_pairs(text[start:end]), start):
        yield at, at + len(pair)


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def words(text: str) -> list[str]:
    """The folded words of a text, in order: `tokens` without their places."""
    return _terms(text, None)


def terms(text: str, language: str | None) -> list[str]:
    """The terms of a text in `language` (ISO 639-1, or None): stems where there is a stemmer, else folded words.

    >>> terms("The companies' working groups", "en")
    ['the', 'compani', 'work', 'group']
    """
    return _terms(text, language)


def _terms(text: str, language: str | None) -> list[str]:
    cache = _cache(language)
    found = _WORD.findall(text)
    if _IS_HAN.search(text):
        return [term for word in found for term in (_pairs(word) if _IS_HAN.match(word) else (cache[word],))]
    return [cache[word] for word in found]


def term_of(word: str, language: str | None) -> str:
    """The term of one word that `tokens` or `words` gave."""
    return _cache(language)[word]


def joined(values: Iterable[str]) -> str:
    """The folded words of several values with gaps between them, as engines index keyword fields for words.

    >>> joined(["Sergei Lavrov", "Peter Stano"])
    'sergei lavrov ¦ ¦ ¦ ¦ ¦ ¦ peter stano'
    """
    return _GAPS.join(" ".join(words(value)) for value in values)
