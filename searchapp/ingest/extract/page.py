"""An article from a web page."""

from __future__ import annotations

import datetime
import re
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from searchapp.articles import Article
from searchapp.ingest.extract import page_dates, titles
from searchapp.ingest.extract.body import body_text, plain_text
from searchapp.ingest.extract.datelines import read_dateline
from searchapp.ingest.extract.document import Document, parse
from searchapp.ingest.extract.found import Found
from searchapp.ingest.extract.json_ld import articles, text_of
from searchapp.ingest.extract.outlets import outlet
from searchapp.ingest.extract.page_authors import writers
from searchapp.ingest.extract.page_texts import UNSEEN

_LANGUAGE = re.compile(r"^([a-z]{2})(?:[-_].*)?$", re.IGNORECASE)
#: Characters of an address; longer ones are no canonical ones.
_LONGEST_ADDRESS = 2000
#: Paragraphs of which one may begin with a dateline.
_FIRST = 3
#: Characters in a cell of a table that is a column of the page.
_COLUMN = 800


def from_page(text: str, known: str | None = None) -> Article:
    """The article on the page in `text` (HTML), with id, source and facets left empty.

    `known` is the address it was read from, which tells date and outlet where the page does not give its own address.
    `provenance` says for each field where it was found.
    """
    document = parse(text)
    if document is None:
        return Article(id="", text=plain_text(text) if text.strip() else "")
    place = address(document)
    url = place.value if place else known
    spoken = language(document)
    site = outlet(document, url)
    title = titles.headline(document, site.value if site else None, url)
    fields = {
        "url": place,
        "language": spoken,
        "outlet": site,
        "authors": writers(document, site.value if site else ""),
        "title": title,
        "date": page_dates.published(document, title.value if title else "", url, spoken.value if spoken else None),
    }
    strip_furniture(document)
    found = {name: value for name, value in fields.items() if value is not None}
    # A page whose words all stand beside a story that is not there is an article all the same.
    body = body_text(document, title.value if title else "") or plain_text(text, UNSEEN)
    if "date" not in found and (dated := _in_dateline(body, spoken.value if spoken else None)):
        found["date"] = dated
    provenance = {name: value.where for name, value in found.items()} | ({"text": "text"} if body else {})
    values = {name: value.value for name, value in found.items()}
    return Article(id="", text=body, provenance=provenance, **values)  # type: ignore[arg-type]


def _in_dateline(body: str, language: str | None) -> Found[datetime.date] | None:
    """The day in the dateline of one of the first paragraphs."""
    datelines = (read_dateline(line, language) for line in body.split("\n")[:_FIRST])
    day = next((dateline.day for dateline in datelines if dateline and dateline.day), None)
    return Found(day, "dateline") if day else None


def address(document: Document) -> Found[str] | None:
    """The canonical address the page gives itself."""
    links = (link.get("href") for link in document.tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    named = [(link, "meta") for link in links if link]
    named += [(value, "meta") for key in ("og:url", "twitter:url") for value in document.meta.get(key, ())]
    named += [(value, "json-ld") for node in articles(document) if (value := text_of(node, "url", "mainEntityOfPage"))]
    base = next((link for link, _ in named if _is_whole(link)), "")
    joined = (Found(_joined(base, link), where) for link, where in named)
    return next((link for link in joined if _is_of_page(link.value)), None)


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


#: Elements that hold no story.
_WITHOUT_STORY = (
    "head", "script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object", "embed", "applet",
    "audio", "video", "picture", "source", "track", "map", "progress", "link", "meta", "nav", "menu", "aside", "footer",
    "dialog", "button", "select", "datalist", "option", "input", "textarea", "label", "legend",
)  # fmt: skip


def strip_furniture(document: Document) -> None:
    """Take out of the tree what no story is in, once the head was read: the fewer nodes, the faster the extraction.

    trafilatura would take the same elements out, but after several passes over the whole tree.
    """
    etree.strip_elements(document.tree, *_WITHOUT_STORY, with_tail=False)
    _free_from_tables(document.tree)


def _free_from_tables(tree: html.HtmlElement) -> None:
    """Make blocks of the tables that old pages are laid out in: their cells hold columns, not data."""
    for table in list(tree.iter("table")):
        if any(len(cell.text_content()) > _COLUMN for cell in table.iter("td")):
            for part in table.iter("table", "tbody", "tr", "td"):
                part.tag = "div"
