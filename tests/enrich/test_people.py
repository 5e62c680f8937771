import pytest

from searchapp.articles import Article, Span
from searchapp.enrich import enrich
from searchapp.enrich.cyrillic import stem


def people(text, title="", **more):
    return enrich(Article("1", title=title, text=text, language=more.pop("language", "en"), **more)).people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Foreign Minister Sergei Lavrov met NATO chief Jens Stoltenberg.", ("Sergei Lavrov", "Jens Stoltenberg")),
        ("Talks with Gilles de Kerchove and Herman Van Rompuy ended.", ("Gilles de Kerchove", "Herman Van Rompuy")),
        ("Ursula von der Leyen and Jean-Claude Juncker spoke.", ("Ursula von der Leyen", "Jean-Claude Juncker")),
        ("Sen. J. D. Vance and Sean O'Neill voted.", ("J. D. Vance", "Sean O'Neill")),
        ("José Manuel Barroso flew to Lisbon.", ("José Manuel Barroso",)),
        ("Chinese leader Deng Xiaoping and Premier Li Peng spoke.", ("Deng Xiaoping", "Li Peng")),
        ("Irish Taoiseach Leo Varadkar called.", ("Leo Varadkar",)),
        ("OPEC president Rilwanu Lukman said prices were fair.", ("Rilwanu Lukman",)),
        ("President Reagan vetoed the bill.", ("Reagan",)),
        ("He met King Fahd on Sunday.", ("King Fahd",)),
    ],
)
def test_names_are_found(text, expected):
    """Particles, initials, hyphens, accents, family names that come first, titles with a bare family name."""
    assert people(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Morgan Stanley and Merrill Lynch raised their forecasts.",
        "Dayton Hudson Corp said sales rose. Dayton Hudson has many stores.",
        "Shares of Eli Lilly and Co fell.",
        "He landed at Charles de Gaulle airport.",
        "European Currency Units (ECUs) were sold.",
        "The U.S. Dollar fell against the Danish Krone.",
        "In April sales rose in New York and Hong Kong.",
        "The Federal Reserve Board met on Wall Street.",
    ],
)
def test_companies_places_and_plain_capitals_are_no_people(text):
    """What only looks like a name is none."""
    assert people(text) == ()


def test_a_bare_family_name_joins_the_full_name():
    """All mentions belong to one person, the headline's too; the spans point to each."""
    text = "Treasury Secretary James Baker spoke. Baker said rates would fall."
    article = enrich(Article("1", title="BAKER SEES LOWER RATES", text=text, language="en"))
    [evidence] = [item for item in article.evidence if item.field == "people"]
    assert article.people == ("James Baker",)
    assert evidence.spans == (Span("title", 0, 5), Span("text", 19, 30), Span("text", 38, 43))


def test_two_people_of_one_family_name_stay_two():
    """A bare family name belongs to the one named last before it."""
    text = "James Baker left the Treasury. Howard Baker stayed at the White House. Baker said he was glad."
    article = enrich(Article("1", text=text, language="en"))
    spans = {item.value: len(item.spans) for item in article.evidence if item.field == "people"}
    assert spans == {"Howard Baker": 2, "James Baker": 1}


def test_people_who_bear_a_place_name():
    """A place's name in a person's name is no place; bare, it is the person, but not after `in`."""
    article = enrich(
        Article(
            "1",
            title="Michael Jordan opens museum in Chicago",
            text="Michael Jordan and Paris Hilton came. Jordan thanked the city. Denzel Washington sent word.",
            language="en",
        )
    )
    assert set(article.people) == {"Michael Jordan", "Paris Hilton", "Denzel Washington"}
    assert article.places == ("Chicago",)
    assert article.countries == ("US",)


def test_credits_bylines_and_datelines_name_nobody_of_the_story():
    """Photographers, reporters and editors are not people of the story."""
    text = (
        "By Ann Smith\n\n© Agency / Igor Petrov / Go to the mediabank\n\n"
        "MOSCOW (Agency), Anastasia Ivanova — The envoy Oleg Sidorov spoke. [Image courtesy: Ivan Orlov]\n\n"
        "(Reporting by Jane Doe; Editing by John Miller)"
    )
    assert people(text) == ("Oleg Sidorov",)


def test_an_author_is_a_person_of_the_story_only_where_the_story_returns_to_them():
    """A name in `authors` that stands once in the text is left out."""
    assert people("Anna Berg reports from Oslo.", authors=("Anna Berg",)) == ()
    assert people("Anna Berg was arrested. Berg was freed later.", authors=("Anna Berg",)) == ("Anna Berg",)


def test_a_bare_family_name_in_passing_is_left_out():
    """One `President Smith` far down does not make a person of the story; in the lead it does."""
    filler = "The plant makes steel and sells most of it to firms in the region, the report said. " * 5
    assert people(filler + "It opened under President Suharto.") == ()
    assert people("President Suharto opened the plant.") == ("Suharto",)


def test_no_new_people_from_a_headline_in_title_case():
    """In such a headline capitals mean nothing; the text decides."""
    assert people("The ministers met again.", title="Mark Price Rises And Will Power Grows In Spring") == ()


def test_cyrillic_names_in_other_cases_are_one_person():
    """The nominative is shown where the text has it."""
    text = "По словам Владимира Путина, всё идёт по плану. Президент Владимир Путин прибыл. Путину задали вопрос."
    assert people(text, language="ru") == ("Владимир Путин",)
    assert stem("захаровой") == stem("захарова")


def test_french_m_is_a_title():
    """`M. Macron` is Mr Macron, no initial."""
    text = "Le président Emmanuel Macron a parlé. M. Macron a ensuite quitté la salle."
    assert people(text, language="fr") == ("Emmanuel Macron",)


def test_given_people_are_kept():
    """A given value is not worked out again, and no evidence is added for it."""
    article = Article("1", text="Sergei Lavrov spoke.", people=("X",), provenance={"people": "given"}, language="en")
    after = enrich(article)
    assert after.people == ("X",)
    assert not [item for item in after.evidence if item.field == "people"]


def test_who_is_named_in_passing_is_evidence_and_no_value():
    """In a long text, someone named once far down is found and kept as evidence, but not listed."""
    filler = "The plant makes steel and sells most of it to firms in the region, the report said. " * 10
    article = enrich(Article("1", text=f"Oleg Sidorov spoke. {filler} Anna Berg was there too.", language="en"))
    assert article.people == ("Oleg Sidorov",)
    found = {item.value: item.listed for item in article.evidence if item.field == "people"}
    assert found == {"Oleg Sidorov": True, "Anna Berg": False}
