"""Why an article has the counterparts it has: every candidate with the terms of its score."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.articles import Article, Evidence, Term
from searchapp.web.i18n import N_, Reader
from searchapp.web.markup import shown

#: The terms of a counterpart's score, and how they are told.
_TERMS = {
    "headline": N_("in the headline"),
    "lead": N_("in the first words"),
    "body": N_("further down"),
    "together": N_("in one sentence with the principal"),
    "pair": N_("named as a pair with the principal"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of a score, in the reader's numbers."""

    name: str
    points: str
    note: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the article may deal with: the score and what it is made of."""

    value: str
    score: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The candidates that were kept and those that were not, each with the highest score first."""

    kept: tuple[Candidate, ...]
    others: tuple[Candidate, ...]


def why(article: Article, reader: Reader) -> Why | None:
    """The reasons for the article's counterparts, or None where no score decided."""
    scored = [item for item in article.evidence if item.field == "counterparts" and item.score is not None]
    ranked = sorted(scored, key=lambda item: (-(item.score or 0), item.value))
    if not ranked:
        return None
    return Why(
        tuple(candidate(item, reader) for item in ranked if item.listed),
        tuple(candidate(item, reader) for item in ranked if not item.listed),
    )


def candidate(item: Evidence, reader: Reader) -> Candidate:
    """The score of one value and its terms."""
    return Candidate(
        shown(item.value), _points(item.score or 0, reader), tuple(_reason(term, reader) for term in item.terms)
    )


def _reason(term: Term, reader: Reader) -> Reason:
    name = reader.gettext(_TERMS.get(term.name, term.name))
    return Reason(shown(name), _points(term.points, reader), shown(term.note))


def _points(points: float, reader: Reader) -> str:
    return reader.number(round(points, 2))
