"""Completion, other spellings, similar articles, values by prefix and reasons for a rank, on every engine."""

from dataclasses import replace

import pytest

from searchapp.articles import Article
from searchapp.engines import spelling
from searchapp.errors import NotFound
from searchapp.query.request import SearchRequest, parse

ARTICLE = Article(id="1", title="Oil", text="The price of oil.", language="en", people=("Peter Stano",))


def asked(params):
    return parse([(name, value) for name, value in params.items()])


@pytest.mark.parametrize(
    ("typed", "params", "offered"),
    [
        ("lav", {}, ["people:Sergei Lavrov 2", "word:lavrov 2"]),
        ("sergei lav", {}, ["people:Sergei Lavrov 2", "word:sergei lavrov 1"]),
        ("oil lav", {}, ["people:Sergei Lavrov 1 beside oil", "word:oil lavrov 1"]),
        ("oil pri", {}, ["word:oil prices 1"]),
        ("tok", {}, ["places:Tokyo 1", "word:tokyo 1"]),
        ("mül", {}, ["word:muller 1"]),
        ("東", {}, ["word:東京 1"]),
        ("straß", {}, ["title:Straße nach Brüssel 1", "word:strasse 1"]),
        ("l’union françai", {}, ["word:l’union francaises 1"]),
        ("санк", {}, ["title:Київ і ЄС обговорили санкції 1", "word:санкції 1"]),
        ("oil mar", {}, ["title:Oil market falls 1", "word:oil market 1"]),
        ("zür", {}, ["title:Zürich: «Åland» & <b>tags</b> 1", "word:zurich 1"]),
        ("oil NOT bru", {}, ["word:oil NOT brussels 2"]),
        ("oil -bru", {}, ["word:oil -brussels 2"]),
        ("people:lav", {}, ["people:Sergei Lavrov 2"]),
        ("oil people:st", {}, ["people:Peter Stano 2 beside oil"]),
        ('people:"peter st', {}, ["people:Peter Stano 2"]),
        ("-people:lav", {}, []),
        ("title:mar", {}, ["word:title:marche 1", "word:title:market 1"]),
        ('oil "interest ra', {}, ['word:oil "interest rates 1']),
        ("(wheat OR tok", {}, ["word:(wheat OR tokyo 2"]),
        ("date:2014 lav", {}, ["people:Sergei Lavrov 2 beside date:2014", "word:date:2014 lavrov 2"]),
        ("wa", {}, ["word:walk 1", "word:war 1"]),
        ("zzz", {}, []),
        ("", {}, []),
        ("?", {}, []),
        ("lav", {"q": "oil"}, ["people:Sergei Lavrov 1", "word:lavrov 1"]),
        ("lav", {"q": "lav"}, ["people:Sergei Lavrov 2", "word:lavrov 2"]),
        ("lav", {"date.from": "2014-02"}, ["people:Sergei Lavrov 1", "word:lavrov 1"]),
        ("lav", {"outlet": "Meridian Wire"}, []),
        ("st", {"people": "Sergei Lavrov"}, ["people:Peter Stano 2"]),
        ("st", {"people.not": "Sergei Lavrov"}, ["people:Peter Stano 1", "word:strasse 1"]),
        ("c", {"q": "brussels", "date.from": "2014"}, ["outlet:Harbour Courier 1", "word:companies 1"]),
    ],
)
def test_completion(filled, typed, params, offered):
    """What is typed becomes values, titles and words, counted under the query before it, the current one and the
    filters; a facet's own choice does not shrink what it offers."""
    found = filled.complete(asked(params), typed)
    assert [f"{c.kind}:{c.text} {c.count}" + (f" beside {c.rest}" if c.rest else "") for c in found] == offered


def test_a_completion_s_count_is_what_its_search_finds(filled):
    """Each completion of each letter, searched for, finds as many articles as it says."""
    for letter in "abcdefghijklmnopqrstuvwxyzабвгд":
        for one in filled.complete(SearchRequest(), f"oil {letter}"):
            request = SearchRequest(one.text if one.kind == "word" else one.rest)
            if one.kind not in ("word", "title"):
                request = request.add(one.kind, one.text)
            assert one.kind == "title" or filled.search(request).total == one.count


def test_completion_is_cut_to_the_limit(filled):
    """No more of each kind come than asked for, the most frequent."""
    kinds = [c.kind for c in filled.complete(SearchRequest(), "m", limit=2)]
    assert kinds.count("word") == 2
    assert sum(kind not in ("word", "title") for kind in kinds) == 2


@pytest.mark.parametrize("typed", ["(" * 10_000, '"' * 9_999, "people:" * 1_400, "a " * 5_000, "東" * 9_000])
def test_any_text_can_be_completed(filled, typed):
    """Whatever is typed, completion answers."""
    assert isinstance(filled.complete(SearchRequest(), typed), list)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("lavorv", "lavrov"),
        ("tokio", "tokyo"),
        ("oil brusels", "oil brussels"),
        ("interst rates", "interest rates"),
        ('"interst rates"', '"interest rates"'),
        ("EU-Rusia", "EU-russia"),
        ("oil^2 tokoy", "oil^2 tokyo"),
        ("people:lavrof", "people:lavrov"),
        ("places:brusels", "places:brussels"),
        ("title:markte", "title:market"),
        ("нефтъ", "нефть"),
        ("санкціі", "санкції"),
        ("wellknown", "well-known"),
        ("title:wellknown", "title:well-known"),
        ("oil", None),
        ("zeppelin", None),
        ("-tokoy", None),
        ("tokoy -oil", None),
        ("7777", None),
        ("xy", None),
    ],
)
def test_did_you_mean(filled, query, meant):
    """A word that the archive does not know becomes the nearest of its words and names, where that finds something."""
    assert filled.search(SearchRequest(query)).did_you_mean == meant


def test_few_words_are_mended(filled, monkeypatch):
    """In a text of unknown words the first are compared with the archive's, and no more."""
    compared = []
    monkeypatch.setattr(spelling, "_mended", lambda reader, word, field: compared.append(word))
    assert filled.search(SearchRequest(" ".join(f"zeppelin{number}" for number in range(200)))).did_you_mean is None
    assert compared == [f"zeppelin{number}" for number in range(spelling.MOST_MENDED)]


def test_hyphenated_words_as_one(engine):
    """Words that the archive joins, written with a hyphen, become what the archive has."""
    with engine.batch() as batch:
        batch.add(replace(ARTICLE, text="A counterterrorism office."))
        batch.add(replace(ARTICLE, id="2", text="Terrorism came up over the counter."))
    assert engine.search(SearchRequest("counter-terrorism")).did_you_mean == "counterterrorism"
    assert engine.search(SearchRequest("counterterror")).did_you_mean is None


def test_did_you_mean_under_filters(filled):
    """A spelling that finds nothing under the filters is not offered."""
    request = SearchRequest("tokoy")
    assert filled.search(request.add("people", "Peter Stano")).did_you_mean == "tokyo"
    assert filled.search(request.add("people", "Sergei Lavrov")).did_you_mean is None


@pytest.mark.parametrize(
    ("name", "prefix", "params", "values"),
    [
        ("people", "s", {}, ["Peter Stano 2", "Sergei Lavrov 2"]),
        ("people", "LAV", {}, ["Sergei Lavrov 2"]),
        ("people", "peter s", {}, ["Peter Stano 2"]),
        ("people", "stano p", {}, []),
        ("people", "josé", {}, ["Jose Manuel Barroso 1"]),
        ("people", "лав", {}, ["Сергей Лавров 1"]),
        ("people", "o'b", {}, ["Pat O'Brien 1"]),
        ("outlet", "нева", {}, ["Нева-Хроника 1"]),
        ("places", "zz", {}, []),
        ("people", "s", {"q": "tokyo"}, ["Peter Stano 1"]),
        ("people", "s", {"q": "oil", "people": "Peter Stano"}, ["Peter Stano 2", "Sergei Lavrov 1"]),
        ("people", "", {"q": "oil", "people.not": "Peter Stano"}, ["Jose Manuel Barroso 1"]),
        ("people", "", {"outlet": "Meridian Wire"}, ["Peter Stano 1"]),
        ("people", "", {"q": "zeppelin"}, []),
    ],
)
def test_values_by_prefix(filled, name, prefix, params, values):
    """Values a word of which begins with the prefix, under the query and the filters but the facet's own choice."""
    assert [f"{v.value} {v.count}" for v in filled.values(asked(params), name, prefix, 10)] == values


def test_values_know_what_is_chosen(filled):
    """A value by prefix says whether it is chosen, and no more come than asked for."""
    (value,) = filled.values(SearchRequest().add("people", "Sergei Lavrov"), "people", "lav", 10)
    assert value.selected and not value.excluded
    assert len(filled.values(SearchRequest(), "people", "", 3)) == 3


def test_values_however_odd_are_found(engine):
    """A value of a hundred words, of one long word and of no word at all can be found by its beginning."""
    values = (" ".join(f"name{number}" for number in range(100)), "x" * 9000, "???")
    with engine.batch() as batch:
        batch.add(replace(ARTICLE, people=values))
    assert [v.value for v in engine.values(SearchRequest(), "people", values[0], 5)] == [values[0]]
    assert len(engine.values(SearchRequest(), "people", "x" * 200, 5)) == 1
    assert len(engine.values(SearchRequest(), "people", "", 5)) == 3


@pytest.mark.parametrize(("article", "like"), [("a1", ["a3", "b7"]), ("a3", ["a9", "a1"]), ("b8", []), ("a8", [])])
def test_similar_articles(filled, article, like):
    """Articles that share the rarer words of one come, the nearest first, and itself never."""
    assert [hit.article.id for hit in filled.similar(article)] == like
    assert [hit.article.id for hit in filled.similar(article, limit=1)] == like[:1]


def test_similar_to_nothing(filled):
    """Asked for an article that there is not, it says so."""
    with pytest.raises(NotFound, match="nowhere"):
        filled.similar("nowhere")


@pytest.mark.parametrize(
    ("query", "article", "parts"),
    [
        ("oil tokyo", "a2", {("oil", "all"), ("oil", "title"), ("tokyo or toky", "all")}),
        ('"interest rates"', "a9", {('"interest rate"', "all")}),
        ("compan*", "a1", {("compan*", "text.words")}),
        ("lavrv~", "a1", {("lavrv~1", "text.words")}),
        ("people:lavrov", "a1", {("lavrov", "people.words")}),
        ("title:oil^3", "a2", {("oil", "title")}),
        ("oil -brussels", "a2", {("oil", "all"), ("oil", "title")}),
        ("wheat OR crude", "a2", {("crude or crud", "all")}),
        ("date:2014", "a1", set()),
        ("wheat", "a1", set()),
    ],
)
def test_reasons_for_a_rank(filled, query, article, parts):
    """The reasons name each part of the query that the article matches, and add up to its score; for one that does not
    match there are none."""
    request = SearchRequest(query, sort="relevance")
    reasons = filled.explain(request, article)
    assert parts <= {(reason.what, reason.field) for reason in reasons}
    assert bool(parts) == bool(reasons)
    scores = [hit.score for hit in filled.search(request).hits if hit.article.id == article]
    assert sum(reason.score for reason in reasons) == pytest.approx(scores[0] if scores else 0.0, rel=1e-4)
    assert list(reasons) == sorted(reasons, key=lambda reason: -reason.score)


def test_reasons_under_filters_and_for_nothing(filled):
    """Filters add nothing to a score; an article that there is not is said."""
    request = SearchRequest("oil", sort="relevance").add("people", "Peter Stano")
    assert filled.explain(request, "a1") == filled.explain(SearchRequest("oil"), "a1")
    with pytest.raises(NotFound):
        filled.explain(request, "nowhere")
