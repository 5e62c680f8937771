"""An article from a web page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from searchapp.articles import Article
from searchapp.ingest.extract import page_dates, titles
from searchapp.ingest.extract.body import body_text, plain_text
from searchapp.ingest.extract.bylines import authors
from searchapp.ingest.extract.days import without_days
from searchapp.ingest.extract.document import Document, parse, squeeze
from searchapp.ingest.extract.dump_marks import byline_names
from searchapp.ingest.extract.found import Found
from searchapp.ingest.extract.json_ld import articles, names, text_of
from searchapp.ingest.extract.outlets import outlet
from searchapp.ingest.extract.xpath import select

_LANGUAGE = re.compile(r"^([a-z]{2})(?:[-_].*)?$", re.IGNORECASE)
#: Characters of an address; longer ones are no canonical ones.
_LONGEST_ADDRESS = 2000
#: Characters in a cell of a table that is a column of the page.
_COLUMN = 800
#: Characters of a byline.
_LONGEST_BYLINE = 80
_AUTHOR_META = (
    "author", "article:author", "og:author", "og:article:author", "dc.creator", "dcterms.creator", "citation_author",
    "byl", "parsely-author", "sailthru.author",
)  # fmt: skip


def from_page(text: str, known: str | None = None) -> Article:
    """The article on the page in `text` (HTML), with id, source and facets left empty.

    `known` is the address it was read from, which tells date and outlet where the page does not give its own address.
    `provenance` says for each field where it was found.
    """
    document = parse(text)
    if document is None:
        return Article(id="", text=plain_text(text) if text.strip() else "")
    own = address(document)
    url = own or known
    spoken = language(document)
    site = outlet(document, url)
    title = titles.headline(document, site.value if site else None, url)
    fields = {
        "url": Found(own, "meta") if own else None,
        "language": spoken,
        "outlet": site,
        "authors": writers(document, site.value if site else ""),
        "title": title,
        "date": page_dates.published(document, title.value if title else "", url, spoken.value if spoken else None),
    }
    strip_furniture(document)
    found = {name: value for name, value in fields.items() if value is not None}
    body = body_text(document, title.value if title else "")
    provenance = {name: value.where for name, value in found.items()} | ({"text": "text"} if body else {})
    values = {name: value.value for name, value in found.items()}
    return Article(id="", text=body, provenance=provenance, **values)  # type: ignore[arg-type]


def address(document: Document) -> str | None:
    """The canonical address the page gives itself."""
    links = (link.get("href") for link in document.tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    named = [link for link in links if link] + [
        value for key in ("og:url", "twitter:url") for value in document.meta.get(key, ())
    ]
    named += [value for node in articles(document) if (value := text_of(node, "url", "mainEntityOfPage"))]
    base = next((link for link in named if _is_whole(link)), "")
    joined = (_joined(base, link) for link in named)
    return next((link for link in joined if _is_of_page(link)), None)


def _is_whole(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(link) < _LONGEST_ADDRESS


def _is_of_page(link: str) -> bool:
    """Whether it is the address of a page, not of a site's front page, which careless sites give for every page."""
    return _is_whole(link) and (len(urlsplit(link).path) > 1 or bool(urlsplit(link).query))


def _joined(base: str, link: str) -> str:
    try:
        return str(urljoin(base, link.strip()))
    except ValueError:
        return ""


def language(document: Document) -> Found[str] | None:
    """The language the page says it is in: JSON-LD `inLanguage`, `<html lang>`, `og:locale`, `content-language`."""
    said = [(text_of(node, "inLanguage"), "json-ld") for node in articles(document)]
    root = document.tree
    said.append(
        (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang"), "meta")
    )
    said.append((document.first("og:locale", "dc.language", "language"), "meta"))
    for value, where in said:
        if value and (match := _LANGUAGE.match(value.strip())):
            return Found(match[1].lower(), where)
    return None


def writers(document: Document, site: str) -> Found[tuple[str, ...]] | None:
    """Who wrote it, by JSON-LD, else by meta elements, else by elements marked as an author's name; never the site."""
    for values, where in _said_writers(document):
        found = tuple(name for name in authors(values) if name.casefold() != site.casefold())
        if found:
            return Found(found, where)
    return None


def _said_writers(document: Document) -> Iterator[tuple[list[str], str]]:
    for node in articles(document):
        yield list(names(document, node, "author", "creator")), "json-ld"
    for name in _AUTHOR_META:
        yield list(document.meta.get(name, ())), "meta"
    for element in itertools.islice(_marked(document.tree), 4):
        yield [_writer(element)], "text"
    for element in _BELOW_HEADLINE(document.tree):
        if _BYLINE.match(text := _writer(element)):
            yield list(byline_names(text)), "text"


def _writer(element: html.HtmlElement) -> str:
    """The text of a byline without date and place, `""` if it is too long to be one."""
    text = squeeze(" ".join(element.itertext()))
    return _PLACE.sub("", without_days(text).strip(" ,")) if len(text) < _LONGEST_BYLINE else ""


_MARKED_AUTHORS = select(
    "//*[@rel='author' or @itemprop='author' or contains(@class, 'author') or contains(@class, 'by')]"
)
_AUTHOR_CLASS = re.compile(r"(?:^|[-_])(?:by|byline|author|autor|writer)s?(?:[-_]?name)?$", re.IGNORECASE)
_BELOW_HEADLINE = select("//h1[1]/following::*[position() <= 20]")
_BYLINE = re.compile(r"^(?:by|von|par|por|автор:?)\s+\S", re.IGNORECASE)
#: `… in Tashkent, 17 June`: where and when a byline was written.
_PLACE = re.compile(r"\s+(?:in|aus|à|en|из|з)\s+[^\W\d_][\w-]+\s*,?\s*$")


def _marked(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Elements marked as the author's name, outside comments."""
    for element in _MARKED_AUTHORS(tree):
        named = element.get("rel") == "author" or element.get("itemprop") == "author"
        if not named and not any(map(_AUTHOR_CLASS.search, (element.get("class") or "").split())):
            continue
        if not any("comment" in f"{above.get('class')} {above.get('id')}" for above in element.iterancestors()):
            yield element


#: Elements that hold no text of a story.
_EMPTY_OF_TEXT = (
    "style", "svg", "canvas", "iframe", "object", "embed", "applet", "audio", "video", "source", "track", "map",
    "button", "select", "option", "input", "textarea", "link", "meta", "template", "dialog",
)  # fmt: skip


def strip_furniture(document: Document) -> None:
    """Take out of the tree what no text is in, once the head was read: fewer nodes to copy make extraction faster."""
    for script in list(document.tree.iter("script")):
        if "ld+json" not in (script.get("type") or ""):
            script.drop_tree()
    etree.strip_elements(document.tree, *_EMPTY_OF_TEXT, with_tail=False)
    _free_from_tables(document.tree)


def _free_from_tables(tree: html.HtmlElement) -> None:
    """Make blocks of the tables that old pages are laid out in: their cells hold columns, not data."""
    for table in list(tree.iter("table")):
        if any(len(cell.text_content()) > _COLUMN for cell in table.iter("td")):
            for part in table.iter("table", "tbody", "tr", "td"):
                part.tag = "div"
