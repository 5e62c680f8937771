"""Near-copies in the answers of every engine: which of them is the hit, what stands behind it, what is counted."""

import datetime
from dataclasses import replace

import pytest

from searchapp.articles import Article, Copy
from searchapp.errors import NotFound
from searchapp.query.request import Filter, SearchRequest

DAY = datetime.date(2014, 1, 28)
#: Two groups of three, one article that took in a copy, and one alone; `oil` is in all texts, in some more often.
ARTICLES = tuple(
    Article(key, title=title, text=text, date=date, outlet=outlet, group=group, language="en")
    for key, title, text, date, outlet, group in (
        ("a1", "Oil price", "The oil price rose.", DAY, "Daily", "a1"),
        ("a2", "Oil price", "The oil price rose, oil traders said of oil.", DAY.replace(day=29), "Wire", "a1"),
        ("a3", "Price", "The oil price rose.", None, "Weekly", "a1"),
        ("b1", "Gas and oil", "Gas is no oil.", DAY.replace(year=2015), "Daily", "b1"),
        ("b2", "Gas and oil", "Gas is no oil.", DAY.replace(year=2015), "Evening", "b1"),
        ("b3", "Gas", "Gas is not oil.", DAY.replace(year=2016), "Evening", "b1"),
        ("c1", "Alone", "A barrel of oil.", DAY.replace(year=2013), "Evening", ""),
    )
)
TAKEN_IN = Article("d1", title="Coal", text="Coal.", outlet="Wire", copies=(Copy("d0", outlet="Daily"), Copy("d2")))


@pytest.fixture
def filled(engine):
    with engine.batch() as batch:
        for article in ARTICLES[::2]:
            batch.add(article)
    with engine.batch() as batch:
        for article in (*ARTICLES[1::2], TAKEN_IN):
            batch.add(article)
    return engine


def behind(answer):
    return {hit.article.id: [other.id for other in hit.behind] for hit in answer.hits}


CASES = [
    (SearchRequest("oil", sort="date"), {"c1": [], "a1": ["a2", "a3"], "b1": ["b2", "b3"]}),
    (SearchRequest("oil", sort="-date"), {"b3": ["b1", "b2"], "a2": ["a1", "a3"], "c1": []}),
    (SearchRequest("oil", sort="date", filters={"outlet": Filter(any=("Evening",))}), {"c1": [], "b2": ["b3"]}),
    (SearchRequest("oil", sort="date", filters={"outlet": Filter(none=("Daily",))}),
     {"c1": [], "a2": ["a3"], "b2": ["b3"]}),
    (SearchRequest("title:oil", sort="date", date_from="2014-01-29"), {"a2": [], "b1": ["b2"]}),
    (SearchRequest("title:oil outlet:wire"), {"a2": []}),
    (SearchRequest("title:oil traders"), {"a2": []}),
    (SearchRequest("oil", sort="date", copies="all"), {key: [] for key in "c1 a1 a2 b1 b2 b3 a3".split()}),
    (SearchRequest("zeppelin"), {}),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "wanted"), CASES, ids=lambda given: getattr(given, "query", None))
def test_the_first_match_of_a_group_is_the_hit(filled, request_, wanted):
    """Of a group, the hit is the one of its matches that stands first in the order asked for; the others that match
    stand behind it, in that order."""
    answer = filled.search(request_)
    assert behind(answer) == wanted and list(behind(answer)) == list(wanted)
    assert answer.total == len(wanted)
    assert answer.articles == sum(1 + len(others) for others in wanted.values())
    assert [article.id for article in filled.scan(request_)] == sorted(wanted)


def test_facets_and_timeline_count_articles(filled):
    """Every article that matches is counted, grouped or not."""
    answer = filled.search(SearchRequest("oil"))
    counts = {value.value: value.count for value in answer.facets["outlet"].values}
    assert counts == {"Daily": 2, "Evening": 3, "Weekly": 1, "Wire": 1}
    assert (sum(bucket.count for bucket in answer.histogram.buckets), answer.histogram.undated) == (6, 1)


def test_the_best_by_relevance_is_shown(filled):
    """By relevance the hit of a group is the member with the highest score, of equal ones that with the lowest id."""
    everything = [hit.article.id for hit in filled.search(SearchRequest("oil", copies="all")).hits]
    first = {key[0]: key for key in reversed(everything)}
    assert [hit.article.id for hit in filled.search(SearchRequest("oil")).hits] == [
        key for key in everything if key in first.values()
    ]
    assert first["b"] == "b1"


def test_pages_and_cursors_go_through_every_hit_once(engine):
    """Two hundred groups of up to four, page by page and by cursor, in every order: each group once, none missing."""
    with engine.batch() as batch:
        for number in range(400):
            group = f"{number // 4 * 4:04}" if number % 8 < 5 and number // 4 % 2 == 0 else ""
            day = DAY + datetime.timedelta(days=number * 7 % 50)
            text = f"oil {'oil ' * (number % 3)} and {number % 5} more"
            batch.add(Article(f"{number:04}", title="Oil", text=text, date=day, group=group))
    for sort in ("relevance", "date", "-date"):
        asked = SearchRequest("oil", sort=sort, per_page=37, facets=())
        total = engine.search(asked).total
        by_page = [hit.article for page in range(1, 9) for hit in engine.search(asked.at_page(page)).hits]
        by_cursor, request = [], asked
        while request:
            answer = engine.search(request)
            by_cursor += [hit.article for hit in answer.hits]
            request = replace(asked, cursor=answer.next) if answer.next else None
        keys = [article.group or article.id for article in by_page]
        assert by_page == by_cursor and len(keys) == len(set(keys)) == total == 250


def test_a_group_whose_ids_begin_alike(engine):
    """Of members of one day whose ids differ only after many characters, the lowest id is the hit."""
    keys = [f"a-long-name-of-an-article-{number}" for number in (3, 1, 2)]
    with engine.batch() as batch:
        for key in keys:
            batch.add(Article(key, title="Oil", text="Oil.", date=DAY, group=keys[1]))
    for sort in ("relevance", "date", "-date"):
        answer = engine.search(SearchRequest("oil", sort=sort))
        assert behind(answer) == {keys[1]: [keys[2], keys[0]]}


def test_the_id_of_a_copy_opens_the_article(filled):
    """The ids that an article's copies would have open it; when it goes, they are nobody's."""
    assert filled.get("d0") == filled.get("d2") == filled.get("d1") == TAKEN_IN
    with filled.batch() as batch:
        batch.delete("d1")
    with pytest.raises(NotFound):
        filled.get("d0")


def test_outlets_of_copies_find_the_article(filled):
    """The outlets of its copies are values of an article, after its own."""
    asked = SearchRequest(filters={"outlet": Filter(all=("Wire", "Daily"))})
    assert [hit.article.id for hit in filled.search(asked).hits] == ["d1"]


def test_near_copies_of_an_article(filled):
    """The other members of its group, the first published first; they are not among similar articles."""
    assert [other.id for other in filled.near_copies(filled.get("a2"))] == ["a1", "a3"]
    assert filled.near_copies(filled.get("c1")) == ()
    assert not {hit.article.id for hit in filled.similar("b1")} & {"b1", "b2", "b3"}


def test_many_behind_one(engine):
    """Of a group of two hundred, fifty are named behind the hit and all are counted."""
    with engine.batch() as batch:
        for number in range(200):
            batch.add(Article(f"{number:03}", title="Oil", text="Oil.", group="000"))
    (hit,) = engine.search(SearchRequest("oil")).hits
    assert (hit.article.id, len(hit.behind), hit.all_behind) == ("000", 50, 199)
