"""The day on which a page was published: not the day of its last change, and never a guess."""

from __future__ import annotations

import datetime
import re
import zoneinfo
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import html

from searchapp.ingest.extract.days import DAY_FIRST, FoundDay, first_day, parse_day, plausible
from searchapp.ingest.extract.document import Document, squeeze
from searchapp.ingest.extract.found import Found
from searchapp.ingest.extract.json_ld import articles, text_of
from searchapp.ingest.extract.months import MONTHS
from searchapp.ingest.extract.page_texts import UNSEEN, Text, around

#: Meta elements that say when the page was published …
_META = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "article:published_date", "article.published", "article:post_date", "rnews:datepublished", "datepublished",
    "date_published", "published_time", "publication_date", "publication-date", "publicationdate", "published_date",
    "published-date", "publisheddate", "publish-date", "publish_date", "publishdate", "publish_time", "pubdate",
    "pub_date", "og:pubdate", "bt:pubdate", "originalpublicationdate", "prism.publicationdate", "dc.date.issued",
    "dcterms.issued", "dcterms.date.issued", "dc.issued", "dcterms.created", "dc.created", "dc.date.created",
    "citation_publication_date", "citation_online_date", "parsely-pub-date", "sailthru.date", "date.created",
    "date_created", "creation_date", "article_date_original", "displaydate", "dcsext.articlefirstpublished",
    "vr:published_time", "ptime", "shareaholic:article_published_time", "cxenseparse:recs:publishtime",
)  # fmt: skip
#: … and those that on many sites hold its last change: less than the day printed at the headline.
_META_LOOSE = ("dc.date", "dcterms.date", "date", "citation_date")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)(/|-)?([01]\d|[a-z]{3})\2([0-3]\d)(?=[/_.-]|$)")
_PUBLISHED_CLASS = re.compile("published|entry-date")
#: Texts after a headline, and before it, among which the day is printed.
_AFTER, _BEFORE = 40, 15
#: A class that is about other articles or readers; `has-sidebar` is about the frame of the page.
_ASIDE = re.compile(
    r"(?:^|\s)(?!has-|with-|no-|without-|is-)(?:\S*[_-])?(?:comment|kommentar|reply|replies|respons|sidebar|related|"
    r"recommend|teaser|most-?(?:read|popular)|latest|more-?(?:on|from|news|stories)|read-?(?:more|next)|see-?also|"
    r"trending|ticker|newsletter)",
    re.IGNORECASE,
)
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
_SHORT_YEAR = re.compile(r"^\W*(\d{1,2})([./])(\d{1,2})\2(\d{2})\W*$")
_WHOLE_HOUR = re.compile(r"T[12]\d:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)$")
#: Languages of one time zone.
_ZONES = dict.fromkeys("de it pl cs sk sl hr hu sv da nb no nl".split(), "Europe/Berlin") | {
    "fi": "Europe/Helsinki", "uk": "Europe/Kyiv", "el": "Europe/Athens", "tr": "Europe/Istanbul",
    "zh": "Asia/Shanghai", "ja": "Asia/Tokyo", "ko": "Asia/Seoul",
}  # fmt: skip
#: What the day of a clock that was never set is.
_NEVER_SET = frozenset((datetime.date(1970, 1, 1), datetime.date(1969, 12, 31)))
#: What a page's address, its statement for machines and the day printed at its headline are worth as witnesses: the
#: address gives way only where the two others agree.
_ADDRESS, _STATED, _PRINTED = 2.0, 1.5, 1.0
#: Characters of a line that states a date and not much else.
_LINE = 90
#: Different days in like places near the headline that make a list: a day of change may stand beside the other one.
_LISTED = 3
#: Characters before a day at the beginning of a text; words beside a day in a sentence, and at most on a line with one.
_BEGINNING, _FEW, _MANY = 2, 4, 14
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
    """The day of publication that the most telling witnesses agree on: address, statement for machines, print.

    Machine-readable times are often in UTC while the page prints the publisher's day: where the printed day is a day
    apart from such a time, it is the one that is taken. Only where none of the three says anything, metadata of
    uncertain meaning, the page's own data and single dates elsewhere on the page count.
    """
    dated, stated = _in_address(url), next(_stated(document, language), None)
    if stated and (stated.local or dated) and (dated is None or dated.value == stated.day.value):
        return dated or stated.day
    printed = _near_headline(document, title, language)
    if stated and not stated.local and printed and abs((stated.day.value - printed.value).days) == 1:
        stated = _Stated(printed, True)
    witnesses = ((dated, _ADDRESS), (stated.day if stated else None, _STATED), (printed, _PRINTED))
    if best := _best_supported([(day, worth) for day, worth in witnesses if day]):
        return best
    return next(_loose(document, language), None) or _in_script(document) or _anywhere(document, language)


def _best_supported(witnesses: Sequence[tuple[Day, float]]) -> Day | None:
    """The day with the most witnesses by their worth, with the source of the first of them."""
    worth: defaultdict[datetime.date, float] = defaultdict(float)
    for day, one in witnesses:
        worth[day.value] += one
    return max((day for day, _ in witnesses), key=lambda day: worth[day.value], default=None)


def _stated(document: Document, language: str | None) -> Iterator[_Stated]:
    """Days stated for machines: JSON-LD, meta elements, microdata, `<time>` marked as the publication."""
    for where, value in _machine_readable(document):
        if midnight := _midnight(value, language):
            yield _Stated(Found(midnight, where), True)
        elif day := _day(value, language):
            yield _Stated(Found(day, where), bool(_LOCAL.search(value)))


def _machine_readable(document: Document) -> Iterator[tuple[str, str]]:
    for node in articles(document):
        if value := text_of(node, "datePublished"):
            yield "json-ld", value
    for name in _META:
        yield from (("meta", value) for value in document.meta.get(name, ()))
    for element, name in document.marked:
        said = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        if (said or _PUBLISHED_CLASS.search(name)) and not _aside(element):
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
    day = plausible(parse_day(value, language, utc=False))
    return None if day in _NEVER_SET else day


def _aside(element: html.HtmlElement) -> bool:
    """Whether the element belongs to a comment, a list of other articles, or a change of this one."""
    node: html.HtmlElement | None = element
    beside = False
    for _ in range(_LEVELS):
        if node is None or node.tag in ("body", "main"):
            return beside
        # A header without a headline is the page's: the day in it is that of the visit.
        beside |= node.tag == "aside" or (node.tag == "header" and next(node.iter("h1", "h2", "h3"), None) is None)
        if node.tag in ("footer", "nav") or _ASIDE.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return True
        if node.tag == "article" and node.find(".//h1") is not None:
            # What stands beside the text but within the article may well be the article's own.
            return False
        node = node.getparent()
    return beside


def _midnight(value: str, language: str | None) -> datetime.date | None:
    """The day that begins at a time in UTC where the page's language tells the time zone: a day saved as a time."""
    if not _WHOLE_HOUR.search(value) or language not in _ZONES:
        return None
    try:
        moment = datetime.datetime.fromisoformat(value.strip()).astimezone(zoneinfo.ZoneInfo(_ZONES[language]))
    except (ValueError, OverflowError, zoneinfo.ZoneInfoNotFoundError):
        return None
    return plausible(moment.date()) if moment.hour == 0 else None


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
    for heading in _headings(document, title):
        if place := around(document.texts, heading):
            first, end = place
            before = reversed(document.texts[max(0, first - _BEFORE) : first])
            for texts in (document.texts[end : end + _AFTER], before):
                if day := _first_unlisted(texts, language, _LISTED):
                    return day
    return None


def _headings(document: Document, title: str) -> list[html.HtmlElement]:
    """The first-level headings, that of the headline first; where there is none, what else has the headline's words."""
    headings = list(document.tree.iter("h1"))[:5]
    if headings:
        return sorted(headings, key=lambda heading: title.casefold() not in " ".join(heading.itertext()).casefold())
    others = [text.getparent() for text in document.texts if title and squeeze(str(text)) == title]
    return [element for element in others if element.tag not in UNSEEN and not _aside(element)][:2]


def _anywhere(document: Document, language: str | None) -> Day | None:
    """The first day printed on the page but in lists."""
    return _first_unlisted(document.texts, language, 2)


def _first_unlisted(texts: Iterable[Text], language: str | None, most: int) -> Day | None:
    """The first day in the texts but for lists, which are of other articles: `most` days and more in like places."""
    found = [(day, _place(text)) for text in texts for day in _in_texts((text,), language)]
    days: defaultdict[tuple[str, ...], set[datetime.date]] = defaultdict(set)
    for day, place in found:
        days[place].add(day.value)
    return next((day for day, place in found if len(days[place]) < most), None)


def _place(text: Text) -> tuple[str, ...]:
    """Tags and classes of the elements a text stands in: alike for the entries of a list."""
    element = text.getparent()
    above = element.getparent()
    nodes = (element,) if above is None else (element, above)
    length = "line" if len(text) < _LINE else "prose"  # type: ignore[arg-type]
    return length, *(f"{node.tag} {node.get('class') or ''}" for node in nodes)


def _in_texts(texts: Iterable[Text], language: str | None) -> Iterator[Day]:
    """The days in those of `texts` that are short lines with a date, not prose, and not about a change."""
    for text in texts:
        begin = str(text)[: 3 * _LINE]
        if not _DIGITS.search(begin) or (element := text.getparent()).tag in UNSEEN:
            continue
        line = _before_change(_whole_line(squeeze(str(text)), element))
        if _is_of_change(line, element) or (day := _in_line(line, language)) is None or _aside(element):
            continue
        yield Found(day, "text")


def _before_change(line: str) -> str:
    """`Published on …` of a line that goes on with `updated on …`; a line that begins with a change is left."""
    match = _CHANGED.search(line[: 2 * _LINE])
    before = line[: match.start()].rstrip(" ,;|–—(") if match else ""
    return before if len(before) > _FRAGMENT and _DIGITS.search(before) else line


def _whole_line(line: str, element: html.HtmlElement) -> str:
    """The line that a text is on: all of its paragraph, or of what holds the parts of a date."""
    above = element if element.tag == "p" else element.getparent()
    if above is None or not (above.tag == "p" or (len(line) <= _FRAGMENT and line.isdigit())):
        return line
    return squeeze(" ".join(above.itertext()))


def _is_of_change(line: str, element: html.HtmlElement) -> bool:
    """Whether the line, or the words before its element, speak of a change or of rights."""
    above = element.getparent()
    before = str(above.text or "")[-40:] if above is not None else ""
    return bool(_CHANGED.search(line[:_LINE]) or _CHANGED.search(before))


def _in_line(line: str, language: str | None) -> datetime.date | None:
    """The day of a line that states a date and not much else, or of a text that begins with one."""
    if day := _short_year(line, language):
        return day
    found = first_day(line[:_LINE], language)
    if found is None or not (found.start < _BEGINNING or _states(line, found)):
        return None
    return plausible(found.day)


def _states(line: str, found: FoundDay) -> bool:
    """Whether the line states the day: it is short and no sentence in which a day is told."""
    words = (line[: found.start] + line[found.end :]).split()
    return len(line) <= _LINE and len(words) < _MANY and not (len(words) > _FEW and line[-1] in ".!?")


def _short_year(line: str, language: str | None) -> datetime.date | None:
    """`31.10.23` alone on its line, and `31/10/23` in a language that puts the day first: nothing else it could be."""
    match = _SHORT_YEAR.match(line)
    if match is None or (match[2] != "." and language not in DAY_FIRST):
        return None
    return _day(f"20{match[4]}-{match[3]}-{match[1]}", None)
