"""The text of a page: what trafilatura finds, the lead that it misses, without the lines that are the site's."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from bs4 import BeautifulSoup
from lxml import etree, html

from searchapp.ingest.extract.captions import is_credit
from searchapp.ingest.extract.document import Document, squeeze
from searchapp.ingest.extract.dump_lines import Line
from searchapp.ingest.extract.dump_marks import is_prose, mark
from searchapp.ingest.extract.furniture import ends_story, is_furniture, is_parting, is_plea, is_teaser
from searchapp.ingest.extract.json_ld import articles, text_of

#: Characters under which an extraction is tried again in another way.
_SHORT = 80
#: The share of a page's paragraphs under which an extraction is tried again, and characters of paragraphs that count.
_LEAST_SHARE, _PARAGRAPH = 0.4, 80
_LEFT_OUT = (
    "script", "style", "noscript", "template", "svg", "nav", "header", "footer", "aside", "form", "button", "select",
)  # fmt: skip
_BREAKS = ["p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "title"]
#: Characters of a description that must stand on the page, and of a lead.
_LEAD_KEY, _LEAD = 40, 900
#: Characters of a line that is the site's; a longer one is kept, whatever it says.
_LABEL = 120
#: Characters of a text by which it is told in a glance whether it may be the lead.
_GLANCE = 40
#: Elements that a lead may begin in.
_LEADS = (
    "p",
    "div",
    "span",
    "strong",
    "b",
    "em",
    "i",
    "h2",
    "h3",
    "h4",
    "section",
    "header",
    "blockquote",
    "font",
    "td",
)
#: Characters of a scrap of a menu, and how many may stand above the first paragraph.
_SCRAP, _SCRAPS = 25, 6
#: Lines of a text from which none is taken off the end.
_FEW = 2
#: The share of the text, from its end, in which a heading for other stories ends it.
_END_SHARE = 0.4


def body_text(document: Document, title: str) -> str:
    """The text of the article on the page, a paragraph a line; `""` only for a page without any text."""
    text = _extracted(document.tree, fast=True)
    paragraphs = _paragraphs(document.tree)
    size = sum(map(len, paragraphs))
    if len(text) < max(_SHORT, _LEAST_SHARE * size):
        slower = _extracted(document.tree, fast=False)
        text = max((text, slower), key=lambda one: (_covered(one, paragraphs), len(one)))
        if _covered(text, paragraphs) < _LEAST_SHARE * size:
            text = "\n".join(paragraphs)
    if len(text) < _SHORT:
        plain = plain_text(etree.tostring(document.tree, encoding="unicode", method="html"))
        text = plain if len(plain) > 2 * len(text) else text
    lines = [line for raw in text.split("\n") if (line := " ".join(raw.split())) and line not in "-•*"]
    kept = _of_story(lines, title)
    lead = _lead(document, "\n".join(kept))
    return "\n".join([*lead, *kept])


def _extracted(tree: html.HtmlElement, fast: bool) -> str:
    bare_extraction, options = _trafilatura(fast)
    found = bare_extraction(tree, options=options)
    return str(getattr(found, "text", None) or "").strip()


@cache
def _trafilatura(fast: bool) -> tuple[Any, Any]:
    """Its extraction and its options, which cost a fifth of a millisecond to make; loaded when the first page is."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Extractor

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return bare_extraction, Extractor(output_format="python", fast=fast, comments=False)


def _paragraphs(tree: html.HtmlElement) -> list[str]:
    """All paragraphs of some length outside comments, lists of stories and the foot of the page."""
    beside: dict[html.HtmlElement, bool] = {}
    found = ((element, squeeze(element.text_content())) for element in tree.iter("p"))
    return [text for element, text in found if len(text) >= _PARAGRAPH and not _within(element, beside)]


def _within(element: html.HtmlElement, beside: dict[html.HtmlElement, bool]) -> bool:
    """Whether one of the elements around it stands beside the story; `beside` keeps what was found out already."""
    above = element.getparent()
    if above is None:
        return False
    if above not in beside:
        beside[above] = _is_beside(above) or _within(above, beside)
    return beside[above]


def _covered(text: str, paragraphs: Sequence[str]) -> int:
    """Characters of the paragraphs that are in the text."""
    return sum(len(paragraph) for paragraph in paragraphs if paragraph[:_LEAD_KEY] in text)


def _is_beside(element: html.HtmlElement) -> bool:
    if element.tag in ("footer", "aside", "nav", "form", "li"):
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return any(word in named for word in ("comment", "footer", "sidebar", "related", "teaser", "cookie", "modal"))


def _of_story(lines: Sequence[str], title: str) -> list[str]:
    """The lines without the headline, furniture, credits, links to other stories, and all that follows the story."""
    kept = [line for line in _before_end(lines) if line != title and not _is_sites(line) and not is_plea(line)]
    while kept and _is_above(kept):
        kept = kept[1:]
    while len(kept) > _FEW and is_parting(kept[-1]):
        kept = kept[:-1]
    return kept or list(lines)


def _before_end(lines: Sequence[str]) -> Sequence[str]:
    """The lines down to a heading for comments or other stories in the last part of the text."""
    size = sum(map(len, lines))
    passed = 0
    for number, line in enumerate(lines):
        if passed > (1 - _END_SHARE) * size and ends_story(line):
            return lines[:number]
        passed += len(line)
    return lines


def _is_above(lines: Sequence[str]) -> bool:
    """Whether the first line stands above the story: a date, a byline, or a few words before a paragraph."""
    first = lines[0]
    if mark(Line(first, first, 0), None, foreign=False).kind in ("date", "byline"):
        return True
    return len(first) < _SCRAP and not is_prose(first) and any(map(is_prose, lines[1 : 1 + _SCRAPS]))


def _is_sites(line: str) -> bool:
    return len(line) < _LABEL and not is_prose(line) and _says_site(line)


def _says_site(line: str) -> bool:
    return any(map(str.isalpha, line)) and (is_furniture(line) or is_credit(line) or is_teaser(line))


def _lead(document: Document, text: str) -> list[str]:
    """The paragraph between headline and text, where the page's description of itself says which it is."""
    for description in _descriptions(document):
        key = _letters(description)[:_LEAD_KEY]
        if len(key) < _LEAD_KEY:
            continue
        if key in _letters(text[: 4 * _LEAD]):
            return []
        for element in document.tree.iter(*_LEADS):
            begin = (element.text or "").lstrip()[:_GLANCE]
            if len(begin) > 7 and key.startswith(_letters(begin)[:8]) and (lead := _begun_by(element, key)):
                return [lead] if _letters(lead) not in _letters(text) else []
    return []


def _descriptions(document: Document) -> Iterator[str]:
    for name in ("og:description", "description", "twitter:description"):
        yield from document.meta.get(name, ())[:1]
    for node in articles(document)[:1]:
        if value := text_of(node, "description", "alternativeHeadline"):
            yield value


def _begun_by(element: html.HtmlElement, key: str) -> str | None:
    """The lead that begins with an element's text: all of the element, or only that text where it holds the story."""
    lead = squeeze(element.text or "")
    while len(whole := squeeze(" ".join(element.itertext()))) <= _LEAD and _letters(whole).startswith(key):
        lead, above = whole, element.getparent()
        if above is None:
            break
        element = above
    return lead if _LEAD_KEY <= len(lead) <= _LEAD and _letters(lead).startswith(key) else None


_NO_LETTERS = re.compile(r"[\W_]+")


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text).casefold()


def plain_text(markup: str, left_out: Iterable[str] = _LEFT_OUT) -> str:
    """All text of a page or fragment outside its navigation, or outside the elements `left_out`, a block a line.

    >>> plain_text("<nav>Menu</nav><p>One <b>line</b>.</p><p>Another.</p>")
    'One line.\\nAnother.'
    """
    soup = BeautifulSoup(markup, "lxml")
    for element in soup.find_all(list(left_out)):
        element.decompose()
    for element in soup.find_all(_BREAKS):
        element.append("\n")
    lines = (" ".join(line.split()) for line in soup.get_text().split("\n"))
    return "\n".join(line for line in lines if line)
