"""What puts one article before another, on every engine."""

import datetime
from dataclasses import replace

import pytest

from searchapp.articles import Article
from searchapp.engines.engine import FEEDBACK, FRESHNESS
from searchapp.query.request import SearchRequest

FILLER = "The committee met in the town hall and talked about roads schools taxes and the weather all day long. " * 5


def filled(engine, articles):
    with engine.batch() as batch:
        for article in articles:
            batch.add(article)
    return engine


def article(name, text, title="Report", **more):
    return Article(id=name, title=title, text=text, language="en", **more)


def ids(engine, query, **more):
    return [hit.article.id for hit in engine.search(SearchRequest(query, **more)).hits]


NOISE = [article(f"n{number}", f"{FILLER} Item {number}.") for number in range(6)]


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("sanctions", ("Sanctions", "The talks went on."), ("Report", "Sanctions went on today.")),
        ("pipeline", ("Report", f"The pipeline. {FILLER}"), ("Report", f"{FILLER} The pipeline.")),
        ("gas deal", ("Report", "They signed a gas deal then."), ("Report", "They signed a deal then, gas.")),
    ],
    ids=["title", "lead", "neighbours"],
)
def test_what_counts_more(engine, query, better, worse):
    """A match in the title, in the lead, and words that stand side by side count more."""
    pair = [article("better", better[1], better[0]), article("a-worse", worse[1], worse[0])]
    filled(engine, [*NOISE, *pair])
    assert ids(engine, query)[:2] == ["better", "a-worse"]


QUESTION = "What measures did the ministers take against counterfeit medicines sold in pharmacies?"
ABOUT = [
    article(
        "a", f"Ministers took measures against counterfeit medicines in pharmacies. Europol seized pills. {FILLER}"
    ),
    article("b", f"Counterfeit medicines: ministers took measures. Europol seized pills in pharmacies. {FILLER}"),
    article("c", f"Medicines were sold. Europol seized pills. {FILLER}"),
    article("d", f"Medicines were sold. Traders bought bread. {FILLER}"),
    article("e", f"Europol seized pills. {FILLER}"),
]


def test_a_question_is_ranked_by_what_its_best_articles_share(engine):
    """Of two articles that have the same words of the question, the one that is like the best comes first."""
    found = ids(filled(engine, [*NOISE, *ABOUT]), QUESTION)
    assert found.index("c") < found.index("d")


def test_feedback_adds_no_article(engine):
    """An article that only has words of the best ones, and none of the question, is not found."""
    assert "e" not in ids(filled(engine, [*NOISE, *ABOUT]), QUESTION)


def test_a_keyword_search_has_no_feedback(engine):
    """The order of a search for a few words comes from those words alone."""
    filled(engine, [*NOISE, *ABOUT])
    assert all(
        part.field != FEEDBACK
        for name in ids(engine, "medicines")
        for part in engine.explain(SearchRequest("medicines"), name)
    )


def test_reasons_add_up_to_the_score(engine):
    """What is said of a rank, feedback and all, is the whole score."""
    filled(engine, [*NOISE, *ABOUT])
    for query in (QUESTION, "counterfeit medicines"):
        for hit in engine.search(SearchRequest(query)).hits:
            parts = engine.explain(SearchRequest(query), hit.article.id)
            assert sum(part.score for part in parts) == pytest.approx(hit.score, rel=0.01)


def test_pages_of_a_question_do_not_overlap(engine):
    """The second page goes on where the first ended."""
    filled(engine, [*NOISE, *ABOUT])
    whole = ids(engine, QUESTION)
    assert [ids(engine, QUESTION, per_page=2, page=page) for page in (1, 2)] == [whole[:2], whole[2:4]]


@pytest.mark.parametrize(
    "query", ["ministers sold medicines .", "Ministers sold medicines.", "ministers bought medicines?"]
)
def test_a_sentence_is_a_question(engine, query):
    """Words put as a sentence are a question, however few; articles with some of them are found."""
    filled(engine, [*NOISE, *ABOUT])
    result = engine.search(SearchRequest(query))
    assert [note.code for note in result.warnings] == ["question"] and result.total >= 4


@pytest.mark.parametrize("query", ["ministers medicines U.S.", "ministers medicines Inc."])
def test_an_abbreviation_ends_no_sentence(engine, query):
    """A full stop after an abbreviation says nothing."""
    filled(engine, [*NOISE, *ABOUT])
    assert [note.code for note in engine.search(SearchRequest(query)).warnings] != ["question"]


DAYS = {"old": "1999-05-01", "new": "2014-01-20", "older": "1989-05-01", "better": "2005-05-01"}


def dated(engine):
    """Four articles: three that match alike, one that matches far better, and one without a date."""
    long = f"The pipeline. {FILLER}"
    articles = [article(name, long, date=datetime.date.fromisoformat(day)) for name, day in DAYS.items()]
    articles[-1] = replace(articles[-1], title="Pipeline", text="The pipeline, a pipeline.")
    return filled(engine, [*NOISE, *articles, article("undated", long)])


def test_newer_articles_first_among_equals(engine):
    """By `fresh` the newer of two that match alike comes first; one that matches far better stays in front."""
    assert ids(dated(engine), "pipeline", sort="fresh") == ["better", "new", "old", "older", "undated"]


def test_freshness_is_said(engine):
    """The reasons name what the date adds, and add up to the score."""
    dated(engine)
    request = SearchRequest("pipeline", sort="fresh")
    for hit in engine.search(request).hits:
        parts = engine.explain(request, hit.article.id)
        assert any(part.field == FRESHNESS for part in parts) == (hit.article.id in ("new", "better"))
        assert sum(part.score for part in parts) == pytest.approx(hit.score, rel=0.01)


def test_without_words_the_freshest_are_the_newest(engine):
    """There is no relevance without a query."""
    assert ids(dated(engine), "", sort="fresh")[:2] == ["new", "better"]
