"""The page of one article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from searchapp.articles import Article
from searchapp.export import bibtex
from searchapp.export.citations import FORMATS
from searchapp.fields import FACETS
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit, Snippet
from searchapp.web.i18n import Reader, direction
from searchapp.web.links import Links, outside
from searchapp.web.markup import Piece, paragraphs, pieces, shown
from searchapp.web.presenters import evidence, why
from searchapp.web.presenters.copies import CopyView, on_page
from searchapp.web.presenters.facets import about
from searchapp.web.presenters.frame import Frame, Link, Visit, frame, with_json
from searchapp.web.presenters.hits import HitView, date_note, hit_view
from searchapp.web.presenters.provenance import found_in


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text. A match has `number` > 0; where it begins it carries its `anchor`, where it ends the links on.

    A name that is marked has a `kind`: the facet, or `why` for evidence, which has an `evidence` anchor.
    """

    text: str
    number: int = 0
    anchor: str = ""
    before: str = ""
    after: str = ""
    last: bool = False
    kind: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value as a link to a search, the way to its own page, and the link that lights the evidence for it, if any."""

    link: Link
    about: Link
    why: Link | None


@dataclass(frozen=True, slots=True)
class Values:
    """The article's values in one facet."""

    name: str
    label: str
    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table of origins: what is known, and where it was found."""

    label: str
    value: str
    found: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Everything that the template of an article lays out; `language` and `direction` are those of its text."""

    frame: Frame
    back: Link
    title: tuple[Run, ...]
    language: str
    direction: str
    outlet: Link | None
    authors: tuple[Link, ...]
    date: str
    date_iso: str
    date_note: str
    matches: str
    first_match: str
    paragraphs: tuple[tuple[Run, ...], ...]
    values: tuple[Values, ...]
    facts: tuple[Fact, ...]
    why: why.Why | None
    case: evidence.Case | None
    switches: tuple[Link, ...]
    similar: tuple[HitView, ...]
    citation: str
    citations: tuple[Link, ...]
    original: str
    address: str
    source: str
    fingerprint: str
    copies: tuple[CopyView, ...]


def article_page(
    visit: Visit,
    request: SearchRequest,
    article: Article,
    marked: tuple[Snippet, Snippet],
    asked: evidence.Asked,
    similar: Sequence[Hit] = (),
    near: Sequence[Article] = (),
) -> ArticlePage:
    """The page of `article`, reached by the search `request`; `marked` are its title and text with the matches.

    `asked` says which names are marked; `similar` are the articles most like it, `near` its near-copies.
    """
    reader, links = visit.reader, visit.links
    heading, text = marked
    count = len(text.spans)
    outlet = _links("outlet", article, reader, links)
    return ArticlePage(
        frame=with_json(
            frame(visit, shown(article.title) or reader.gettext("Untitled"), request.at_page(1)),
            links.api_article(article.id),
            links.article(article.id),
        ),
        back=_back(request, reader, links),
        title=_title(heading, evidence.names(article, asked, "title"), reader),
        language=article.language or "",
        direction=direction(article.language) if article.language else "auto",
        outlet=outlet[0] if outlet else None,
        authors=_links("authors", article, reader, links),
        date=reader.date(article.date) if article.date else reader.gettext("undated"),
        date_iso=article.date.isoformat() if article.date else "",
        date_note=date_note(article, reader),
        matches=reader.ngettext("%(n)s match in the text", "%(n)s matches in the text", count) if count else "",
        first_match="#m1" if count else "",
        paragraphs=_paragraphs(text, evidence.names(article, asked, "text")),
        values=tuple(_values(article, asked, request, reader, links)),
        facts=tuple(_facts(article, reader)),
        why=why.why(article, reader),
        case=evidence.case(article, asked, request, reader, links),
        switches=evidence.switches(article, asked, request, reader, links),
        similar=tuple(replace(hit_view(hit, SearchRequest(), reader, links), tags=()) for hit in similar),
        citation="".join(bibtex.write([article])).strip(),
        citations=tuple(
            Link(one.label, links.export(SearchRequest(ids=(article.id,)), [("format", one.name)]))
            for one in FORMATS.values()
        ),
        original=outside(article.url) or "",
        address=shown(article.url or ""),
        source=shown(article.source),
        fingerprint=article.fingerprint,
        copies=on_page(article, near, reader, links),
    )


def _back(request: SearchRequest, reader: Reader, links: Links) -> Link:
    label = reader.gettext("All articles") if request.empty else reader.gettext("Back to the results")
    return Link(label, links.search(request))


def _title(heading: Snippet, names: Sequence[evidence.Name], reader: Reader) -> tuple[Run, ...]:
    """The title in runs; its matches are lit, but steps from match to match are in the text only."""
    if not heading.text.strip():
        return (Run(reader.gettext("Untitled")),)
    found = list(pieces(heading, names=[(name.start, name.end) for name in names]))
    runs = [_run(piece, 0, names[piece.name - 1] if piece.name else None) for piece in found]
    return tuple(replace(run, anchor="", last=False) for run in runs)


def _paragraphs(text: Snippet, names: Sequence[evidence.Name]) -> tuple[tuple[Run, ...], ...]:
    spans = [(name.start, name.end) for name in names]
    count = len(text.spans)
    return tuple(
        tuple(
            _run(piece, count, names[piece.name - 1] if piece.name else None)
            for piece in pieces(text, start, end, spans)
        )
        for start, end in paragraphs(text.text)
    )


def _run(piece: Piece, count: int, name: evidence.Name | None) -> Run:
    number = piece.match
    return Run(
        piece.text,
        number,
        anchor=f"m{number}" if piece.first else "",
        before=f"#m{number - 1}" if number > 1 else "",
        after=f"#m{number + 1}" if number < count else "",
        last=piece.last,
        kind=name.kind if name else "",
        evidence=name.anchor if name and piece.name_first else "",
    )


def _links(name: str, article: Article, reader: Reader, links: Links) -> tuple[Link, ...]:
    found: Counter[str | None] = Counter()
    for item in article.evidence:
        if item.field == name and item.listed:
            found[article.written.get(name, {}).get(item.value, item.value)] += len(item.spans)
    return tuple(
        Link(
            shown(reader.value(name, value)),
            links.search(SearchRequest().add(name, value)),
            note=reader.ngettext("%(n)s mention", "%(n)s mentions", found[value]) if found[value] else "",
        )
        for value in article.values(name)
    )


def _values(
    article: Article, asked: evidence.Asked, request: SearchRequest, reader: Reader, links: Links
) -> Iterator[Values]:
    for name in FACETS:
        if name not in ("outlet", "authors") and article.values(name):
            items = tuple(
                Value(
                    link, about(name, value, reader, links), _why(name, value, article, asked, request, reader, links)
                )
                for value, link in zip(article.values(name), _links(name, article, reader, links), strict=True)
            )
            yield Values(name, reader.field(name), items)


def _why(
    name: str,
    value: str,
    article: Article,
    asked: evidence.Asked,
    request: SearchRequest,
    reader: Reader,
    links: Links,
) -> Link | None:
    if not evidence.has_case(article, name, value):
        return None
    wanted = evidence.Asked(asked.fields, (name, value))
    return Link(
        reader.gettext("why?"),
        links.article(article.id, request, wanted.params()) + "#case",
        current=asked.why == (name, value),
        note=reader.gettext("Why %(value)s?", value=shown(value)),
    )


def _facts(article: Article, reader: Reader) -> Iterator[Fact]:
    for name in ("title", "date", *FACETS, "text", "url"):
        source, value = article.provenance.get(name), _told(name, article, reader)
        if source and value:
            yield Fact(reader.field(name), value, found_in(source, reader))


def _told(name: str, article: Article, reader: Reader) -> str:
    """The value where it is short, how much there is where it is not."""
    if name == "date":
        return reader.date(article.date) if article.date else ""
    if name == "text" and article.text:
        return reader.ngettext("%(n)s character", "%(n)s characters", len(article.text))
    if name in FACETS:
        values = article.values(name)[:1] if name == "outlet" else article.values(name)
        return ", ".join(shown(reader.value(name, value)) for value in values)
    return shown(str(getattr(article, name) or ""))
