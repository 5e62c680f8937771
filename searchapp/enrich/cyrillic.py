"""Case endings of Russian and Ukrainian names, so that one person is not two."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from searchapp.enrich.tokens import lexicon

#: Longest first, so that the whole ending goes.
_FAMILY_ENDINGS = tuple(
    sorted(
        lexicon(
            "ского скому ским ском ская скую ской ский ським ського ському ської ська ською ський ові еві ого ому "
            "ою ої ой ей ым им ом ем єм ая ую ий ый ій а у ю е і ы и я й ь"
        ),
        key=lambda ending: (-len(ending), ending),
    )
)


def is_cyrillic(key: str) -> bool:
    """Whether the (lower-case) word is written in Cyrillic letters."""
    return bool(key) and "\u0400" <= key[0] <= "\u04ff"


@lru_cache(maxsize=20_000)
def stem(key: str) -> str:
    """A family name without its case ending.

    >>> stem("лаврову") == stem("лавровым") == stem("лавров")
    True
    """
    for ending in _FAMILY_ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= 3:
            return key[: -len(ending)]
    return key


def nominatives(key: str) -> Iterator[str]:
    """The nominative forms that a first name in another case can have (`сергея` -> `сергей`, `анной` -> `анна`)."""
    for cut in (1, 2, 3):
        base = key[:-cut]
        if len(base) < 2:
            return
        yield base
        for ending in ("й", "а", "я", "о", "ь", "ій", "ия", "ія", "ий"):
            yield base + ending
