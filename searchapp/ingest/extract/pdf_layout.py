"""Headline, running headers and footers, and paragraphs, by where lines stand on the pages of a document."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from searchapp.ingest.extract.bylines import capitalised

#: Parts of a page's height at its top and bottom where headers and footers stand.
_TOP, _BOTTOM = 0.88, 0.12
_NUMBER = re.compile(
    r"^\W*(?:(?:page|seite|стр\.?|с\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|sur|из)\s*\d{1,4})?\W*$", re.IGNORECASE
)
#: What browsers print above and below a page.
_PRINTED = re.compile(r"^(?:https?|file)://\S+|^\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d(?:\s?[AP]M)?\b")
_PAGE = re.compile(r"\b(?:page|seite|стр\.?)\s*\d+|\b[A-Z]?\d+\b", re.IGNORECASE)
#: Words of a name that have no capital.
_SMALL = frozenset("of the and for de la le du et der die das und & и".split())
_ADDRESS = re.compile(r"https?://[^\s…]{8,}")
_DIGITS = re.compile(r"\d+")
_END = re.compile(r"[.!?…:;»”\"'’)\]]$")
#: How much larger than the text a headline is set.
_LARGER = 1.15
#: Words of a headline: fewer in large type are a masthead.
_WORDS, _LONGEST = 3, 250
#: How far the gap between two lines may be beyond the usual one within a paragraph.
_WIDER = 1.3
#: Sizes of type by which the first line of a paragraph is set in.
_INDENT = 0.8
#: Share of the usual length of a line under which it is the last of its paragraph.
_SHORT = 0.8
_PARTED = re.compile(r"[^\W\d_]-$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: left end and base line in points, size of type in points, height as a share of the page's (1: top)."""

    text: str
    x: float
    y: float
    size: float
    height: float


def running(pages: list[list[Line]]) -> frozenset[Line]:
    """Lines at the top and bottom of pages that return with other figures, numbers of pages, and browsers' prints."""
    edges = [[line for line in page if not _BOTTOM < line.height < _TOP] for page in pages]
    seen = Counter(key for page in edges for key in {_key(line) for line in page})
    repeated = len(pages) > 1
    return frozenset(
        line
        for page in edges
        for line in page
        if (repeated and seen[_key(line)] > 1) or _NUMBER.match(line.text) or _PRINTED.match(line.text)
    )


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text), round(line.height * 50)


def running_head(texts: Iterable[str]) -> str | None:
    """The name of a paper among the lines at the edges of its pages: two to five words, all of them with a capital."""
    for text in texts:
        words = _PAGE.sub(" ", text).strip(" ,.|·•–—-").split()
        if 2 <= len(words) <= 5 and all(word[0].isupper() or word in _SMALL for word in words):
            name = " ".join(words)
            return capitalised(name) if name.isupper() else name
    return None


def web_address(texts: Iterable[str]) -> str | None:
    """The address that a browser printed at the edge of the page, if it is there whole."""
    return next((match[0] for text in texts if (match := _ADDRESS.search(text))), None)


def headline(pages: list[list[Line]]) -> tuple[str | None, list[list[Line]]]:
    """The largest type on the first page that has words enough for a headline, and the pages without it."""
    sizes = Counter[float]()
    for page in pages:
        for line in page:
            sizes[round(line.size)] += len(line.text)
    usual = max(sizes, key=lambda size: sizes[size], default=0.0)
    first = pages[0] if pages else []
    for size in sorted({line.size for line in first if line.size >= _LARGER * usual}, reverse=True):
        found = list(_together([line for line in first if abs(line.size - size) < 0.5]))
        title = _joined(found)
        if len(title.split()) >= _WORDS and len(title) <= _LONGEST:
            return title, [[line for line in page if line not in found] for page in pages]
    return None, pages


def _together(lines: list[Line]) -> Iterator[Line]:
    """The first line and those that follow it closely."""
    last: Line | None = None
    for line in lines:
        if last and not 0 < last.y - line.y < 2 * line.size:
            return
        yield line
        last = line


def paragraphs(pages: list[list[Line]]) -> list[str]:
    """The paragraphs of all pages, each on one line; one that goes on in the next column or page is put together."""
    everything = [line for page in pages for line in page]
    gap = _usual_gap(everything)
    width = median([len(line.text) for line in everything if len(line.text) > 20] or [0])
    found: list[list[Line]] = []
    for line in everything:
        if found and _goes_on(found[-1], line, gap, width):
            found[-1].append(line)
        else:
            found.append([line])
    kept = _compounds(everything)
    return [_joined(part, kept) for part in found]


def _usual_gap(lines: list[Line]) -> float:
    gaps = Counter(
        round((above.y - below.y) / above.size, 1)
        for above, below in itertools.pairwise(lines)
        if above.size and 0 < above.y - below.y < 3 * above.size
    )
    # The narrow gap is that of lines of a paragraph, even where most paragraphs are one line.
    often = [gap for gap, count in gaps.items() if count >= max(1, 0.2 * gaps.total())]
    return min(often, default=1.2)


def _goes_on(part: list[Line], line: Line, gap: float, width: float) -> bool:
    last = part[-1]
    if abs(last.size - line.size) > 0.1 * last.size:
        return False
    ended = bool(_END.search(last.text))
    down = last.y - line.y
    if down <= 0 or down > 6 * last.size:
        # The next column or page: only a sentence that is not at its end goes on there.
        return not ended and len(last.text) > _SHORT * width
    if down > _WIDER * gap * last.size or line.x > _left(part) + _INDENT * line.size:
        return False
    return not (ended and len(last.text) < _SHORT * width)


def _left(part: list[Line]) -> float:
    """The left edge of a paragraph, whose first line may be set in."""
    return part[1].x if len(part) > 1 else part[0].x


def _compounds(lines: list[Line]) -> frozenset[str]:
    """Words with a hyphen in the middle of lines, which keep it when they are parted there."""
    return frozenset(word.lower() for line in lines for word in re.findall(r"[^\W\d_]+-[^\W\d_]+", line.text))


def _joined(part: list[Line], kept: frozenset[str] = frozenset()) -> str:
    text = ""
    for line in part:
        if not _PARTED.search(text):
            text = f"{text} {line.text}" if text else line.text
            continue
        if not line.text[:1].islower():
            text += line.text  # `EU-` before `Russia` was not parted: it is a compound.
            continue
        before, after = text.rsplit(" ", 1)[-1], re.split(r"[^\w-]", line.text, maxsplit=1)[0]
        text = (text if f"{before}{after}".lower() in kept else text[:-1]) + line.text
    return text
