"""An article from the saved text of a web page, which has no tags to go by."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from searchapp.articles import Article
from searchapp.ingest.extract.bylines import authors, has_role
from searchapp.ingest.extract.datelines import Dateline, read_dateline
from searchapp.ingest.extract.days import find_hint, first_day, plausible
from searchapp.ingest.extract.dump_body import body
from searchapp.ingest.extract.dump_head import Head, read_head
from searchapp.ingest.extract.dump_lines import Line, cut
from searchapp.ingest.extract.dump_marks import Mark, is_name, is_prose, mark, signature
from searchapp.ingest.extract.dump_outlet import outlet
from searchapp.ingest.extract.found import Found

#: `date 2024-03-25 The European Union …`, `Published: 25 March 2024`: a label, a date, and perhaps the story.
_LABELLED = re.compile(
    r"^\s*(?:date|published|posted|datum|veröffentlicht|publié|publicado|fecha|дата|опубликовано|опубліковано)"
    r"(?:\s+(?:on|am|le|el))?\s*[:=]?\s+",
    re.IGNORECASE,
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
#: Lines at the top among which date and byline are, and at the end.
_TOP, _END = 24, 12
#: Characters of a name with what its bearer is: `Ann Lee, political correspondent`.
_SIGNATURE = 70
_REPORTING = re.compile(r"^\W*reporting by (?P<names>[^;)]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Read:
    """The text line by line, with what each line is and the dateline of the story, if it has one."""

    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    dateline: Dateline | None
    labelled: datetime.date | None


def from_dump(text: str) -> Article:
    """The article in saved text, with id, source and facets left empty.

    `title` is `""` when the text begins with the story. A date without a year is only kept in `date_hint`.
    """
    read = _read(text)
    name = outlet(read.lines, read.marks, read.dateline)
    head = read_head(read.lines, read.marks, name)
    day = _day(read)
    writers = _authors(read, head)
    story = body(read.lines, read.marks, head, name)
    found = {"title": Found(head.title, "text") if head.title else None, "date": day, "authors": writers}
    found["outlet"] = Found(name, "dateline" if _only_in_dateline(name, read) else "text") if name else None
    found["text"] = Found(story, "text")
    kept = {field: value for field, value in found.items() if value is not None}
    values = {field: value.value for field, value in kept.items()}
    hint = None if day else _hint(read)
    provenance = {field: value.where for field, value in kept.items()}
    return Article(id="", date_hint=hint, provenance=provenance, **values)  # type: ignore[arg-type]


def _read(text: str) -> _Read:
    labelled, text = _take_label(text)
    lines = cut(text)
    cyrillic = len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text))
    language = "ru" if cyrillic else None
    marks = tuple(mark(line, language, _is_foreign(line.text, cyrillic)) for line in lines)
    prose = (
        line.text for line, marked in zip(lines, marks, strict=True) if marked.kind == "text" and is_prose(line.text)
    )
    first = [paragraph for _, paragraph in zip(range(3), prose, strict=False)]
    dateline = next((found for paragraph in first if (found := read_dateline(paragraph, language))), None)
    return _Read(lines, marks, dateline, labelled)


def _take_label(text: str) -> tuple[datetime.date | None, str]:
    """A labelled date at the very beginning, and the text without it."""
    match = _LABELLED.match(text)
    found = first_day(text[match.end() : match.end() + 40]) if match else None
    if match is None or found is None or found.start > 12 or not plausible(found.day):
        return None, text
    return found.day, text[match.end() + found.end :].lstrip(" ,.:;|–—-")


def _is_foreign(line: str, cyrillic: bool) -> bool:
    own, other = (_CYRILLIC, _LATIN) if cyrillic else (_LATIN, _CYRILLIC)
    return len(other.findall(line)) > 4 and not own.search(line)


def _day(read: _Read) -> Found[datetime.date] | None:
    """The day: labelled, on a line of its own at the top, in the dateline, or on a line of its own at the end.

    A day labelled as that of a change is taken where there is no other.
    """
    if read.labelled:
        return Found(read.labelled, "text")
    for marked in read.marks[:_TOP]:
        if marked.kind == "date" and marked.day:
            return Found(marked.day, "text")
    if read.dateline and read.dateline.day:
        return Found(read.dateline.day, "dateline")
    if changed := next((marked.changed for marked in read.marks[:_TOP] if marked.changed), None):
        # Many sites print no other day than that of the last change, beside the author's name.
        found = first_day(changed)
        return Found(found.day, "text") if found else None
    for line, marked in zip(read.lines[-_END:], read.marks[-_END:], strict=True):
        if marked.kind == "date" and marked.day and _LABELLED.match(line.text):
            return Found(marked.day, "text")
    return None


def _hint(read: _Read) -> str | None:
    """A day and month without a year, in the dateline or on a line of its own at the top."""
    if read.dateline and read.dateline.hint:
        return read.dateline.hint
    short = (line.text for line in read.lines[:_TOP] if len(line.text) < 40)
    return next((hint for text in short if (hint := find_hint(text)) and len(hint) > 0.5 * len(text)), None)


def _authors(read: _Read, head: Head) -> Found[tuple[str, ...]] | None:
    """The names in bylines and date lines, else in the dateline, else on a line of their own below the headline."""
    top = [name for marked in read.marks[:_TOP] if marked.kind in ("byline", "date") for name in marked.authors]
    if not top:
        top = [
            name for line in read.lines if (match := _REPORTING.match(line.text)) for name in authors([match["names"]])
        ]
    if top:
        return Found(tuple(dict.fromkeys(top)), "text")
    if read.dateline and read.dateline.authors:
        return Found(read.dateline.authors, "dateline")
    if alone := _name_alone(read, head):
        return Found(authors(alone), "text")
    return None


def _name_alone(read: _Read, head: Head) -> tuple[str, ...]:
    """The names on a line of their own between headline and story, next to the headline or to the date."""
    if not head.title:
        return ()
    for position in range(head.start, min(head.start + 5, len(read.lines))):
        line, marked = read.lines[position], read.marks[position]
        if marked.kind == "text" and is_prose(line.text):
            return ()
        neighbours = read.marks[max(0, position - 1)], read.marks[min(len(read.marks) - 1, position + 1)]
        beside = position == head.start or any(one.kind == "date" for one in neighbours)
        name = line.text.split(",")[0]
        signed = name != line.text and has_role(line.text) and len(line.text) < _SIGNATURE
        names = (name,) if is_name(name) else signature(line.text)
        if marked.kind == "text" and names and (signed or (beside and (names != (name,) or name == line.text))):
            return names
    return ()


def _only_in_dateline(name: str | None, read: _Read) -> bool:
    agency = read.dateline.agency if read.dateline else None
    return bool(name) and name == agency
