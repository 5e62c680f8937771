"""A feed of articles in Atom (RFC 4287)."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from searchapp.articles import Article
from searchapp.fields import FACETS

MIMETYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
#: What XML 1.0 cannot hold, and control characters that nobody needs.
_UNFIT = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Facets that are no categories: who wrote it, where, in which language is said otherwise.
_NO_CATEGORY = ("outlet", "language", "authors")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of a feed: its page here, its original address or None, and what is shown of its text."""

    article: Article
    page: str
    original: str | None
    summary: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its own address, the page with the same, the feed that goes on, its title, and what archive it is of.

    `archive` stays the same wherever the archive is served; `made` (ISO, UTC) is when it was made.
    """

    title: str
    itself: str
    page: str
    following: str | None
    archive: str
    made: str
    entries: tuple[Entry, ...]


def write(feed: Feed) -> bytes:
    """The feed as XML, well-formed whatever the articles hold."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    _add(root, "title", feed.title)
    _add(root, "id", _urn(feed.archive, f"feed {feed.page.partition('?')[2]}"))
    _add(root, "updated", max((_updated(entry.article, feed.made) for entry in feed.entries), default=feed.made))
    _link(root, "self", feed.itself, MIMETYPE)
    _link(root, "alternate", feed.page, "text/html")
    if feed.following:
        _link(root, "next", feed.following, MIMETYPE)
    _add(root, "generator", "searchapp")
    for entry in feed.entries:
        _entry(root, entry, feed)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _entry(root: etree._Element, entry: Entry, feed: Feed) -> None:
    article, made = entry.article, etree.SubElement(root, f"{{{_ATOM}}}entry")
    if article.language:
        made.set("{http://www.w3.org/XML/1998/namespace}lang", _fit(article.language))
    _add(made, "title", article.title or article.id)
    _add(made, "id", _urn(feed.archive, article.id))
    _add(made, "updated", _updated(article, feed.made))
    if article.date:
        _add(made, "published", _day(article.date))
    _link(made, "alternate", entry.page, "text/html")
    if entry.original:
        _link(made, "via", entry.original, "text/html")
    for name in article.authors or (article.outlet or "unknown",):
        _add(etree.SubElement(made, f"{{{_ATOM}}}author"), "name", name)
    for name, value in _categories(article):
        etree.SubElement(made, f"{{{_ATOM}}}category", term=_fit(value), scheme=f"urn:searchapp:{name}")
    _add(made, "summary", entry.summary)


def _categories(article: Article) -> Iterable[tuple[str, str]]:
    return ((name, value) for name in FACETS if name not in _NO_CATEGORY for value in article.values(name))


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = _fit(text)


def _link(parent: etree._Element, rel: str, href: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", rel=rel, href=_fit(href), type=kind)


def _fit(text: str) -> str:
    return _UNFIT.sub(" ", text)


def _urn(archive: str, name: str) -> str:
    """A name that stays the same wherever the archive is served."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"searchapp {archive} {name}").urn


def _updated(article: Article, made: str) -> str:
    """Atom needs a time for every entry: the day of the article, or when the archive was made for one without."""
    return _day(article.date) if article.date else made


def _day(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
