"""The filters of a request as clauses."""

from __future__ import annotations

from searchapp.query.clauses import AtLeast, Between, Clause, Except, Has, Ids, Value
from searchapp.query.request import Filter, SearchRequest


def filters(request: SearchRequest, leave_out: str | None = None, excluded: bool = True) -> list[Clause]:
    """The filters of a request as clauses.

    The own choice of the facet `leave_out` (any of, without a value) is left out; its `all` and, unless `excluded` is
    false, its `not` stay, so that a count is what a click on the value gives.
    """
    clauses: list[Clause] = []
    if request.first or request.last:
        clauses.append(Between(request.first, request.last))
    if request.ids:
        clauses.append(Ids(request.ids))
    for name, asked in request.filters.items():
        own = name == leave_out
        clauses += _filter(name, asked, chosen=not own, excluded=excluded or not own)
    return clauses


def _filter(name: str, asked: Filter, chosen: bool, excluded: bool) -> list[Clause]:
    clauses: list[Clause] = [Value(name, (value,)) for value in asked.all]
    if excluded:
        clauses += [Except(Value(name, (value,))) for value in asked.none]
    if chosen and (asked.any or asked.missing):
        options: list[Clause] = [Value(name, asked.any)] if asked.any else []
        options += [Except(Has(name))] if asked.missing else []
        clauses.append(options[0] if len(options) == 1 else AtLeast(tuple(options)))
    return clauses
