"""Names in Cyrillic and Greek letters as Latin ones, by a table of letters.

The tables follow the usual English transliterations (BGN/PCGN, for Serbian the Serbian Latin alphabet). Which
language a Cyrillic name is in is seen by letters that only one has: `і ї є ґ` Ukrainian, `ђ ј љ њ ћ џ` Serbian.
"""

from __future__ import annotations

_RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
        strict=True,
    )
)
_UKRAINIAN = {**_RUSSIAN, "г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "yi", "є": "ye", "’": "", "'": "", "ў": "w"}
_SERBIAN = {
    **_RUSSIAN,
    **dict(zip("жјљњћчџшђхцѓќѕ", "z j lj nj c c dz s dj h c gj kj dz".split(" "), strict=True)),
}
_GREEK_PAIRS = {
    "ου": "ou", "μπ": "b", "ντ": "d", "γκ": "g", "γγ": "ng", "αυ": "av", "ευ": "ev", "αι": "e", "ει": "i", "οι": "i",
    "τσ": "ts", "τζ": "tz",
}  # fmt: skip
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f h ps o".split(" "), strict=True)
)
_UKRAINIAN_ONLY = frozenset("іїєґ")
_SERBIAN_ONLY = frozenset("ђјљњћџѓќѕ")


def is_cyrillic(word: str) -> bool:
    """Whether the (lower-case) word is written in Cyrillic letters."""
    return any("\u0400" <= char <= "\u052f" for char in word)


def is_greek(word: str) -> bool:
    """Whether the (lower-case) word is written in Greek letters."""
    return any("\u0370" <= char <= "\u03ff" for char in word)


def latin(name: str) -> str:
    """A lower-case name in Latin letters; one of another script than Cyrillic or Greek as it is.

    >>> latin("сергей лавров"), latin("сергій"), latin("вучић"), latin("αλεξης τσιπρας")
    ('sergey lavrov', 'serhiy', 'vucic', 'alexis tsipras')
    """
    if is_cyrillic(name):
        letters = set(name)
        table = _UKRAINIAN if letters & _UKRAINIAN_ONLY else _SERBIAN if letters & _SERBIAN_ONLY else _RUSSIAN
        # The sounds of other languages: Джон is John, Дзюба keeps its z.
        return "".join(table.get(char, char) for char in name.replace("дж", "j"))
    if is_greek(name):
        for pair, written in _GREEK_PAIRS.items():
            name = name.replace(pair, written)
        return "".join(_GREEK.get(char, char) for char in name)
    return name
