"""The name of the outlet a page appeared in."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from searchapp.ingest.extract.document import Document, squeeze
from searchapp.ingest.extract.found import Found
from searchapp.ingest.extract.json_ld import articles, names, text_of, types

_LONGEST = 60


def outlet(document: Document, url: str | None) -> Found[str] | None:
    """The outlet by `og:site_name`, the publisher or site of its JSON-LD, other meta elements, or the host's name."""
    for value, where in _said(document):
        name = value.strip().lstrip("@")
        if 1 < len(name) <= _LONGEST and "://" not in name:
            return Found(name, where)
    host = urlsplit(url).hostname if url else None
    return Found(host.removeprefix("www."), "url") if host else None


def _said(document: Document) -> list[tuple[str, str]]:
    said = [(value, "meta") for value in document.meta.get("og:site_name", ())]
    for node in articles(document):
        said += [(name, "json-ld") for name in names(document, node, "publisher", "sourceOrganization")]
    for node in document.nodes:
        if {"WebSite", "NewsMediaOrganization"} & set(types(node)) and (name := text_of(node, "name")):
            said.append((name, "json-ld"))
    for key in ("application-name", "dc.publisher", "publisher", "citation_journal_title", "twitter:site"):
        said += [(value, "meta") for value in document.meta.get(key, ())]
    return said
