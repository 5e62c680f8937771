"""A matrix as a table in which every number is a link and the more there are, the darker is the cell."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.fields import FACETS
from searchapp.query.request import SearchRequest
from searchapp.query.result import Line, Matrix
from searchapp.web.grid import COLUMNS, PERIODS, Grid
from searchapp.web.i18n import N_, Reader
from searchapp.web.links import Links
from searchapp.web.markup import shown
from searchapp.web.presenters.chips import Chip, chips
from searchapp.web.presenters.facets import about, bar
from searchapp.web.presenters.frame import Frame, Link, Visit, frame, with_json

_PERIODS = {"year": N_("Years"), "month": N_("Months")}


@dataclass(frozen=True, slots=True)
class Cell:
    """A count with the search that finds as many, and its shade in steps; without an address there is nothing."""

    count: str = ""
    href: str = ""
    shade: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One value: the way to its page, its whole count and its cells."""

    label: str
    about: Link
    total: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A list of a form: its parameter, what it is about, and its options; `note` is an option's value."""

    name: str
    label: str
    options: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Everything that the template of a matrix lays out; `left_out` says what there is no room for."""

    frame: Frame
    heading: str
    back: Link
    chips: tuple[Chip, ...]
    action: str
    hidden: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...]
    corner: str
    heads: tuple[Link, ...]
    totals: tuple[Cell, ...]
    rows: tuple[Row, ...]
    left_out: tuple[str, ...]


def matrix_page(visit: Visit, asked: Grid, found: Matrix) -> MatrixPage:
    """The page of `asked`, answered with `found`."""
    reader, links = visit.reader, visit.links
    heading = f"{reader.field(asked.rows)} × {_column(asked.columns, reader)}"
    highest = max((count for line in found.lines for count in line.counts), default=0)
    return MatrixPage(
        frame=with_json(frame(visit, heading, asked.search), links.api_matrix(asked.params())),
        heading=heading,
        back=Link(reader.gettext("Back to the results"), links.search(asked.search)),
        chips=chips(asked.search, reader, links),
        action=links.matrix(()).partition("?")[0],
        hidden=links.hidden(asked.search.params()),
        choices=_choices(asked, reader),
        corner=reader.field(asked.rows),
        heads=tuple(_head(asked, column, reader, links) for column in found.columns),
        totals=tuple(
            _cell(asked.in_column(asked.search, column), count, 0, reader, links)
            for column, count in zip(found.columns, found.totals, strict=True)
        ),
        rows=tuple(_row(asked, found, line, highest, reader, links) for line in found.lines),
        left_out=tuple(_left_out(asked, found, reader)),
    )


def _column(name: str, reader: Reader) -> str:
    return reader.gettext(_PERIODS[name]) if name in PERIODS else reader.field(name)


def _choices(asked: Grid, reader: Reader) -> tuple[Choice, ...]:
    return (
        Choice("rows", reader.gettext("Rows"), _options(FACETS, asked.rows, reader)),
        Choice("columns", reader.gettext("Columns"), _options(COLUMNS, asked.columns, reader)),
    )


def _options(names: tuple[str, ...], chosen: str, reader: Reader) -> tuple[Link, ...]:
    return tuple(Link(_column(name, reader), "", current=name == chosen, note=name) for name in names)


def _head(asked: Grid, column: str, reader: Reader, links: Links) -> Link:
    if asked.columns in PERIODS:
        return Link(reader.short_period(column), "")
    return Link(shown(reader.value(asked.columns, column)), links.about(asked.columns, column))


def _row(asked: Grid, found: Matrix, line: Line, highest: int, reader: Reader, links: Links) -> Row:
    search = asked.row(line.value)
    return Row(
        shown(reader.value(asked.rows, line.value)),
        about(asked.rows, line.value, reader, links),
        _cell(search, line.total, 0, reader, links),
        tuple(
            _cell(asked.in_column(search, column), count, highest, reader, links)
            for column, count in zip(found.columns, line.counts, strict=True)
        ),
    )


def _cell(search: SearchRequest, count: int, highest: int, reader: Reader, links: Links) -> Cell:
    return Cell(reader.number(count), links.search(search), bar(count, highest)) if count else Cell()


def _left_out(asked: Grid, found: Matrix, reader: Reader) -> list[str]:
    told = []
    if found.more_rows > 0:
        told.append(reader.gettext("Rows left out, the less frequent ones: %(n)s", n=reader.number(found.more_rows)))
    if found.more_columns > 0:
        number = reader.number(found.more_columns)
        told.append(
            reader.gettext("Columns left out, the earlier ones: %(n)s", n=number)
            if asked.columns in PERIODS
            else reader.gettext("Columns left out, the less frequent ones: %(n)s", n=number)
        )
    return told
