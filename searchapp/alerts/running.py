"""Running alerts: every match that is new is handed over."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from searchapp.alerts.delivering import NotDelivered, check, deliver, place
from searchapp.alerts.store import Alert, Alerts, Kind, Pairs, open_alerts
from searchapp.articles import Article
from searchapp.engines.engine import Engine
from searchapp.errors import SearchappError, UsageError
from searchapp.export.fields import FIELDS, value
from searchapp.lock import write_lock
from searchapp.query.request import SearchRequest, each_copy, parse

LOCK = "alerts.lock"
#: Articles of one delivery.
MOST = 100
#: What is told of an article.
TOLD = tuple(name for name in FIELDS if name != "text")
#: Parameters that say how an answer is cut, which an alert does not.
_CUT = frozenset({"page", "per_page", "cursor", "facet", "facet.size", "sort"})


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of an alert: how many articles were handed over, and why it did not go on (empty: it did)."""

    name: str
    handed: int
    error: str = ""


def add(path: Path, engine: Engine, name: str, asked: Pairs, kind: Kind, target: str, existing: bool) -> int:
    """Save a search as an alert; how many articles match it now, which are told only if `existing`.

    Raises UsageError for a name that is taken and a target that cannot be, ParameterError for a search.
    """
    if not name.strip() or name != name.strip():
        raise UsageError(f"An alert cannot be named {name!r}.")
    request, kept = _request(asked), check(kind, target)
    found = [_ids(article) for article in engine.scan(request)]
    with open_alerts(path) as alerts:
        alerts.add(name, asked, kind, kept, () if existing else itertools.chain.from_iterable(found))
    return len(found)


def run(path: Path, engine: Engine, timeout: float, wait: float, names: Sequence[str] = ()) -> list[Ran]:
    """Run the alerts of the archive in the folder `path`, or those named; what came of each.

    A delivery takes at most `timeout` seconds; one that fails is made again the next time. Raises NotFound, and
    ArchiveLocked when another process runs alerts and does not end within `wait` seconds.
    """
    with open_alerts(path) as alerts, write_lock(path, wait, LOCK):
        wanted = [alerts.get(name) for name in names] if names else alerts.all()
        return [_run(alert, alerts, engine, timeout) for alert in wanted]


def _run(alert: Alert, alerts: Alerts, engine: Engine, timeout: float) -> Ran:
    handed = 0
    try:
        if (pending := alerts.pending(alert.name)) is not None:
            deliver(alert, pending, timeout)
            alerts.done(alert.name, pending)
            handed += pending.number
        revision = engine.status().revision
        if revision == alert.revision:
            return Ran(alert.name, handed)
        for articles in _batches(_new(alert, alerts, engine)):
            text = "".join(_line(alert, article) for article in articles)
            delivery = alerts.begin(
                alert.name, [found for article in articles for found in _ids(article)], text, place(alert)
            )
            deliver(alert, delivery, timeout)
            alerts.done(alert.name, delivery)
            handed += delivery.number
        alerts.finished(alert.name, revision)
    except NotDelivered as error:
        alerts.failed(alert.name, str(error))
        return Ran(alert.name, handed, f"{error} It is tried again the next time.")
    except SearchappError as error:
        # The search of one alert must not keep the others from running.
        alerts.failed(alert.name, str(error))
        return Ran(alert.name, handed, str(error))
    return Ran(alert.name, handed)


def _new(alert: Alert, alerts: Alerts, engine: Engine) -> Iterator[Article]:
    """The matches that were not handed over; one that has become a copy of another is no other article."""
    for article in engine.scan(_request(alert.asked)):
        ids = _ids(article)
        known = alerts.seen(alert.name, ids)
        if not known:
            yield article
        elif known < len(ids):
            alerts.see(alert.name, ids)


def _ids(article: Article) -> tuple[str, ...]:
    return (article.id, *(copy.id for copy in article.copies))


def _batches(articles: Iterator[Article]) -> Iterator[list[Article]]:
    while batch := list(itertools.islice(articles, MOST)):
        yield batch


def _line(alert: Alert, article: Article) -> str:
    told = {"alert": alert.name} | {name: value(article, name) for name in TOLD}
    return json.dumps(told, ensure_ascii=False) + "\n"


def _request(asked: Pairs) -> SearchRequest:
    for name, _ in asked:
        if name in _CUT:
            raise UsageError(f"--filter {name}=…: an alert is about every match.")
    return parse(each_copy(asked))
