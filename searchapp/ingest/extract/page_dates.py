"""The day on which a page was published: not the day of its last change, and never a guess."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from lxml import html

from searchapp.ingest.extract.days import first_day, parse_day, plausible
from searchapp.ingest.extract.document import Document, squeeze
from searchapp.ingest.extract.found import Found
from searchapp.ingest.extract.json_ld import articles, text_of
from searchapp.ingest.extract.months import MONTHS
from searchapp.ingest.extract.xpath import select

#: Meta elements that say when the page was published …
_META = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "article:published_date", "article.published", "datepublished", "published_time", "publication_date",
    "publish-date", "publish_date", "pubdate", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date.created", "citation_publication_date", "citation_online_date", "parsely-pub-date", "sailthru.date",
    "date.created", "cxenseparse:recs:publishtime",
)  # fmt: skip
#: … and those that on many sites hold its last change: less than the day printed at the headline.
_META_LOOSE = ("dc.date", "dcterms.date", "date", "citation_date")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)(/|-)?([01]\d|[a-z]{3})\2([0-3]\d)(?=[/_.-]|$)")
_MARKED = select(
    "//*[@itemprop='datePublished' or @pubdate or contains(@class, 'published') or contains(@class, 'entry-date')]"
)
_TEXTS = select("//body//text()[normalize-space()]")
_AFTER = select("following::text()[normalize-space()][position() <= 40]")
_BEFORE = select("preceding::text()[normalize-space()][position() <= 15]")
_UNSEEN = frozenset(("script", "style", "noscript", "option", "title", "textarea"))
_ASIDE = re.compile(r"(?:^|[\s_-])(?:comment|kommentar|reply|sidebar|related)", re.IGNORECASE)
_CHANGED = re.compile(
    r"updat|modif|edited|geändert|aktualisiert|letzte|mis(?:e)? à jour|actualiz|aggiorn|обновл|оновлен|copyright|©",
    re.IGNORECASE,
)
#: An offset other than zero, or no time at all.
_LOCAL = re.compile(r"[+-](?!00:?00)\d\d:?\d\d$|^\s*\d{4}-\d\d-\d\d\s*$")
_IN_SCRIPT = re.compile(
    r"[\"'](?:datePublished|published_?At|publi(?:sh|cation)_?Date|pubDate|firstPublished\w*)\\*[\"']"
    r"\s*:\s*\\*[\"']([^\"'\\]{8,40})",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d\d")
_SHORT_YEAR = re.compile(r"^\W*(\d{1,2})\.(\d{1,2})\.(\d{2})\W*$")
#: Characters of a line that states a date and not much else.
_LINE = 90
#: Elements above a date that tell what it belongs to; those further up are the frame of the whole page.
_LEVELS = 6
#: Characters of a day or year that stands in an element of its own.
_FRAGMENT = 10
Day = Found[datetime.date]


@dataclass(frozen=True, slots=True)
class _Stated:
    """A day stated for machines; `local` if its time has the publisher's own offset, so that the day is his too."""

    day: Day
    local: bool


def published(document: Document, title: str, url: str | None, language: str | None) -> Day | None:
    """The day of publication by what the page states, the most reliable place first.

    Machine-readable times are often in UTC while the page prints the publisher's day: where the printed day is a day
    apart from such a time, it is the one that is taken.
    """
    if dated := _in_address(url):
        return dated
    stated = next(_stated(document, language), None)
    if stated and stated.local:
        return stated.day
    printed = _near_headline(document, title, language)
    if stated and printed and abs((stated.day.value - printed.value).days) == 1:
        return printed
    if stated:
        return stated.day
    return printed or next(_loose(document, language), None) or _in_script(document) or _anywhere(document, language)


def _stated(document: Document, language: str | None) -> Iterator[_Stated]:
    """Days stated for machines: JSON-LD, meta elements, microdata, `<time>` marked as the publication."""
    for where, value in _machine_readable(document):
        if day := _day(value, language):
            yield _Stated(Found(day, where), bool(_LOCAL.search(value)))


def _machine_readable(document: Document) -> Iterator[tuple[str, str]]:
    for node in articles(document):
        if value := text_of(node, "datePublished"):
            yield "json-ld", value
    for name in _META:
        yield from (("meta", value) for value in document.meta.get(name, ()))
    for element in _MARKED(document.tree):
        if not _aside(element):
            where = "time" if element.tag == "time" else "meta"
            yield from ((where, value) for value in _values(element))


def _loose(document: Document, language: str | None) -> Iterator[Day]:
    """Days in meta elements of uncertain meaning and in `<time>` elements."""
    for name in _META_LOOSE:
        yield from (Found(day, "meta") for value in document.meta.get(name, ()) if (day := _day(value, language)))
    for element in document.tree.iter("time"):
        if not _aside(element):
            yield from (Found(day, "time") for value in _values(element) if (day := _day(value, language)))


def _values(element: html.HtmlElement) -> Iterator[str]:
    title = element.get("title") if element.tag == "abbr" else None
    text = squeeze(" ".join(element.itertext()))[:_LINE]
    for value in (element.get("content"), element.get("datetime"), title, text):
        if value and not _CHANGED.search(value):
            yield value


def _day(value: str, language: str | None) -> datetime.date | None:
    return plausible(parse_day(value, language, utc=False))


def _aside(element: html.HtmlElement) -> bool:
    """Whether the element belongs to a comment, a list of other articles, or a change of this one."""
    for node in itertools.islice((element, *element.iterancestors()), _LEVELS):
        if node.tag in ("body", "article", "main"):
            return False
        if node.tag in ("aside", "footer", "nav") or _ASIDE.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return True
    return False


def _in_address(url: str | None) -> Day | None:
    match = _IN_ADDRESS.search((url or "").lower())
    if match is None:
        return None
    month = match[3] if match[3].isdigit() else MONTHS.get(match[3])
    day = _day(f"{match[1]}-{month}-{match[4]}", None) if month else None
    return Found(day, "url") if day else None


def _in_script(document: Document) -> Day | None:
    """The first publication date in the data that a page carries for its own scripts."""
    for script in document.tree.iter("script"):
        for match in _IN_SCRIPT.finditer(script.text or ""):
            if day := _day(match[1], None):
                return Found(day, "meta")
    return None


def _near_headline(document: Document, title: str, language: str | None) -> Day | None:
    """The first line with a date after a headline, else the last one shortly before it."""
    headings = list(document.tree.iter("h1"))[:5]
    headings.sort(key=lambda heading: title.casefold() not in " ".join(heading.itertext()).casefold())
    for heading in headings:
        for texts in (_AFTER(heading), reversed(_BEFORE(heading))):
            if day := next(_in_texts(texts, language), None):
                return day
    return None


def _anywhere(document: Document, language: str | None) -> Day | None:
    return next(_in_texts(_TEXTS(document.tree), language), None)


def _in_texts(texts: Iterable[_Text], language: str | None) -> Iterator[Day]:
    """The days in those of `texts` that are short lines with a date, not prose, and not about a change."""
    for text in texts:
        line = squeeze(str(text))
        element = text.getparent()
        if len(line) <= _FRAGMENT and line.isdigit():
            line = squeeze(" ".join(element.getparent().itertext()))[: 4 * _FRAGMENT]
        if not _DIGITS.search(line[:_LINE]) or _CHANGED.search(line[:_LINE]):
            continue
        if element.tag in _UNSEEN or _aside(element) or _CHANGED.search(str(element.getparent().text or "")[-40:]):
            continue
        if day := _in_line(line, language):
            yield Found(day, "text")


def _in_line(line: str, language: str | None) -> datetime.date | None:
    """The day of a line that states a date and not much else, or of a text that begins with one."""
    if day := _short_year(line):
        return day
    found = first_day(line[:_LINE], language)
    return plausible(found.day) if found and (len(line) <= _LINE or found.start < 2) else None


def _short_year(line: str) -> datetime.date | None:
    """`31.10.23` alone on its line: there is nothing else it could be."""
    match = _SHORT_YEAR.match(line)
    return _day(f"20{match[3]}-{match[2]}-{match[1]}", None) if match else None


class _Text(Protocol):
    """A text of the tree, as lxml's XPath returns it."""

    def getparent(self) -> html.HtmlElement: ...
