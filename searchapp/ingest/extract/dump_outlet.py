"""Finds the outlet of saved text by what its lines say about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from searchapp.ingest.extract.datelines import Dateline
from searchapp.ingest.extract.dump_lines import Line
from searchapp.ingest.extract.dump_marks import OUTLET_WORDS, Mark, is_prose
from searchapp.ingest.extract.furniture import is_menu

_SUFFIX = re.compile(r"(?:^|\s)[-–—|]\s+(?P<name>[^\W\d_][^|–—,;:!?/\[\]()]{1,38})$")
_TAGGED = re.compile(r"^(?P<name>[^\W\d_][^|–—,;:!?/]{2,38}?)\s+[-–—|]\s+\S")
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|"
    r"20)?\d\d)?,?\s*)?(?P<name>[^\W\d_][^.,/|;:\d]{2,38})",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^(?:source|quelle|источник|джерело|fuente|published (?:in|by))\s*:?\s+(?P<name>[^\W\d_][^.,/|"
    r";:\d]{2,38})$",
    re.IGNORECASE,
)
_AGENCIES = frozenset(
    "reuters ap afp dpa tass тасс interfax интерфакс bloomberg upi efe ansa apa kyodo xinhua рбк getty".split()
)
#: What one piece of evidence of a kind is worth; two are needed where one is weak.
_SUFFIXED, _MASTHEAD, _RIGHTS_HELD, _DATED, _SIGNED, _CREDITED = 1.5, 2.0, 2.0, 3.0, 1.5, 0.7
_ENOUGH = 1.5
#: Lines at the top among which the masthead is.
_TOP = 4


def outlet(lines: Sequence[Line], marks: Sequence[Mark], dateline: Dateline | None) -> str | None:
    """The name with the most evidence: masthead, line ends such as ` - Name`, rights, dateline, credits."""
    points: Counter[str] = Counter()
    for name, worth in _evidence(lines, marks, dateline):
        name = name.strip(" -–—|.,")
        if 1 < len(name) <= 40 and len(name.split()) <= 6 and name[0].isalpha():
            points[name] += worth  # type: ignore[assignment]
    if not points:
        return None
    best = max(points, key=lambda name: (_with_relatives(name, points), len(name)))
    return best if _with_relatives(best, points) >= _ENOUGH else None


def _with_relatives(name: str, points: Counter[str]) -> float:
    """Points of the name and of those it begins or ends with: `Sputnik` speaks for `Sputnik International`."""
    key = name.casefold()
    related = (
        worth for other, worth in points.items() if key.startswith(other.casefold()) or key.endswith(other.casefold())
    )
    return float(sum(related)) - (0.1 if key in _AGENCIES else 0)


def _evidence(lines: Sequence[Line], marks: Sequence[Mark], dateline: Dateline | None) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for position, (line, marked) in enumerate(zip(lines, marks, strict=True)):
        if marked.outlet:
            found.append((marked.outlet, _DATED))
        if (match := _RIGHTS.search(line.text)) and not is_prose(line.text):
            found.append((match["name"], _CREDITED if "/" in line.text or marked.kind == "credit" else _RIGHTS_HELD))
        if match := _SOURCE.match(line.text):
            found.append((match["name"], _RIGHTS_HELD))
        if (match := _SUFFIX.search(line.text)) and _is_outlet_like(match["name"], lines):
            found.append((match["name"], _SUFFIXED))
        if not position and (match := _TAGGED.match(line.text)) and _is_named_again(match["name"], lines):
            found.append((match["name"], _MASTHEAD))
        if position < _TOP and _is_masthead(position, lines):
            found.append((line.text, _MASTHEAD))
    if dateline and dateline.agency:
        found.append((dateline.agency, _SIGNED))
    return found


def _is_outlet_like(name: str, lines: Sequence[Line]) -> bool:
    """Whether the end of a line names an outlet: it has a word of such names, or several lines end so."""
    if not name[0].isupper() or len(name.split()) > 5:
        return False
    ending = sum(line.text.endswith((f"- {name}", f"– {name}", f"| {name}", f"— {name}")) for line in lines)
    return ending > 1 or bool(OUTLET_WORDS.search(name))


def _is_named_again(name: str, lines: Sequence[Line]) -> bool:
    return bool(OUTLET_WORDS.search(name)) and sum(name in line.text for line in lines) > 1


def _is_masthead(position: int, lines: Sequence[Line]) -> bool:
    """A short line at the top, of words with capitals, that is named again or stands above the menu."""
    text = lines[position].text
    words = [word for word in text.split() if word[0].isalpha()]
    if not 1 <= len(words) <= 5 or len(text) > 40 or text[-1] in ".!?:" or is_menu(lines[position].raw):
        return False
    if not all(word[0].isupper() or word in ("of", "the", "de", "la", "du", "der", "und", "and") for word in words):
        return False
    below = lines[position + 1 : position + 3]
    again = sum(text.casefold() in line.text.casefold() for line in lines) > 1
    return any(is_menu(line.raw) for line in below) or (again and (bool(OUTLET_WORDS.search(text)) or position == 0))
