import pytest

from searchapp.articles import Article, Span
from searchapp.enrich import enrich


def enriched(text, title="", language="en"):
    return enrich(Article("1", title=title, text=text, language=language))


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Talks", "The United States said so. U.S. officials agreed.", ("US",)),
        ("Talks", "He told us all. Give us time, they asked us again.", ()),
        ("LET US PRAY FOR RAIN", "Rain fell at last on the fields.", ()),
        ("Jordan and Chad sign", "Jordan and Chad signed a visa deal.", ("JO", "TD")),
        ("Turkey wary", "Turkish officials in Ankara were wary.", ("TR",)),
        ("Soviet plan", "The Soviet Union and West Germany agreed. Bonn said so.", ("RU", "DE")),
        ("Zaire, Burma", "Zaire and Burma signed.", ("CD", "MM")),
        ("Steel", "PRINCETON, N.J., April 7 - A company said it will grow.", ("US",)),
        ("Bonds", "The bond is in Canadian dollars and Swiss francs.", ()),
        ("South American tour", "He will tour Latin America and South America.", ()),
    ],
)
def test_countries(title, text, expected):
    """Names, demonyms, old states, capitals, a small town in a dateline; not the pronoun, money, or a continent."""
    assert enriched(text, title).countries == expected


def test_georgia_is_read_by_its_company():
    """Beside Atlanta and Florida it is the state of the US, beside Tbilisi the country."""
    american = enriched("A storm hit Georgia. Atlanta and Florida were without power.", "Storm hits Georgia")
    caucasian = enriched("Georgia voted. In Tbilisi crowds gathered.", "Georgia votes")
    assert american.countries == ("US",)
    assert caucasian.countries == ("GE",)


def test_a_country_named_once_in_passing_is_not_listed():
    """Below a salience of 3 a country is not one of the story's."""
    filler = "The French parliament debated the budget of France in Paris. " * 8
    assert enriched(filler + "A guest from Peru listened.", "France debates").countries == ("FR",)


def test_places_are_shown_in_english_whatever_the_language():
    """Russian case forms, French and German names give the English display name."""
    russian = enriched("Россия и Турция провели переговоры в Москве. Турция довольна.", language="ru")
    assert (russian.places, russian.countries) == (("Russia", "Turkey", "Moscow"), ("RU", "TR"))
    assert enriched(
        "L'Allemagne et la Suède négocient. L'Allemagne et la Suède attendent.", language="fr"
    ).countries == ("DE", "SE")
    assert enriched("中国和日本举行会谈。中国和日本表示欢迎。", language="zh").countries == ("CN", "JP")


def test_brussels_is_a_place_in_belgium():
    """The town as a place; as an actor it is the union (see the counterparts)."""
    article = enriched("BRUSSELS, May 3 - Ministers met. Farmers blocked roads in Brussels.")
    assert article.places == ("Brussels",)
    assert article.countries == ("BE",)


def test_a_small_town_counts_only_with_its_region_or_in_a_dateline():
    """`Newport` in running text may be anything."""
    assert enriched("Newport said it would merge. Newport shares rose.").places == ()
    assert "Newport" in enriched("The firm of Newport, Wales, said it would merge.").places


def test_evidence_has_every_mention():
    """Hyphens and possessives are split; the headline's mention comes first."""
    article = enriched("Russia’s envoy praised Russia-China trade.", "Russia trade")
    spans = {item.value: item.spans for item in article.evidence if item.field == "countries"}
    assert spans["RU"] == (Span("title", 0, 6), Span("text", 0, 6), Span("text", 23, 29))


def test_a_language_nobody_knows_reads_as_english():
    """A language code of the source that has no table does no harm."""
    assert enriched("France and Peru met. France and Peru agreed.", language="x-klingon").countries == ("FR", "PE")
