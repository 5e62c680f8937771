"""The step that names the organisations of a story.

International ones and bodies of states that the tables know come first; then ministries and other bodies with the state
named beside them; then companies, institutions and parties by the word that says what they are. An acronym in brackets
behind a name, or a name in brackets behind an acronym, makes one of the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from searchapp.articles import Article, Evidence
from searchapp.enrich import bodies, ministries
from searchapp.enrich.reading import Reading, read
from searchapp.enrich.salience import weight
from searchapp.enrich.tables import folded, words
from searchapp.enrich.tokens import CAPITALS, Tokens

_TABLED = frozenset(("org", "body", "faction"))
#: Least and most letters of an acronym, and the share of them that must stand in order among the name's initials.
_ACRONYM = range(2, 9)
_SHARED = 0.6

#: The tokens from `start` to `end` (exclusive).
_Range = tuple[int, int]


def organisations(article: Article) -> Article:
    """The article with `organisations`, the most salient first, unless given; provenance `rules`."""
    if article.provenance.get("organisations") == "given":
        return article
    reading = read(article.title, article.text, article.language)
    found = _found(reading, (article.title, article.text))
    scored = {name: sum(weight(reading.tokens, start) for start, _ in ranges) for name, ranges in found.items()}
    ranked = sorted(found, key=lambda name: (-scored[name], min(found[name])))
    evidence = tuple(
        Evidence("organisations", name, tuple(reading.tokens.span(*item) for item in sorted(found[name])))
        for name in ranked
    )
    return replace(
        article,
        organisations=tuple(ranked),
        provenance={**article.provenance, "organisations": "rules"},
        evidence=article.evidence + evidence,
    )


def _found(reading: Reading, source: tuple[str, str]) -> dict[str, list[_Range]]:
    """Name -> where it stands, no token in two of them."""
    tokens = reading.tokens
    found: dict[str, list[_Range]] = defaultdict(list)
    barred = bytearray(reading.furniture.hidden)
    if 1 in reading.furniture.dateline:
        barred = bytearray(map(max, barred, reading.furniture.dateline))
    for mention in reading.mentions:
        if mention.entry.kind in _TABLED:
            _add(found, barred, mention.entry.value, mention.start, mention.end)
        elif mention.end - mention.start > 1 and mention.entry.kind in ("country", "seat"):
            barred[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    for start, end, name in ministries.find(tokens, reading.mentions):
        if not any(barred[start:end]):
            _add(found, barred, name, start, end)
    for person in reading.people:
        for start, end in person.mentions:
            barred[start:end] = b"\x01" * (end - start)
    places = {p for mention in reading.mentions for p in range(mention.start, mention.end)}
    _add_bodies(tokens, found, barred, places, source)
    return found


def _add(found: dict[str, list[_Range]], barred: bytearray, name: str, start: int, end: int) -> None:
    found[name].append((start, end))
    barred[start:end] = b"\x01" * (end - start)


def _add_bodies(
    tokens: Tokens, found: dict[str, list[_Range]], barred: bytearray, places: set[int], source: tuple[str, str]
) -> None:
    """Add what the rules find, under the fullest form of each name, then its later mentions by less than that."""
    shown: dict[tuple[str, ...], str] = {}
    for body in bodies.find(tokens, barred, places):
        name = shown.setdefault(body.core, _written(tokens, body.start, body.end, source))
        _add(found, barred, name, body.start, body.end)
    short = {core: name for core, name in shown.items() if _distinct(core)}
    _add_acronyms(tokens, found, barred, short, source)
    if short:
        _add_short(tokens, found, barred, short)


def _written(tokens: Tokens, start: int, end: int, source: tuple[str, str]) -> str:
    text = source[0] if start < tokens.text_from else source[1]
    return " ".join(text[tokens.starts[start] : tokens.ends[end - 1]].split())


def _distinct(core: tuple[str, ...]) -> bool:
    """Whether a name without its legal form can stand for the company: of two words, or of one that is no word."""
    if len(core) > 1:
        return True
    known = words()
    key = folded(core[0]) if core else ""
    return len(key) > 2 and key not in known.vocabulary and key not in known.first_names


def _add_acronyms(
    tokens: Tokens,
    found: dict[str, list[_Range]],
    barred: bytearray,
    short: dict[tuple[str, ...], str],
    source: tuple[str, str],
) -> None:
    """`Federal Security Service (FSB)`: the acronym means the same wherever it stands; a name that only its acronym
    shows to be one (`Médecins Sans Frontières (MSF)`) is added.
    """
    by_end = {end: name for name, ranges in found.items() for _, end in ranges}
    for opening in [position for position, word in enumerate(tokens.words) if word == "("]:
        at = opening + 1
        if tokens.words[at + 1 : at + 2] != [")"] or not _is_acronym(tokens, at):
            continue
        name = by_end.get(opening)
        start = _expansion(tokens, opening, tokens.keys[at], barred) if name is None else opening
        if name is None and start < opening:
            name = _written(tokens, start, opening, source)
            _add(found, barred, name, start, opening)
        if name is not None and not barred[at]:
            short[(tokens.keys[at],)] = name


def _is_acronym(tokens: Tokens, position: int) -> bool:
    return tokens.shapes[position] == CAPITALS and len(tokens.words[position]) in _ACRONYM


def _expansion(tokens: Tokens, end: int, acronym: str, barred: bytearray) -> int:
    """Where the capitals begin before `end` whose initials are the acronym's letters; `end` if they are not."""
    start, initials = end, ""
    while start > tokens.text_from and end - start < 2 * len(acronym) and not barred[start - 1]:
        key, shape = tokens.keys[start - 1], tokens.shapes[start - 1]
        if shape not in "CA" and key not in ("of", "the", "and", "for", "de", "des", "-", "sans", "на", "и"):
            break
        start -= 1
        if shape in "CA":
            initials = key[0] + initials
            if initials == acronym or (len(initials) == len(acronym) and _alike(initials, acronym)):
                return start
    return end


def _alike(initials: str, acronym: str) -> bool:
    """Whether most letters agree place by place, as where an acronym stems from another language."""
    same = sum(one == other for one, other in zip(initials, acronym, strict=True))
    return initials[0] == acronym[0] and same >= _SHARED * len(acronym)


def _add_short(
    tokens: Tokens, found: dict[str, list[_Range]], barred: bytearray, short: dict[tuple[str, ...], str]
) -> None:
    """Later mentions without the legal form or by the acronym, the headline's too."""
    heads: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for core in sorted(short, key=len, reverse=True):
        heads[core[0]].append(core)
    for position, core in _standing(tokens, heads):
        end = position + len(core)
        if not any(barred[position:end]) and (len(core) > 1 or tokens.shapes[position] in "CA"):
            _add(found, barred, short[core], position, end)


def _standing(tokens: Tokens, heads: dict[str, list[tuple[str, ...]]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for position in [position for position, key in enumerate(tokens.keys) if key in heads]:
        for core in heads[tokens.keys[position]]:
            if tuple(tokens.keys[position : position + len(core)]) == core:
                yield position, core
                break
