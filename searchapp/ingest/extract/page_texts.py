"""The texts of a page in reading order, and where an element is among them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Protocol

from lxml import html

#: Elements whose text nobody sees.
UNSEEN = frozenset(("script", "style", "noscript", "option", "title", "textarea", "template"))
#: Elements that are part of a line of text.
_INLINE = frozenset("a abbr b cite code em font i mark q s small strong sub sup u wbr time".split())


class Text(Protocol):
    """A text of the tree, as lxml's XPath returns it: a string that knows its element."""

    is_tail: bool

    def getparent(self) -> html.HtmlElement: ...


def around(texts: Sequence[Text], element: html.HtmlElement) -> tuple[int, int] | None:
    """The numbers of the first text within `element` and of the first one after it; None if it has none."""
    within = set(element.iter())
    inside = [
        number for number, text in enumerate(texts) if text.getparent() in within and not _is_after(text, element)
    ]
    return (inside[0], inside[-1] + 1) if inside else None


def _is_after(text: Text, element: html.HtmlElement) -> bool:
    return text.is_tail and text.getparent() is element


def flow(element: html.HtmlElement) -> str:
    """The text of an element as it is read: words of inline elements are not parted, those of blocks are.

    >>> flow(html.fromstring("<h1><div>World</div>A <abbr>UN</abbr>: no</h1>"))
    ' World A UN: no'
    """
    return "".join(_pieces(element))


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        gap = "" if child.tag in _INLINE else " "
        yield from itertools.chain((gap,), _pieces(child), (gap, child.tail or ""))
