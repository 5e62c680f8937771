"""The article and its parts: the one shape that goes through reading, enriching, indexing and showing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

#: Between an actor and its counterpart in `Article.relations`.
PAIR = "→"
#: The parts of an article that evidence points into.
Part = Literal["title", "text"]


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands: characters `start` (inclusive) to `end` (exclusive) of the article's `part`."""

    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a score: its name, the points it gives, and what gave them in words a reader understands."""

    name: str
    points: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why the article carries `value` in the facet `field`.

    `spans` are the mentions, in reading order; `score` and its `terms` are there where a score decided (counterparts).
    `listed` is false for a candidate that was considered and not kept, so that a page can say why.
    """

    field: str
    value: str
    spans: tuple[Span, ...] = ()
    score: float | None = None
    terms: tuple[Term, ...] = ()
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Copy:
    """Another place where the same text stood: the id it would have had as an article of its own, and what differs."""

    id: str
    source: str = ""
    url: str | None = None
    title: str = ""
    outlet: str | None = None
    date: datetime.date | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the archive.

    `date` is the day of publication (UTC) or None; it is never guessed. The facet values are display names, the most
    salient first; `countries` are ISO 3166 alpha-2 codes, `language` an ISO 639-1 code or None.
    `provenance` says for a field where its value was found: `given`, `json-ld`, `meta`, `url`, `dateline`, `text`,
    `rules` … `given` values are never worked out again.
    `relations` are counterparts for every actor that the article names, `Turkey→Russia`, best first for each.
    `written` holds, for a
    field in which other forms of names are shown, the values as the article has them, each with what is shown for it,
    None where that is nothing. `recipe` names the rules and models that worked the facets out.
    `source` is the path (and `#` position for files of many articles) the article was read from; `fingerprint` is the
    SHA-256 of the bytes it was made from, in hexadecimal.
    `copies` are the other places where the same text stood, `group` names the near-copies that the article is one of
    (empty where it has none).
    """

    id: str
    source: str = ""
    url: str | None = None
    title: str = ""
    text: str = ""
    date: datetime.date | None = None
    date_hint: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    written: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    provenance: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    recipe: str = ""
    fingerprint: str = ""
    copies: tuple[Copy, ...] = ()
    group: str = ""

    def values(self, name: str) -> tuple[str, ...]:
        """The article's values in the facet `name`, whether the field holds one or several; of outlets, also those of
        its copies, after its own.

        >>> Article(id="1", outlet="Harbour Courier", copies=(Copy("2", outlet="Daily"),)).values("outlet")
        ('Harbour Courier', 'Daily')
        """
        value = getattr(self, name)
        if name == "outlet" and self.copies:
            return tuple(dict.fromkeys(outlet for outlet in (value, *(c.outlet for c in self.copies)) if outlet))
        if value is None:
            return ()
        return value if isinstance(value, tuple) else (str(value),)


#: The fields of an article that hold one string or None, several strings, in the order they are printed.
SINGLE = ("id", "source", "url", "title", "text", "date", "date_hint", "outlet", "language")
SEVERAL = ("authors", "people", "places", "countries", "organisations", "counterparts")


def to_json(article: Article) -> dict[str, Any]:
    """The article as `inspect` prints it and engines store it: plain JSON types, `<field>_source` beside each value."""
    answer: dict[str, Any] = {name: getattr(article, name) for name in SINGLE}
    answer["date"] = article.date.isoformat() if article.date else None
    answer |= {name: list(getattr(article, name)) for name in SEVERAL}
    answer |= {
        f"{name}_source": article.provenance.get(name) for name in (*SINGLE[2:], *SEVERAL) if name != "date_hint"
    }
    answer["relations"] = list(article.relations)
    if article.written:
        answer["written"] = {name: dict(forms) for name, forms in article.written.items()}
    answer["recipe"] = article.recipe
    answer["fingerprint"] = article.fingerprint
    answer["copies"] = [_copy_to_json(copy) for copy in article.copies]
    answer["group"] = article.group or None
    answer["evidence"] = evidence_to_json(article.evidence)
    return answer


def from_json(data: Mapping[str, Any]) -> Article:
    """The article that `to_json` wrote; `from_json(to_json(article)) == article`."""
    date = data.get("date")
    values: dict[str, Any] = {name: data.get(name) for name in SINGLE} | {
        name: tuple(data.get(name) or ()) for name in SEVERAL
    }
    values["date"] = datetime.date.fromisoformat(date) if date else None
    values |= {name: data.get(name) or "" for name in ("source", "title", "text", "recipe", "fingerprint")}
    values["relations"] = tuple(data.get("relations") or ())
    values["written"] = {name: dict(forms) for name, forms in (data.get("written") or {}).items()}
    sources = {
        name: data[f"{name}_source"] for name in (*SINGLE[2:], *SEVERAL) if data.get(f"{name}_source") is not None
    }
    values["copies"] = tuple(_copy_from_json(copy) for copy in data.get("copies") or ())
    values["group"] = data.get("group") or ""
    evidence = evidence_from_json(data.get("evidence") or {})
    return Article(**values, provenance=sources, evidence=evidence)


def _copy_to_json(copy: Copy) -> dict[str, Any]:
    return {**asdict(copy), "date": copy.date.isoformat() if copy.date else None}


def _copy_from_json(data: Mapping[str, Any]) -> Copy:
    date = data.get("date")
    return Copy(**{**data, "date": datetime.date.fromisoformat(date) if date else None})


def evidence_to_json(evidence: tuple[Evidence, ...]) -> dict[str, dict[str, Any]]:
    """Evidence grouped as facet -> value -> `{spans: [[part, start, end]], score, terms, listed}`."""
    answer: dict[str, dict[str, Any]] = {}
    for item in evidence:
        entry: dict[str, Any] = {"spans": [[span.part, span.start, span.end] for span in item.spans]}
        if item.score is not None:
            entry["score"] = item.score
            entry["terms"] = [[term.name, term.points, term.note] for term in item.terms]
        if not item.listed:
            entry["listed"] = False
        answer.setdefault(item.field, {})[item.value] = entry
    return answer


def evidence_from_json(data: Mapping[str, Mapping[str, Any]]) -> tuple[Evidence, ...]:
    """What `evidence_to_json` wrote."""
    return tuple(
        Evidence(
            field=name,
            value=value,
            spans=tuple(Span(*span) for span in entry.get("spans", ())),
            score=entry.get("score"),
            terms=tuple(Term(*term) for term in entry.get("terms", ())),
            listed=entry.get("listed", True),
        )
        for name, entries in data.items()
        for value, entry in entries.items()
    )
