"""The same story elsewhere: under a hit, on the page of an article, and the switch that shows every copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from searchapp.articles import Article, Copy
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit, SearchResult
from searchapp.web.i18n import Reader
from searchapp.web.links import Links, outside
from searchapp.web.markup import shown
from searchapp.web.presenters.frame import Link

#: Copies that are listed under a hit.
MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class CopyView:
    """Another place of a story: `href` is its page here or, for an exact copy, its original address; `title` where it
    is another one, `kind` says how much is the same, `source` the file."""

    outlet: str
    href: str
    away: bool
    title: str
    date: str
    date_iso: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where else a story stands: in so many outlets, and each of them; `more` says how many are not listed."""

    label: str
    copies: tuple[CopyView, ...]
    more: str = ""


def elsewhere(hit: Hit, request: SearchRequest, reader: Reader, links: Links) -> Elsewhere | None:
    """What stands behind a hit, or None."""
    article = hit.article
    near = [_near(other, article, request, reader, links) for other in hit.behind]
    views = [*(_exact(copy, article, reader) for copy in article.copies), *near]
    total = len(article.copies) + hit.all_behind
    if not views:
        return None
    listed = tuple(views[:MOST_LISTED])
    rest = total - len(listed)
    return Elsewhere(
        label=_label(outlets(article, hit.behind), total, reader),
        copies=listed,
        more=reader.ngettext("and %(n)s more", "and %(n)s more", rest) if rest else "",
    )


def on_page(article: Article, others: Iterable[Article], reader: Reader, links: Links) -> tuple[CopyView, ...]:
    """Every other place of an article's story, exact copies first."""
    exact = [_exact(copy, article, reader) for copy in article.copies]
    return (*exact, *(_near(other, article, None, reader, links) for other in others))


def outlets(article: Article, others: Iterable[Article]) -> tuple[str, ...]:
    """The outlets, other than the article's own, that its copies and these others stand in."""
    found = (outlet for other in (article, *others) for outlet in other.values("outlet"))
    return tuple(outlet for outlet in dict.fromkeys(found) if outlet != article.outlet)


def switch(request: SearchRequest, result: SearchResult, reader: Reader, links: Links) -> Link | None:
    """The way to all copies, and back; None where there are none to show."""
    if request.copies == "all":
        return Link(reader.gettext("Show a story once"), links.search(request.with_copies("grouped")))
    if result.articles <= result.total:
        return None
    label = reader.ngettext("Show the %(n)s copy, too", "Show all %(n)s copies, too", result.articles - result.total)
    return Link(label, links.search(request.with_copies("all")))


def _label(named: tuple[str, ...], total: int, reader: Reader) -> str:
    if named:
        return reader.ngettext("Also in %(n)s outlet", "Also in %(n)s outlets", len(named))
    return reader.ngettext("%(n)s more copy", "%(n)s more copies", total)


def _near(other: Article, article: Article, request: SearchRequest | None, reader: Reader, links: Links) -> CopyView:
    kind = reader.gettext("nearly the same text")
    return _view(other, links.article(other.id, request), False, article, kind, reader)


def _exact(copy: Copy, article: Article, reader: Reader) -> CopyView:
    return _view(copy, outside(copy.url) or "", True, article, reader.gettext("the same text"), reader)


def _view(other: Article | Copy, href: str, away: bool, article: Article, kind: str, reader: Reader) -> CopyView:
    return CopyView(
        outlet=shown(other.outlet or "") or shown(other.source) or reader.gettext("Untitled"),
        href=href,
        away=away,
        title=shown(other.title) if other.title != article.title else "",
        date=reader.date(other.date) if other.date else reader.gettext("undated"),
        date_iso=other.date.isoformat() if other.date else "",
        kind=kind,
        source=shown(other.source),
    )
