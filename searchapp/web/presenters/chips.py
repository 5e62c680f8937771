"""The filters in force, each with a link that takes it away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from searchapp.query.request import SearchRequest
from searchapp.web.i18n import Reader
from searchapp.web.links import Links
from searchapp.web.markup import shown


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: what it is on, its value, the link that removes it and the search that is left then; `negative` when
    it shuts out; `about` is the page of a value."""

    kind: str
    label: str
    href: str
    note: str
    fewer: SearchRequest
    negative: bool = False
    about: str = ""


def chips(request: SearchRequest, reader: Reader, links: Links) -> tuple[Chip, ...]:
    """Everything that narrows the search, in the order of the form: words, dates, facets."""
    return (
        *_words(request, reader, links),
        *_ids(request, reader, links),
        *_dates(request, reader, links),
        *_principals(request, reader, links),
        *_values(request, reader, links),
    )


def _chip(kind: str, label: str, fewer: SearchRequest, reader: Reader, links: Links, negative: bool = False) -> Chip:
    note = reader.gettext("Remove %(field)s: %(value)s", field=kind, value=label)
    return Chip(kind, label, links.search(fewer), note, fewer, negative)


def _words(request: SearchRequest, reader: Reader, links: Links) -> Iterator[Chip]:
    if request.query.strip():
        yield _chip(reader.gettext("Words"), shown(request.query), request.with_query(""), reader, links)


def _ids(request: SearchRequest, reader: Reader, links: Links) -> Iterator[Chip]:
    if request.ids:
        label = reader.ngettext("%(n)s article", "%(n)s articles", len(request.ids))
        yield _chip(reader.gettext("Selected"), label, request.with_ids(()), reader, links)


def _principals(request: SearchRequest, reader: Reader, links: Links) -> Iterator[Chip]:
    for name in request.principals:
        rest = tuple(other for other in request.principals if other != name)
        fewer = replace(request, principals=rest, page=1, cursor="")
        label = reader.gettext("nobody in particular") if name == "none" else shown(name)
        yield _chip(reader.gettext("Counterparts of"), label, fewer, reader, links)


def _dates(request: SearchRequest, reader: Reader, links: Links) -> Iterator[Chip]:
    if request.date_from or request.date_to:
        label = between(request.date_from, request.date_to, reader)
        yield _chip(reader.field("date"), label, request.with_dates("", ""), reader, links)


def between(date_from: str, date_to: str, reader: Reader) -> str:
    """A range of dates in words: 2014, from 2014, until March 2014, 2012 – March 2014."""
    if not date_to:
        return reader.gettext("from %(date)s", date=reader.period(date_from))
    if not date_from:
        return reader.gettext("until %(date)s", date=reader.period(date_to))
    if date_from == date_to:
        return reader.period(date_from)
    return f"{reader.period(date_from)} – {reader.period(date_to)}"


def _values(request: SearchRequest, reader: Reader, links: Links) -> Iterator[Chip]:
    for name, asked in request.filters.items():
        kind = reader.field(name)
        for value in (*asked.any, *asked.all):
            label = shown(reader.value(name, value))
            chip = _chip(kind, label, request.remove(name, value), reader, links)
            yield replace(chip, about=links.about(name, value))
        if asked.missing:
            yield _chip(kind, reader.gettext("without a value"), request.with_missing(name, False), reader, links)
        for value in asked.none:
            label = shown(reader.value(name, value))
            yield _chip(
                reader.gettext("%(field)s, not", field=kind), label, request.remove(name, value), reader, links, True
            )
