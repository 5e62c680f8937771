"""Text with matches, made into pieces that are safe to show; engines give spans, never HTML."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    the match begins and ends with this piece, as it may reach over the end of a paragraph. `name` is the number of
    the name that it belongs to, or 0, and `name_first` whether the name begins with it.
    """

    text: str
    match: int = 0
    first: bool = False
    last: bool = False
    name: int = 0
    name_first: bool = False


def pieces(
    snippet: Snippet, start: int = 0, end: int | None = None, names: Sequence[tuple[int, int]] = ()
) -> Iterator[Piece]:
    """The characters `start` to `end` of a snippet, cut where matches begin and end, and where `names` do.

    Matches are sorted and do not overlap each other; neither do names. A name may overlap a match.
    """
    text = shown(snippet.text)
    stop = len(text) if end is None else end
    bounds = {at for span in (*snippet.spans, *names) for at in span if start < at < stop}
    cuts = sorted({start, stop, *bounds})
    for left, right in pairwise(cuts):
        match, name = _within(snippet.spans, left), _within(names, left)
        span = snippet.spans[match - 1] if match else (-1, -1)
        yield Piece(
            text[left:right],
            match,
            first=span[0] == left,
            last=span[1] == right,
            name=name,
            name_first=bool(name) and names[name - 1][0] == left,
        )


def _within(spans: Sequence[tuple[int, int]], at: int) -> int:
    """The number, from 1, of the span that holds the character `at`; 0 for none."""
    number = bisect_right(spans, at, key=lambda span: span[0])
    return number if number and at < spans[number - 1][1] else 0


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
