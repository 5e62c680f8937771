"""Random archives and requests: tantivy against the plain engine."""

import datetime
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.articles import Article
from searchapp.engines.engine import Engine
from searchapp.query.request import Filter, SearchRequest
from tests.conftest import ENGINES

WORDS = [
    "oil",
    "oils",
    "bank",
    "banks",
    "rate",
    "rates",
    "нефть",
    "нефти",
    "café",
    "EU-Russia",
    "U.S.",
    "the",
    "東京都",
]
NAMES = ["Sergei Lavrov", "Peter Stano", "José Barroso", "Daily", ""]
DAYS = [
    None,
    datetime.date(2014, 1, 28),
    datetime.date(2014, 2, 1),
    datetime.date(2016, 12, 31),
    datetime.date(1999, 1, 1),
]

texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
names = st.lists(st.sampled_from(NAMES[:4]), max_size=3, unique=True).map(tuple)
articles = st.builds(
    Article,
    id=st.sampled_from([f"a{number}" for number in range(12)]),
    title=texts,
    text=texts,
    date=st.sampled_from(DAYS),
    outlet=st.sampled_from([None, *NAMES]),
    language=st.sampled_from([None, "en", "ru", "fr"]),
    people=names,
)
words = st.sampled_from([*WORDS, "zeppelin"])
leaves = st.one_of(
    words,
    words.map(lambda word: f"{word[:3]}*"),
    words.map(lambda word: f"{word}~"),
    st.tuples(words, words).map(lambda pair: f'"{pair[0]} {pair[1]}"'),
    st.tuples(words, words, st.integers(0, 4)).map(lambda near: f'"{near[0]} {near[1]}"~{near[2]}'),
    st.tuples(words, words, words, st.integers(0, 3)).map(lambda near: f'"{near[0]} {near[1]} {near[2]}"~{near[3]}'),
    words.map(lambda word: f"title:{word}"),
    st.sampled_from(["people:lavrov", 'people:"peter stano"', "date:2014", "date:>2014-01", "outlet:daily", "*"]),
)
queries = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.tuples(parts, parts).map(" ".join),
        st.tuples(parts, parts).map(lambda pair: f"({pair[0]} OR {pair[1]})"),
        parts.map(lambda part: f"-({part})"),
    ),
    max_leaves=5,
)
filters = st.builds(Filter, any=names, all=names, none=names, missing=st.booleans())
requests = st.builds(
    SearchRequest,
    query=st.one_of(st.just(""), queries),
    filters=st.dictionaries(st.sampled_from(["people", "outlet"]), filters.filter(lambda f: not f.empty), max_size=2),
    date_from=st.sampled_from(["", "2014", "2014-02"]),
    date_to=st.sampled_from(["", "2014-01", "2016"]),
    sort=st.sampled_from([None, "date", "-date", "relevance"]),
    facet_size=st.integers(1, 4),
)


def answer(engine, request):
    """What engines may not differ in: the set (the order by date or id too), counts, timeline, warnings, snippets."""
    found = engine.search(request)
    hits = {hit.article.id: (hit.title, hit.snippets) for hit in found.hits}
    order = list(hits) if request.order != "relevance" else None
    return found.total, hits, order, found.facets, found.histogram, found.warnings


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(st.lists(articles, max_size=14), st.lists(requests, min_size=1, max_size=6))
def test_engines_agree(held, asked):
    """Any archive and any request give the same set, counts, timeline and snippets on every engine."""
    with tempfile.TemporaryDirectory() as folder:
        engines = [Engine(make(Path(folder) / name)) for name, make in sorted(ENGINES.items())]
        for engine in engines:
            for half in (held[: len(held) // 2], held[len(held) // 2 :]):
                with engine.batch() as batch:
                    for article in half:
                        batch.add(article)
        for request in asked:
            first, *others = [answer(engine, request) for engine in engines]
            assert others == [first] * len(others)
        for engine in engines:
            engine.close()
