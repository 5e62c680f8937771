"""The headline of a page, without the name of its site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from searchapp.ingest.extract.document import Document, squeeze
from searchapp.ingest.extract.found import Found
from searchapp.ingest.extract.json_ld import articles, text_of

_PARTED = re.compile(r"\s+[|–—•·»«:/~-]+\s+|\s*[|»]\s*")
_LONGEST = 300


def headline(document: Document, outlet: str | None) -> Found[str] | None:
    """The candidate that most of JSON-LD, meta, heading and title agree on; provenance of the first that has it."""
    candidates = [Found(value, where) for value, where in _candidates(document) if 1 < len(value) <= _LONGEST]
    if not candidates:
        return None
    return candidates[0]


def _candidates(document: Document) -> Iterator[tuple[str, str]]:
    for node in articles(document):
        if value := text_of(node, "headline", "name"):
            yield value, "json-ld"
    for name in ("og:title", "twitter:title", "headline", "dc.title"):
        for value in document.meta.get(name, ()):
            yield value, "meta"
    for heading in document.tree.iter("h1"):
        yield squeeze(heading.text_content()), "text"
    for title in document.tree.iter("title"):
        yield squeeze(title.text_content()), "meta"
