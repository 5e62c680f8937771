"""A page parsed once: its tree, and what its head says about it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from lxml import etree, html

from searchapp.ingest.extract.page_texts import Text
from searchapp.ingest.extract.xpath import select

_COMMENT_MARKS = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)?|(?:-->|//\s*\]\]>|\]\]>|;)?\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
#: JSON-LD nested deeper than this is not read.
_DEEPEST = 12
_TEXTS = select("//body//text()[normalize-space()]")
#: Texts at the top of a page among which its headline is, and characters of one.
_TOP, _LEAST = 120, 12
_MARKED = select("//body//*[@class or @itemprop or @rel or @pubdate]")
_WAYBACK = select("//*[@id='wm-ipp-base' or @id='wm-ipp']")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
#: Every element is a plain one: to ask Python for a class each time an element is looked at costs a tenth of all work.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement)


@dataclass(frozen=True)
class Document:
    """A parsed page. It has no slots, so that its texts are gathered once, and only if they are asked for.

    `meta` maps the name, property or itemprop of each meta element, in small letters, to its contents in order;
    `nodes` are all objects of its JSON-LD, the nested ones too, in order.
    """

    tree: html.HtmlElement
    meta: Mapping[str, tuple[str, ...]]
    nodes: tuple[Mapping[str, Any], ...]

    @cached_property
    def texts(self) -> list[Text]:
        """The texts of the body in reading order."""
        return _TEXTS(self.tree)

    @cached_property
    def marked(self) -> list[tuple[html.HtmlElement, str]]:
        """The elements of the body that say what they are, each with its class, in reading order."""
        return [(element, element.get("class") or "") for element in _MARKED(self.tree)]

    @cached_property
    def title(self) -> str:
        """What the title element says, `""` if there is none."""
        found = next(self.tree.iter("title"), None)
        return "" if found is None else squeeze(found.text_content())

    @cached_property
    def in_title(self) -> list[str]:
        """Lines at the top of the page that the title begins or ends with: of pages that mark no heading."""
        lines = dict.fromkeys(squeeze(str(text)) for text in self.texts[:_TOP])
        least = _LEAST if self.title.isascii() else _LEAST // 2
        return [
            line
            for line in lines
            if least < len(line) < len(self.title) and (self.title.startswith(line) or self.title.endswith(line))
        ]

    def first(self, *names: str) -> str | None:
        """The content of the first of the meta elements `names` that is there."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)


def parse(text: str) -> Document | None:
    """The page in `text`, or None when there is no element in it."""
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True, remove_comments=True, huge_tree=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    data = _XML_DECLARATION.sub("", text).encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if "wm-ipp" in text:
        # What the Wayback Machine puts above a saved page holds the days on which it was saved.
        for toolbar in _WAYBACK(tree):
            toolbar.drop_tree()
    return Document(tree, _meta(tree), tuple(_nodes(tree)))


def squeeze(text: str) -> str:
    """The text on one line, without spaces at its ends, with character references resolved.

    >>> squeeze(" Fish &amp; \\n chips ")
    'Fish & chips'
    """
    return " ".join((unescape(text) if "&" in text else text).split())


def _meta(tree: html.HtmlElement) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for element in tree.iter("meta"):
        content = squeeze(element.get("content") or "")
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found[name] = (*found.get(name, ()), content)
    return found


def _nodes(tree: html.HtmlElement) -> Iterator[Mapping[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            yield from _flatten(_loaded(script.text), 0)


def _loaded(text: str) -> Any:
    """JSON as pages have it: within comments, with line breaks in strings, a comma too many."""
    bare = _COMMENT_MARKS.sub("", text.strip())
    for attempt in (bare, _TRAILING_COMMA.sub(r"\1", bare), unescape(bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _flatten(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _flatten(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for value in data.values():
            if isinstance(value, dict | list):
                yield from _flatten(value, depth + 1)
