"""Labels the words of a run of capitals: what each can be in a person's name."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.enrich.context import office
from searchapp.enrich.cyrillic import is_cyrillic, nominatives
from searchapp.enrich.gazetteer import Mention
from searchapp.enrich.tables import Words, folded
from searchapp.enrich.tokens import CAPITALISED, CAPITALS, INITIAL, LOWER, NUMBER, Tokens, lexicon

#: Labels of the tokens of a run; the first four can be parts of a name.
FIRST, OTHER, LETTER, PARTICLE, PLACE, TITLE, MODIFIER, ORGAN, WORD, FIXED, HYPHEN, NICK = "FNIPgTMOWG-q"
_QUOTES = frozenset('"“”„«»')
#: What a hyphen joins to a place's name: `the Miami-based firm`.
_COMPOUNDS = lexicon("based born led backed owned style made listed controlled wide run held bound trained educated")
#: Plain words that are first names before a family name.
_NAMES_TOO = lexicon("christian islam june april august dean mark jan")
#: Short for months, and names in other countries.
_MONTHS = lexicon("jan mar may jun dec")
#: Particles behind another one: van der, de la, von und zu.
_SECOND_PARTICLES = lexicon("der den ter la las los le dem zu")


def covered_by(tokens: Tokens, mentions: Sequence[Mention]) -> dict[int, str]:
    """Token -> PLACE where a single word names a place, FIXED where a longer or other name stands."""
    answer: dict[int, str] = {}
    for mention in mentions:
        if mention.entry.kind in ("town", "short") and mention.end - mention.start == 1:
            continue
        single = mention.end - mention.start == 1 and mention.entry.kind in ("country", "capital", "city", "region")
        single = single and (tokens.shapes[mention.start] == CAPITALISED or mention.start < tokens.text_from)
        for position in range(mention.start, mention.end):
            answer[position] = PLACE if single else FIXED
    return answer


def run_end(tokens: Tokens, start: int, known: Words) -> int:
    """One past the last token of the run of capitalised words, particles and hyphens that begins at `start`."""
    shapes, words_, last = tokens.shapes, tokens.words, len(tokens)
    end = start + 1
    while end < last:
        shape = shapes[end]
        if shape in "CAI":
            end += 1
        elif words_[end] == "-" and tokens.joined(end) and end + 1 < last and tokens.joined(end + 1):
            if shapes[end + 1] not in "CAl":
                break
            end += 2
        elif words_[end] in _QUOTES and _nickname(tokens, end):
            end += 4
        elif words_[end] in known.particles and end + 2 < last:
            if shapes[end + 1] in "CA":
                end += 2
            elif (words_[end + 1] == "-" and tokens.joined(end + 1) and shapes[end + 2] in "CA") or (
                words_[end + 1] in _SECOND_PARTICLES and shapes[end + 2] in "CA"
            ):
                end += 3
            else:
                break
        else:
            break
    return end


def _nickname(tokens: Tokens, start: int) -> bool:
    """Whether a nickname in quotation marks stands there, inside a name: `Margaret "Peg" Hollins`."""
    if start + 3 >= len(tokens) or tokens.words[start + 2] not in _QUOTES:
        return False
    return tokens.shapes[start + 1] == tokens.shapes[start + 3] == CAPITALISED and not tokens.joined(start + 3)


def labelled(tokens: Tokens, start: int, end: int, covered: dict[int, str], known: Words) -> list[str]:
    """One label for each token of the run `start` to `end` (exclusive)."""
    answer: list[str] = []
    for position in range(start, end):
        answer.append(_label(tokens, position, end, answer[-1] if answer else "", covered, known))
    return answer


def _part_all_the_same(tokens: Tokens, position: int, key: str, before: str, final: bool, known: Words) -> bool:
    """Whether a plain word is part of a name: `Dong Jun`, `Mohammed Shia al-Sudani`, `Christian Lindner`."""
    following = position + 1
    if final:
        return before in (FIRST, OTHER) and key in _MONTHS and tokens.shapes[following : following + 1] != [NUMBER]
    if key in _NAMES_TOO:
        after = folded(tokens.keys[following])
        return after in known.family_names or (after not in known.vocabulary and after not in known.common)
    return before in (FIRST, OTHER) and tokens.keys[following] == "al"


def _hyphened_given(tokens: Tokens, position: int, end: int) -> bool:
    """Whether an East Asian first name stands behind: `Park Sung-hoon`, its second part in small letters."""
    second = position + 3
    return second < end and tokens.words[position + 2] == "-" and tokens.shapes[second] == LOWER


def _joined_initials(tokens: Tokens, position: int) -> bool:
    """Whether two or three initials without spaces stand before a family name: `George H.W. Bush`."""
    length = len(tokens.words[position])
    dotted = tokens.ends[position] - tokens.starts[position] > length
    return dotted and tokens.shapes[position] == CAPITALS and length <= 3 and tokens.shapes[position + 1] == CAPITALISED


def _label(tokens: Tokens, position: int, end: int, before: str, covered: dict[int, str], known: Words) -> str:
    """The label of one token, of which the label `before` it decides some."""
    shape, word = tokens.shapes[position], tokens.words[position]
    if len(word) == 1 and shape == CAPITALISED:
        return LETTER
    if shape == INITIAL:
        following = tokens.keys[position + 1] if position + 1 < end else ""
        return TITLE if word == "M." and folded(following) not in known.first_names else LETTER
    if word == "-":
        return HYPHEN
    if word in _QUOTES or (
        before == NICK and tokens.words[position - 1] in _QUOTES and _nickname(tokens, position - 1)
    ):
        return NICK
    key = folded(tokens.keys[position])
    if before == HYPHEN:
        if shape == LOWER and tokens.words[position - 2] not in known.particles and key in _COMPOUNDS:
            return WORD
        return OTHER if shape == LOWER or key not in known.organ else ORGAN
    if covered.get(position) == FIXED:
        return FIXED
    final = position + 1 == end
    if not final and _joined_initials(tokens, position):
        return LETTER
    if before == FIRST and final and key in known.family_names and shape != CAPITALS:
        return PLACE if position in covered else OTHER
    if position in covered:
        return PLACE
    if (word in known.particles or shape == LOWER) and not final:
        return PARTICLE
    if key in known.modifiers:
        return MODIFIER
    if office(key, known):
        return TITLE
    if key in known.organ:
        return OTHER if key in known.family_first and _hyphened_given(tokens, position, end) else ORGAN
    all_the_same = key in known.closed and _part_all_the_same(tokens, position, key, before, final, known)
    if key in known.closed and not all_the_same:
        return WORD
    if all_the_same and key in _NAMES_TOO:
        return FIRST
    if (key in known.first_names or key in known.rare_first_names) and not (key in known.common and final):
        return FIRST
    if key in known.world_first_names and shape == CAPITALISED and not final:
        return FIRST
    if is_cyrillic(key) and not final and any(form in known.first_names for form in nominatives(key)):
        return FIRST
    if key in known.common and before not in (FIRST, LETTER, TITLE) and not all_the_same:
        return WORD
    if shape == CAPITALS and (before not in (FIRST, PARTICLE) or len(word) < 4):
        return FIXED
    return OTHER
