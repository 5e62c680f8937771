"""Counts of one facet against another, or against time: a count of facets for each row, not one for each cell."""

from __future__ import annotations

from searchapp.engines import timeline
from searchapp.engines.port import Reader
from searchapp.query.clauses import Clause, Value, filtered
from searchapp.query.result import Interval, Line, Matrix

#: Columns that are the values of a facet, and those that are years or months, at most: the last ones.
MOST_VALUES = 12
MOST_PERIODS = 30
#: Values of a row that are counted in one go; a column that is not among them is counted by itself.
_IN_ONE_GO = 200


def matrix(reader: Reader, clause: Clause, total: int, rows: str, columns: str, size: int) -> Matrix:
    """The `total` articles that match, by the `size` most frequent values of the facet `rows` and by `columns`."""
    counted = reader.facets(clause, [rows], size)[rows]
    heads, more = _heads(reader, clause, total, columns)
    names = tuple(heads)
    lines = (
        Line(value, count, _counts(reader, filtered(clause, [Value(rows, (value,))]), count, columns, names))
        for value, count in counted.values
    )
    return Matrix(names, tuple(heads.values()), tuple(lines), counted.distinct - len(counted.values), more)


def _heads(reader: Reader, clause: Clause, total: int, columns: str) -> tuple[dict[str, int], int]:
    """The columns with their counts, and how many are left out."""
    if interval := _interval(columns):
        buckets = timeline.histogram(reader, clause, total, interval).buckets
        return {bucket.start: bucket.count for bucket in buckets[-MOST_PERIODS:]}, max(0, len(buckets) - MOST_PERIODS)
    counted = reader.facets(clause, [columns], MOST_VALUES)[columns]
    return dict(counted.values), counted.distinct - len(counted.values)


def _counts(reader: Reader, clause: Clause, total: int, columns: str, names: tuple[str, ...]) -> tuple[int, ...]:
    if interval := _interval(columns):
        buckets = timeline.histogram(reader, clause, total, interval).buckets
        found = {bucket.start: bucket.count for bucket in buckets}
        return tuple(found.get(name, 0) for name in names)
    counted = reader.facets(clause, [columns], _IN_ONE_GO)[columns]
    found = dict(counted.values)
    if counted.distinct > len(found):
        found |= {
            name: reader.count(filtered(clause, [Value(columns, (name,))])) for name in names if name not in found
        }
    return tuple(found.get(name, 0) for name in names)


def _interval(columns: str) -> Interval | None:
    if columns == "year":
        return "year"
    return "month" if columns == "month" else None
