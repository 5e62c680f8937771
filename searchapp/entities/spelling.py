"""What different spellings of a word have in common: the sounds it is read with in several languages.

`Schoigu`, `Choïgou` and `Shoigu` are one name as German, French and English write it. A word is read as each of these
languages (and Polish and Dutch) would; two words may be one name when a reading of the one is a reading of the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
#: Rules of a reading: what is written, as a pattern, and what is heard: S `sh` and `zh`, C `ch`, H `kh`, J `j` of John.
Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(text: str) -> Rules:
    pairs = (line.split(" ") for line in text.strip().split("\n"))
    return tuple((re.compile(pattern.strip()), heard) for pattern, heard in pairs)


_READINGS: dict[str, Rules] = {
    "English": _rules(
        """\
shch|sch S
sh|zh S
ch C
kh H
tz ts
j J"""
    ),
    "German": _rules(
        """\
schtsch S
tsch C
dsch J
sch S
ch H
z ts
ds(?=e) dz
ae a
oe o
ue u
^s(?=[aeiouy]) z
(?<=[aeiouylmnr])s(?=[aeiouy]) z
j y"""
    ),
    "French": _rules(
        """\
chtch S
tch C
dj J
ch S
j S
ou u
gu(?=[eiy]) g
qu k
ss s
(?<=[^aeiouy])ine$ in
(?<=[aeiou][nm])e$ -"""
    ),
    "Polish": _rules(
        """\
szcz S
sz|rz S
cz C
dz J
ch H
(?<=[^aeiouy])ie(?=.) e
c ts
j y"""
    ),
    "Dutch": _rules(
        """\
sjtsj|stsj S
tsj C
sj|zj S
dzj J
ch H
oe u
j y"""
    ),
}
_ENGLISH = _READINGS["English"]
#: What all readings do at last.
_SOUNDS = _rules(
    """\
ck k
ph f
gh g
th t
dh d
q k
x ks
w v
(?<=[aeiou])f$ v
c(?=[eiy]) s
c k
SC S
y i
i+ i
(?<=[aeou])i(?=[aeou]) -
ie e
(?<=[aeiou])h(?=[^aeiou]|$) -
H h"""
)
_LATIN_SIGNS = re.compile(r"(?<![иі])[\u0300-\u036f]")
_SIGNS = re.compile(r"[\u0300-\u036f]")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiou]")


def folded(name: str) -> str:
    """A name in small letters without accents.

    >>> folded("Mevlüt Çavuşoğlu"), folded("Gerhard Schröder")
    ('mevlut cavusoglu', 'gerhard schroder')
    """
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ё", "е").translate(_LETTERS))
    # The short и is a letter of its own, not an и with a sign; so is ї.
    return _SIGNS.sub("", unicodedata.normalize("NFC", _LATIN_SIGNS.sub("", plain)))


@lru_cache(maxsize=200_000)
def readings(word: str) -> frozenset[str]:
    """The sounds of a folded Latin word as each of the languages would read it.

    >>> bool(readings("schoigu") & readings("shoigu")), bool(readings("putin") & readings("pukin"))
    (True, False)
    """
    return frozenset(_heard(word, rules) for rules in _READINGS.values())


def read_alike(one: tuple[str, ...], two: tuple[str, ...], vowels: bool = True) -> bool:
    """Whether the last words of two names (without `vowels`: their consonants) sound alike.

    That is so in a pair of languages, one of them English unless neither word is read as in English, in which the
    words before are not told apart where they are the same: `John Major` is not `John Mayor` as German would read it,
    for then his first name is none that English knows.

    >>> read_alike(("john", "major"), ("john", "mayor")), read_alike(("sergei", "lawrow"), ("sergei", "lavrov"))
    (False, True)
    """
    heard = _heard if vowels else _consonants
    return any(
        heard(one[-1], first) == heard(two[-1], second)
        and all(_loose(a, first) == _loose(b, second) for a, b in zip(one[:-1], two[:-1], strict=False) if a == b)
        for first, second in product(_READINGS.values(), repeat=2)
        if _ENGLISH in (first, second) or (_peculiar(one[-1], first) and _peculiar(two[-1], second))
    )


def _peculiar(word: str, rules: Rules) -> bool:
    """Whether a word is read otherwise than in English."""
    return _heard(word, rules) != _heard(word, _ENGLISH)


def _loose(word: str, rules: Rules) -> str:
    return _heard(word, rules).replace("z", "s").replace("ts", "s")


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """The sounds of a folded Latin word as English has them."""
    return _heard(word, _ENGLISH)


@lru_cache(maxsize=200_000)
def consonants(word: str) -> frozenset[str]:
    """The consonants alone of each reading."""
    return frozenset(_consonants(word, rules) for rules in _READINGS.values())


@lru_cache(maxsize=400_000)
def _consonants(word: str, rules: Rules) -> str:
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", _heard(word, rules)))


@lru_cache(maxsize=400_000)
def _heard(word: str, rules: Rules) -> str:
    for pattern, heard in (*rules, *_SOUNDS):
        word = pattern.sub("" if heard == "-" else heard, word)
    return _DOUBLED.sub(r"\1", word)
