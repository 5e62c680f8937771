"""The formats that what a search finds can be had in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from searchapp.articles import Article
from searchapp.errors import ParameterError
from searchapp.export import citations, jsonl, table


@dataclass(frozen=True, slots=True)
class Export:
    """A format: its name in addresses, what it is called, its type, the end of a file's name, how it is written.

    `write` takes the articles and the names of the fields wanted, and gives the text piece by piece.
    """

    name: str
    label: str
    mimetype: str
    suffix: str
    write: Callable[[Iterable[Article], Sequence[str]], Iterator[str]]


def _citation(one: citations.Format) -> Export:
    return Export(one.name, one.label, one.mimetype, one.suffix, lambda articles, fields: one.write(articles))


EXPORTS = {
    one.name: one
    for one in (
        Export("jsonl", "JSON Lines", "application/x-ndjson", "jsonl", jsonl.write),
        Export("csv", "CSV", "text/csv; charset=utf-8", "csv", table.write),
        *map(_citation, citations.FORMATS.values()),
        Export("ndjson-ids", "Ids", "application/x-ndjson", "ids.jsonl", jsonl.write_ids),
    )
}


def export(name: str) -> Export:
    """The format by its name; raises ParameterError where there is none."""
    if name not in EXPORTS:
        raise ParameterError("format", f"format cannot be {name!r}; it is one of: {', '.join(EXPORTS)}.")
    return EXPORTS[name]
