"""The names in an article's text: those of a facet marked on demand, or the evidence for one value lit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from searchapp.articles import Article, Evidence, Part
from searchapp.errors import ParameterError
from searchapp.query.request import SearchRequest
from searchapp.web.i18n import Reader
from searchapp.web.links import Links
from searchapp.web.markup import shown
from searchapp.web.presenters.frame import Link
from searchapp.web.presenters.why import Candidate, candidate

#: The facets whose names can be marked in the text, in the order in which one yields to another.
MARKED = ("people", "counterparts", "organisations", "places")
#: The parameters of an article's page beside those of the search it was found by.
PARAMETERS = frozenset({"mark", "why"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be marked: the names of these facets, and the evidence for one value of a facet."""

    fields: tuple[str, ...] = ()
    why: tuple[str, str] | None = None

    def params(self) -> list[tuple[str, str]]:
        """The parameters that ask for it."""
        pairs = [("mark", name) for name in self.fields]
        return pairs + ([("why", ":".join(self.why))] if self.why else [])

    def turned(self, name: str) -> Asked:
        """With the names of a facet marked, or not marked any more."""
        if name in self.fields:
            return Asked(tuple(other for other in self.fields if other != name), self.why)
        return Asked(tuple(other for other in MARKED if other in (*self.fields, name)), self.why)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: characters `start` to `end`, the facet, and the anchor where it is evidence."""

    start: int
    end: int
    kind: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """The evidence for one value: what it is about, how often it stands in the text, and the terms of its score."""

    heading: str
    mentions: str
    first: str
    nothing: str
    score: Candidate | None
    close: Link


def parse_asked(pairs: Iterable[tuple[str, str]]) -> Asked:
    """What the parameters `mark` and `why` ask for; raises ParameterError."""
    marked, why = [], None
    for name, value in pairs:
        if name == "mark" and value:
            if value not in MARKED:
                raise ParameterError("mark", f"mark cannot be {value!r}; it is one of {', '.join(MARKED)}.")
            marked.append(value)
        if name == "why" and value:
            field, _, about = value.partition(":")
            if field not in MARKED or not about:
                raise ParameterError(
                    "why", f"why cannot be {value!r}: write a facet and a value: people:Sergei Lavrov."
                )
            why = (field, about)
    return Asked(tuple(name for name in MARKED if name in marked), why)


def names(article: Article, asked: Asked, part: Part) -> Sequence[Name]:
    """The names to mark in the title or the text, in reading order; one that overlaps another yields to it."""
    found: list[Name] = []
    if asked.why:
        found += _spans(_evidence(article, *asked.why), part, "why")
    for field in asked.fields:
        for item in article.evidence:
            if item.field == field and item.listed:
                found += _spans(item, part, field)
    kept: list[Name] = []
    taken: set[int] = set()
    for name in found:
        if taken.isdisjoint(range(name.start, name.end)):
            kept.append(name)
            taken.update(range(name.start, name.end))
    return sorted(kept, key=lambda name: name.start)


def _spans(item: Evidence | None, part: Part, kind: str) -> list[Name]:
    if item is None:
        return []
    return [
        Name(span.start, span.end, kind, f"e{number}" if kind == "why" else "")
        for number, span in enumerate(item.spans, 1)
        if span.part == part and span.start < span.end
    ]


def _evidence(article: Article, field: str, value: str) -> Evidence | None:
    return next((item for item in article.evidence if (item.field, item.value) == (field, value)), None)


def has_case(article: Article, field: str, value: str) -> bool:
    """Whether there is anything to say about why the article has the value."""
    item = _evidence(article, field, value)
    return field in MARKED and item is not None and bool(item.spans or item.terms)


def case(article: Article, asked: Asked, request: SearchRequest, reader: Reader, links: Links) -> Case | None:
    """The evidence that is asked for."""
    if asked.why is None:
        return None
    item = _evidence(article, *asked.why)
    count = len(item.spans) if item else 0
    return Case(
        heading=reader.gettext("Why %(value)s?", value=shown(asked.why[1])),
        mentions=reader.ngettext("%(n)s mention, lit in the text", "%(n)s mentions, lit in the text", count)
        if count
        else "",
        first="#e1" if count else "",
        nothing="" if item else reader.gettext("There is no evidence for this value in the article."),
        score=candidate(item, reader) if item and item.score is not None else None,
        close=Link(reader.gettext("Close"), links.article(article.id, request, Asked(asked.fields).params())),
    )


def switches(article: Article, asked: Asked, request: SearchRequest, reader: Reader, links: Links) -> tuple[Link, ...]:
    """The facets whose names can be marked in this article, each as a link that turns it on or off."""
    having = {item.field for item in article.evidence if item.listed and item.spans}
    return tuple(
        Link(
            reader.field(name),
            links.article(article.id, request, asked.turned(name).params()),
            current=name in asked.fields,
            note=name,
        )
        for name in MARKED
        if name in having
    )
