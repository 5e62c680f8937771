"""Reads the JSON-LD of a page: which node is the article, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from searchapp.ingest.extract.document import Document, squeeze

Node = Mapping[str, Any]
#: Types that are the article itself, and types that describe the page it stands on.
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|CreativeWork|Recipe|NewsItem|PodcastEpisode)$")
_PAGE = re.compile(r"(?:WebPage|ItemPage|AboutPage|VideoObject|MediaObject|TVEpisode|Clip|Course|Event)$")
_PARTS = frozenset(("UserReview", "Comment"))


def types(node: Node) -> tuple[str, ...]:
    """The node's types, without their namespace."""
    given = node.get("@type") or ()
    return tuple(str(one).rsplit("/", 1)[-1] for one in (given if isinstance(given, list) else (given,)))


def articles(document: Document) -> tuple[Node, ...]:
    """The nodes that are the article, else those of the page; the one with most to say first."""
    for wanted in (_ARTICLE, _PAGE):
        nodes = [
            node for node in document.nodes if any(wanted.search(one) and one not in _PARTS for one in types(node))
        ]
        nodes = [node for node in nodes if _headline(node) or node.get("datePublished")]
        if nodes:
            return tuple(sorted(nodes, key=_says, reverse=True))
    return ()


def text_of(node: Node, *keys: str) -> str | None:
    """The first of the values of `keys` that is a text."""
    for key in keys:
        value = node.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("@value")
        if isinstance(value, str) and value.strip():
            return squeeze(value)
    return None


def names(document: Document, node: Node, *keys: str) -> Iterator[str]:
    """The names of the persons or organisations in `keys`; references by `@id` are followed."""
    for key in keys:
        values = node.get(key) or ()
        for value in values if isinstance(values, list) else (values,):
            name = _name(document, value)
            if name:
                yield name


def organisations(document: Document, node: Node, *keys: str) -> Iterator[str]:
    """The names of the organisations in `keys`, leaving out persons: a publisher of one's own is no outlet."""
    for key in keys:
        values = node.get(key) or ()
        for value in values if isinstance(values, list) else (values,):
            if not _is_person(document, value) and (name := _name(document, value)):
                yield name


def _is_person(document: Document, value: object) -> bool:
    if not isinstance(value, dict):
        return False
    same = [node for node in document.nodes if value.get("@id") and node.get("@id") == value["@id"]]
    kinds = {kind for node in (value, *same) for kind in types(node)}
    return "Person" in kinds and not kinds & {"Organization", "NewsMediaOrganization"}


def _name(document: Document, value: object) -> str | None:
    if isinstance(value, str):
        return squeeze(value)
    if not isinstance(value, dict):
        return None
    if name := text_of(value, "name"):
        return name
    given, family = text_of(value, "givenName"), text_of(value, "familyName")
    if given or family:
        return " ".join(part for part in (given, family) if part)
    same = (node for node in document.nodes if node.get("@id") == value.get("@id") and value.get("@id"))
    return next((name for node in same if (name := text_of(node, "name"))), None)


def _headline(node: Node) -> bool:
    return bool(text_of(node, "headline", "name"))


def _says(node: Node) -> int:
    return sum(
        bool(node.get(key)) for key in ("headline", "datePublished", "author", "articleBody", "mainEntityOfPage")
    )
