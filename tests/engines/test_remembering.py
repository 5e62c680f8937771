"""Counts are remembered for as long as they are true."""

from collections import Counter

from searchapp.articles import Article
from searchapp.engines.engine import Engine
from searchapp.engines.memory import MemoryBackend, MemoryReader
from searchapp.engines.remembering import Memory
from searchapp.query.request import SearchRequest


def filled(*ids):
    engine = Engine(MemoryBackend())
    add(engine, *ids)
    return engine


def add(engine, *ids):
    with engine.batch() as batch:
        for article_id in ids:
            batch.add(Article(id=article_id, title="Oil", text="Oil fell.", people=(f"Ann {article_id}",)))


def counted(monkeypatch):
    """How often each method that counts is asked."""
    calls = Counter()
    for name in ("count", "facets", "months", "repeats"):
        inner = getattr(MemoryReader, name)

        def told(self, *arguments, name=name, inner=inner):
            calls[name] += 1
            return inner(self, *arguments)

        monkeypatch.setattr(MemoryReader, name, told)
    return calls


def test_the_same_search_counts_once(monkeypatch):
    """A second page, and the same search again, count nothing anew."""
    engine = filled("1", "2", "3")
    calls = counted(monkeypatch)
    first = engine.search(SearchRequest("oil", per_page=2))
    before = dict(calls)
    second = engine.search(SearchRequest("oil", per_page=2, page=2))
    assert calls == before
    assert (first.facets, first.histogram) == (second.facets, second.histogram)


def test_a_commit_is_counted_anew():
    """What was counted of one commit is not said of another."""
    engine = filled("1")
    assert engine.search(SearchRequest()).total == 1
    add(engine, "2")
    answer = engine.search(SearchRequest())
    assert answer.total == 2 and len(answer.facets["people"].values) == 2


def test_the_oldest_is_forgotten():
    """No more is held than was said."""
    memory, calls = Memory(2), Counter()
    for key in ("a", "b", "a", "c", "a", "b"):
        memory.recall(key, lambda key=key: calls.update([key]))
    assert calls == {"a": 1, "b": 2, "c": 1}
