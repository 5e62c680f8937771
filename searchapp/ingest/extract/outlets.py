"""The name of the outlet a page appeared in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from searchapp.ingest.extract.document import Document, squeeze
from searchapp.ingest.extract.found import Found
from searchapp.ingest.extract.json_ld import articles, organisations, text_of, types

_LONGEST = 60
_BEHIND = re.compile(r"\s*[-–—|:•·»/]+\s*([^-–—|•»]{2,45})")

_BEFORE = re.compile(r"([^-–—|•»]{2,45}?)\s*[-–—|:•·»/]+\s*")


def outlet(document: Document, url: str | None) -> Found[str] | None:
    """The outlet by `og:site_name`, the publisher or site of its JSON-LD, other meta elements, or the host's name."""
    for value, where in _said(document):
        name = value.strip().lstrip("@")
        if 1 < len(name) <= _LONGEST and "://" not in name:
            return Found(name, where)
    host = urlsplit(url).hostname if url else None
    return Found(host.removeprefix("www."), "url") if host else None


def _beside_headline(document: Document) -> Iterator[str]:
    """What the title element has beside the headline that stands on the page, too: `Headline - Outlet`."""
    titles = [squeeze(element.text_content()) for element in itertools.islice(document.tree.iter("title"), 1)]
    for heading in itertools.islice(document.tree.iter("h1", "h2"), 6):
        text = squeeze(heading.text_content())
        for title in titles:
            if len(text) > 12 and title.startswith(text) and (match := _BEHIND.fullmatch(title, len(text))):
                yield match[1]
            if len(text) > 12 and title.endswith(text) and (match := _BEFORE.fullmatch(title[: -len(text)])):
                yield match[1]


def _said(document: Document) -> list[tuple[str, str]]:
    said = [(value, "meta") for value in document.meta.get("og:site_name", ())]
    for node in articles(document):
        said += [(name, "json-ld") for name in organisations(document, node, "publisher", "sourceOrganization")]
    for node in document.nodes:
        if {"WebSite", "NewsMediaOrganization"} & set(types(node)) and (name := text_of(node, "name")):
            said.append((name, "json-ld"))
    said += [(name, "meta") for name in _beside_headline(document)]
    for key in ("application-name", "dc.publisher", "publisher", "citation_journal_title"):
        said += [(value, "meta") for value in document.meta.get(key, ())]
    return said
