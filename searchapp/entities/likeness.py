"""Whether two names are one person's, and why.

`SAME` holds by itself. `LIKELY` holds where nobody else in the archive could be meant: an initial for a first name, a
middle name more or less.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance.JaroWinkler import similarity
from rapidfuzz.distance.Levenshtein import distance

from searchapp.enrich.tables import words
from searchapp.entities.person import PersonName, is_patronymic
from searchapp.entities.spelling import consonants, read_alike, readings, sound
from searchapp.entities.tables import NAMESAKES, common_family_names, given_names

#: Jaro-Winkler from which words may be slips of one another, if their consonants are the same.
GIVEN, FAMILY = 0.85, 0.92
#: Jaro-Winkler that the letters themselves have at the least, where it is their sounds that are alike.
SLIP = 0.85
#: Letters from which a family name and a first name are long enough to be judged by that.
LONG, LONG_GIVEN = 5, 6
#: Jaro-Winkler of names in two scripts, whose consonants are the same.
SCRIPTS = 0.7


class Strength(IntEnum):
    """How sure it is that two names are one person's."""

    DIFFERENT = 0
    LIKELY = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """The verdict on two names and its reasons, in words a reader understands."""

    strength: Strength
    why: str = ""


_NOT = Likeness(Strength.DIFFERENT)


def likeness(one: PersonName, two: PersonName) -> Likeness:
    """Whether the two are one person's name."""
    if one.generation != two.generation:
        return _NOT
    if one.tokens == two.tokens:
        return Likeness(Strength.SAME, "the same words")
    if one.written == two.written:
        return Likeness(Strength.SAME, "the same name, divided otherwise")
    if one.joined or two.joined:
        alike = one.joined == two.joined and (one.given, one.family) == (two.given, two.family)
        return Likeness(Strength.SAME, "the same name, divided otherwise") if alike else _NOT
    if one.particles != two.particles:
        return _NOT
    family = _family(one, two)
    if not family:
        return _NOT
    strength, given = _given(one, two, family)
    if strength == Strength.DIFFERENT:
        return _NOT
    return Likeness(strength, "; ".join(dict.fromkeys(part for part in (family, given) if part)))


def _family(one: PersonName, two: PersonName) -> str:
    """Why two family names may be one; empty where they are two."""
    a, b = one.family, two.family
    if a == b or _no_umlaut(a) == _no_umlaut(b):
        return "the same family name"
    foreign = one.foreign != two.foreign
    ranks = common_family_names()
    if _by_gender(a, b) or (not foreign and (a in ranks or b in ranks)):
        return ""
    long = min(len(a), len(b)) >= LONG
    if readings(a) & readings(b) and (foreign or (long and read_alike((one.first, a), (two.first, b)))):
        return "family names that sound alike"
    same_consonants = bool(consonants(a) & consonants(b))
    if foreign and same_consonants and _similar(a, b) >= SCRIPTS:
        return "family names with the same consonants in two scripts"
    rows = given_names()
    if rows.get(a, frozenset()) & rows.get(b, frozenset()) & _arabic_rows():
        return "forms of one Arabic name"
    if _arabic(one) and _arabic(two) and _arabic_consonants(a) & _arabic_consonants(b):
        return "Arabic family names with the same consonants"
    known = words().family_names
    if a in known and b in known:
        return ""
    alike = long and same_consonants and read_alike((one.first, a), (two.first, b), vowels=False)
    if alike and _similar(a, b) >= FAMILY and similarity(a, b) >= SLIP:
        return "family names with the same consonants"
    return ""


def _given(one: PersonName, two: PersonName, family: str) -> tuple[Strength, str]:
    """How sure it is that the given names are one person's, and why."""
    rare = one.family not in common_family_names()
    if one.given == two.given:
        return Strength.SAME, ""
    if _joined(one.given) == _joined(two.given):
        return Strength.SAME, "given names divided otherwise"
    first = _first(one, two)
    if first is None:
        return (Strength.LIKELY, "an initial") if rare and _initials_agree(one.given, two.given) else _NONE
    return _middle(one, two, first)


_NONE = (Strength.DIFFERENT, "")


def _first(one: PersonName, two: PersonName) -> str | None:
    """Why two first given names may be one; None where they are two."""
    a, b = one.first, two.first
    if a == b or _no_umlaut(a) == _no_umlaut(b):
        return ""
    foreign = one.foreign != two.foreign
    if min(len(a), len(b)) < 2 or (not foreign and _by_gender(a, b)):
        return None
    rows = given_names()
    if rows.get(a, frozenset()) & rows.get(b, frozenset()):
        return "forms of one first name"
    if sound(a) == sound(b) or (min(len(a), len(b)) > 3 and readings(a) & readings(b)):
        return "first names that sound alike"
    same_consonants = bool(consonants(a) & consonants(b))
    if foreign and same_consonants and _similar(a, b) >= SCRIPTS:
        return "first names with the same consonants in two scripts"
    known = words().first_names
    if a in known and b in known:
        return None
    if same_consonants and min(len(a), len(b)) >= LONG_GIVEN and distance(a, b) <= 1 and similarity(a, b) >= GIVEN:
        return "first names with the same consonants"
    return None


def _no_umlaut(word: str) -> str:
    """A folded word with `ae`, `oe`, `ue` as the umlauts that they may stand for, folded: Schroeder, Schröder."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _similar(a: str, b: str) -> float:
    """The similarity of two words' sounds, in the readings in which they are most alike."""
    sounds = (similarity(one, two) for one in readings(a) for two in readings(b))
    return max(similarity(a, b), *sounds)


def _middle(one: PersonName, two: PersonName, first: str) -> tuple[Strength, str]:
    """What the given names after the first say, whose own likeness is `first`."""
    shorter, longer = sorted((one.given[1:], two.given[1:]), key=len)
    if not longer:
        return Strength.SAME, first
    if not shorter:
        return _one_more(one, longer, first)
    if not _within(shorter, longer):
        return _NONE
    if len(shorter) == len(longer):
        return Strength.SAME, first or "middle names that agree"
    return _one_more(one, longer, first)


def _one_more(one: PersonName, longer: tuple[str, ...], first: str) -> tuple[Strength, str]:
    if len(longer) == 1 and is_patronymic(longer[0]):
        return Strength.LIKELY, _both(first, "with and without a patronymic")
    rank = common_family_names().get(one.family)
    if rank is not None and rank < NAMESAKES:
        return _NONE
    return Strength.LIKELY, _both(first, "a middle name more")


def _both(*reasons: str) -> str:
    return "; ".join(reason for reason in reasons if reason)


def _within(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether each of the shorter's middle names is one of the longer's, in order; an initial may stand for one."""
    rest = iter(longer)
    return all(any(_agree(name, other) for other in rest) for name in shorter)


def _agree(a: str, b: str) -> bool:
    if min(len(a), len(b)) == 1:
        return a[0] == b[0]
    return (
        a == b
        or bool(readings(a) & readings(b))
        or bool(given_names().get(a, frozenset()) & given_names().get(b, frozenset()))
    )


def _initials_agree(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether one of them is of initials alone, which are those of the other."""
    for initials, full in ((one, two), (two, one)):
        if all(len(part) == 1 for part in initials) and not all(len(part) == 1 for part in full):
            return initials[0][0] == full[0][0] and _within(initials[1:], full[1:] or initials[1:])
    return False


def _joined(given: tuple[str, ...]) -> str:
    return "".join(given)


def _by_gender(a: str, b: str) -> bool:
    """Whether two names differ by an ending that makes a man's name a woman's: Ivanov, Ivanova; Paul, Paula, Paule."""
    shorter, longer = sorted((a, b), key=len)
    if longer.startswith(shorter) and longer[len(shorter) :] in ("a", "e", "ia", "ya", "ne", "na", "ie", "le", "lle"):
        return True
    return {shorter[-2:], longer[-3:]} == {"iy", "aya"} or (shorter[-1:], longer[-3:]) in (("y", "aya"), ("i", "aya"))


def _arabic(name: PersonName) -> bool:
    """Whether the first name is one of the table's Arabic ones."""
    return bool(given_names().get(name.first, frozenset()) & _arabic_rows())


def _arabic_rows() -> frozenset[int]:
    rows = given_names()
    return frozenset().union(
        *(
            rows[name]
            for name in (
                "abdel abdullah ahmed ali bashar hassan hussein ibrahim ismail khaled mahmoud mohammed moammar "
                "mustafa osama omar said saleh tariq yasser yusuf"
            ).split()
        )
    )


def _arabic_consonants(word: str) -> frozenset[str]:
    """Consonants of the readings, with those that Arabic dialects and transliterations exchange as one."""
    return frozenset(heard.replace("g", "k") for heard in consonants(word))
