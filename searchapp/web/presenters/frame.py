"""What stands around every page: names, search box, language choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from babel import Locale

from searchapp.query.request import SearchRequest
from searchapp.web.i18n import Reader, languages
from searchapp.web.links import Links


@dataclass(frozen=True, slots=True)
class Link:
    """A link and what it says; `current` marks the choice in force, `note` says more to those who ask."""

    label: str
    href: str
    current: bool = False
    note: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class SearchBox:
    """The search form: what is typed in it, and what it sends along so that filters and language stay.

    `suggest` answers what the text typed may become, as JSON; `help` is the page about queries.
    """

    action: str
    query: str
    hidden: tuple[tuple[str, str], ...]
    suggest: str
    help: str


@dataclass(frozen=True, slots=True)
class Site:
    """The archive as it is called, and where it stands."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page: who reads, how addresses are made, and the address asked for."""

    site: Site
    reader: Reader
    links: Links
    path: str
    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Frame:
    """The layout's own data; `title` is the window's, `json` the same thing for scripts."""

    site: Site
    title: str
    language: str
    direction: str
    home: str
    css: str
    script: str
    fold: str
    icon: str
    box: SearchBox
    tips: str
    languages: tuple[Link, ...]
    opensearch: str
    api: str
    json: str = ""
    canonical: str = ""
    feed: str = ""


def frame(visit: Visit, title: str = "", request: SearchRequest | None = None) -> Frame:
    """The frame of a page titled `title` (none: the archive's name alone), with the search `request` in its box."""
    links = visit.links
    return Frame(
        site=visit.site,
        title=f"{title} – {visit.site.name}" if title else visit.site.name,
        language=visit.reader.language,
        direction=visit.reader.direction,
        home=links.start(),
        css=links.static("searchapp.css"),
        script=links.static("searchapp.js"),
        fold=links.static("fold.js"),
        icon=links.static("icon.svg"),
        box=search_box(links, request or SearchRequest()),
        tips=links.help(),
        languages=tuple(_language(visit, language) for language in languages()),
        opensearch=links.opensearch(),
        api=links.api(),
    )


def search_box(links: Links, request: SearchRequest) -> SearchBox:
    """The form for another query under the same filters."""
    kept = [pair for pair in request.with_query("").params() if pair[0] != "page"]
    return SearchBox(
        links.search(SearchRequest()).partition("?")[0],
        request.query,
        links.hidden(kept),
        links.suggest(request),
        links.help(),
    )


def _language(visit: Visit, language: str) -> Link:
    name = Locale.parse(language).get_display_name(language) or language
    href = visit.links.in_language(visit.path, visit.pairs, language)
    return Link(name[:1].upper() + name[1:], href, current=language == visit.reader.language, lang=language)


def with_json(frame: Frame, json: str, canonical: str = "") -> Frame:
    """The frame of a page that scripts can have as JSON, too."""
    return replace(frame, json=json, canonical=canonical)
