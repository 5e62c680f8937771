"""The text of a page."""

from __future__ import annotations

import logging
import re

from bs4 import BeautifulSoup
from lxml import etree, html

from searchapp.ingest.extract.document import Document

#: Characters under which an extraction is tried again in another way.
_SHORT = 80
_LEFT_OUT = ("script", "style", "noscript", "template", "svg", "nav", "header", "footer", "aside", "form", "button", "select")
_BLANK_LINES = re.compile(r"\n\s*\n+")


def body_text(document: Document) -> str:
    """The text of the article on the page, a paragraph a line; `""` only for a page without any text."""
    for fast in (True, False):
        text = _extracted(document.tree, fast)
        if len(text) >= _SHORT:
            return text
    plain = plain_text(etree.tostring(document.tree, encoding="unicode", method="html"))
    return plain if len(plain) > 2 * len(text) else text


def _extracted(tree: html.HtmlElement, fast: bool) -> str:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(tree, fast=fast, include_comments=False, with_metadata=False)
    return (found.text or "").strip() if found is not None else ""


def plain_text(markup: str) -> str:
    """All text of a page or fragment outside its navigation, a block a line.

    >>> plain_text("<nav>Menu</nav><p>One <b>line</b>.</p><p>Another.</p>")
    'One line.\\nAnother.'
    """
    soup = BeautifulSoup(markup, "lxml")
    for element in soup.find_all(_LEFT_OUT):
        element.decompose()
    for element in soup.find_all(["p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "title"]):
        element.append("\n")
    lines = (" ".join(line.split()) for line in soup.get_text().split("\n"))
    return "\n".join(line for line in lines if line)
