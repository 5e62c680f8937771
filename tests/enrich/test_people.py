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
        ("Indonesian energy minister Subroto spoke.", ("Subroto",)),
        ("The head of the coffee institute, Jorio Dauster, said no.", ("Jorio Dauster",)),
        ("They sued Ivan F. Boesky and the firm of Ivan F. Boesky and Co.", ("Ivan F. Boesky",)),
        ("The Reagan Administration is asked. President Reagan spoke.", ("Reagan",)),
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


def test_other_middle_initials_are_another_person():
    """A father and a son of one first name stay two; a name without the initial joins the one it can be."""
    assert people("George W. Bush met George H.W. Bush.") == ("George W. Bush", "George H.W. Bush")
    assert people("Bradley T. Hutchins spoke. Bradley Hutchins left.") == ("Bradley T. Hutchins",)


def test_a_family_name_of_several_words_joins_the_full_name():
    """The last words of a full name are the same person, not another."""
    assert people("Hesham Abdel Latif spoke. Minister Abdel Latif left.") == ("Hesham Abdel Latif",)


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


@pytest.mark.parametrize(
    "credit", ["Photo: Ann Smith.", "Foto: Ann Smith", "Photo : Ann Smith.", "Photo by Ann Smith/Agency"]
)
def test_a_credit_that_is_a_sentence_of_a_paragraph_names_nobody(credit):
    """A credit is none of the story wherever the page's text has it; `a photo by` within a sentence is."""
    assert people(f"The envoy Oleg Sidorov spoke. {credit}") == ("Oleg Sidorov",)
    assert people(f"{credit}\n\nThe envoy Oleg Sidorov spoke.") == ("Oleg Sidorov",)
    assert people("The museum shows a photo by Ann Smith.") == ("Ann Smith",)


def test_an_author_is_a_person_of_the_story_only_where_the_story_returns_to_them():
    """A name in `authors` that stands once in the text is left out."""
    assert people("Anna Berg reports from Oslo.", authors=("Anna Berg",)) == ()
    assert people("Anna Berg was arrested. Berg was freed later.", authors=("Anna Berg",)) == ("Anna Berg",)


def test_a_bare_family_name_counts_behind_a_title():
    """`President Suharto` is a person of the story wherever it stands; a bare name without a title is none."""
    filler = "The plant makes steel and sells most of it to firms in the region, the report said. " * 5
    assert people(filler + "It opened under President Suharto.") == ("Suharto",)
    assert people(filler + "It opened under Suharto.") == ()


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


def test_everyone_named_is_listed_the_most_salient_first():
    """Who is named once far down is listed too, behind those whom the story returns to."""
    filler = "The plant makes steel and sells most of it to firms in the region, the report said. " * 10
    text = f"Oleg Sidorov spoke. {filler} Anna Berg was there too, and Berg knew Pierre Lemaitre."
    assert people(text, title="Berg at the plant") == ("Anna Berg", "Oleg Sidorov", "Pierre Lemaitre")


NO_PEOPLE = """
The ferry Mary Rose ran aground.
He moved to Karl-Marx-Straße in May.
The Ronald Reagan Library opened at nine.
Shares in Charles Schwab fell.
The James Webb Space Telescope sent a picture.
The house in Jamie Street was sold.
The Miami-based Wallco makes paint.
It was named after the William Clark bridge.
The Queen Elizabeth 2 sailed on Friday.
Dayton Hudson shares rose.
He won the Albert Lasker Award.
Advanced Micro said it would cut jobs.
Georgia Power raised its rates.
Drilling Contractors met in Houston.
He stayed at the Hôpital Robert Debré.
The Adolf Hennecke plant was closed.
Hurricane Andrew killed forty.
Saint Peter's church burned.
The typhoon tore at Mount Pleasant.
The Nobel Peace Prize went to nobody.
Mato Grosso had rain.
The port of Wadi Halfa opened.
The N.Y. Yankees and the L.A. Times paid.
The Rosa Luxemburg Foundation sent a note.
El avión voló a Puerto Plata.
Самолёт сел в Нижнем Новгороде.
Der Bundesgerichtshof in Karlsruhe entschied.
La Côte d'Azur est chère.
The Asahi Shimbun reported it.
Smith & Wesson makes pistols.
Ford Motor Co and Harley Davidson gained.
In May Day parades nobody spoke.
À Paris, la grève continue.
A London court ruled.
"""


@pytest.mark.parametrize("text", NO_PEOPLE.strip().splitlines())
def test_what_bears_a_name_is_no_person(text):
    """Ships, streets, prizes, storms, plants, companies and plain words in capitals are no people of the story."""
    assert people(text, language=None) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moqtada al-Sadr met Mohammed bin Zayed and Ibn Saud's heir.", ("Moqtada al-Sadr", "Mohammed bin Zayed")),
        ('They remember Margaret "Peg" Hollins.', ("Margaret Hollins",)),
        ("Le procès de Bertrand d'Hauteville commence.", ("Bertrand d'Hauteville",)),
        ("Marine Le Pen et Jean-Noël Barrot parlent.", ("Marine Le Pen", "Jean-Noël Barrot")),
        ("Außenminister Sigurd Nachtweyh kam mit Lotte Behrens-Adler.", ("Sigurd Nachtweyh", "Lotte Behrens-Adler")),
        ("El rey Felipe recibió a José Luis Rodríguez Zapatero.", ("Felipe", "José Luis Rodríguez Zapatero")),
        (
            "Президент прибыл. Эммануэль Макрон встретил Яапа де Хооп Схеффера.",
            ("Эммануэль Макрон", "Яапа де Хооп Схеффера"),
        ),
        (
            "Pham Minh Chinh and Yoon Suk-yeol signed, said Orbán Viktor.",
            ("Pham Minh Chinh", "Yoon Suk-yeol", "Orbán Viktor"),
        ),
        ("Ḥaydar al-ʿAbādī, the prime minister, spoke.", ("Ḥaydar al-ʿAbādī",)),
        ("Jordan Bardella et François Hollande étaient là.", ("Jordan Bardella", "François Hollande")),
        ("Mikheil Saakashvili and Bidzina Ivanishvili did not meet.", ("Mikheil Saakashvili", "Bidzina Ivanishvili")),
        ("Ambassador Park Sung-hoon met Park Geun-hye.", ("Park Sung-hoon", "Park Geun-hye")),
        ("J.R.R. Hartwell spoke. Bradley J.T. Hutchins wept.", ("J.R.R. Hartwell", "Bradley J.T. Hutchins")),
        ("Datuk Seri Anwar Ibrahim and Tan Sri Lim Kit Siang met.", ("Anwar Ibrahim", "Lim Kit Siang")),
    ],
)
def test_names_of_many_countries(text, expected):
    """Particles of several languages, nicknames, titles, family names first, places that are names."""
    assert people(text, language=None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Gruppe von Gegnern und Bilder von Webcams zeigten die Speicherung von Daten.", ()),
        ("Weitere Informationen und viel Erfolg wünscht der Vorstand Regionen. Millionen Tonnen fehlen.", ()),
        ("Robert Habecks Angebot und Bilder von Lotte Behrens lagen vor.", ("Robert Habecks", "Lotte Behrens")),
        ("Christian Seiler von Peter Maria Schnurr gemalt.", ("Christian Seiler", "Peter Maria Schnurr")),
    ],
)
def test_german_nouns_are_no_names(text, expected):
    """Where every noun has a capital, two capitals or a `von` prove nothing."""
    assert people(text, language="de") == expected


def test_a_row_of_names_without_commas():
    """Signatures that stand in a row are one person each."""
    text = "Signed by Anne Applebaum Noam Chomsky Marie Zelinka."
    assert people(text) == ("Anne Applebaum", "Noam Chomsky", "Marie Zelinka")
