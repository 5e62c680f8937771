"""Companies, institutions and parties by rules: a word that says what they are, and the capitals beside it."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from searchapp.enrich.tables import Words, words
from searchapp.enrich.tokens import CAPITALISED, LOWER, Tokens, lexicon

#: Legal forms: what stands before one is a company.
LEGAL = lexicon(
    "inc corp corporation co ltd limited plc llc llp gmbh ag sa nv bv spa ab asa oyj oy se kk pty bhd sarl sas srl cie "
    "pjsc ojsc jsc holdings"
)
#: Kinds of body: with a capital, and capitals before it or `of …` behind it.
_KINDS = lexicon(
    "university college institute institution academy hospital foundation museum library association federation "
    "confederation league union society club party movement front army brigade battalion ministry department bureau "
    "agency authority commission committee council court tribunal bank group company airlines airways airline motors "
    "industries laboratories brewery exchange board service office chamber congress assembly organisation organization "
    "network alliance centre center trust fund church orchestra theatre theater opera championship "
    "université universidad universität universidade università institut instituto banque banco banca fédération "
    "federación asociación association comité conseil consejo tribunal partido parti fundación fondation stiftung "
    "verein verband gesellschaft partei hochschule klinik bundesamt bundesgerichtshof bundesverfassungsgericht"
)
#: Kinds that a name follows without a preposition in other languages (`Universität Heidelberg`, `Banco Santander`).
_LEADING = lexicon("universität institut banque banco banca klinik hochschule orchestre fundación fondation club")
_OF = lexicon("of for de du des del della für der la las los las the l' d' and und et y")
_AND = frozenset(("and", "und", "et", "y"))
#: Too plain to be a name with nothing but one of these before the kind.
_PLAIN = lexicon(
    "the a an this that its their his her our new old first second third last same other both one two each every no "
    "any former city town village state county district local regional federal national supreme high lower upper "
    "central constitutional private public royal central executive"
)
_MOST = 8


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation at the tokens `start` to `end` (exclusive); `core` is the name without its legal form."""

    start: int
    end: int
    core: tuple[str, ...]


def find(tokens: Tokens, barred: bytearray, places: Set[int]) -> Iterator[Body]:
    """The organisations of the text (not of the headline), in reading order; tokens that are `barred` hold none.

    `places` are the tokens that name states and towns.
    """
    keys, shapes = tokens.keys, tokens.shapes
    reached = tokens.text_from
    for position in range(tokens.text_from, len(keys)):
        if keys[position] not in _TRIGGERS or position < reached or shapes[position] == LOWER or barred[position]:
            continue
        if tokens.words[position] == "CO":  # carbon oxide
            continue
        body = _body(tokens, position, barred, places, reached)
        if body:
            yield body
            reached = body.end


def _body(tokens: Tokens, position: int, barred: bytearray, places: Set[int], reached: int) -> Body | None:
    keys, shapes = tokens.keys, tokens.shapes
    start = _begin(tokens, position, barred, places, reached)
    end = position + 1 if keys[position] in LEGAL else _complement(tokens, position, barred)
    named = position if keys[position] in LEGAL else end
    while end < len(tokens) and keys[end] in LEGAL and shapes[end] in "CA" and not barred[end]:
        end += 1
    others = (place for place in range(start, end) if place != position and shapes[place] in "CAI")
    if all(keys[place] in _PLAIN or keys[place] in LEGAL for place in others):
        return None
    return Body(start, end, tuple(key for key in keys[start:named] if key != "."))


_TRIGGERS = LEGAL | _KINDS


def _begin(tokens: Tokens, position: int, barred: bytearray, places: Set[int], reached: int) -> int:
    """Where the run of capitals before the kind begins; a plain word that opens the sentence is left out."""
    shapes, keys = tokens.shapes, tokens.keys
    start = position
    while start > reached and position - start < _MOST and not barred[start - 1]:
        if shapes[start - 1] in "CAI":
            start -= 1
        elif start - 1 > reached and shapes[start - 2] in "CAI" and _joins(tokens, start, position, barred, places):
            start -= 2
        else:
            break
    known = words()
    while start < position and _opens(keys[start], known) and keys[start + 1] != "-":
        start += 1
    return start


def _opens(key: str, known: Words) -> bool:
    """Whether a word stands before a name and is no part of it: `But`, `President`."""
    return (key in known.closed or key in known.roles) and key not in _KEEP


def _joins(tokens: Tokens, start: int, position: int, barred: bytearray, places: Set[int]) -> bool:
    """Whether the sign before `start` belongs to the name: `Marks & Spencer Plc`, `Lilly and Co`, `Moody's Service`."""
    keys, joint = tokens.keys, tokens.keys[start - 1]
    if barred[start - 2]:
        return False
    if joint == "'s":
        return start - 2 not in places
    if joint == "and":
        # `Telephone and Telegraph Co` is one, `Ford and Chrysler Corp` are two.
        plain = words().vocabulary
        return start == position or (start + 1 == position and keys[start] in plain and keys[start - 2] in plain)
    return joint in ("&", "-") or (joint == "." and keys[start - 2] == "st")


#: Plain words that begin many a name.
_KEEP = lexicon(
    "first general national new royal united western eastern northern southern old great world social public "
    "democratic liberal conservative socialist communist christian green european african asian islamic muslim jewish "
    "catholic standard common special high black white red blue central american federal civil foreign international "
    "security economic"
)


def _complement(tokens: Tokens, position: int, barred: bytearray) -> int:
    """One past `of Strategic Studies` behind the kind, or past the name that follows a kind in other languages."""
    keys, shapes, last = tokens.keys, tokens.shapes, len(tokens)
    end = position + 1
    if end < last and keys[position] in _LEADING and shapes[end] == CAPITALISED and not barred[end]:
        return end + 1
    while end < last and end - position < _MOST:
        step = end
        while step < last and keys[step] in _OF and shapes[step] == LOWER and step - end < 3:
            step += 1
        if step >= last or shapes[step] not in "CA" or barred[step]:
            break
        joined = keys[end:step]
        if not joined and end == position + 1:
            break
        # `of Peace and Security`, but `of Oxford and the Institute of …` are two.
        if joined and joined[0] in _AND and (len(joined) > 1 or end == position + 1 or _another(tokens, step)):
            break
        end = step + 1
    return end


def _another(tokens: Tokens, start: int) -> bool:
    """Whether the capitals from `start` hold a kind of their own."""
    end = start
    while end < len(tokens) and (tokens.shapes[end] in "CA" or tokens.keys[end] == "."):
        if tokens.keys[end] in _TRIGGERS:
            return True
        end += 1
    return False
