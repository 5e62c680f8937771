"""The page of one article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from searchapp.articles import Article
from searchapp.fields import FACETS
from searchapp.query.request import SearchRequest
from searchapp.query.result import Snippet
from searchapp.web.i18n import Reader, direction
from searchapp.web.links import Links, outside
from searchapp.web.markup import Piece, paragraphs, pieces, shown
from searchapp.web.presenters import why
from searchapp.web.presenters.copies import CopyView, on_page
from searchapp.web.presenters.frame import Frame, Link, Visit, frame, with_json
from searchapp.web.presenters.hits import date_note, title
from searchapp.web.presenters.provenance import found_in


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text. A match has `number` > 0; where it begins it carries its `anchor`, where it ends the links on."""

    text: str
    number: int = 0
    anchor: str = ""
    before: str = ""
    after: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """The article's values in one facet, as links to searches."""

    label: str
    links: tuple[Link, ...]


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
    title: Markup
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
    near: Sequence[Article] = (),
) -> ArticlePage:
    """The page of `article`, reached by the search `request`; `marked` are its title and text with the matches, `near`
    its near-copies."""
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
        title=title(heading, reader),
        language=article.language or "",
        direction=direction(article.language) if article.language else "auto",
        outlet=outlet[0] if outlet else None,
        authors=_links("authors", article, reader, links),
        date=reader.date(article.date) if article.date else reader.gettext("undated"),
        date_iso=article.date.isoformat() if article.date else "",
        date_note=date_note(article, reader),
        matches=reader.ngettext("%(n)s match in the text", "%(n)s matches in the text", count) if count else "",
        first_match="#m1" if count else "",
        paragraphs=tuple(tuple(_runs(text, start, end)) for start, end in paragraphs(text.text)),
        values=tuple(_values(article, reader, links)),
        facts=tuple(_facts(article, reader)),
        why=why.why(article, reader),
        original=outside(article.url) or "",
        address=shown(article.url or ""),
        source=shown(article.source),
        fingerprint=article.fingerprint,
        copies=on_page(article, near, reader, links),
    )


def _back(request: SearchRequest, reader: Reader, links: Links) -> Link:
    label = reader.gettext("All articles") if request.empty else reader.gettext("Back to the results")
    return Link(label, links.search(request))


def _runs(text: Snippet, start: int, end: int) -> Iterator[Run]:
    for piece in pieces(text, start, end):
        yield _run(piece, len(text.spans))


def _run(piece: Piece, count: int) -> Run:
    number = piece.match
    return Run(
        piece.text,
        number,
        anchor=f"m{number}" if piece.first else "",
        before=f"#m{number - 1}" if number > 1 else "",
        after=f"#m{number + 1}" if number < count else "",
        last=piece.last,
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


def _values(article: Article, reader: Reader, links: Links) -> Iterator[Values]:
    for name in FACETS:
        if name not in ("outlet", "authors") and article.values(name):
            yield Values(reader.field(name), _links(name, article, reader, links))


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
