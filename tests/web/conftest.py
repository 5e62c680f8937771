"""A small engine over a few articles: enough of a search for the pages to have something to show."""

from __future__ import annotations

import datetime
import functools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.articles import Article, Evidence, Span, Term
from searchapp.engines.engine import Engine
from searchapp.engines.memory import MemoryBackend
from searchapp.errors import NotFound, ParameterError
from searchapp.query.request import SearchRequest
from searchapp.query.result import (
    Bucket,
    Completion,
    FacetResult,
    FacetValue,
    Histogram,
    Hit,
    Interval,
    Matrix,
    Note,
    SearchResult,
    Snippet,
)
from searchapp.settings import Settings
from searchapp.web.app import create_app


@dataclass(frozen=True)
class FakeStatus:
    """What the fake says of itself."""

    articles: int
    name: str = "fake"
    revision: str = "7"
    created: str = "2015-01-01T00:00:00Z"
    principals: tuple[str, ...] = ("Russia",)


@dataclass
class FakeEngine:
    """Every word of the query must stand in the title or the text; `warnings` are given with every answer."""

    articles: tuple[Article, ...]
    warnings: tuple[Note, ...] = ()
    did_you_mean: str | None = None
    seen: list[SearchRequest] = field(default_factory=list)

    def meant(self, request: SearchRequest) -> SearchRequest:
        return request

    def search(self, request: SearchRequest) -> SearchResult:
        self.seen.append(request)
        if request.cursor and not request.cursor.isdigit():
            raise ParameterError("cursor", "The cursor is not one that this archive gave out.")
        found = sorted(self._matching(request), key=lambda a: (a.date is not None, str(a.date)), reverse=True)
        start = int(request.cursor or (request.page - 1) * request.per_page)
        end = start + request.per_page
        return SearchResult(
            total=len(found),
            hits=tuple(self._hit(article, request.query) for article in found[start:end]),
            facets={name: self._facet(name, request) for name in request.facets},
            histogram=_histogram(found),
            warnings=self.warnings,
            took_ms=1.25,
            next=str(end) if end < len(found) else None,
            did_you_mean=self.did_you_mean,
            articles=len(found),
        )

    @functools.cached_property
    def _plain(self) -> Engine:
        """The plain engine over the same articles, which answers what the fake has no answer of its own for."""
        engine = Engine(MemoryBackend())
        with engine.batch() as batch:
            for article in self.articles:
                batch.add(article)
        return engine

    def over_time(self, request: SearchRequest, interval: Interval) -> Histogram:
        return self._plain.over_time(request, interval)

    def matrix(self, request: SearchRequest, rows: str, columns: str, size: int) -> Matrix:
        return self._plain.matrix(request, rows, columns, size)

    def complete(self, request: SearchRequest, typed: str) -> list[Completion]:
        return self._plain.complete(request, typed)

    def values(self, request: SearchRequest, name: str, prefix: str, limit: int) -> list[FacetValue]:
        return self._plain.values(request, name, prefix, limit)

    def aliases(self, name: str, value: str) -> tuple[str, ...]:
        return ("Sergey Lavrov", "Сергей Лавров") if value == "Sergei Lavrov" else ()

    def count(self, request: SearchRequest) -> int:
        return len(list(self._matching(request)))

    def scan(self, request: SearchRequest) -> Iterator[Article]:
        return iter(sorted(self._matching(request), key=lambda article: article.id))

    def similar(self, article_id: str) -> tuple[Hit, ...]:
        return self._plain.similar(article_id)

    def get(self, id: str, principals: tuple[str, ...] = ()) -> Article:
        for article in self.articles:
            if article.id == id:
                return article
        raise NotFound(f"There is no article {id!r} in the archive.")

    def near_copies(self, article: Article) -> tuple[Article, ...]:
        return tuple(other for other in self.articles if article.group == other.group != "" and other.id != article.id)

    def mark(self, article: Article, query: str) -> tuple[Snippet, Snippet]:
        return _marked(article.title, query), _marked(article.text, query)

    def status(self) -> FakeStatus:
        return FakeStatus(len(self.articles))

    def _matching(self, request: SearchRequest, leave_out: str = "") -> Iterable[Article]:
        return (article for article in self.articles if _matches(article, request, leave_out))

    def _hit(self, article: Article, query: str) -> Hit:
        whole = _marked(article.text, query)
        start = max(0, whole.spans[0][0] - 60) if whole.spans else 0
        text = article.text[start : start + 240]
        spans = tuple((a - start, b - start) for a, b in whole.spans if b - start <= len(text))
        return Hit(article, 1.5 if query else None, _marked(article.title, query), (Snippet(text, spans),))

    def _facet(self, name: str, request: SearchRequest) -> FacetResult:
        articles = list(self._matching(request, leave_out=name))
        counts = Counter(value for article in articles for value in article.values(name))
        asked = request.filter(name)
        chosen = (*asked.any, *asked.all)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        listed = [v for v, _ in ranked[: request.facet_size]]
        listed += [v for v in (*chosen, *asked.none) if v not in listed]
        return FacetResult(
            values=tuple(FacetValue(v, counts[v], v in chosen, v in asked.none) for v in listed),
            missing=sum(not article.values(name) for article in articles),
            other=sum(count for value, count in ranked if value not in listed),
            distinct=len(counts),
        )


def _matches(article: Article, request: SearchRequest, leave_out: str) -> bool:
    words = re.findall(r"\w+", request.query.lower())
    if not all(word in f"{article.title} {article.text}".lower() for word in words):
        return False
    if request.ids and article.id not in request.ids:
        return False
    if request.first and (article.date is None or article.date < request.first):
        return False
    if request.last and (article.date is None or article.date > request.last):
        return False
    for name, asked in request.filters.items():
        values = set(article.values(name))
        chosen = bool(values & set(asked.any)) or (asked.missing and not values) or not (asked.any or asked.missing)
        if name != leave_out and not (chosen and set(asked.all) <= values and not values & set(asked.none)):
            return False
    return True


def _marked(text: str, query: str) -> Snippet:
    words = re.findall(r"\w+", query)
    if not words:
        return Snippet(text)
    return Snippet(text, tuple(m.span() for m in re.finditer("|".join(map(re.escape, words)), text, re.IGNORECASE)))


def _histogram(found: list[Article]) -> Histogram:
    days = sorted(article.date.isoformat() for article in found if article.date)
    undated = len(found) - len(days)
    if not days:
        return Histogram("year", (), undated)
    length = 4 if days[0][:4] != days[-1][:4] else 7 if days[0][:7] != days[-1][:7] else 10
    intervals: dict[int, Interval] = {4: "year", 7: "month", 10: "day"}
    counts = Counter(day[:length] for day in days)
    starts = _starts(days[0], days[-1], length)
    return Histogram(intervals[length], tuple(Bucket(start, counts[start]) for start in starts), undated)


def _starts(first: str, last: str, length: int) -> list[str]:
    if length == 4:
        return [f"{year:04d}" for year in range(int(first[:4]), int(last[:4]) + 1)]
    if length == 7:
        return [f"{first[:4]}-{month:02d}" for month in range(int(first[5:7]), int(last[5:7]) + 1)]
    return [f"{first[:7]}-{day:02d}" for day in range(int(first[8:]), int(last[8:]) + 1)]


LAVROV = Article(
    id="gas-talks",
    source="wire.jsonl#1",
    url="https://news.example/2014/gas",
    title="Gas talks resume in Brussels",
    text="BRUSSELS – Gas talks resumed on Tuesday.\n\n"
    "Sergei Lavrov said the gas price would hold. Gas buyers doubt it.",
    date=datetime.date(2014, 1, 28),
    outlet="Harbour Courier",
    authors=("Nora Quill",),
    language="en",
    people=("Sergei Lavrov", "José Barroso"),
    places=("Brussels",),
    countries=("RU", "BE"),
    organisations=("European Union",),
    counterparts=("European Union",),
    provenance={"date": "dateline", "outlet": "given", "people": "rules", "counterparts": "rules"},
    evidence=(
        Evidence("people", "Sergei Lavrov", (Span("text", 42, 55),)),
        Evidence("places", "Brussels", (Span("title", 20, 28),)),
        Evidence("counterparts", "European Union", (), 7.5, (Term("mentions", 4.0, "headline"), Term("pair", 3.5))),
        Evidence("counterparts", "Belgium", (), 1.25, (Term("mentions", 1.25),), listed=False),
    ),
    fingerprint="ab" * 32,
)
HOSTILE = Article(
    id="odd/../id?x=1#y",
    url="javascript:alert(1)",
    title="<script>alert(1)</script> \u202egnp.exe \x00 gas",
    text='<img src=x onerror="alert(1)"> & gas\x07',
    people=("<b>Bobby</b> & Co",),
    outlet='"><svg onload=alert(1)>',
    source="dump/../../etc",
)
ARABIC = Article(
    id="ar",
    title="محادثات الغاز",
    text="موسكو gas",
    language="ar",
    date=datetime.date(2013, 5, 6),
    outlet="صحيفة",
    countries=("RU",),
)
#: A crowd, so that there are pages, long facets and years to choose from.
CROWD = tuple(
    Article(
        id=f"crowd-{n}",
        title=f"Wheat report {n}",
        text="The wheat harvest was fair.",
        date=datetime.date(2010 + n % 4, n % 12 + 1, n % 28 + 1),
        outlet="Daily Meridian",
        people=(f"Person {n:02d}", "Common Name"),
        language="en",
    )
    for n in range(45)
)
ARTICLES = (LAVROV, HOSTILE, ARABIC, *CROWD)


class Browser:
    """Flask's test client, which hands back pages as trees."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def page(self, path: str, status: int = 200, language: str = "en-GB,en") -> BeautifulSoup:
        answer = self.client.get(path, headers={"Accept-Language": language})
        assert answer.status_code == status, answer.text
        return BeautifulSoup(answer.text, "html.parser")

    def json(self, path: str, status: int = 200, language: str = "en") -> Any:
        answer = self.client.get(path, headers={"Accept-Language": language})
        assert answer.status_code == status, answer.text
        return json.loads(answer.text)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(ARTICLES)


@pytest.fixture
def browser(engine: FakeEngine) -> Browser:
    return Browser(create_app(engine, Settings(name="Test & Archive")).test_client())
