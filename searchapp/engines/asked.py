"""A query as it is run on one commit: what it strictly says, or what most of its words say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.engines.port import Reader
from searchapp.query import parser
from searchapp.query.clauses import Clause, filtered
from searchapp.query.lowering import lower
from searchapp.query.result import Note

_QUESTION = Note(
    "A query this long is read as a question: the best of the articles with some of its words.", None, "question"
)
_RELAXED = Note("No article has all of these words; these have most of them.", None, "relaxed")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query worked out for one reader: the clause for the hits, how many articles match it under the conditions, the
    warnings, whether other words may be meant, and whether it is read as a question."""

    clause: Clause
    total: int
    notes: tuple[Note, ...] = ()
    guessed: bool = False
    question: bool = False


def asked(reader: Reader, query: str, conditions: Sequence[Clause] = ()) -> Asked:
    """What the text of a query asks for; where nothing has all of its words, what has most of them."""
    parsed = parser.parse(query)
    lowering = lower(parsed.tree, reader.languages())
    notes = parsed.warnings + lowering.notes
    if lowering.question and lowering.relaxed:
        total = reader.count(filtered(lowering.relaxed, conditions))
        return Asked(lowering.relaxed, total, (*notes, _QUESTION), guessed=True, question=True)
    total = reader.count(filtered(lowering.strict, conditions))
    if total or lowering.relaxed is None:
        return Asked(lowering.strict, total, notes, guessed=not total)
    total = reader.count(filtered(lowering.relaxed, conditions))
    return Asked(lowering.relaxed, total, (*notes, _RELAXED) if total else notes, guessed=True)
