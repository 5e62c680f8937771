"""Who wrote the article on a page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from lxml import html

from searchapp.ingest.extract.bylines import authors
from searchapp.ingest.extract.days import without_days
from searchapp.ingest.extract.document import Document, squeeze
from searchapp.ingest.extract.dump_marks import byline_names
from searchapp.ingest.extract.found import Found
from searchapp.ingest.extract.json_ld import articles, names
from searchapp.ingest.extract.page_texts import around

#: Characters of a byline, and texts below the headline among which it is.
_LONGEST, _BELOW = 80, 20
_META = (
    "author", "article:author", "og:author", "og:article:author", "dc.creator", "dcterms.creator", "citation_author",
    "byl", "parsely-author", "sailthru.author",
)  # fmt: skip
_PARTED = re.compile(r"\s[—–|·•]\s")
_CLASS = re.compile(r"(?:^|[-_])(?:by|byline|author|autor|writer)s?(?:[-_]?name)?$", re.IGNORECASE)
_BYLINE = re.compile(r"^(?:by|von|par|por|автор:?)\s+\S", re.IGNORECASE)
#: `… in Tashkent, 17 June`: where and when a byline was written.
_PLACE = re.compile(r"\s+(?:in|aus|à|en|из|з)\s+[^\W\d_][\w-]+\s*,?\s*$")


def writers(document: Document, site: str) -> Found[tuple[str, ...]] | None:
    """Who wrote it, by JSON-LD, else by meta elements, else by elements marked as an author's name; never the site."""
    for values, where in _said(document):
        found = tuple(name for name in authors(values) if name.casefold() != site.casefold())
        if found:
            return Found(found, where)
    return None


def _said(document: Document) -> Iterator[tuple[list[str], str]]:
    for node in articles(document):
        yield list(names(document, node, "author", "creator")), "json-ld"
    for name in _META:
        yield list(document.meta.get(name, ())), "meta"
    for element in itertools.islice(_marked(document), 4):
        yield [_name_in(squeeze(" ".join(element.itertext())))], "text"
    for line in _below_headline(document):
        if _BYLINE.match(line):
            yield list(byline_names(_name_in(line))), "text"


def _name_in(text: str) -> str:
    """The text of a byline without date and place, `""` if it is too long to be one."""
    return _PLACE.sub("", without_days(text).strip(" ,")) if len(text) < _LONGEST else ""


def _below_headline(document: Document) -> Iterator[str]:
    """The elements of one line below the headline."""
    for heading in itertools.islice(document.tree.iter("h1"), 2):
        if place := around(document.texts, heading):
            below = document.texts[place[1] : place[1] + _BELOW]
            elements = dict.fromkeys(text.getparent() for text in below)
            lines = (squeeze(" ".join(element.itertext())) for element in elements)
            yield from (_PARTED.split(line)[0] for line in lines)


def _marked(document: Document) -> Iterator[html.HtmlElement]:
    """Elements marked as the author's name, outside comments."""
    for element, name in document.marked:
        named = element.get("rel") == "author" or element.get("itemprop") == "author"
        if (named or any(map(_CLASS.search, name.split()))) and not any(
            "comment" in f"{above.get('class')} {above.get('id')}" for above in element.iterancestors()
        ):
            yield element
