"""Finds the outlet of saved text by what its lines say about it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

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
#: What a company's name has behind the outlet's.
_COMPANY = re.compile(
    r"(?:\s+(?:verlag|verlags|media|publishing|publications|news)?\s*"
    r"(?:gmbh|ag|ltd|limited|llc|inc|plc|pvt\.? ltd|s\.?a\.?|sas|sprl|bv|oy|ab|as|a\.ş|ооо|зао|тов)\b\.?)+$"
    r"|\s+(?:with|and)\s+(?:wires|agencies|wire services)$|\s+staff(?:\s+report(?:er)?s?)?$",
    re.IGNORECASE,
)
_CREDITS = re.compile(r"©|\(c\)|photo|foto|фото|bild|image|\s/\s|@", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    "of the for in on and de la le du des del della dello degli di do da dos der die das und & y et e i van".split()
)
#: Words that menus and headings have and that are no outlet by themselves.
_SECTIONS = frozenset(
    "news world politics sport sports opinion business culture home today international national breaking news "
    "nachrichten politik welt wirtschaft monde politique mundo noticias новости новини мир світ політика политика "
    "top stories latest news live video photo media".split()
)
_AGENCIES = frozenset(
    "reuters ap afp dpa tass тасс interfax интерфакс bloomberg upi efe ansa apa kyodo xinhua рбк getty".split()
)
#: What one piece of evidence of a kind is worth; two are needed where one is weak.
_SUFFIXED, _MASTHEAD, _RIGHTS_HELD, _DATED, _SIGNED, _CREDITED = 1.5, 2.2, 2.0, 3.0, 1.5, 0.7
_ENOUGH = 1.5
#: Lines at the top among which the masthead is.
_TOP = 6


def outlet(lines: Sequence[Line], marks: Sequence[Mark], dateline: Dateline | None) -> str | None:
    """The name with the most evidence: masthead, line ends such as ` - Name`, rights, dateline, credits."""
    points: defaultdict[str, float] = defaultdict(float)
    spelled: dict[str, str] = {}
    for given, worth in _evidence(lines, marks, dateline):
        name = _COMPANY.sub("", given.strip(" -–—|.,")).strip()
        key = name.casefold()
        if 1 < len(name) <= 40 and len(name.split()) <= 6 and name[0].isalpha() and key not in _SECTIONS:
            points[key] += worth
            if key not in spelled or spelled[key].isupper():
                spelled[key] = name
    best = max(points, key=lambda key: (_with_relatives(key, points), len(key)), default="")
    return spelled[best] if best and _with_relatives(best, points) >= _ENOUGH else None


def _with_relatives(key: str, points: Mapping[str, float]) -> float:
    """Points of the name and of those it begins or ends with: `Sputnik` speaks for `Sputnik International`."""
    related = (worth for other, worth in points.items() if key.startswith(other) or key.endswith(other))
    return sum(related) - (0.1 if key in _AGENCIES else 0)


def _evidence(lines: Sequence[Line], marks: Sequence[Mark], dateline: Dateline | None) -> Iterator[tuple[str, float]]:
    """Names that may be the outlet's, each with what it is worth."""
    for position, (line, marked) in enumerate(zip(lines, marks, strict=True)):
        if marked.outlet:
            yield marked.outlet, _DATED
        if (match := _RIGHTS.search(line.text)) and (not match.start() or not is_prose(line.text)):
            yield match["name"], _CREDITED if "/" in line.text or marked.kind == "credit" else _RIGHTS_HELD
        if match := _SOURCE.match(line.text):
            yield match["name"], _RIGHTS_HELD
        if (match := _SUFFIX.search(line.text)) and _is_outlet_like(match["name"], lines):
            yield match["name"], _SUFFIXED
        if not position and (match := _TAGGED.match(line.text)) and _is_site(match["name"], lines):
            yield match["name"], _MASTHEAD
        if position < _TOP and marked.kind == "text" and _is_masthead(position, lines):
            yield line.text, _MASTHEAD
    if dateline and dateline.agency:
        yield dateline.agency, _SIGNED


def _is_outlet_like(name: str, lines: Sequence[Line]) -> bool:
    """Whether the end of a line names an outlet: it has a word of such names, or several lines end so."""
    if not name[0].isupper() or len(name.split()) > 5:
        return False
    ending = sum(line.text.endswith((f"- {name}", f"– {name}", f"| {name}", f"— {name}")) for line in lines)
    return ending > 1 or bool(OUTLET_WORDS.search(name))


def _is_site(name: str, lines: Sequence[Line]) -> bool:
    """Whether the first line begins with the site's name: it is named again, or a menu comes next."""
    again = sum(name in line.text for line in lines) > 1
    return (bool(OUTLET_WORDS.search(name)) and again) or (len(lines) > 1 and is_menu(lines[1].raw))


def _is_masthead(position: int, lines: Sequence[Line]) -> bool:
    """A short line at the top, of words with capitals: an outlet's word, or above the menu, or named in a credit."""
    text = lines[position].text
    words = [word for word in text.split() if word[0].isalpha()]
    if not 1 <= len(words) <= 5 or len(text) > 40 or text[-1] in ".!?:":
        return False
    if not all(word[0].isupper() or word in _SMALL_WORDS or not word[0].islower() for word in words):
        return False
    if not any(character.isupper() for character in text):
        return bool(OUTLET_WORDS.search(text))
    if len(words) > 1 and OUTLET_WORDS.search(text):
        return True
    below = lines[position + 1 : position + 3]
    return any(is_menu(line.raw) for line in below) or _is_credited(text, lines)


def _is_credited(name: str, lines: Sequence[Line]) -> bool:
    key = _letters(name)
    return any(line.text != name and _CREDITS.search(line.text) and key in _letters(line.text) for line in lines)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
