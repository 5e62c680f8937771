"""Why an article ranks where it does: the score taken apart along the query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from searchapp.engines.port import Reader
from searchapp.query import clauses
from searchapp.query.clauses import Clause, Ids, filtered
from searchapp.query.result import Reason

_Scored: TypeAlias = clauses.OneOf | clauses.InOrder | clauses.Begins | clauses.Near | clauses.Points


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause that scores and by what its score is multiplied."""

    clause: _Scored
    factor: float


def explain(reader: Reader, query: Clause, article_id: str) -> tuple[Reason, ...]:
    """The parts of a query that the article matches, with what each adds to its score, the largest first."""
    added: dict[tuple[str, str], float] = {}
    for part in _parts(query, 1.0):
        ranked = reader.top(filtered(part.clause, [Ids((article_id,))]), "relevance", 0, 1)
        if ranked:
            where = (_what(part.clause), "date" if isinstance(part.clause, clauses.Points) else part.clause.field)
            added[where] = added.get(where, 0.0) + (ranked[0].score or 0.0) * part.factor
    reasons = [Reason(what, field, score) for (what, field), score in added.items()]
    return tuple(sorted(reasons, key=lambda reason: (-reason.score, reason.field, reason.what)))


def _parts(clause: Clause, factor: float) -> Iterator[_Part]:
    match clause:
        case clauses.OneOf() | clauses.InOrder() | clauses.Begins() | clauses.Near() | clauses.Points():
            yield _Part(clause, factor)
        case clauses.AllOf(parts, also):
            for part in (*parts, *also):
                yield from _parts(part, factor)
        case clauses.AtLeast(parts):
            for part in parts:
                yield from _parts(part, factor)
        case clauses.Weighted(part, weight) if weight:
            yield from _parts(part, factor * weight)
        case _:
            pass


def _what(clause: _Scored) -> str:
    match clause:
        case clauses.OneOf(_, terms):
            return " or ".join(terms)
        case clauses.InOrder(_, terms, slop):
            return f'"{" ".join(terms)}"' + (f"~{slop}" if slop else "")
        case clauses.Begins(_, prefix):
            return f"{prefix}*"
        case clauses.Near(_, word, edits):
            return f"{word}~{edits}"
        case clauses.Points(clauses.Between(first)):
            return f"date:>={first}"
        case clauses.Points():
            return "as asked for"
