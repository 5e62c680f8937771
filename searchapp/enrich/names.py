"""Finds people's names in running text: runs of capitalised words, titles before them, what they do after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.enrich.context import (
    acts,
    acts_like_a_person,
    coordinated,
    namesake,
    of_a_firm,
    opens_sentence,
    title_before,
)
from searchapp.enrich.cyrillic import is_cyrillic
from searchapp.enrich.furniture import Furniture
from searchapp.enrich.gazetteer import Mention
from searchapp.enrich.labels import (
    FIRST,
    FIXED,
    HYPHEN,
    LETTER,
    NICK,
    ORGAN,
    OTHER,
    PARTICLE,
    PLACE,
    covered_by,
    labelled,
    run_end,
)
from searchapp.enrich.tables import Words, folded, words
from searchapp.enrich.tokens import CAPITALS, LOWER, Tokens, lexicon

_PARTS = frozenset((FIRST, OTHER, LETTER, PARTICLE, PLACE, HYPHEN, NICK))
_ENGLISH_RANKS = lexicon("mr mrs ms president minister chancellor senator sen governor gen secretary judge")
_ROYAL = lexicon(
    "king queen prince princess emperor sultan emir pope ayatollah patriarch roi reine rey reina papa pape könig königin "
    "papst король короля королева королю папа князь принц"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name at the tokens `start` to `end` (exclusive); its family name begins at `family`.

    `bare` says that only a family name stands there, behind a title.
    """

    start: int
    end: int
    family: int
    bare: bool


def find(tokens: Tokens, mentions: Sequence[Mention], furniture: Furniture) -> list[Name]:
    """The names that the rules are sure of, in reading order, none overlapping another."""
    known = words()
    covered = covered_by(tokens, mentions)
    start = 0 if _sentence_case(tokens) else tokens.text_from
    answer: list[Name] = []
    firms: set[tuple[str, ...]] = set()
    shapes, hidden, dateline = tokens.shapes, furniture.hidden, furniture.dateline
    position, last = start, len(tokens)
    while position < last:
        if shapes[position] not in "CAI" or hidden[position] or dateline[position]:
            position += 1
            continue
        end = run_end(tokens, position, known)
        labels = labelled(tokens, position, end, covered, known)
        answer.extend(_names(tokens, position, labels, known, firms))
        position = end
    # What was a company once (`Dayton Hudson Corp`) is no person further down.
    return [name for name in answer if tuple(tokens.keys[name.start : name.end]) not in firms]


def _sentence_case(tokens: Tokens) -> bool:
    """Whether the headline is written like a sentence, so that capitals in it mean something."""
    longer = [
        tokens.shapes[position]
        for position in range(tokens.text_from)
        if tokens.shapes[position] in "CAl" and len(tokens.keys[position]) > 4
    ]
    return longer.count(LOWER) * 3 >= len(longer) > 0


def _names(tokens: Tokens, offset: int, labels: list[str], known: Words, firms: set[tuple[str, ...]]) -> list[Name]:
    """The names among the labelled tokens of a run; words that belong to a company are added to `firms`."""
    answer = []
    position, last = 0, len(labels)
    while position < last:
        if labels[position] not in _PARTS or labels[position] == HYPHEN:
            position += 1
            continue
        end = position + 1
        while end < last and labels[end] in _PARTS:
            end += 1
        name = _judged(tokens, offset, labels, position, end, known, firms)
        if name:
            answer.append(name)
        position = end
    return answer


def _judged(
    tokens: Tokens, offset: int, labels: list[str], begin: int, end: int, known: Words, firms: set[tuple[str, ...]]
) -> Name | None:
    """The name that the labels `begin` to `end` hold, or None."""
    # A place before the name is where its bearer is from, unless it is a first name before a family name (Paris X).
    while begin < end and labels[begin] == PLACE and not _place_as_first(tokens, offset, labels, begin, end, known):
        begin += 1
        if begin < end and labels[begin] == HYPHEN:
            begin += 1
    if begin >= end or labels[begin] == HYPHEN:
        return None
    begin, end = _trimmed(tokens, offset, labels, begin, end, known)
    if begin >= end:
        return None
    start, stop = offset + begin, offset + end
    if (end < len(labels) and labels[end] == ORGAN) or of_a_firm(tokens, start, stop, known):
        firms.add(tuple(tokens.keys[start:stop]))
        return None
    if namesake(tokens, start, stop):
        return None
    title = title_before(tokens, start, known)
    parts = [label for label in labels[begin:end] if label not in (PARTICLE, HYPHEN, NICK)]
    # A hyphen behind a particle (al-Sadr) joins no two names.
    hyphens = sum(
        label == HYPHEN and labels[begin + index - 1] != PARTICLE for index, label in enumerate(labels[begin:end])
    )
    count = len(parts) - hyphens
    if count <= 1 or len(parts) > 6:
        return _bare(tokens, start, stop, title, known) if count == 1 and labels[begin] != LETTER else None
    if not _likely(tokens, start, stop, labels[begin:end], title, known):
        return None
    return Name(start, stop, _family(tokens, start, stop, labels[begin:end], known), bare=False)


def _trimmed(tokens: Tokens, offset: int, labels: list[str], begin: int, end: int, known: Words) -> tuple[int, int]:
    """The part without what is no name at its ends: an office no table knows (`Taoiseach Leo Varadkar`), `von Eugen X`
    behind a preposition, a place after the name, a particle or letter left over.
    """
    if labels[begin : begin + 2] == [OTHER, FIRST] and end - begin > 2:
        head = folded(tokens.keys[offset + begin])
        begin += head not in known.family_names and head not in known.first_names
    # A preposition: `Bilder von Lotte Behrens`, `von Eugen Roth`.
    if labels[begin] == OTHER and labels[begin + 1 : begin + 3] == [PARTICLE, FIRST]:
        begin += 1
    while begin < end and labels[begin] == PARTICLE and labels[begin + 1 : begin + 2] == [FIRST]:
        begin += 1
    while begin < end and labels[end - 1] in (PARTICLE, HYPHEN, LETTER, PLACE):
        if labels[end - 1] == PLACE and folded(tokens.keys[offset + end - 1]) in known.family_names:
            break
        end -= 1
    return begin, end


def _place_as_first(tokens: Tokens, offset: int, labels: list[str], begin: int, end: int, known: Words) -> bool:
    """Whether a place's name is a first name here: `Paris Hilton`, `Jordan Bardella`, but `Georgia Power` is a firm."""
    following = begin + 1
    if following >= end or labels[following] in (HYPHEN, PLACE) or following + 1 < end:
        return False
    key, after = folded(tokens.keys[offset + begin]), folded(tokens.keys[offset + following])
    organ = following + 1 < len(labels) and labels[following + 1] in (ORGAN, FIXED)
    family = after in known.family_names or after not in known.vocabulary
    return key in known.first_names and family and after not in known.common and not organ


def _bare(tokens: Tokens, start: int, stop: int, title: str, known: Words) -> Name | None:
    """A family name alone counts behind a rank: `President Reagan`, `Mr Smith`."""
    key = folded(tokens.keys[stop - 1])
    if (
        (title not in known.ranks and title not in _ROYAL)
        or key in known.closed
        or len(key) < 2
        or tokens.shapes[stop - 1] == CAPITALS
    ):
        return None
    if tokens.shapes[start - 1] == LOWER and key not in known.family_names and key not in known.first_names:
        return None
    # `ministro da Defesa`, `président de la République` are offices, `President de Klerk` is a name.
    if stop - start > 1 and (title not in _ENGLISH_RANKS or stop - start > 2):
        return None
    royal = title in _ROYAL and tokens.shapes[start - 1] != LOWER
    return Name(start - 1 if royal else start, stop, start, bare=not royal)


def _likely(tokens: Tokens, start: int, stop: int, labels: list[str], title: str, known: Words) -> bool:
    """Whether words of which at least two can be parts of a name are one."""
    keys = tokens.keys
    first, last = folded(keys[start]), folded(keys[stop - 1])
    family = last in known.family_names
    acting = bool(title) or acts(tokens, start, stop, known)
    if labels[0] == FIRST and PARTICLE in labels[1:]:
        return True
    # `Jamie Street`, `Herschel Telescope`: a last word that is a word and no family name needs more.
    if last in known.organ or (last in known.vocabulary and not family):
        return acting
    if labels[0] == FIRST or (labels[0] == PLACE and first in known.first_names):
        if (first in known.common or first in known.rare_first_names) and not family:
            return acting
        return first not in known.world_first_names or last not in known.vocabulary or acting
    if acting and (title or labels[0] == LETTER or family or acts_like_a_person(tokens, stop, known)):
        return True
    if labels[0] == LETTER:
        return family or FIRST in labels
    if first in known.family_first and stop - start <= 4:
        return acting or not last.endswith("s")
    if first in known.common or first in known.vocabulary:
        return False
    if _ARABIC.intersection(keys[start + 1 : stop - 1]) and first not in _BEFORE_ARTICLE:
        return True
    if is_cyrillic(last):
        return _cyrillic(tokens, start, first, last)
    return coordinated(tokens, start, stop, known) or _family_ending(last)


#: Particles that stand in people's names far more often than in those of places, and what makes the latter.
_ARABIC = lexicon("al bin ibn bint van von der abu ben el")
_BEFORE_ARTICLE = lexicon(
    "jabhat ansar ahrar harakat umm shatt ras dar tel hayat liwa jaysh jaish beit bab wadi deir jebel bahr ain khan "
    "puerto costa la santa los las rio porto"
)
#: Endings that only family names have, with at least three letters before them.
_FAMILY_ENDINGS = tuple(
    lexicon(
        "shvili dze enko yan ian sson ssen escu poulos idis akis iev yev ov ova eva ski sky skiy skaya skyi wicz vich "
        "vych ić ič chuk czuk zadeh oglu oğlu bekov uulu auskas iene avičius nen wala"
    )
)
_CYRILLIC_FAMILY = tuple(
    lexicon(
        "ов ев ёв ин ын ский цкий ская цкая ова ева ёва ина енко чук юк ук як ич ян дзе швили ський цький ська ів їв ко"
    )
)
_CYRILLIC_ADJECTIVES = tuple(lexicon("ая ое ый ий ого ую ые ие ых их ска ська ське ський ської ську"))


def _family_ending(key: str) -> bool:
    return len(key) > 5 and key.endswith(_FAMILY_ENDINGS)


def _cyrillic(tokens: Tokens, start: int, first: str, last: str) -> bool:
    """In Cyrillic only the first word of a name that is no person's has a capital, but for adjectives of places."""
    if opens_sentence(tokens, start):
        return last.endswith(_CYRILLIC_FAMILY)
    return not first.endswith(_CYRILLIC_ADJECTIVES)


def _family(tokens: Tokens, start: int, stop: int, labels: list[str], known: Words) -> int:
    """Where the family name begins: at its particles, at a hyphenated word's first part."""
    family = stop - 1
    while family - start >= 2 and labels[family - start - 1] == HYPHEN:
        family -= 2
    first = folded(tokens.keys[start])
    if first in known.family_first and (HYPHEN in labels or first not in known.first_names) and start < family:
        return start
    while family - start >= 2 and labels[family - start - 1] == PARTICLE:
        family -= 1
    return family
