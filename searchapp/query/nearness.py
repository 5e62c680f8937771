"""What near words and near spellings are: the one definition that engines, the oracle and highlighting go by."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from searchapp.query.parser import MOST_SLOP

#: Layouts of a near phrase that are tried.
MOST_LAYOUTS = 250


def layouts(size: int, slop: int) -> list[tuple[int, ...]]:
    """Every way in which `size` terms may stand near each other: their places, the first of them 0 in some order.

    >>> layouts(2, 1)
    [(0, 1), (0, 2)]
    >>> (1, 0) in layouts(2, 2)
    True
    """
    shifts = (shift for shift in itertools.product(range(slop + 1), repeat=size) if min(shift) == 0)
    places = {tuple(rank + moved for rank, moved in enumerate(shift)) for shift in shifts}
    distinct = {tuple(place - min(row) for place in row) for row in places if len(set(row)) == size}
    return sorted(distinct)


def most_slop(size: int) -> int:
    """The largest slop of a phrase of `size` words; so few layouts are left that every engine can try them all.

    >>> [most_slop(size) for size in range(2, 9)]
    [50, 8, 3, 2, 1, 1, 0]
    """
    if size <= 2:
        return MOST_SLOP
    return max(slop for slop in range(MOST_SLOP) if slop == 0 or (slop + 1) ** size - slop**size <= MOST_LAYOUTS)


def sequence_matches(terms: Sequence[str], sequence: Sequence[str], slop: int) -> list[tuple[int, int]]:
    """The places (first and last position) where `sequence` stands in `terms`.

    With `slop`, the positions less their rank in the sequence may differ by that much: a gap of one word costs one, two
    neighbours that changed places cost two (as sloppy phrases are defined in Lucene).
    """
    where: dict[str, list[int]] = {term: [] for term in sequence}
    for position, term in enumerate(terms):
        if term in where:
            where[term].append(position)
    if slop == 0:
        size = len(sequence)
        starts = where[sequence[0]]
        return [(s, s + size - 1) for s in starts if list(terms[s : s + size]) == list(sequence)]
    placed = (_placed(where, sequence, slop, start) for start in where[sequence[0]])
    return [(min(places), max(places)) for places in placed if places]


def _placed(where: dict[str, list[int]], sequence: Sequence[str], slop: int, start: int) -> list[int] | None:
    """Positions for the whole sequence with its first term at `start`, or None where they are too far apart."""
    for lowest in range(start - slop, start + 1):
        taken = [start]
        for rank, term in enumerate(sequence[1:], 1):
            spot = next((p for p in where[term] if lowest <= p - rank <= lowest + slop and p not in taken), None)
            if spot is None:
                break
            taken.append(spot)
        else:
            return taken
    return None


def edit_distance(one: str, two: str, most: int) -> int:
    """Insertions, deletions, changes and swaps of neighbours that turn `one` into `two`; `most` + 1 if more.

    Optimal string alignment (restricted Damerau-Levenshtein).
    """
    if abs(len(one) - len(two)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, left in enumerate(one, 1):
        older, before, row = before, row, [i] + [0] * len(two)
        for j, right in enumerate(two, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == two[j - 2] and one[i - 2] == right:
                row[j] = min(row[j], older[j - 2] + 1)
        if min(row) > most and min(before) > most:
            return most + 1
    return row[-1]
