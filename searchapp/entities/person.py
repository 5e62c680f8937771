"""A person's name in parts: given names, family name, particles, generation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from searchapp.enrich.cyrillic import nominatives
from searchapp.enrich.tables import words
from searchapp.entities.scripts import is_cyrillic, latin
from searchapp.entities.spelling import folded

_GENERATIONS = {
    "jr": "jr", "junior": "jr", "jnr": "jr", "fils": "jr", "мл": "jr", "младший": "jr", "sr": "sr", "senior": "sr",
    "snr": "sr", "père": "sr", "ст": "sr", "старший": "sr", "ii": "ii", "iii": "iii", "iv": "iv",
}  # fmt: skip
#: Before a family name and no part of what tells it from another one.
_ARTICLES = frozenset(("al", "el", "as", "ad", "ar", "an", "at", "az", "ul", "аль", "эль", "ас", "ан"))
#: Particle -> how it is compared.
_PARTICLES = {name: name for name in "de da do dos du des di del della la le van von der den ter zu bin".split()} | {
    "las": "la", "los": "lo", "ben": "bin", "ibn": "bin", "бен": "bin", "бин": "bin", "фон": "von", "ван": "van",
    "дер": "der", "де": "de", "ла": "la", "ле": "le", "ди": "di", "да": "da",
}  # fmt: skip
_PATRONYMIC = re.compile("(ovich|evich|ovych|evych|ovitch|evitch|owitsch|ovna|evna|ivna|ichna|ich)$")
_CASES = re.compile("([аяуюеиыі]|ом|ем|ём|ой|ей)$")
_CUT = re.compile(r"[\s\u00a0.]+")
_HYPHENS = re.compile("[-\u2010-\u2015]")
_QUOTES = re.compile("['’‘ʼ`´]")
#: Endings of family names in another case, by the given name's gender, with that of the nominative.
_HIS = tuple(
    (case, plain)
    for plain, cases in (
        ("ский", "ского скому ским ском"), ("цкий", "цкого цкому цким цком"), ("ов", "ова ову овым ове"),
        ("ев", "ева еву евым еве"), ("ин", "ина ину иным ине"), ("ын", "ына ыну ыным ыне"), ("ый", "ого ому ым ом"),
    )
    for case in cases.split()
)  # fmt: skip
_HER = tuple(
    (case, plain)
    for plain, cases in (
        ("ская", "ской скую"), ("цкая", "цкой цкую"), ("ова", "овой ову"), ("ева", "евой еву"), ("ина", "иной ину"),
    )
    for case in cases.split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name, folded and in Latin letters.

    `given` are all given names in their order; `family` is the family name's last word and `particles` what stands
    before it (`bin`, `von der`), articles left out; `generation` is `jr`, `sr`, `ii` … or empty. `foreign` says that it
    was written in another script; `joined` that it is of a language in which the given name is one word however it is
    written (`Jong-un`, `Jong Un`), so that its parts do not stand alone.
    """

    given: tuple[str, ...]
    family: str
    particles: tuple[str, ...] = ()
    generation: str = ""
    foreign: bool = False
    joined: bool = False

    @property
    def first(self) -> str:
        """The first given name, or an empty text."""
        return self.given[0] if self.given else ""

    @property
    def written(self) -> str:
        """All words in a row, without spaces."""
        return "".join((*self.given, *self.particles, self.family))

    @property
    def tokens(self) -> tuple[str, ...]:
        """All words, sorted."""
        return tuple(sorted((*self.given, *self.particles, self.family)))


@lru_cache(maxsize=200_000)
def parsed(name: str) -> PersonName | None:
    """The parts of a person's name; None for one of a single word, of which nothing can be told.

    >>> parsed("Ursula von der Leyen")
    PersonName(given=('ursula',), family='leyen', particles=('von', 'der'), generation='', foreign=False, joined=False)
    >>> parsed("Lavrov, Sergei").first, parsed("Robert F. Kennedy Jr.").generation
    ('sergei', 'jr')
    """
    last, comma, rest = name.partition(",")
    if comma and rest.strip() and rest.strip().strip(".").casefold() not in _GENERATIONS:
        name = f"{rest} {last}"
    tokens = [token for token in _CUT.split(_QUOTES.sub("", folded(name).replace(",", " "))) if token]
    generation = ""
    if len(tokens) > 2 and tokens[-1] in _GENERATIONS:
        generation = _GENERATIONS[tokens.pop()]
    tokens = _nominative(tokens)
    foreign = any(not token.isascii() for token in tokens)
    if _family_first(tokens):
        joined = "".join(_HYPHENS.sub("", token) for token in tokens[1:])
        return PersonName((latin(joined),), latin(tokens[0]), (), generation, foreign, joined=True)
    parts = [part for token in tokens for part in _HYPHENS.split(token) if part]
    if len(parts) < 2:
        return None
    given, particles, family = _divided(parts)
    if not given:
        return None
    return PersonName(tuple(map(latin, given)), latin(family), particles, generation, foreign)


def _divided(parts: list[str]) -> tuple[list[str], tuple[str, ...], str]:
    """Given names, particles and the last word. `O Neill` is written in one word, too."""
    family = parts[-1]
    rest = parts[:-1]
    if len(rest) > 1 and rest[-1] in ("o", "mc", "mac"):
        family = rest.pop() + family
    cut = len(rest)
    while cut > 1 and (rest[cut - 1] in _PARTICLES or rest[cut - 1] in _ARTICLES):
        cut -= 1
    particles = tuple(_PARTICLES[part] for part in rest[cut:] if part in _PARTICLES)
    return _initials(rest[:cut]), particles, family


def _initials(given: list[str]) -> list[str]:
    """Articles between given names say nothing: `Saif al-Islam`."""
    return [part for part in given if part not in _ARTICLES] or given


def _family_first(tokens: list[str]) -> bool:
    """Whether the name is Chinese, Korean or Vietnamese and begins with its family name."""
    known = words()
    if not 2 <= len(tokens) <= 4 or tokens[0] not in known.family_first or len(tokens[-1]) < 2:
        return False
    if any(len(token) == 1 for token in tokens):
        return False
    return len(tokens) > 2 or bool(_HYPHENS.search(tokens[1])) or tokens[0] not in known.first_names


def _nominative(tokens: list[str]) -> list[str]:
    """A Russian name in another case (`Сергея Лаврова`) as it is in the dictionary, where its first name is known."""
    known = words().first_names
    if len(tokens) != 2 or not is_cyrillic(tokens[0]) or tokens[0] in known or not _CASES.search(tokens[0]):
        return tokens
    given = next((form for form in nominatives(tokens[0]) if form in known), None)
    if given is None:
        return tokens
    family = tokens[1]
    for case, plain in _HER if given[-1] in "ая" else _HIS:
        if family.endswith(case):
            return [given, family[: -len(case)] + plain]
    if given[-1] not in "ая" and family[-1] in "ау" and len(family) > 4:
        return [given, family[:-1]]
    return tokens


def is_patronymic(word: str) -> bool:
    """Whether a folded Latin word is an East Slavic patronymic."""
    return len(word) > 5 and bool(_PATRONYMIC.search(word))
