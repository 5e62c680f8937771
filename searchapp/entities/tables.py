"""The tables of the package, read once per process when first needed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from searchapp.entities.scripts import latin
from searchapp.entities.spelling import folded

#: Of the most frequent family names so many are borne by several public people of one first name.
NAMESAKES = 500


def _lines(name: str) -> Iterator[str]:
    text = files("searchapp.entities").joinpath("data", name).read_text(encoding="utf-8")
    return (line for line in text.split("\n") if line and not line.startswith("#"))


@cache
def common_family_names() -> dict[str, int]:
    """Frequent family names, folded, with their rank from 0."""
    return {name: rank for rank, name in enumerate(_lines("common_family_names.txt"))}


@cache
def given_names() -> dict[str, frozenset[int]]:
    """First names, folded, with the numbers of the rows of spellings and short forms that they stand in."""
    rows: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("given_names.txt")):
        for name in line.split():
            rows.setdefault(latin(folded(name)), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in rows.items()}
