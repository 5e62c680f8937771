"""One article in a list of results."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from searchapp.articles import Article
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit, Snippet
from searchapp.web.i18n import Reader
from searchapp.web.links import Links
from searchapp.web.markup import lit, shown
from searchapp.web.presenters.copies import Elsewhere, elsewhere
from searchapp.web.presenters.frame import Link
from searchapp.web.presenters.provenance import found_in

#: The facets whose first values stand under a hit, and how many of each.
_TAGS = (("counterparts", 2), ("people", 2), ("places", 2), ("organisations", 1))


@dataclass(frozen=True, slots=True)
class Tags:
    """The first values of one facet of a hit; a value without an address is already asked for.

    `exclude` is the parameter that shuts one of them out.
    """

    label: str
    exclude: str
    values: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """A value, the link that adds it and, unless it is asked for, what says that it can be shut out."""

    value: str
    link: Link
    exclude_note: str


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit as it is shown; `date_note` says how the date is known, `language` is the text's own if it is another.

    `pick` is the id that its checkbox selects, from the start if it is `picked`; `similar` leads to articles like it.
    """

    pick: str
    picked: bool
    title: Markup
    href: str
    outlet: Link | None
    date: str
    date_iso: str
    date_note: str
    language: str
    snippet: Markup
    tags: tuple[Tags, ...]
    similar: Link
    elsewhere: Elsewhere | None = None


def hit_view(hit: Hit, request: SearchRequest, reader: Reader, links: Links) -> HitView:
    """A hit of the search `request`."""
    article = hit.article
    return HitView(
        pick=article.id,
        picked=article.id in request.ids,
        title=title(hit.title, reader),
        href=links.article(article.id, request),
        outlet=_value("outlet", article.outlet, request, reader, links) if article.outlet else None,
        date=reader.date(article.date) if article.date else reader.gettext("undated"),
        date_iso=article.date.isoformat() if article.date else "",
        date_note=date_note(article, reader),
        language=article.language if article.language and article.language != reader.language else "",
        snippet=_joined(hit.snippets),
        tags=_tags(article, request, reader, links),
        similar=Link(reader.gettext("Similar articles"), f"{links.article(article.id, request)}#similar"),
        elsewhere=elsewhere(hit, request, reader, links),
    )


def _joined(snippets: tuple[Snippet, ...]) -> Markup:
    """The snippets in one run; where one ends and the next begins with an ellipsis, one ellipsis is enough."""
    runs = [lit(snippet) for snippet in snippets if snippet.text.strip()]
    meets = [run.endswith("…") and after.startswith("…") for run, after in pairwise(runs)]
    cut = [run.removesuffix("…").rstrip() if meet else run for run, meet in zip(runs, [*meets, False], strict=False)]
    return Markup(" ").join(cut)


def title(snippet: Snippet, reader: Reader) -> Markup:
    """The title with its matches lit, or words that say there is none."""
    return lit(snippet) if snippet.text.strip() else lit(Snippet(reader.gettext("Untitled")))


def date_note(article: Article, reader: Reader) -> str:
    """How the date is known, or what is known instead of one."""
    if article.date:
        source = article.provenance.get("date", "")
        return reader.gettext("known from %(source)s", source=found_in(source, reader)) if source else ""
    if article.date_hint:
        return reader.gettext("The text says: %(hint)s", hint=shown(article.date_hint))
    return reader.gettext("No date was found in the article.")


def _tags(article: Article, request: SearchRequest, reader: Reader, links: Links) -> tuple[Tags, ...]:
    return tuple(
        Tags(
            reader.field(name),
            f"{name}.not",
            tuple(_tag(name, value, request, reader, links) for value in article.values(name)[:n]),
        )
        for name, n in _TAGS
        if article.values(name)
    )


def _tag(name: str, value: str, request: SearchRequest, reader: Reader, links: Links) -> Tag:
    link = _value(name, value, request, reader, links)
    return Tag(value, link, "" if link.current else reader.gettext("Exclude %(value)s", value=link.label))


def _value(name: str, value: str, request: SearchRequest, reader: Reader, links: Links) -> Link:
    asked = request.filter(name)
    label = shown(reader.value(name, value))
    if value in asked.any or value in asked.all:
        return Link(label, "", current=True)
    return Link(label, links.search(request.add(name, value)))
