"""The dateline at the beginning of a story: `MOSCOW, January 14 (Agency) — …`."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from searchapp.ingest.extract.bylines import authors
from searchapp.ingest.extract.days import find_hint, first_day, plausible

_CAPITAL = r"A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽА-ЯЁІЇЄҐ"
#: One to six words in capitals, or one to four words with a capital: a town, or several with strokes between them.
_CAPITALS = rf"[{_CAPITAL}][{_CAPITAL}.’'-]+(?:[ /,]+(?:[{_CAPITAL}][{_CAPITAL}.’'-]*|de|of|sur|am|an|der|la)){{0,6}}"
_WORDS = rf"[{_CAPITAL}][\w.’'-]+(?:[ /-]+(?:[{_CAPITAL}][\w.’'-]*|de|of|am|an)){{0,3}}"
_TOWN = rf"^(?P<town>{_CAPITALS}(?!\w)|{_WORDS})"
_AGENCY = r"[(\[](?P<agency>[^()\[\]]{2,60})[)\]]"
_DASH = r"\s*(?:—|–|--+|-(?=\s)|:)\s*"
_BEGINNING = rf"(?=[{_CAPITAL}«\"“„\d])"
_DAY = r"(?:\d{1,2}\.? [^\W\d_]+|[^\W\d_]+\.? \d{1,2})(?:,? \d{4})?"
#: The most telling first.
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        # MOSCOW, March 25. /TASS/. Russia …
        rf"{_TOWN}[,.]\s+[^/]{{3,30}}?[.,]?\s*/(?P<agency>[^/]{{2,30}})/[.,]?\s*(?:[—–-]+\s*)?{_BEGINNING}",
        # КИЇВ. 5 травня. УНН. Президент …    DUSHANBE, September 12, 2014, Asia-Plus -- The …
        rf"{_TOWN}[,.]\s+{_DAY}[,.]\s+(?P<agency>[{_CAPITAL}][\w.-]{{1,20}}?)(?:\.\s+|\s*[—–-]+\s+){_BEGINNING}",
        # MOSCOW (Sputnik), Anna Lee — On …    ROME, May 28 (Wire) - Leaders …
        rf"{_TOWN}(?P<middle>(?:,|\.|\s)[^—–(\[]{{0,50}}?)??\s*(?:{_AGENCY})?(?P<after>,?\s*[^—–()]{{0,60}}?)?{_DASH}(?=\S)",
        # Berlin (dpa) Die …
        rf"{_TOWN}\s*{_AGENCY}\s*[.,]?\s*(?:[—–-]+|:)?\s*{_BEGINNING}",
        # (Reuters) - The …
        rf"^(?P<town>){_AGENCY}{_DASH}{_BEGINNING}",
    )
)
#: `… 7 фев - РИА Новости, Анна Иванова. `: agency and author between the dash and the story.
_AGENCY_BEHIND = re.compile(
    rf"(?P<agency>[{_CAPITAL}][\w-]*(?: [{_CAPITAL}][\w-]*){{0,3}})"
    rf"(?:, (?P<author>[{_CAPITAL}][\w-]+ [{_CAPITAL}][\w-]+))?\.\s+{_BEGINNING}"
)
#: Characters within which a dateline is over.
_WITHIN = 140
#: Letters of an agency that writes itself small, as dpa and epd.
_SHORT_AGENCY = 5


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; it ends at character `end` of its line."""

    end: int
    agency: str | None = None
    authors: tuple[str, ...] = ()
    day: datetime.date | None = None
    hint: str | None = None


def read_dateline(line: str, language: str | None = None) -> Dateline | None:
    """The dateline at the beginning of the line, or None.

    A town in capitals, or an agency in parentheses, or a date must be there: `Putin – so far – …` is none.

    >>> read_dateline("ROME, May 28 (Wire) - Leaders met.").agency
    'Wire'
    """
    matches = (pattern.match(line[:_WITHIN]) for pattern in _DATELINES)
    return next((found for match in matches if match and (found := _dateline(match, line, language))), None)


def _dateline(match: re.Match[str], line: str, language: str | None) -> Dateline | None:
    part = match.groupdict()
    middle, after = (part.get("middle") or "").strip(" ,."), (part.get("after") or "").strip(" ,.")
    found = first_day(match[0], language)
    hint = None if found else find_hint(match[0])
    dated = bool(found or hint)
    if not _convincing(part["town"], part.get("agency"), middle, dated):
        return None
    end, agency, named = match.end(), _agency(part.get("agency")), after if not dated and _is_names(after) else ""
    if dated and agency is None and (behind := _AGENCY_BEHIND.match(line, end)):
        end, agency, named = behind.end(), behind["agency"], behind["author"] or ""
    return Dateline(end, agency, authors([named]), plausible(found.day) if found else None, hint)


def _convincing(town: str, agency: str | None, middle: str, dated: bool) -> bool:
    capitals = town.isupper() and len(town) > 2
    if agency is not None:
        short = agency[0].isupper() or len(agency) <= _SHORT_AGENCY
        placed = capitals or dated or len(middle.split()) <= 1 or not town
        return placed and short and not any(map(str.isdigit, agency))
    return (capitals and (not middle or dated or len(middle) < 25)) or (dated and len(town) < 40)


def _agency(text: str | None) -> str | None:
    """The agency; of several the first, which is the outlet itself."""
    return text.split(",")[0].split(" with ")[0].strip(" .–-") if text else None


def _is_names(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 8 and sum(word[:1].isupper() for word in words) >= 2
