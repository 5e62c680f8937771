import pytest

from searchapp.articles import Article
from searchapp.enrich import enrich


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("NATO met. Nato agreed. The North Atlantic Treaty Organization is old.", "en", ("NATO",)),
        ("The EU-Russia summit; the European Union hopes.", "en", ("European Union",)),
        ("The WHO said so. Who said so?", "en", ("World Health Organization",)),
        ("The UN Security Council met.", "en", ("UN Security Council",)),
        ("OPEC+ cut output, Opec said.", "en", ("OPEC",)),
        ("ЕС и НАТО обсудили план, Евросоюз доволен.", "ru", ("European Union", "NATO")),
        ("L'OTAN et l'ONU discutent. L'OTAN décide.", "fr", ("NATO", "United Nations")),
        ("Die Vereinten Nationen und die EU tagen.", "de", ("United Nations", "European Union")),
        ("Kremlin critics and the FSB; the FSB denied it.", "en", ("FSB",)),
        ("It is up to us, nato as a word, and the eu of old.", "en", ()),
    ],
)
def test_organisations(text, language, expected):
    """Acronyms by exact case, aliases and names in other languages give the English display name."""
    assert enrich(Article("1", text=text, language=language)).organisations == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Standard Oil Co and BP North America Inc agreed. Standard Oil fell.",
            ("Standard Oil Co", "BP North America Inc"),
        ),
        ("In London, Barclays Plc and HSBC Holdings Plc gained.", ("Barclays Plc", "HSBC Holdings Plc")),
        (
            "Eli Lilly and Co rose; American Telephone and Telegraph Co fell.",
            ("Eli Lilly and Co", "American Telephone and Telegraph Co"),
        ),
        (
            "Moody's Investors Service Inc and Deutsche Bank AG met.",
            ("Moody's Investors Service Inc", "Deutsche Bank AG"),
        ),
        (
            "The University of Oxford and the Massachusetts Institute of Technology met.",
            ("University of Oxford", "Massachusetts Institute of Technology"),
        ),
        ("Die Volkswagen AG und die Universität Heidelberg forschen.", ("Volkswagen AG", "Universität Heidelberg")),
        ("The Democratic Progressive Party won.", ("Democratic Progressive Party",)),
        ("St. Petersburg State University closed.", ("St. Petersburg State University",)),
        ("The City Council and the Supreme Court sat. The company sold its bank.", ()),
        ("The Soviet Union and South Korea met.", ()),
    ],
)
def test_companies_and_institutions(text, expected):
    """A legal form or a kind with a capital, and the capitals beside it; plain words and states are none."""
    assert enrich(Article("1", text=text, language="en")).organisations == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "The Turkish foreign ministry spoke. Turkey's Foreign Ministry was angry.",
            "en",
            ("Turkish Foreign Ministry",),
        ),
        ("The Ministry of Foreign Affairs of Turkey spoke.", "en", ("Turkish Foreign Ministry",)),
        ("Le ministère français de la Défense a signé.", "fr", ("French Defence Ministry",)),
        ("Das deutsche Außenministerium schweigt.", "de", ("German Foreign Ministry",)),
        ("El Ministerio de Defensa de España firmó.", "es", ("Spanish Defence Ministry",)),
        (
            "МИД Турции ответил Министерству обороны России.",
            "ru",
            ("Turkish Foreign Ministry", "Russian Defence Ministry"),
        ),
        ("Міністерство фінансів України повідомило.", "uk", ("Ukrainian Finance Ministry",)),
        (
            "Iran's parliament met; the Japanese central bank did not.",
            "en",
            ("Iranian Parliament", "Japanese Central Bank"),
        ),
        ("The parliament and the finance ministry said nothing.", "en", ()),
    ],
)
def test_ministries_and_bodies_with_their_state(text, language, expected):
    """In six languages the same ministry has one name, with its state in front; without a state there is none."""
    assert enrich(Article("1", text=text, language=language)).organisations == expected


def test_an_acronym_in_brackets_makes_one_of_two_names():
    """`National Union of Mineworkers (NUM)`: every later NUM is the union; initials of another language do."""
    article = enrich(Article("1", text="The National Union of Mineworkers (NUM) struck. NUM won.", language="en"))
    [evidence] = [item for item in article.evidence if item.field == "organisations"]
    assert (evidence.value, len(evidence.spans)) == ("National Union of Mineworkers", 3)
    text = "The Federal Security Service (FSB) said so. The FSB denied it."
    assert enrich(Article("2", text=text, language="en")).organisations == ("FSB",)
    text = "Médecins Sans Frontières (MSF) left. MSF had warned."
    assert enrich(Article("3", text=text, language="en")).organisations == ("Médecins Sans Frontières",)
    text = "The House Agriculture Panel (on Monday) and the Open Door Society (TX) met."
    assert enrich(Article("4", text=text, language="en")).organisations == ("Open Door Society",)
