"""Finds people's names in running text: runs of capitalised words, titles before them, what they do after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.enrich.furniture import Furniture
from searchapp.enrich.gazetteer import Mention
from searchapp.enrich.labels import (
    FIRST,
    FIXED,
    HYPHEN,
    LETTER,
    ORGAN,
    OTHER,
    PARTICLE,
    PLACE,
    covered_by,
    labelled,
    run_end,
)
from searchapp.enrich.tables import Words, folded, words
from searchapp.enrich.tokens import CAPITALS, LOWER, NUMBER, Tokens, lexicon

_PARTS = frozenset((FIRST, OTHER, LETTER, PARTICLE, PLACE, HYPHEN))
_ENGLISH_RANKS = lexicon("mr mrs ms president minister chancellor senator sen governor gen secretary judge")
_ROYAL = lexicon("king queen prince princess emperor sultan emir pope ayatollah patriarch")


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
    if _of_a_firm(tokens, start, stop, labels, end, known):
        firms.add(tuple(tokens.keys[start:stop]))
        return None
    title = _title_before(tokens, offset, labels, begin, known)
    parts = [label for label in labels[begin:end] if label not in (PARTICLE, HYPHEN)]
    hyphens = labels[begin:end].count(HYPHEN)
    count = len(parts) - hyphens
    if count <= 1 or len(parts) > 6:
        return _bare(tokens, start, stop, title, known) if count == 1 and labels[begin] != LETTER else None
    if not _likely(tokens, start, stop, parts, title, known):
        return None
    return Name(start, stop, _family(tokens, start, stop, labels[begin:end], known), bare=False)


def _trimmed(tokens: Tokens, offset: int, labels: list[str], begin: int, end: int, known: Words) -> tuple[int, int]:
    """The part without what is no name at its ends: an office no table knows (`Taoiseach Leo Varadkar`), `von Eugen X`
    behind a preposition, a place after the name, a particle or letter left over.
    """
    if labels[begin : begin + 2] == [OTHER, FIRST] and end - begin > 2:
        head = folded(tokens.keys[offset + begin])
        begin += head not in known.family_names and head not in known.first_names
    while begin < end and labels[begin] == PARTICLE and labels[begin + 1 : begin + 2] == [FIRST]:
        begin += 1
    while begin < end and labels[end - 1] in (PARTICLE, HYPHEN, LETTER, PLACE):
        if labels[end - 1] == PLACE and folded(tokens.keys[offset + end - 1]) in known.family_names:
            break
        end -= 1
    return begin, end


def _place_as_first(tokens: Tokens, offset: int, labels: list[str], begin: int, end: int, known: Words) -> bool:
    following = begin + 1
    if following >= end or labels[following] in (HYPHEN, PLACE) or following + 1 < end:
        return False
    key, after = folded(tokens.keys[offset + begin]), folded(tokens.keys[offset + following])
    organ = following + 1 < len(labels) and labels[following + 1] in (ORGAN, FIXED)
    return key in known.first_names and after in known.family_names and after not in known.common and not organ


def _of_a_firm(tokens: Tokens, start: int, stop: int, labels: list[str], end: int, known: Words) -> bool:
    """Whether the words belong to a company or another body: `Smith Barney`, `Eli Lilly and Co`, `X Corp`, `A & B`."""
    keys, last = tokens.keys, len(tokens)
    if tuple(keys[start : start + 2]) in known.firms or tuple(keys[start : start + 3]) in known.firms:
        return True
    if end < len(labels) and labels[end] == ORGAN:
        return True
    if (stop < last and keys[stop] == "&") or (start and keys[start - 1] == "&"):
        return True
    if (
        stop + 1 < last
        and keys[stop] in ("and", ",")
        and keys[stop + 1] in ("co", "inc", "sons", "ltd", "company", "bros")
    ):
        return True
    return stop < last and keys[stop] in ("<",)


def _title_before(tokens: Tokens, offset: int, labels: list[str], begin: int, known: Words) -> str:
    """The title word that stands right before a name, lower-case; or an empty string."""
    before = offset + begin - 1
    if before < 0:
        return ""
    if tokens.words[before] == "." and before:
        before -= 1
    key = folded(tokens.keys[before]).rstrip(".")
    if key in known.roles:
        return key
    return ""


def _bare(tokens: Tokens, start: int, stop: int, title: str, known: Words) -> Name | None:
    """A family name alone counts behind a rank: `President Reagan`, `Mr Smith`."""
    key = folded(tokens.keys[stop - 1])
    if title not in known.ranks or key in known.closed or len(key) < 2 or tokens.shapes[stop - 1] == CAPITALS:
        return None
    if tokens.shapes[start - 1] == LOWER and key not in known.family_names and key not in known.first_names:
        return None
    # `ministro da Defesa`, `président de la République` are offices, `President de Klerk` is a name.
    if stop - start > 1 and (title not in _ENGLISH_RANKS or stop - start > 2):
        return None
    royal = title in _ROYAL
    return Name(start - 1 if royal else start, stop, start, bare=not royal)


def _likely(tokens: Tokens, start: int, stop: int, parts: list[str], title: str, known: Words) -> bool:
    """Whether words of which at least two can be parts of a name are one."""
    keys = tokens.keys
    first, last = folded(keys[start]), folded(keys[stop - 1])
    if parts[0] == FIRST or (parts[0] == PLACE and first in known.first_names):
        if (first in known.common or first in known.rare_first_names) and last not in known.family_names:
            return bool(title) or _acts(tokens, start, stop, known)
        return True
    if title:
        return True
    if parts[0] == LETTER:
        return last in known.family_names or FIRST in parts or _acts(tokens, start, stop, known)
    if first in known.family_first and stop - start <= 4:
        return _acts(tokens, start, stop, known) or not last.endswith("s")
    if first in known.common:
        return False
    return _acts(tokens, start, stop, known) and (
        last in known.family_names or _acts_like_a_person(tokens, stop, known)
    )


def _acts(tokens: Tokens, start: int, stop: int, known: Words) -> bool:
    """Whether the words beside say or do something, or tell an age or an office."""
    keys, last = tokens.keys, len(tokens)
    if (stop < last and keys[stop] in known.verbs) or (start and keys[start - 1] in known.verbs):
        return True
    return _acts_like_a_person(tokens, stop, known)


def _acts_like_a_person(tokens: Tokens, stop: int, known: Words) -> bool:
    """`X Y, 44,` or `X Y, the chairman` or `X Y, who`."""
    keys, last = tokens.keys, len(tokens)
    if stop + 2 >= last or keys[stop] not in (",", "("):
        return False
    after = stop + 1
    if (tokens.shapes[after] == NUMBER and len(keys[after]) == 2) or keys[after] in ("who", "whose"):
        return True
    if keys[stop] == "(":
        return False
    window = keys[after : after + 4]
    return any(key in known.roles for key in window) and "," not in window[:1]


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
