"""Invented articles with the statistics of real ones, and what is asked of them.

Words follow Zipf's law over a vocabulary that grows with the archive (Heaps' law); people, places, outlets and the
other facet values have long tails. Every word ends so that no English stemmer changes it: engines with stemmers of
their own then find the same articles. The same seed gives the same articles.
"""

from __future__ import annotations

import datetime
import json
import math
import random
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

WORDS = 400
FIRST, LAST = datetime.date(2001, 1, 1), datetime.date(2024, 12, 31)
#: Facet -> (values there are, values of an article at the most).
FACETS = {
    "people": (20_000, 5),
    "places": (3_000, 4),
    "organisations": (4_000, 3),
    "counterparts": (80, 2),
    "outlet": (200, 1),
    "authors": (2_000, 1),
}
COUNTRIES = "RU US GB FR DE UA CN TR IR IT PL JP IN BR ES CA SE NO FI EE LV LT GE AM AZ KZ BY MD RS GR".split()
_ZIPF = 1.05
#: Heaps' law: words known after n = _HEAPS × n ^ _GROWTH.
_HEAPS, _GROWTH = 12.0, 0.62
_MOST_WORDS = 4_000_000
_STARTS = "b d f g h k l m n p r t v w z br dr fr gr kl kr pl pr st tr".split()
_ENDS = "ak ek ik ok uk ap ep ip op up ax ex ix ox ux".split()
_VOWELS = "aeiou"


def word(rank: int) -> str:
    """The word of a rank: the frequent ones are short.

    >>> word(0), word(12_345)
    ('bak', 'lestak')
    """
    rank, end = divmod(rank, len(_ENDS))
    rank, start = divmod(rank, len(_STARTS))
    stem = _STARTS[start]
    while rank:
        rank, at = divmod(rank - 1, len(_STARTS) * len(_VOWELS))
        stem = _STARTS[at % len(_STARTS)] + _VOWELS[at // len(_STARTS)] + stem
    return stem + _ENDS[end]


def _ranked(chance: random.Random, known: float, exponent: float = _ZIPF) -> int:
    """A rank below `known` by Zipf's law, from the inverse of its continuous form."""
    power = 1 - exponent
    return int((1 + chance.random() * (known**power - 1)) ** (1 / power)) - 1


class _Tail:
    """Values of a facet with a long tail."""

    def __init__(self, name: str, many: int) -> None:
        self.values = [_value(name, number) for number in range(many)]
        self.weights = list(accumulate(1 / (rank + 5) for rank in range(many)))

    def draw(self, chance: random.Random) -> str:
        return self.values[bisect_left(self.weights, chance.random() * self.weights[-1])]


def _value(name: str, number: int) -> str:
    two = f"{word(number % 977 + 40).title()} {word(number // 7 + 1500).title()}"
    return two if name in ("people", "authors") else f"{name[:3].title()} {two}"


def articles(number: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """That many articles as JSON Lines have them, all facet values given."""
    chance = random.Random(seed)
    tails = {name: _Tail(name, many) for name, (many, _) in FACETS.items()}
    days = (LAST - FIRST).days
    seen = 1_000.0
    for at in range(number):
        size = max(60, int(chance.gauss(WORDS, WORDS / 4)))
        known = min(_MOST_WORDS, _HEAPS * seen**_GROWTH)
        text = [word(_ranked(chance, known)) for _ in range(size)]
        seen += size
        values = {name: _drawn(tails[name], chance, most) for name, (_, most) in FACETS.items()}
        for name in values["people"]:
            text[chance.randrange(len(text))] = name
        yield {
            "id": f"{seed}-{at}",
            "url": f"https://news.example/{seed}/{at}",
            "title": " ".join(text[:7]),
            "text": _sentences(text),
            # More of the articles are of late, as in any archive.
            "date": (FIRST + datetime.timedelta(int(days * math.sqrt(chance.random())))).isoformat(),
            "language": "en",
            "countries": list(dict.fromkeys(chance.choices(COUNTRIES, k=2))),
            **{name: held[0] if name == "outlet" else held for name, held in values.items()},
        }


def _drawn(tail: _Tail, chance: random.Random, most: int) -> list[str]:
    return list(dict.fromkeys(tail.draw(chance) for _ in range(chance.randint(1, most))))


def _sentences(text: list[str]) -> str:
    cut = [" ".join(text[at : at + 18]) for at in range(0, len(text), 18)]
    return ". ".join(f"{sentence[0].upper()}{sentence[1:]}" for sentence in cut) + "."


def write(path: Path, number: int, seed: int = 1) -> None:
    """The articles as a file of JSON Lines."""
    with path.open("w", encoding="utf-8") as out:
        for article in articles(number, seed):
            out.write(json.dumps(article, ensure_ascii=False) + "\n")


@dataclass(frozen=True, slots=True)
class Ask:
    """A request in the terms of every peer: words that must match, as one phrase if so, or one beginning or fuzzy word;
    words of which one must match, words that must not, and values of facets."""

    name: str
    words: tuple[str, ...] = ()
    phrase: bool = False
    prefix: str = ""
    fuzzy: str = ""
    either: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    filters: dict[str, str] = field(default_factory=dict)

    def query(self) -> str:
        """The same in the query language of searchapp."""
        parts = [f'"{" ".join(self.words)}"'] if self.phrase else list(self.words)
        parts += [f"{self.prefix}*"] if self.prefix else []
        parts += [f"{self.fuzzy}~"] if self.fuzzy else []
        parts += [f"({' OR '.join(self.either)})"] if self.either else []
        return " ".join([*parts, *(f"-{word}" for word in self.without)])


def asks() -> list[Ask]:
    """What is asked: every kind of query, without filters and with one and three."""
    one = {"counterparts": _value("counterparts", 0)}
    three = {**one, "outlet": _value("outlet", 0), "countries": "RU"}
    plain = [
        Ask("start page"),
        Ask("common word", (word(3),)),
        Ask("rare word", (word(5_000),)),
        Ask("two words", (word(20), word(45))),
        Ask("phrase", (word(2), word(5)), phrase=True),
        Ask("prefix", prefix=word(700)[:3]),
        Ask("fuzzy word", fuzzy=word(900)),
        Ask("boolean", (word(8),), either=(word(60), word(90)), without=(word(40),)),
    ]
    filtered = [
        Ask(f"{ask.name}, {label}", ask.words, ask.phrase, ask.prefix, ask.fuzzy, ask.either, ask.without, held)
        for ask in plain[1:5:2]
        for label, held in (("one filter", one), ("three filters", three))
    ]
    return plain + filtered
