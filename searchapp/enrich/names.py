"""Finds people's names in running text: runs of capitalised words, titles before them, what they do after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.enrich.context import namesake, of_a_firm, title_before
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
from searchapp.enrich.likelihood import bare, likely, royal
from searchapp.enrich.tables import Words, folded, words_of
from searchapp.enrich.tokens import INITIAL, LOWER, Tokens, lexicon

_GENERATIONS = lexicon("jr jr. sr ii iii iv")
_PARTS = frozenset((FIRST, OTHER, LETTER, PARTICLE, PLACE, HYPHEN, NICK))


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name at the tokens `start` to `end` (exclusive); its family name begins at `family`.

    `bare` says that only a family name stands there, behind a title.
    """

    start: int
    end: int
    family: int
    bare: bool


def find(tokens: Tokens, mentions: Sequence[Mention], furniture: Furniture, language: str | None = None) -> list[Name]:
    """The names that the rules are sure of, in reading order, none overlapping another."""
    known = words_of(language)
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
        if end == position + 1 and not title_before(tokens, position, known):
            position = end  # one word alone is a name only behind a title
            continue
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
        while end < last and labels[end] in _PARTS and not _another(tokens, offset, labels, position, end):
            end += 1
        name = _judged(tokens, offset, labels, position, end, known, firms)
        if name:
            answer.append(name)
        position = end
    return answer


def _another(tokens: Tokens, offset: int, labels: list[str], begin: int, at: int) -> bool:
    """Whether another person's name begins at `at`: in a row of names without commas, or behind a `von` (`by`)."""
    if labels[at] == PARTICLE:
        return tokens.keys[offset + at] == "von" and labels[at + 1 : at + 2] == [FIRST] and at + 2 < len(labels)
    row = labels[begin : at + 2]
    return len(row) >= 4 and row == [FIRST, OTHER] * (len(row) // 2)


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
        # `the Reagan Administration` makes no firm of Reagan, nor `Ivan F. Boesky and Co` of its founder.
        if stop - start > 1 and INITIAL not in tokens.shapes[start:stop]:
            firms.add(tuple(tokens.keys[start:stop]))
        return None
    if namesake(tokens, start, stop, known):
        return None
    title = title_before(tokens, start, known)
    parts = [label for label in labels[begin:end] if label not in (PARTICLE, HYPHEN, NICK)]
    # A hyphen behind a particle (al-Sadr) joins no two names.
    hyphens = sum(
        label == HYPHEN and labels[begin + index - 1] != PARTICLE for index, label in enumerate(labels[begin:end])
    )
    count = len(parts) - hyphens
    if count <= 1 or len(parts) > 6:
        if count != 1 or labels[begin] == LETTER or not bare(tokens, start, stop, title, known):
            return None
        with_title = royal(tokens, start, title)
        return Name(start - with_title, stop, start, bare=not with_title)
    if not likely(tokens, start, stop, labels[begin:end], title, known):
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
    if known.nouns and labels[begin:end] == [FIRST, OTHER, OTHER] and _noun_behind(tokens, offset + begin, known):
        end -= 1
    while end - begin > 1 and tokens.keys[offset + end - 1] in _GENERATIONS:
        end -= 1
    while begin < end and labels[end - 1] in (PARTICLE, HYPHEN, LETTER, PLACE):
        if labels[end - 1] == PLACE and _place_as_family(tokens, offset, labels, begin, end, known):
            break
        end -= 1
    return begin, end


def _noun_behind(tokens: Tokens, start: int, known: Words) -> bool:
    """Whether the third word is a noun and no part of the name: `Robert Rettigs Angebot`."""
    second, third = (folded(key) for key in tokens.keys[start + 1 : start + 3])
    return len(third) > 4 and third not in known.family_names and (second in known.family_names or second.endswith("s"))


def _place_as_family(tokens: Tokens, offset: int, labels: list[str], begin: int, end: int, known: Words) -> bool:
    """Whether a place's name is a family name here: `Jack London`, `François Hollande`."""
    if folded(tokens.keys[offset + end - 1]) in known.family_names:
        return True
    first = folded(tokens.keys[offset + begin])
    return labels[begin:end] == [FIRST, PLACE] and first in known.first_names and first not in known.vocabulary


def _place_as_first(tokens: Tokens, offset: int, labels: list[str], begin: int, end: int, known: Words) -> bool:
    """Whether a place's name is a first name here: `Paris Hilton`, `Jordan Bardella`, but `Georgia Power` is a firm."""
    following = begin + 1
    if following >= end or labels[following] in (HYPHEN, PLACE) or following + 1 < end:
        return False
    key, after = folded(tokens.keys[offset + begin]), folded(tokens.keys[offset + following])
    organ = following + 1 < len(labels) and labels[following + 1] in (ORGAN, FIXED)
    family = after in known.family_names or after not in known.vocabulary
    return key in known.first_names and family and after not in known.common and not organ


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
