"""Counterparts of another principal than the archive's: counted, filtered and explained from what is stored."""

import pytest

from searchapp.articles import Article
from searchapp.engines.engine import Engine
from searchapp.enrich import enrich
from searchapp.enrich.principals import KnownActors
from searchapp.errors import ParameterError
from searchapp.query.request import SearchRequest, parse
from tests.conftest import ENGINES

STORIES = (
    ("talks", "Turkey and Russia sign gas deal", "Turkey and Russia signed a gas deal. Turkey thanked Russia."),
    ("visit", "Turkey hosts Greece", "Turkey met Greece for talks. Greece and Turkey agreed to meet again."),
    ("union", "European Union warns Russia", "The European Union warned Russia. Russia answered the European Union."),
    ("cup", "Brazil wins", "Brazil won a game of football."),
    ("plain", "Weather", "It rained."),
)


@pytest.fixture(params=sorted(ENGINES))
def engine(request, tmp_path):
    """An archive about Russia on each engine."""
    engine = Engine(ENGINES[request.param](tmp_path), principals=("Russia",), actors=KnownActors())
    with engine.batch() as batch:
        for article_id, title, text in STORIES:
            batch.add(enrich(Article(id=article_id, title=title, text=text, language="en"), ("Russia",)))
    yield engine
    engine.close()


def counted(engine, *pairs):
    facet = engine.search(parse(pairs)).facets["counterparts"]
    return {value.value: value.count for value in facet.values}, facet.missing


def found(engine, *pairs):
    return sorted(hit.article.id for hit in engine.search(parse(pairs)).hits)


def test_counts_and_hits_are_those_of_the_principal_asked_for(engine):
    """The facet counts over all matches, with articles without a counterpart, and hits show the same values."""
    assert counted(engine) == ({"European Union": 1, "Turkey": 1}, 3)
    assert counted(engine, ("principal", "Turkey")) == ({"Greece": 1, "Russia": 1}, 3)
    shown = {hit.article.id: hit.article.counterparts for hit in engine.search(parse([("principal", "Turkey")])).hits}
    assert shown == {"talks": ("Russia",), "visit": ("Greece",), "union": (), "cup": (), "plain": ()}
    assert counted(engine, ("principal", "none"), ("q", "football")) == ({"Brazil": 1}, 0)


def test_filters_and_queries_mean_the_principal_asked_for(engine):
    """Every filter on counterparts, and a query for them, is one on those of the principal."""
    turkey = ("principal", "Turkey")
    assert found(engine, turkey, ("counterparts", "Russia")) == ["talks"]
    assert found(engine, turkey, ("counterparts.not", "Russia"), ("counterparts.missing", "1")) == [
        "cup",
        "plain",
        "union",
    ]
    assert found(engine, turkey, ("counterparts.all", "Greece")) == ["visit"]
    assert found(engine, turkey, ("q", "counterparts:greece")) == ["visit"]
    assert found(engine, turkey, ("q", "counterparts:gre*")) == ["visit"]
    assert found(engine, turkey, ("counterparts", "Turkey")) == []
    request = parse([turkey])
    assert [(v.value, v.count) for v in engine.values(request, "counterparts", "gr", 5)] == [("Greece", 1)]
    assert [article.counterparts for article in engine.scan(parse([turkey, ("q", "thanked")]))] == [("Russia",)]


def test_several_principals_have_the_counterparts_of_any_of_them(engine):
    """With two principals an article is counted once for a counterpart of either, and they are none themselves."""
    both = (("principal", "Turkey"), ("principal", "European Union"))
    assert counted(engine, *both) == ({"Russia": 2, "Greece": 1}, 2)
    assert found(engine, *both, ("counterparts", "Russia")) == ["talks", "union"]
    assert found(engine, *both, ("counterparts.missing", "1")) == ["cup", "plain"]


def test_a_principal_may_be_named_otherwise(engine):
    """Other names and codes mean the same actor; the archive's own principal is as if none was given."""
    for name in ("turkey", "TR", "Turkey", "Ankara"):
        assert engine.meant(SearchRequest(principals=(name,))).principals == ("Turkey",), name
    assert engine.meant(SearchRequest(principals=("Russian Federation",))).principals == ()


def test_a_principal_that_is_not_known_is_refused_with_what_may_be_meant(engine):
    """The error names the parameter and the actors whose names are alike."""
    with pytest.raises(ParameterError, match=r"'Turky' is no state .* Did you mean 'Turkey'") as error:
        engine.search(parse([("principal", "Turky")]))
    assert error.value.parameter == "principal"
    with pytest.raises(ParameterError, match="cannot be both"):
        parse([("principal", "none"), ("principal", "Turkey")])


def test_the_article_says_why(engine):
    """An article under another principal carries each term of its counterparts' scores, with where they are named."""
    article = engine.get("talks", ("Turkey",))
    evidence = {item.value: item for item in article.evidence if item.field == "counterparts"}
    assert article.counterparts == ("Russia",)
    assert {term.name for term in evidence["Russia"].terms} >= {"headline", "together", "pair"}
    assert "Turkey" in next(term.note for term in evidence["Russia"].terms if term.name == "together")
    assert [article.title[s.start : s.end] for s in evidence["Russia"].spans if s.part == "title"] == ["Russia"]
    assert any("Turkey, not of" in note.message for note in engine.search(parse([("principal", "Turkey")])).warnings)
