"""The dateline at the beginning of a story: `MOSCOW, January 14 (Agency) — …`."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from searchapp.ingest.extract.bylines import authors
from searchapp.ingest.extract.days import find_hint, first_day, plausible

_CAPITAL = r"A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽА-ЯЁІЇЄҐ"
#: One to six words in capitals, or one to four words with a capital: a town, or several with strokes between them.
_TOWN = (
    rf"(?:[{_CAPITAL}][{_CAPITAL}.’'-]+(?:[ /,]+(?:[{_CAPITAL}][{_CAPITAL}.’'-]*|de|of|sur|am|an|der|"
    rf"la)){{0,6}}|[{_CAPITAL}][\w.’'-]+(?:[ /-]+(?:[{_CAPITAL}][\w.’'-]*|de|of|am|an)){{0,3}})"
)
_AGENCY = r"[(\[](?P<agency>[^()\[\]]{2,60})[)\]]"
_DASH = r"\s*(?:—|–|--+|-(?=\s)|:)\s*"
_DATELINE = re.compile(
    rf"^(?P<town>{_TOWN})(?P<middle>(?:,|\.|"
    rf"\s)[^—–(\[]{{0,50}}?)??\s*(?:{_AGENCY})?(?P<after>,?\s*[^—–()]{{0,60}}?)?(?P<dash>{_DASH})(?=\S)"
)
_PARENTHESIS = re.compile(rf"^(?P<town>{_TOWN})\s*{_AGENCY}\s*[.,]?\s*(?:[—–-]+|:)?\s*(?=[«\"“„'{_CAPITAL}\d])")
#: Characters within which a dateline is over.
_WITHIN = 140


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
    match = _DATELINE.match(line[:_WITHIN]) or _PARENTHESIS.match(line[:_WITHIN])
    if match is None:
        return None
    part = match.groupdict()
    middle, after = (part.get("middle") or "").strip(" ,."), (part.get("after") or "").strip(" ,.")
    head = match[0]
    found = first_day(head, language)
    hint = None if found else find_hint(head)
    dated = bool(found or hint)
    if not _convincing(part["town"], part.get("agency"), middle, dated):
        return None
    writers = authors([after]) if after and not dated and _is_names(after) else ()
    day = plausible(found.day) if found else None
    return Dateline(match.end(), _agency(part.get("agency")), writers, day, hint)


def _convincing(town: str, agency: str | None, middle: str, dated: bool) -> bool:
    capitals = town.isupper() and len(town) > 2
    if agency is not None:
        return (capitals or dated or not middle) and not any(map(str.isdigit, agency)) and agency[0].isupper()
    return (capitals and (not middle or dated or len(middle) < 25)) or (dated and len(town) < 40)


def _agency(text: str | None) -> str | None:
    """The agency; of several the first, which is the outlet itself."""
    return text.split(",")[0].split(" with ")[0].strip(" .–-") if text else None


def _is_names(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 8 and sum(word[:1].isupper() for word in words) >= 2
