"""Counts over time as bars, each a link that narrows the dates: from years to months to days."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.query import dates
from searchapp.query.request import SearchRequest
from searchapp.query.result import Bucket, Histogram, Interval
from searchapp.web.i18n import Reader
from searchapp.web.links import Links
from searchapp.web.presenters.chips import between
from searchapp.web.presenters.facets import bar
from searchapp.web.presenters.frame import Link

#: At most as many bars get a label under them, so that labels have room on a phone, too.
_LABELS: dict[Interval, int] = {"year": 9, "month": 5, "day": 5}


@dataclass(frozen=True, slots=True)
class Bar:
    """One year, month or day: its height in steps, what it says when pointed at, and the label under it, if any.

    `behind` is the height of the whole archive's bar, on a scale of its own.
    """

    href: str
    says: str
    height: int
    tick: str = ""
    behind: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars, the ways back out, and the form for other dates."""

    bars: tuple[Bar, ...]
    out: tuple[Link, ...]
    here: str
    undated: str
    summary: str
    action: str
    hidden: tuple[tuple[str, str], ...]
    date_from: str
    date_to: str
    legend: tuple[str, str] | None = None


def timeline(
    request: SearchRequest, histogram: Histogram, reader: Reader, links: Links, archive: Histogram | None = None
) -> Timeline:
    """The timeline of an answer; behind its bars stand those of the whole `archive`, if they are given."""
    bounded = bool(request.date_from or request.date_to)
    undated = reader.ngettext("%(n)s undated", "%(n)s undated", histogram.undated) if histogram.undated else ""
    open_dates = request.with_dates("", "")
    return Timeline(
        bars=_bars(request, histogram, archive, reader, links),
        out=_out(request, reader, links),
        here=between(request.date_from, request.date_to, reader) if bounded else "",
        undated=undated,
        summary=_summary(histogram, reader),
        action=links.search(SearchRequest()).partition("?")[0],
        hidden=links.hidden(open_dates.params()),
        date_from=request.date_from,
        date_to=request.date_to,
        legend=(reader.gettext("found"), reader.gettext("in the whole archive, on a scale of its own"))
        if archive and histogram.buckets
        else None,
    )


def _bars(
    request: SearchRequest, histogram: Histogram, archive: Histogram | None, reader: Reader, links: Links
) -> tuple[Bar, ...]:
    highest = max((bucket.count for bucket in histogram.buckets), default=0)
    labelled = _labelled(histogram)
    whole = {bucket.start: bucket.count for bucket in archive.buckets} if archive else {}
    tallest = max((whole.get(bucket.start, 0) for bucket in histogram.buckets), default=0)
    return tuple(
        Bar(
            # A bar of nothing leads to nothing, so it is no link.
            links.search(request.with_dates(bucket.start, bucket.start)) if bucket.count else "",
            _says(bucket, whole.get(bucket.start), reader),
            bar(bucket.count, highest),
            reader.short_period(bucket.start) if number in labelled else "",
            bar(whole.get(bucket.start, 0), tallest),
        )
        for number, bucket in enumerate(histogram.buckets)
    )


def _labelled(histogram: Histogram) -> range:
    """The numbers of the bars with a label; the last stands far enough from the end not to run over it."""
    count = len(histogram.buckets)
    every = max(1, -(-count // _LABELS[histogram.interval]))
    return range(0, count - every * 3 // 4 if every > 1 else count, every)


def _says(bucket: Bucket, whole: int | None, reader: Reader) -> str:
    period = reader.period(bucket.start)
    if whole is None:
        return reader.ngettext("%(period)s: %(n)s article", "%(period)s: %(n)s articles", bucket.count, period=period)
    return reader.ngettext(
        "%(period)s: %(n)s article of %(whole)s",
        "%(period)s: %(n)s articles of %(whole)s",
        bucket.count,
        period=period,
        whole=reader.number(whole),
    )


def _out(request: SearchRequest, reader: Reader, links: Links) -> tuple[Link, ...]:
    if not (request.date_from or request.date_to):
        return ()
    return (
        Link(reader.gettext("All dates"), links.search(request.with_dates("", ""))),
        *(Link(reader.period(start), links.search(request.with_dates(start, start))) for start in _around(request)),
    )


def _around(request: SearchRequest) -> list[str]:
    """The year and the month that the dates lie in, as far as they are larger than the dates."""
    first, last = request.first, request.last
    if first is None or last is None:
        return []
    starts = [start for start in (f"{first:%Y}", f"{first:%Y-%m}") if last.isoformat().startswith(start)]
    return [start for start in starts if dates.span(start) != (first, last)]


def _summary(histogram: Histogram, reader: Reader) -> str:
    dated = [bucket for bucket in histogram.buckets if bucket.count]
    if not dated:
        return ""
    first, last = reader.period(dated[0].start), reader.period(dated[-1].start)
    return first if first == last else f"{first} – {last}"
