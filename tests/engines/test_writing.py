"""Batches, commits, locks and readers, on every engine that can show the fact."""

import threading
from dataclasses import replace

import pytest

from searchapp.articles import Article
from searchapp.engines.tantivy import TantivyBackend
from searchapp.errors import ArchiveDamaged, ArchiveLocked, NotFound
from searchapp.query.request import SearchRequest

ARTICLE = Article(id="1", title="Oil", text="The price of oil.", language="en", people=("Peter Stano",))


def ids(engine, query=""):
    return [hit.article.id for hit in engine.search(SearchRequest(query)).hits]


def test_a_batch_is_seen_at_its_end(engine):
    """Nothing of a batch can be found before it ends, all of it after."""
    with engine.batch() as batch:
        batch.add(ARTICLE)
        assert ids(engine) == []
    assert ids(engine) == ["1"]


def test_a_batch_that_fails_leaves_nothing(engine):
    """A batch that raises changes nothing, neither what it added nor what it deleted."""
    with engine.batch() as batch:
        batch.add(ARTICLE)
    with pytest.raises(RuntimeError), engine.batch() as batch:
        batch.add(replace(ARTICLE, id="2"))
        batch.delete("1")
        raise RuntimeError
    assert ids(engine) == ["1"]
    with engine.batch() as batch:
        batch.add(replace(ARTICLE, id="3"))
    assert sorted(ids(engine)) == ["1", "3"]


def test_what_a_batch_committed_stays(engine):
    """A commit inside a batch is kept when the batch fails later."""
    with pytest.raises(RuntimeError), engine.batch() as batch:
        batch.add(ARTICLE)
        batch.commit()
        batch.add(replace(ARTICLE, id="2"))
        raise RuntimeError
    assert ids(engine) == ["1"]


def test_adding_again_replaces(engine):
    """An article with the id of another takes its place, in one batch and over two."""
    with engine.batch() as batch:
        batch.add(ARTICLE)
        batch.add(replace(ARTICLE, text="The price of gas."))
    assert (ids(engine, "oil"), ids(engine, "text:oil"), ids(engine, "gas")) == (["1"], [], ["1"])
    with engine.batch() as batch:
        batch.add(replace(ARTICLE, title="Coal", text="Nothing else."))
    assert (ids(engine, "gas"), ids(engine, "coal"), engine.status().articles) == ([], ["1"], 1)


def test_deleting(engine):
    """A deleted article is gone everywhere; deleting what is not there is nothing."""
    with engine.batch() as batch:
        batch.add(ARTICLE)
    with engine.batch() as batch:
        batch.delete("1")
        batch.delete("nobody")
    assert ids(engine) == []
    assert engine.search(SearchRequest()).facets["people"].values == ()
    with pytest.raises(NotFound, match="'1'"):
        engine.get("1")


def test_an_article_comes_back_as_it_was(engine):
    """What is stored is the whole article, with its evidence and provenance."""
    with engine.batch() as batch:
        batch.add(ARTICLE)
    assert engine.get("1") == ARTICLE


def test_every_commit_has_a_name(engine):
    """The revision changes with each commit and not between them."""
    seen = set()
    for number in range(3):
        with engine.batch() as batch:
            batch.add(replace(ARTICLE, id=str(number)))
        revision = engine.status().revision
        assert revision == engine.status().revision
        seen.add(revision)
    assert len(seen) == 3


def test_scan_gives_every_match_by_id(engine):
    """A scan goes through all matches, however many pages of the engine that takes."""
    with engine.batch() as batch:
        for number in range(1203):
            batch.add(replace(ARTICLE, id=f"{number:04}", text="oil" if number % 2 else "gas", title=""))
    found = [article.id for article in engine.scan(SearchRequest("oil"))]
    assert found == [f"{number:04}" for number in range(1, 1203, 2)]


def test_cursor_reaches_every_hit_once(engine):
    """Following the cursor gives every hit once, in the order of one long page."""
    with engine.batch() as batch:
        for number in range(45):
            batch.add(replace(ARTICLE, id=f"{number:02}"))
    request, found = SearchRequest("oil", per_page=20), []
    while request:
        answer = engine.search(request)
        found += [hit.article.id for hit in answer.hits]
        request = replace(request, cursor=answer.next) if answer.next else None
    assert found == [f"{number:02}" for number in range(45)]


def test_many_threads_search_while_one_writes(engine):
    """Searches in many threads during commits always see a whole commit: the articles of a batch come as ten or not."""
    totals, stop = set(), threading.Event()

    def look():
        while not stop.is_set():
            answer = engine.search(SearchRequest("oil"))
            totals.add((answer.total, sum(value.count for value in answer.facets["people"].values)))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(10):
        with engine.batch() as batch:
            for part in range(10):
                batch.add(replace(ARTICLE, id=f"{number}-{part}"))
    stop.set()
    for thread in threads:
        thread.join()
    assert all(total % 10 == 0 and total == counted for total, counted in totals)
    assert engine.search(SearchRequest("oil")).total == 100


def tantivy_at(path, **more):
    return TantivyBackend(path, heap=16_000_000, lock_wait=0.2, **more)


def test_a_second_writer_waits_then_says_so(tmp_path):
    """Two processes cannot write at once: the second waits, then gets a clear error, and loses nothing silently."""
    first, second = tantivy_at(tmp_path, create=True), tantivy_at(tmp_path, create=True)
    with first.batch() as batch:
        batch.add(ARTICLE)
        with pytest.raises(ArchiveLocked, match=r"Another process writes.*0\.2 s"), second.batch():
            pass
    with second.batch() as batch:
        batch.add(replace(ARTICLE, id="2"))
    assert second.reader().get("1") == ARTICLE


def test_another_process_s_commit_is_seen_at_once(tmp_path):
    """A backend that was open before a commit of another one answers with it."""
    writer, reader = tantivy_at(tmp_path, create=True), tantivy_at(tmp_path, create=True)
    assert reader.reader().get("1") is None
    with writer.batch() as batch:
        batch.add(ARTICLE)
    assert reader.reader().get("1") == ARTICLE


def test_writing_in_turn_leaves_no_dead_files(tmp_path):
    """Backends that stay open and write in turn leave only the files of the living segments."""
    one, two = tantivy_at(tmp_path, create=True), tantivy_at(tmp_path, create=True)
    for number in range(20):
        with (one, two)[number % 2].batch() as batch:
            batch.add(replace(ARTICLE, id=str(number % 3)))
    segments = {file.name.split(".")[0] for file in tmp_path.iterdir() if len(file.name.split(".")[0]) == 32}
    assert len(segments) <= 8


def test_no_index_is_said(tmp_path):
    """Opening a folder without an index says so and names the command that makes one."""
    with pytest.raises(ArchiveDamaged, match="searchapp index"):
        tantivy_at(tmp_path / "nowhere")
