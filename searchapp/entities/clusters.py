"""Which of an archive's names of people are one person's: pairs first, and then groups, each looked at as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from searchapp.entities.likeness import Strength, likeness
from searchapp.entities.person import parsed
from searchapp.entities.spelling import consonants
from searchapp.entities.tables import given_names

#: Names of one block that are compared with each other; a larger block is compared by its most frequent ones.
MOST_COMPARED = 1500


@dataclass(slots=True)
class _Group:
    """Names taken for one person's, the most frequent first."""

    names: list[str] = field(default_factory=list)


def blocks(name: str) -> frozenset[str]:
    """Keys of which two names that may be one person's share at least one: how their family name begins.

    >>> bool(blocks("Sergei Lavrov") & blocks("Сергей Лавров"))
    True
    """
    person = parsed(name)
    if person is None:
        return frozenset()
    begun = {heard[:3].replace("g", "k") for heard in consonants(person.family)}
    return frozenset(begun | {f"={person.written}", "=" + "".join(person.tokens)})


def groups(
    counts: Mapping[str, int],
    together: Iterable[tuple[str, str]] = (),
    apart: Collection[frozenset[str]] = frozenset(),
    alike: bool = True,
) -> list[tuple[str, ...]]:
    """The names of `counts` (with the number of articles of each) in groups of one bearer each, the others left out.

    The most frequent name of a group comes first. Pairs in `together` are of one group whatever else is known, those
    in `apart` never; without `alike`, nothing else is.
    """
    order = sorted(counts, key=lambda name: (-counts[name], *_plainness(name)))
    rank = {name: place for place, name in enumerate(order)}
    held = {name: _Group([name]) for name in order}
    if alike:
        _join_alike(held, order, rank, _Verdicts(_handed_on(apart, together)))
    for one, two in together:
        _unite(held, one, two)
    found = {id(group): group for group in held.values() if len(group.names) > 1}
    return [tuple(sorted(group.names, key=rank.__getitem__)) for group in found.values()]


def _handed_on(apart: Collection[frozenset[str]], together: Iterable[tuple[str, str]]) -> frozenset[frozenset[str]]:
    """The pairs kept apart, and those that follow: who is apart from a name is so from all that are one with it."""
    held: dict[str, _Group] = {}
    for pair in together:
        for name in pair:
            held.setdefault(name, _Group([name]))
        _unite(held, *pair)
    alone = _Group()
    kin = {name: held.get(name, alone).names or [name] for pair in apart for name in pair}
    return frozenset(
        frozenset((one, two))
        for pair in apart
        for first, second in (tuple(pair),)
        for one in kin[first]
        for two in kin[second]
    )


def _plainness(name: str) -> tuple[bool, bool, str]:
    """What decides between forms equally frequent: names before initials, the usual writing before capitals."""
    return any(len(word.strip(".")) == 1 for word in name.split()), name.isupper(), name


def _join_alike(held: dict[str, _Group], order: list[str], rank: Mapping[str, int], verdicts: _Verdicts) -> None:
    """Join the groups of names that are one person's."""
    pairs = sorted(_pairs(order), key=lambda pair: (rank[pair[0]], rank[pair[1]]))
    likely = []
    for one, two in pairs:
        strength = verdicts.of(one, two)
        if strength == Strength.SAME:
            _join(held, one, two, verdicts)
        elif strength == Strength.LIKELY:
            likely.append((one, two))
    _settle(held, likely, verdicts)


class _Verdicts:
    """What is known of pairs of names, each worked out once."""

    def __init__(self, apart: Collection[frozenset[str]]) -> None:
        self._apart = apart
        self._known: dict[tuple[str, str], Strength] = {}

    def of(self, one: str, two: str) -> Strength:
        pair = (one, two) if one < two else (two, one)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = _verdict(one, two) if frozenset(pair) not in self._apart else Strength.DIFFERENT
        return known


def _verdict(one: str, two: str) -> Strength:
    first, second = parsed(one), parsed(two)
    return likeness(first, second).strength if first and second else Strength.DIFFERENT


def _pairs(order: list[str]) -> set[tuple[str, str]]:
    """Pairs of names that may be one person's: of one block, and with first names that begin alike; frequent first."""
    members: dict[tuple[str, str], list[str]] = defaultdict(list)
    initials: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in order:
        person = parsed(name)
        for block in blocks(name) if person else ():
            for key in ("",) if block[:1] == "=" else _first_keys(person.first):  # type: ignore[union-attr]
                members[block, key].append(name)
            if len(person.first) == 1:  # type: ignore[union-attr]
                initials[block, person.first].append(name)  # type: ignore[union-attr]
    found = {pair for names in members.values() for pair in combinations(names[:MOST_COMPARED], 2)}
    return found | _with_initials(order, initials)


def _first_keys(first: str) -> set[str]:
    """What first names that are one have in common: a row of the table, or how their consonants begin."""
    return {heard[:2] for heard in consonants(first)} | {f"{row}" for row in given_names().get(first, ())}


def _with_initials(order: list[str], initials: dict[tuple[str, str], list[str]]) -> set[tuple[str, str]]:
    """Pairs of an initial and a name that it may stand for."""
    if not initials:
        return set()
    rank = {name: place for place, name in enumerate(order)}
    people = ((name, parsed(name)) for name in order)
    return {
        (name, short) if rank[name] < rank[short] else (short, name)
        for name, person in people
        if person
        for block in blocks(name)
        for short in initials.get((block, person.first[:1]), ())
        if short != name
    }


def _join(held: dict[str, _Group], one: str, two: str, verdicts: _Verdicts) -> None:
    """Make one group of two, unless any name of the one is surely another person than one of the other."""
    first, second = held[one], held[two]
    if first is second or not _all_agree(first, second, verdicts):
        return
    _unite(held, one, two)


def _unite(held: dict[str, _Group], one: str, two: str) -> None:
    first, second = held[one], held[two]
    if first is not second:
        first.names += second.names
        held.update(dict.fromkeys(second.names, first))


def _all_agree(first: _Group, second: _Group, verdicts: _Verdicts) -> bool:
    return all(verdicts.of(one, two) != Strength.DIFFERENT for one in first.names for two in second.names)


def _settle(held: dict[str, _Group], likely: list[tuple[str, str]], verdicts: _Verdicts) -> None:
    """Join groups that are likely one person's, where neither could be joined to yet another.

    `G. Bush` is nobody's as long as there are a George and a Gerald Bush; nor is `Ivan Petrov` while there are an
    Ivan Sergeyevich and an Ivan Borisovich.
    """
    rivals: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
    for one, two in likely:
        first, second = held[one], held[two]
        if first is not second:
            rivals[id(first)][id(second)] = rivals[id(second)][id(first)] = (one, two)
    by_id = {id(group): group for group in held.values()}
    sure = {
        number
        for number, others in rivals.items()
        if all(_all_agree(a, b, verdicts) for a, b in combinations([by_id[key] for key in (number, *others)], 2))
    }
    for number, others in rivals.items():
        for other, (one, two) in others.items():
            if number in sure and other in sure:
                _join(held, one, two, verdicts)
