"""Marks the tokens that are not the story: photo credits, bylines, datelines."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from searchapp.enrich.tokens import BREAK, CAPITALISED, CAPITALS, INITIAL, Tokens, lexicon

_CREDIT = re.compile(
    r"""\s*(?:©|\(c\)|copyright\b|(?:file\s+)?(?:photo|foto|image|picture|video)s?(?:\s+(?:by|credit|courtesy))?\s*[:/©]
    |\[?(?:photo|image|picture|video)\s+(?:by|courtesy|credit)|(?:AP|AFP|Reuters|Getty|EPA)\s+(?:photo|images?)
    |\(?(?:additional\s+)?(?:reporting|writing|editing|compiled|translated|edited|written)\s+by\b
    |follow\s+us\b|subscribe\b|read\s+(?:more|also)\b|source\s*:|фото\s*:|автор\s*:)""",
    re.IGNORECASE | re.VERBOSE,
)
_BYLINE = re.compile(r"\s*(?:by|von|par|por)\s+[^\W\d_].*", re.IGNORECASE)
_INNER = re.compile(
    r"[\[(]\s*(?:image|photo|picture|video)s?\s+(?:by|courtesy|credit)?[^\])]*[\])]"
    r"|\((?:additional\s+)?(?:reporting|writing|editing)\s+by[^)]*\)"
    r"|(?:additional\s+reporting|reporting|editing|writing)\s+by\s+[^.;\n]{3,60}(?:[.;]|$)"
    r"|follow\s+[^.\n]{3,40}\s+on\s+(?:twitter|x|facebook|instagram|threads|mastodon|bluesky)\b"
    # A credit that is a sentence of its own: `… reopened. Photo: Ann Smith/Agency`.
    r"|(?<=[.!?»”\"]\s)(?:photos?|foto|image|picture)\s*(?::|©|by\b)\s*[^\n.;]{3,60}"
    r"|(?:фото|автор|текст)\s*:\s*[^\n.;]{3,60}",
    re.IGNORECASE,
)
#: Without one of these no credit stands inside a paragraph: a test much cheaper than the pattern.
_INNER_SIGNS = (
    "reporting by",
    "editing by",
    "writing by",
    "image",
    "photo",
    "foto",
    "picture",
    "video",
    "follow ",
    "фото",
    "автор",
    "текст",
)
_DASHES = frozenset("-–—")
_MONTHS = lexicon(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec"
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """`hidden[i]` is true where token i is no part of the story; `dateline[i]` where it belongs to a dateline."""

    hidden: bytearray
    dateline: bytearray


def mark(tokens: Tokens, text: str) -> Furniture:
    """The furniture of a text."""
    hidden, dateline = bytearray(len(tokens)), bytearray(len(tokens))
    lower = text.lower()
    if any(sign in lower for sign in _INNER_SIGNS):
        _mark_inner(tokens, text, hidden)
    begin, last, shapes = tokens.text_from, len(tokens), tokens.shapes
    while begin < last:
        try:
            end = shapes.index(BREAK, begin)
        except ValueError:
            end = last
        if end > begin:
            _mark_paragraph(tokens, text, begin, end, hidden, dateline)
        begin = end + 1
    return Furniture(hidden, dateline)


def _mark_inner(tokens: Tokens, text: str, hidden: bytearray) -> None:
    for match in _INNER.finditer(text):
        begin = bisect_left(tokens.starts, match.start(), tokens.text_from)
        end = bisect_left(tokens.starts, match.end(), begin)
        hidden[begin:end] = b"\x01" * (end - begin)


def _mark_paragraph(tokens: Tokens, text: str, begin: int, end: int, hidden: bytearray, dateline: bytearray) -> None:
    start = tokens.starts[begin]
    if _CREDIT.match(text, start) or (end - begin <= 8 and _is_byline(tokens, text, begin, end)):
        hidden[begin:end] = b"\x01" * (end - begin)
        return
    stop = _dateline_end(tokens, begin, end)
    if stop:
        dateline[begin:stop] = b"\x01" * (stop - begin)


def _is_byline(tokens: Tokens, text: str, begin: int, end: int) -> bool:
    """A short line `By Ann Smith` of names only, without a full stop."""
    if not _BYLINE.match(text, tokens.starts[begin]):
        return False
    return tokens.words[end - 1] != "." and all(
        tokens.shapes[position] in (CAPITALISED, CAPITALS, INITIAL) or tokens.keys[position] in (",", "and", "&", "de")
        for position in range(begin + 1, end)
    )


def _dateline_end(tokens: Tokens, begin: int, end: int) -> int:
    """One past the dash of a dateline such as `MOSCOW, May 3 (Agency), Ann Smith —`, or 0."""
    if tokens.shapes[begin] not in (CAPITALS, CAPITALISED):
        return 0
    for position in range(begin + 1, min(end - 1, begin + 24)):
        if tokens.words[position] in _DASHES and not tokens.joined(position + 1):
            between = tokens.keys[begin:position]
            told = tokens.shapes[begin] == CAPITALS or "(" in between or position - begin <= 3
            dated = "(" in between or any(key in _MONTHS for key in between)
            return position + 1 if told and (dated or tokens.shapes[begin] == CAPITALS) else 0
        if tokens.keys[position] in (".", ";", "?", "!") and tokens.shapes[begin] != CAPITALS:
            return 0
    return 0
