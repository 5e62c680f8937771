"""Finds the names of the tables in a text: one walk over the tokens, the longest name wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from searchapp.enrich.tables import Entry, Form, Node, country_names, gazetteer
from searchapp.enrich.tokens import CAPITALS, LOWER, Tokens, lexicon

#: Acronyms that are also words: in a headline in capitals they prove nothing.
_WORD_ACRONYMS = frozenset({"who", "pace", "ec's", "is", "au", "sec", "fed", "prc", "ok", "mi"})
#: Before these a "US" in capitals is the pronoun.
_BEFORE_PRONOUN = lexicon("let tell give help show for of to join with about between made make teach")
#: A state's name or adjective before one of these names its money.
_CURRENCIES = lexicon(
    "dollar dollars dlr dlrs franc francs mark marks pound pounds sterling yen peso pesos krona kronor "
    "krone kroner crown "
    "crowns rupee rupees lira lire ruble rubles rouble roubles won yuan renminbi guilder guilders schilling schillings "
    "real reais rand euro euros ringgit baht dinar dinars riyal riyals dirham dirhams hryvnia tenge "
    "currency zloty forint "
    "рубль рубля рублей рублю доллар доллара долларов евро франк франков гривен гривны гривень"
)
#: Behind these a country's name is somebody's first name.
_RELATIONS = lexicon(
    "friend brother sister son daughter husband wife boyfriend girlfriend cousin uncle aunt nephew niece colleague "
    "neighbour neighbor classmate roommate mr mrs ms miss named"
)
#: In this order an ambiguous form is read, before its neighbours are asked.
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        ("block", "org", "seat", "body", "faction", "country", "capital", "city", "region", "demonym", "town", "short")
    )
}


_MONEY = Entry("block", "", "money")


@dataclass(frozen=True, slots=True)
class Mention:
    """The tokens `start` (inclusive) to `end` (exclusive) name `entry`."""

    start: int
    end: int
    entry: Entry


def find(tokens: Tokens, language: str | None) -> list[Mention]:
    """Every name of the tables in the tokens, in reading order, none overlapping another."""
    root = gazetteer(language)
    keys = tokens.keys
    found: list[tuple[int, int, tuple[Entry, ...]]] = []
    position, last = 0, len(keys)
    get = root.get
    while position < last:
        node = get(keys[position])
        if node is None:
            if "'" in keys[position] and (stem := get(keys[position].split("'")[0])) and "" in stem:
                _add(found, tokens, position, position + 1, stem[""], stem=True)
            position += 1
            continue
        position = _longest(found, tokens, node, position)
    return _resolved(tokens, found)


def _longest(
    found: list[tuple[int, int, tuple[Entry, ...]]], tokens: Tokens, node: Node, start: int
) -> int:  # the position to go on from
    keys, ends = tokens.keys, []
    end = start + 1
    while True:
        if "" in node:
            ends.append((end, node[""]))
        if end >= len(keys) or (following := node.get(keys[end])) is None:
            break
        node, end = following, end + 1
    for end, forms in reversed(ends):
        if _add(found, tokens, start, end, forms):
            return end
    return start + 1


def _add(
    found: list[tuple[int, int, tuple[Entry, ...]]],
    tokens: Tokens,
    start: int,
    end: int,
    forms: Sequence[Form],
    stem: bool = False,
) -> bool:
    entries = tuple(entry for form in forms if _written_so(tokens, start, end, form, stem) for entry in form.entries)
    if entries:
        found.append((start, end, entries))
    return bool(entries)


def _written_so(tokens: Tokens, start: int, end: int, form: Form, stem: bool) -> bool:
    """Whether capitals stand where the form has them; an acronym must be the same letter for letter."""
    shapes = tokens.shapes
    if form.exact and not stem:
        if tuple(tokens.words[start:end]) != form.words:
            return False
        if end - start == 1 and start < tokens.text_from and _capitals_only(tokens):
            key = tokens.keys[start]
            before = tokens.keys[start - 1] if start else ""
            return key not in _WORD_ACRONYMS and not (key == "us" and before in _BEFORE_PRONOUN)
        return True
    return all(shapes[start + position] != LOWER for position in form.capitals)


def _capitals_only(tokens: Tokens) -> bool:
    """Whether the headline is written in capitals throughout."""
    shapes = tokens.shapes[: tokens.text_from]
    return LOWER not in shapes and "C" not in shapes and shapes.count(CAPITALS) > 2


def _resolved(tokens: Tokens, found: list[tuple[int, int, tuple[Entry, ...]]]) -> list[Mention]:
    """One entry a mention: the only candidate, or the one whose country the article speaks of, or the usual one."""
    sure = {
        entries[0].code for _, _, entries in found if len(entries) == 1 and entries[0].kind not in ("town", "short")
    }
    regions = {
        entries[0].code for _, _, entries in found if len(entries) == 1 and entries[0].kind in ("region", "city")
    }
    answer: list[Mention] = []
    for start, end, entries in found:
        entry = entries[0] if len(entries) == 1 else _chosen(tokens, start, end, entries, sure, regions)
        if entry.kind == "short" and not _after_comma(tokens, start):
            continue
        if entry.kind in ("country", "demonym") and end < len(tokens) and tokens.keys[end] in _CURRENCIES:
            entry, end = _MONEY, end + 1
        elif entry.kind == "country" and _bears_the_name(tokens, start, end):
            continue
        answer.extend(Mention(start, end, single) for single in _singles(entry))
    return answer


def _singles(entry: Entry) -> Iterator[Entry]:
    """The entry, or one for each state where it names two (`North and South Korea`)."""
    if "+" not in entry.code:
        yield entry
        return
    for code in entry.code.split("+"):
        yield Entry(entry.kind, code, country_names()[code])


def _bears_the_name(tokens: Tokens, start: int, end: int) -> bool:
    """Whether somebody of that first name is meant: `my friend Chad`."""
    return end - start == 1 and start > 0 and tokens.keys[start - 1] in _RELATIONS


def _after_comma(tokens: Tokens, start: int) -> bool:
    return start > 1 and tokens.keys[start - 1] == "," and tokens.shapes[start - 2] in "CA"


def _chosen(
    tokens: Tokens, start: int, end: int, entries: tuple[Entry, ...], sure: set[str], regions: set[str]
) -> Entry:
    ranked = sorted(entries, key=lambda entry: _RANK[entry.kind])
    if _after_comma(tokens, start):
        for entry in ranked:
            if entry.kind in ("short", "region") and ranked[0].kind != "country":
                return entry
    ranked = [entry for entry in ranked if entry.kind != "short"] or ranked
    first = ranked[0]
    if first.kind == "country":
        region = next((entry for entry in ranked if entry.kind == "region"), None)
        if region and region.code in regions and first.code not in sure:
            return region
        # `Congo` is the one whose capital or full name the article has, and mostly the larger one.
        states = [entry for entry in ranked if entry.kind == "country"]
        return next((entry for entry in states if entry.code in sure), first)
    if first.kind in ("capital", "city") and first.code not in sure:
        for entry in ranked[1:]:
            if entry.kind == "city" and entry.code in sure:
                return entry
    return first
