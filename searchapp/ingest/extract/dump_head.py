"""Finds the headline at the top of saved text, and the line from which on it is the story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.ingest.extract.captions import is_repeated_in
from searchapp.ingest.extract.dump_lines import Line
from searchapp.ingest.extract.dump_marks import Mark, is_name, is_prose, signature

#: Blocks under which blank lines do not tell what belongs together.
FEW_BLOCKS = 3
#: Lines at the top among which the headline is.
_TOP = 24
#: Characters of a sentence that may stand in a masthead above the headline.
_TAGLINE = 150
_LONGEST = 230
#: Characters of a headline in a script whose words are not parted.
_LEAST_CASELESS = 6
#: Labels of the line of other news that runs above a page.
_TICKER = re.compile(
    r"(?:breaking(?: news)?|live|just in|latest|alert|eilmeldung|eil|liveticker|en direct|en vivo|"
    r"última hora|срочно|молния|терміново|наживо)\s*[:|•»-]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """The headline (`""` if there is none) and the number of the first line that may be of the story."""

    title: str
    start: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    position: int
    title: str


def read_head(lines: Sequence[Line], marks: Sequence[Mark], outlet: str | None) -> Head:
    """The headline is the line that is neither furniture nor prose and stands best: at a date, byline or credit."""
    candidates = list(_candidates(lines, marks, outlet))
    if not candidates:
        return Head("", 0)
    best = max(candidates, key=lambda candidate: _score(candidate, candidates, lines, marks))
    return Head(best.title, best.position + 1)


def _candidates(lines: Sequence[Line], marks: Sequence[Mark], outlet: str | None) -> list[_Candidate]:
    """Lines that may be the headline, down to where the story has begun for certain."""
    found: list[_Candidate] = []
    for position, (line, marked) in enumerate(zip(lines[:_TOP], marks, strict=False)):
        if marked.kind != "text":
            continue
        title = without_outlet(line.text, outlet)
        if is_prose(line.text):
            if position == 0 or len(line.text) > _TAGLINE or any(_is_good(one.title) for one in found):
                break
        elif _may_be(title, outlet):
            found.append(_Candidate(position, title))
    return found


def _may_be(title: str, outlet: str | None) -> bool:
    words = len(title.split())
    if not title or title.casefold() == (outlet or "").casefold() or title[0] in "-–—[(":
        return False
    if outlet and outlet.casefold() in title.casefold() and title.isupper():
        return False
    if _is_caseless(title) and words == 1:
        return _LEAST_CASELESS <= len(title) <= _LONGEST
    return (2 <= words <= 34 or len(title) > 18) and 8 <= len(title) <= _LONGEST and title[-1] not in ".:,;"


def _is_good(title: str) -> bool:
    return len(title.split()) >= 4 and not is_name(title)


def without_outlet(text: str, outlet: str | None) -> str:
    """The line without ` - Outlet` at its end."""
    for mark in ("-", "–", "—", "|", "::", "•"):
        if outlet and text.casefold().endswith(f" {mark} {outlet.casefold()}"):
            return text[: -len(outlet) - len(mark) - 1].strip()
    return text


def _score(
    candidate: _Candidate, candidates: Sequence[_Candidate], lines: Sequence[Line], marks: Sequence[Mark]
) -> float:
    position, title = candidate.position, candidate.title
    words = len(title.split())
    score = -0.1 * position - (1.5 if is_name(title) else 3 if signature(title) else 0)
    score += 2.5 if _stands_at_date(position, lines, marks) else 0
    score -= 4 if _TICKER.match(title) else 0
    score += 2 if _is_repeated(position, title, lines) else 0
    score -= 3 if _in_masthead(position, lines, marks) else 0
    following = next((one for one in candidates if one.position == position + 1), None)
    if (
        following
        and len(following.title) > 1.2 * len(title)
        and words > 2
        and not is_name(title)
        and _stands_at_date(position + 1, lines, marks)
    ):
        # What follows is the line below the headline: longer, and in between it and the date.
        return score + 3
    return score - (2.5 if words <= 3 and not _is_caseless(title) else 0)


def _is_caseless(text: str) -> bool:
    """Whether the text is in a script without capitals, such as Chinese, whose words are not parted."""
    return not any(character.isupper() or character.islower() for character in text)


def _stands_at_date(position: int, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """Whether the next line that is not furniture is a date, a byline, a credit or an author's name."""
    for line, marked in zip(lines[position + 1 : position + 4], marks[position + 1 : position + 4], strict=True):
        if marked.kind in ("date", "byline", "credit"):
            return True
        if marked.kind not in ("furniture", "advert"):
            return is_name(line.text) or bool(signature(line.text))
    return False


def _is_repeated(position: int, title: str, lines: Sequence[Line]) -> bool:
    return any(
        number != position and len(line.text) < len(title) + 100 and is_repeated_in(title, line.text)
        for number, line in enumerate(lines)
    )


def _in_masthead(position: int, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """Whether the line stands directly below a menu or the outlet's name at the very top."""
    if position == 0 or lines[-1].block < FEW_BLOCKS or lines[position - 1].block != lines[position].block:
        return False
    above = lines[position - 1]
    return marks[position - 1].kind == "furniture" or (
        position <= 3 and len(above.text.split()) <= 4 and marks[position - 1].kind == "text"
    )
