"""Text with matches, made into pieces that are safe to show; engines give spans, never HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from searchapp.query.result import Snippet

#: Characters that HTML may not hold or that no page can show; each becomes one space, so that spans still fit.
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
#: Longer lines, in characters, are paragraphs of their own: no one wraps text by hand at this width.
_WRAPPED = 120


def shown(text: str) -> str:
    r"""The text with characters that cannot be shown replaced by spaces.

    >>> shown("a\x00b")
    'a b'
    """
    return _UNSHOWABLE.sub(" ", text)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `match` is the number of the match it belongs to (from 1), or 0. `first` and `last` say whether
    the match begins and ends with this piece, as it may reach over the end of a paragraph.
    """

    text: str
    match: int = 0
    first: bool = False
    last: bool = False


def pieces(snippet: Snippet, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """The characters `start` to `end` of a snippet, cut where matches begin and end."""
    text = shown(snippet.text)
    stop = len(text) if end is None else end
    at = start
    for number, (left, right) in enumerate(snippet.spans, start=1):
        begin, finish = max(left, at), min(right, stop)
        if begin >= finish:
            continue
        if at < begin:
            yield Piece(text[at:begin])
        yield Piece(text[begin:finish], number, first=begin == left, last=finish == right)
        at = finish
    if at < stop:
        yield Piece(text[at:stop])


def lit(snippet: Snippet) -> Markup:
    """The snippet as HTML with its matches in `<mark>`; each piece is escaped by itself.

    >>> lit(Snippet("<b> oil", ((4, 7),)))
    Markup('&lt;b&gt; <mark>oil</mark>')
    """
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece.text) if piece.match else escape(piece.text) for piece in pieces(snippet)
    )


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Where the paragraphs of a text begin and end, in characters.

    Blank lines part paragraphs. Lines do too, unless they look wrapped by hand: short ones in a text with blank lines.

    >>> paragraphs("One\nhere\n\nTwo")
    [(0, 8), (10, 13)]
    >>> paragraphs("One\nTwo")
    [(0, 3), (4, 7)]
    """
    blocks = list(_runs(text, 0, len(text), _BLANK_LINES))
    found = []
    for start, end in blocks:
        lines = list(_runs(text, start, end, re.compile("\n")))
        wrapped = len(blocks) > 1 and all(right - left <= _WRAPPED for left, right in lines)
        found += [(start, end)] if wrapped else lines
    return found


def _runs(text: str, start: int, end: int, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = start
    for gap in between.finditer(text, start, end):
        if text[at : gap.start()].strip():
            yield at, gap.start()
        at = gap.end()
    if text[at:end].strip():
        yield at, end
