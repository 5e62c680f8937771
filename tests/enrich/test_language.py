import pytest

from searchapp.articles import Article
from searchapp.enrich.language import identify, language

SENTENCES = {
    "en": "The minister said on Monday that the government would not send troops to the border.",
    "fr": "Le président a déclaré lundi que la France n'enverrait pas de troupes à la frontière.",
    "de": "Die Regierung hat am Montag beschlossen, die Steuern im nächsten Jahr zu senken.",
    "es": "El presidente dijo el lunes que el país no enviará tropas a la frontera.",
    "ru": "Президент заявил в понедельник, что страна готова к переговорам.",
    "uk": "Президент заявив у понеділок, що Україна готова до переговорів.",
    "zh": "中国外交部发言人星期一表示，中方反对单边制裁。",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_names_its_language(code):
    """One sentence of news is enough in seven languages."""
    assert identify("", SENTENCES[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Russia, Nato",
        "Shr 34 cts vs 1.19 dlrs Net 807,000",
        "Qtr net 12.4 mln vs 10.1 mln. Revs 123.4 mln vs 110.2 mln.",
    ],
)
def test_short_or_doubtful_text_has_no_language(text):
    """A stock table is neither Latin nor Catalan."""
    assert identify("", text) is None


def test_a_headline_in_capitals_does_not_mislead():
    """Capitals throughout are read as words."""
    text = "Interest rates on the money market were slightly firmer, dealers said."
    assert identify("MONEY RATES FIRM ON TARGETS", text) == "en"


def test_a_given_language_is_kept():
    """What the source says is not worked out again, and a worked out language says `text`."""
    given = Article("1", text=SENTENCES["en"], language="fr", provenance={"language": "given"})
    assert language(given) is given
    assert language(Article("2", text=SENTENCES["en"])).provenance == {"language": "text"}


def test_a_text_in_capitals_has_a_language():
    """Telexes are read as words, too."""
    assert identify("MONEY RATES", "INTEREST RATES ON THE MONEY MARKET WERE SLIGHTLY FIRMER, DEALERS SAID.") == "en"
