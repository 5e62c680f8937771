"""Cursors, while the archive grows, shrinks and is opened anew."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.articles import Article
from searchapp.engines import places, snapshots
from searchapp.engines.engine import Engine
from searchapp.query.request import SearchRequest
from tests.conftest import ENGINES
from tests.engines.test_generated import DAYS, IN_MEMORY

WORDS = ["oil", "gas", "coal"]


def article(number, text="oil", day=None):
    return Article(id=f"{number:04}", title="", text=text, language="en", date=day)


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
held = st.dictionaries(st.integers(0, 40), st.builds(article, st.just(0), texts, st.sampled_from(DAYS)), max_size=30)
#: What a commit does: articles that come or change, and ids that go.
commits = st.lists(st.tuples(held, st.sets(st.integers(0, 40), max_size=6)), max_size=4)


def write(engine, articles, gone=()):
    with engine.batch() as batch:
        for number in gone:
            batch.delete(f"{number:04}")
        for number, one in articles.items():
            batch.add(replace(one, id=f"{number:04}"))


def forget(engine):
    """As in another process: no commit but the newest is kept."""
    return Engine(engine.backend)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(held, commits, st.sampled_from(["relevance", "date", "-date"]), st.sampled_from(WORDS), st.integers(1, 4))
def test_no_hit_twice_and_none_missed(articles, changes, order, word, size):
    """Following cursors over commits that add, change and delete articles, with no old commit kept, on every engine: no
    hit comes twice, and each that matched and stood where it stood from the first page on to the last comes."""
    for name, make in sorted(ENGINES.items()):
        with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
            engine = Engine(make(Path(folder) / name))
            write(engine, articles)
            request = SearchRequest(word, sort=order, per_page=size, facets=())
            stayed = {number: one for number, one in articles.items() if word in one.text.split()}
            waiting, found = list(changes), []
            while request:
                answer = forget(engine).search(request)
                found += [hit.article.id for hit in answer.hits]
                request = replace(request, cursor=answer.next) if answer.next else None
                if request and waiting:
                    more, gone = waiting.pop()
                    write(engine, more, gone)
                    stayed = {n: one for n, one in stayed.items() if n not in gone and n not in more}
            engine.close()
        # By relevance a changed article may still come once; by date it may have moved to another page.
        assert len(set(found)) == len(found) or order != "relevance"
        assert {f"{number:04}" for number in stayed} <= set(found)
        assert all(found.count(f"{number:04}") == 1 for number in stayed)


def pages(engine, request):
    """The ids that following the cursor gives, with whatever `between` does before each next page."""
    while True:
        answer = engine.search(request)
        yield from (hit.article.id for hit in answer.hits)
        if not answer.next:
            return
        request = replace(request, cursor=answer.next)


@pytest.mark.parametrize("order", ["relevance", "date", "-date"])
def test_a_commit_that_is_kept_is_gone_on_with(engine, order):
    """While an engine keeps the commit of a cursor, its answer is cut in pages as if nothing had been written."""
    if not engine.backend.snapshots:
        pytest.skip(f"{engine.backend.name} keeps no commits")
    write(engine, {number: article(number) for number in range(30)})
    request, found = SearchRequest("oil", sort=order, per_page=4, facets=()), []
    for one in pages(engine, request):
        found.append(one)
        write(engine, {100 + len(found): article(0, "oil oil")}, gone=[29 - len(found)])
    assert found == [f"{number:04}" for number in range(30)]


def test_far_down_a_cursor_knows_the_last_hits(engine, monkeypatch):
    """Beyond the hits that a cursor remembers it goes on behind them, wherever they now stand."""
    monkeypatch.setattr(places, "MOST_SEEN", 10)
    write(engine, {number: article(number, "oil " * (60 - number)) for number in range(60)})
    request, found = SearchRequest("oil", sort="relevance", per_page=10, facets=()), []
    before = [hit.article.id for hit in engine.search(replace(request, per_page=100)).hits]
    for _ in range(4):
        answer = forget(engine).search(request)
        found += [hit.article.id for hit in answer.hits]
        request = replace(request, cursor=answer.next)
    write(engine, {200 + number: article(0, "oil " * 90) for number in range(5)}, gone=map(int, before[:3]))
    found += list(pages(forget(engine), request))
    assert sorted(found) == sorted(before)
    assert found[:45] == before[:45]


def test_when_all_that_a_cursor_knows_is_gone(engine, monkeypatch):
    """Where every hit that a cursor remembers was deleted, it goes on at the place where the last one stood."""
    monkeypatch.setattr(places, "MOST_SEEN", 2)
    write(engine, {number: article(number) for number in range(20)})
    request = SearchRequest("oil", sort="relevance", per_page=5, facets=())
    request = replace(request, cursor=engine.search(request).next)
    write(engine, {}, gone=[3, 4])
    assert next(pages(forget(engine), request)) == "0007"


@pytest.mark.parametrize("order", ["relevance", "date"])
def test_a_cursor_at_the_end(engine, order):
    """The last page has no cursor, whether it is full or not, and a page behind the end is empty."""
    write(engine, {number: article(number) for number in range(6)})
    request = SearchRequest("oil", sort=order, per_page=3, facets=())
    first = engine.search(request)
    last = engine.search(replace(request, cursor=first.next))
    assert [hit.article.id for hit in last.hits] == ["0003", "0004", "0005"]
    assert last.next is None
    write(engine, {}, gone=range(6))
    assert forget(engine).search(replace(request, cursor=first.next)).hits == ()


def test_cursors_stay_short(engine):
    """A cursor fits into an address however many hits came before, and all come though they score the same."""
    write(engine, {number: article(number) for number in range(1300)})
    request, longest, found = SearchRequest("oil", sort="relevance", per_page=100, facets=()), 0, []
    while request:
        answer = engine.search(request)
        found += [hit.article.id for hit in answer.hits]
        longest = max(longest, len(answer.next or ""))
        request = replace(request, cursor=answer.next) if answer.next else None
    assert longest < 4000
    assert sorted(found) == [f"{number:04}" for number in range(1300)]


def test_old_commits_are_let_go(engine, monkeypatch):
    """Of many commits only the last ones asked for are kept, and none that nobody asked for in a while."""
    for number in range(12):
        write(engine, {number: article(number)})
        engine.search(SearchRequest("oil"))
    kept = engine._snapshots._kept
    assert len(kept) == (snapshots.MOST_KEPT if engine.backend.snapshots else 0)
    monkeypatch.setattr(snapshots, "KEPT_SECONDS", -1.0)
    engine.search(SearchRequest("oil"))
    assert not kept
