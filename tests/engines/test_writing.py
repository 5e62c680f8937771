"""Batches, commits and readers, on every engine."""

import datetime
import gc
import threading
from dataclasses import replace

import pytest

from searchapp.articles import Article
from searchapp.errors import NotFound, SkippedFile
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
    """A scan goes through all matches, however many pages of the engine that takes, and holds one page of them."""
    with engine.batch() as batch:
        for number in range(2003):
            batch.add(replace(ARTICLE, id=f"{number:04}", text="oil" if number % 2 else "gas", title=""))
    before, found, most = living(), [], 0
    for number, article in enumerate(engine.scan(SearchRequest("oil"))):
        found.append(article.id)
        if number % 200 == 0:
            most = max(most, living() - before)
    assert found == [f"{number:04}" for number in range(1, 2003, 2)]
    assert most < 10


def living():
    """Articles in memory."""
    return sum(isinstance(held, Article) for held in gc.get_objects())


def test_scan_under_a_query_that_is_relaxed(engine):
    """A scan goes through what a search shows: filters hold, and where nothing has all the words, most of them do."""
    with engine.batch() as batch:
        for number in range(5):
            batch.add(replace(ARTICLE, id=str(number), text="oil gas coal" if number else "oil gas"))
    assert len(list(engine.scan(SearchRequest("oil gas zeppelin")))) == 5
    assert len(list(engine.scan(SearchRequest("coal").add("people", "Peter Stano")))) == 4
    assert list(engine.scan(SearchRequest("coal").add("people", "Nobody"))) == []


def test_a_scan_is_of_one_commit(engine):
    """What is written while a scan goes on is not in it, and what is deleted still is."""
    with engine.batch() as batch:
        for number in range(1200):
            batch.add(replace(ARTICLE, id=f"{number:04}"))
    scan = engine.scan(SearchRequest("oil"))
    found = [next(scan).id]
    with engine.batch() as batch:
        batch.add(replace(ARTICLE, id="0500x"))
        batch.delete("0900")
    found += [article.id for article in scan]
    assert found == [f"{number:04}" for number in range(1200)]


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


def read_by_many(engine, request, times=40):
    """What eight threads get that ask the same at once."""
    answers, start = [], threading.Barrier(8)

    def look():
        start.wait()
        for _ in range(times):
            found = engine.search(request)
            answers.append((tuple(hit.article.id for hit in found.hits), found.facets["people"], found.histogram))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_many_threads_get_the_same_answer(engine):
    """Eight threads that search at once all get the answer that one gets."""
    with engine.batch() as batch:
        for number in range(60):
            batch.add(replace(ARTICLE, id=f"{number:02}", text="oil " * (number % 7), date=datetime.date(2014, 1, 28)))
    answers = read_by_many(engine, SearchRequest("oil OR pric*", sort="relevance"))
    assert len(answers) == 320 and len(set(answers)) == 1


ODD = {
    "no words": replace(ARTICLE, title="", text="", people=()),
    "control characters": replace(ARTICLE, text="oil\x00 pri\x1fce\x7f", people=("a\x1fb", "c\x00d", "\t")),
    "a word of 100,000 letters": replace(ARTICLE, text="oil " + "x" * 100_000),
    "a value of 100,000 letters": replace(ARTICLE, people=("q" * 100_000, "Peter Stano")),
    "the first day": replace(ARTICLE, date=datetime.date.min),
    "the last day": replace(ARTICLE, date=datetime.date.max),
    "a gap in a value": replace(ARTICLE, people=("a¦b ¦ c", "¦")),
    "a value without a word": replace(ARTICLE, people=("!!!",)),
    "an odd id": replace(ARTICLE, id="ä/ \"x'\n¦.*"),
    "a long id": replace(ARTICLE, id="i" * 8192),
    "pictures": replace(ARTICLE, title="😀", text="oil 😀\u200d💻"),
    "500 people": replace(ARTICLE, people=tuple(f"Name {number}" for number in range(500))),
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_articles_are_held(engine, kind):
    """Whatever text an article has, it comes back as it was, is found by its words, listed, counted and scanned."""
    with engine.batch() as batch:
        batch.add(ODD[kind])
        batch.add(replace(ARTICLE, id="0"))
    assert engine.get(ODD[kind].id) == ODD[kind]
    assert {hit.article.id for hit in engine.search(SearchRequest()).hits} == {"0", ODD[kind].id}
    assert len(list(engine.scan(SearchRequest()))) == 2
    for value in ODD[kind].people[:3]:
        assert engine.count(SearchRequest().add("people", value)) >= 1


REFUSED = {
    "id": [7, "", "\ud800", "i" * 8193, None],
    "title": [None, 3, b"oil"],
    "text": [None, ["oil"], "oil \ud800"],
    "date": ["2014-01-28", datetime.datetime(2014, 1, 28), 2014],
    "outlet": [5, ("Daily",), "\udcff"],
    "people": ["Peter Stano", (1, 2), None, ("a\udfffb",)],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in REFUSED.items() for value in values])
def test_what_cannot_be_held_is_refused(engine, field, value):
    """A value of a wrong type or half a character is an error that names the field, and the batch can go on."""
    with engine.batch() as batch:
        with pytest.raises(SkippedFile, match=f"its {field} ") as refused:
            batch.add(replace(ARTICLE, **{field: value}))
        batch.add(replace(ARTICLE, id="2"))
    assert refused.value.reason == "bad-article"
    assert ids(engine) == ["2"]


def test_counts_over_many_segments_are_exact(engine):
    """A value that is rare in each batch and frequent over all is counted right among thousands of others, and the
    counts of all values add up."""
    with engine.batch() as batch:
        for part in range(4):
            for number in range(25):
                rare = tuple(f"Rare {part} {number} {name}" for name in range(100 if number else 99))
                batch.add(replace(ARTICLE, id=f"{part}-{number}", people=(*rare, *([] if number else ["Often"]))))
            batch.commit()
    people = engine.search(SearchRequest(facets=("people",), facet_size=3)).facets["people"]
    assert (people.values[0].value, people.values[0].count) == ("Often", 4)
    assert sum(value.count for value in people.values) + people.other == 10_000
    assert people.distinct == 9_997 or (people.estimated and abs(people.distinct - 9_997) < 500)


@pytest.mark.parametrize("query", ["ga*", "Gam*", "gamb*", "gambling*", "1.5*", "a.b*"])
def test_signs_in_beginnings_are_no_patterns(engine, query):
    """A beginning finds the words that begin so; a point in it stands for itself."""
    with engine.batch() as batch:
        batch.add(replace(ARTICLE, title="", text="Gambling, 1.55 a.b.c"))
        batch.add(replace(ARTICLE, id="2", title="", text="Nothing, 1655 axb"))
    assert ids(engine, query) == ["1"]


@pytest.mark.parametrize(("query", "lit"), [("gamb*", "Gambling"), ("gamblimg~", "Gambling"), ("GÁMBL*", "Gambling")])
def test_beginnings_and_spellings_are_lit(engine, query, lit):
    """Snippets light what a beginning or a spelling found, which engines themselves leave dark."""
    with engine.batch() as batch:
        batch.add(replace(ARTICLE, title="Gambling", text="Much was lost by Gambling there."))
    (hit,) = engine.search(SearchRequest(query)).hits
    for piece in (hit.title, *hit.snippets):
        assert [piece.text[start:end] for start, end in piece.spans] == [lit]
