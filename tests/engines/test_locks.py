"""Writers and readers in several processes' places: backends that share a folder, on every engine that keeps one."""

import re
import threading
import time
from dataclasses import replace

import pytest

from searchapp.articles import Article
from searchapp.engines import waiting
from searchapp.engines.engine import Engine
from searchapp.errors import ArchiveError, ArchiveLocked
from searchapp.query.clauses import Everything
from searchapp.query.request import SearchRequest
from tests.conftest import ENGINES

ARTICLE = Article(id="1", title="Oil", text="The price of oil.", language="en", people=("Peter Stano",))
ON_DISK = sorted(set(ENGINES) - {"memory"})
#: How the engines name the files of a segment.
SEGMENT = re.compile(r"[0-9a-f]{32}|MAIN_[0-9a-z]{16}")


@pytest.fixture(params=ON_DISK)
def opened(request, tmp_path):
    """Opens the archive of the test once more, on each engine in turn."""
    return lambda: ENGINES[request.param](tmp_path)


def test_a_second_writer_waits_then_says_so(opened):
    """Two cannot write at once: the second waits, then gets a clear error, and neither loses anything."""
    first, second = opened(), opened()
    with first.batch() as batch:
        batch.add(ARTICLE)
        begun = time.monotonic()
        with pytest.raises(ArchiveLocked, match=r"Another process writes.*0\.3 s.*lock_wait"), second.batch():
            pass
        assert time.monotonic() - begun >= 0.3
    with second.batch() as batch:
        batch.add(replace(ARTICLE, id="2"))
    assert [article.id for article in opened().reader().scan(Everything())] == ["1", "2"]


def test_a_writer_that_waits_goes_on(opened, monkeypatch):
    """A writer that finds another one at work writes when that one ends."""
    first, second, held = opened(), opened(), threading.Event()
    monkeypatch.setattr(second, "_lock_wait", 60)

    def write():
        with first.batch() as batch:
            batch.add(ARTICLE)
            held.set()
            assert waited.wait(60)

    thread, waited = threading.Thread(target=write), threading.Event()
    monkeypatch.setattr(waiting.time, "sleep", lambda seconds: waited.set())
    thread.start()
    assert held.wait(60)
    with second.batch() as batch:
        batch.add(replace(ARTICLE, id="2"))
    thread.join()
    assert opened().reader().count(Everything()) == 2


def test_pauses_differ(tmp_path, monkeypatch):
    """Between two attempts passes now more, now less time, so that writers that wait do not keep meeting."""
    pauses, answers = [], iter([None] * 20 + ["writer"])
    monkeypatch.setattr(waiting.time, "sleep", pauses.append)
    assert waiting.writer_within(60, tmp_path, lambda: next(answers)) == "writer"
    assert len(set(pauses)) > 10 and min(pauses) > 0.01 and max(pauses) < 0.3


def test_a_writer_that_fails_lets_go(opened):
    """After a block that raised, another writer can write at once, and nothing of the block is there."""
    first, second = opened(), opened()
    with pytest.raises(RuntimeError), first.batch() as batch:
        batch.add(ARTICLE)
        raise RuntimeError
    with second.batch() as batch:
        batch.add(replace(ARTICLE, id="2"))
    assert [article.id for article in first.reader().scan(Everything())] == ["2"]


def test_another_s_commit_is_seen_at_once(opened):
    """A backend that was open before a commit of another one answers with it, inside and at the end of a batch."""
    writer, reader = opened(), opened()
    assert reader.reader().get("1") is None
    with writer.batch() as batch:
        batch.add(ARTICLE)
        assert reader.reader().get("1") is None
        batch.commit()
        assert reader.reader().get("1") == ARTICLE
        batch.add(replace(ARTICLE, id="2"))
        assert reader.reader().get("2") is None
    assert reader.reader().count(Everything()) == 2


def test_no_half_of_another_s_commit_is_seen(opened):
    """While another backend commits ten articles at a time and takes ten away, a search always sees tens."""
    engine, other, totals, done = Engine(opened()), Engine(opened()), set(), threading.Event()

    def look():
        while not done.is_set():
            found = engine.search(SearchRequest("oil"))
            totals.add((found.total, sum(value.count for value in found.facets["people"].values)))

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(8):
        with other.batch() as batch:
            for part in range(10):
                batch.add(replace(ARTICLE, id=f"{number}-{part}"))
                batch.delete(f"{number - 2}-{part}")
    done.set()
    for thread in threads:
        thread.join()
    assert totals <= {(total, total) for total in (0, 10, 20)}
    assert engine.search(SearchRequest("oil")).total == 20


def test_writing_in_turn_leaves_no_dead_files(opened, tmp_path):
    """Backends that stay open and write in turn leave only the files of the living segments."""
    one, two = opened(), opened()
    for number in range(20):
        with (one, two)[number % 2].batch() as batch:
            batch.add(replace(ARTICLE, id=str(number % 3)))
    assert one.reader().count(Everything()) == 3
    segments = {found[0] for file in (tmp_path / "index").iterdir() if (found := SEGMENT.match(file.name))}
    assert 0 < len(segments) <= 8


@pytest.mark.parametrize("name", ON_DISK)
def test_no_index_is_said(name, tmp_path):
    """Opening a folder without an index says so and names the command that makes one."""
    module = __import__(f"searchapp.engines.{name}", fromlist=["*"])
    make = next(value for key, value in vars(module).items() if key.endswith("Backend"))
    with pytest.raises(ArchiveError, match="searchapp index"):
        make(tmp_path / "nowhere", heap=16_000_000, lock_wait=0.2)
