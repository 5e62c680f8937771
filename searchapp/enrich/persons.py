"""Makes one person of all the mentions of a name: in full, with a title, by the family name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from searchapp.enrich.cyrillic import is_cyrillic, stem
from searchapp.enrich.furniture import Furniture
from searchapp.enrich.gazetteer import Mention
from searchapp.enrich.names import Name
from searchapp.enrich.tables import folded, words
from searchapp.enrich.tokens import CAPITALS, LOWER, Tokens, lexicon

_NICKNAME = re.compile(r"[\"“„«].*?[\"”“»]")
_BEFORE_PLACES = lexicon("in to from of at near with between and for against into across")


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the story: the name shown and the token ranges of all mentions, in reading order."""

    name: str
    mentions: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Draft:
    """A person while the mentions are being gathered."""

    given: tuple[str, ...]
    family: str
    shown: str
    mentions: list[tuple[int, int]]


def gather(
    tokens: Tokens, names: Sequence[Name], mentions: Sequence[Mention], furniture: Furniture, source: tuple[str, str]
) -> tuple[Person, ...]:
    """One person for each set of names that go together, with the bare family names that follow; `source` the texts."""
    drafts: list[_Draft] = []
    by_family: dict[str, list[_Draft]] = {}
    tails: dict[tuple[str, ...], _Draft] = {}
    placed: list[tuple[int, _Draft]] = []
    for name in names:
        given = tuple(folded(tokens.keys[position]).strip(".") for position in range(name.start, name.family))
        if name.family == name.start and name.end - name.start > 1 and not name.bare:
            family, given = folded(tokens.keys[name.start]), tuple(map(folded, tokens.keys[name.start + 1 : name.end]))
        else:
            family = folded(tokens.keys[name.end - 1])
        family = stem(family) if is_cyrillic(family) else family
        draft = _same(by_family.get(family, ()), () if name.bare else given)
        if draft is None and given and family.endswith("s"):  # the genitive of other languages: Martin Luthers
            draft = _same((other for other in by_family.get(family[:-1], ()) if other.given[:1] == given[:1]), given)
        keys = tuple(tokens.keys[name.start : name.end])
        draft = draft or tails.get(keys)
        shown = _shown(tokens, name, source)
        if draft is None:
            draft = _Draft(() if name.bare else given, family, shown, [])
            drafts.append(draft)
            by_family.setdefault(family, []).append(draft)
        elif not name.bare and (not draft.given or (_nominative(given) and not _nominative(draft.given))):
            draft.given, draft.shown = given, shown
        for begin in range(1, len(keys) - 1):  # a family name of several words: Hesham Abdel Latif, then Abdel Latif
            tails.setdefault(keys[begin:], draft)
        draft.mentions.append((name.start, name.end))
        placed.append((name.start, draft))
    _add_bare(tokens, by_family, placed, mentions, furniture)
    return tuple(Person(draft.shown, tuple(sorted(draft.mentions))) for draft in drafts)


def _same(drafts: Iterable[_Draft], given: tuple[str, ...]) -> _Draft | None:
    """The latest draft whose first names do not speak against `given`."""
    for draft in reversed(list(drafts)):
        if not given or not draft.given:
            return draft
        if draft.given[0] == given[0]:
            if _other_initials(draft.given[1:], given[1:]):
                continue
            return draft
        shorter, longer = sorted((draft.given[0], given[0]), key=len)
        if len(shorter) == 1 and longer.startswith(shorter):
            return draft
        if is_cyrillic(shorter) and len(shorter) > 3 and shorter[:-1][:6] == longer[: len(shorter[:-1][:6])]:
            return draft
    return None


def _other_initials(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the middle names begin with other letters: George W. Bush, George H. W. Bush."""
    return bool(one and other) and one[0][:1] != other[0][:1]


def _nominative(given: tuple[str, ...]) -> bool:
    """Whether a Cyrillic first name stands in the form of the tables."""
    return bool(given) and is_cyrillic(given[0]) and given[0] in words().first_names


def _shown(tokens: Tokens, name: Name, source: tuple[str, str]) -> str:
    """The name as written, on one line, a family name in capitals turned into the usual writing."""
    text = source[0] if name.start < tokens.text_from else source[1]
    written = " ".join(text[tokens.starts[name.start] : tokens.ends[name.end - 1]].split())
    if any(sign in written for sign in '"“”„«»'):
        written = " ".join(_NICKNAME.sub(" ", written).split())
    if tokens.shapes[name.end - 1] == CAPITALS:
        written = " ".join(word.title() if word.isupper() and len(word) > 2 else word for word in written.split())
    return written


def _add_bare(
    tokens: Tokens,
    by_family: dict[str, list[_Draft]],
    placed: list[tuple[int, _Draft]],
    mentions: Sequence[Mention],
    furniture: Furniture,
) -> None:
    """Family names alone join the person of that name mentioned last before them, in the headline the first one."""
    if not by_family:
        return
    taken = {
        position for draft in (d for _, d in placed) for start, end in draft.mentions for position in range(start, end)
    }
    fixed = {
        position: mention
        for mention in mentions
        for position in range(mention.start, mention.end)
        if mention.entry.kind != "town"
    }
    organ, keys, shapes = words().organ, tokens.keys, tokens.shapes
    for position, key in enumerate(keys):
        family = key if key.isascii() else stem(key) if is_cyrillic(key) else folded(key)
        drafts = by_family.get(family)
        if drafts is None or position in taken or furniture.hidden[position]:
            continue
        start = _with_given(tokens, drafts, position)
        if position in fixed and start == position and not _still_the_person(tokens, fixed[position], drafts, position):
            continue
        if shapes[position] == LOWER or furniture.dateline[position]:
            continue
        following = position + 1
        if (
            position >= tokens.text_from
            and following < len(keys)
            and shapes[following] in "CA"
            and keys[following] in organ
        ):
            continue
        if (
            shapes[following : following + 1] == ["C"]
            and position >= tokens.text_from
            and keys[following] not in words().closed
        ):
            continue
        draft = _latest(drafts, placed, position)
        draft.mentions.append((start, following))


def _with_given(tokens: Tokens, drafts: list[_Draft], position: int) -> int:
    """Where the mention begins: at the person's first name, if that stands right before."""
    before = folded(tokens.keys[position - 1]) if position else ""
    return position - 1 if any(draft.given[-1:] == (before,) for draft in drafts) else position


def _still_the_person(tokens: Tokens, mention: Mention, drafts: list[_Draft], position: int) -> bool:
    """Whether a place's name alone means the person of that name: behind the full name, not after `in` or `with`."""
    if mention.end - mention.start > 1 or mention.entry.kind not in ("country", "capital", "city", "region"):
        return False
    named_before = any(start < position and end - start > 1 for draft in drafts for start, end in draft.mentions)
    before = tokens.keys[position - 1] if position else ""
    return named_before and position >= tokens.text_from and before not in _BEFORE_PLACES


def _latest(drafts: list[_Draft], placed: list[tuple[int, _Draft]], position: int) -> _Draft:
    if len(drafts) == 1:
        return drafts[0]
    before = [draft for start, draft in placed if start < position and any(draft is other for other in drafts)]
    return before[-1] if before else drafts[0]
