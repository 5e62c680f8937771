"""Text to terms."""

import importlib
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.query.analysis import MOST_WORD, STEMMERS, fold, indexed, joined, terms, tokens, words
from searchapp.query.stopwords import stop_words
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Müller", "muller"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Øresund", "oresund"),
        ("O’Brien", "obrien"),
        ("Russia's", "russia"),
        ("l’Europe", "europe"),
        ("aujourd’hui", "aujourdhui"),
        ("U.S.", "us"),
        ("Ёлкин", "елкин"),
        ("Зеленский", "зеленский"),
        ("Київ", "київ"),
        ("1,655.8", "1,655.8"),
        ("ﬁnance", "finance"),
    ],
)
def test_fold(word, folded):
    """What does not matter in a search is taken off; letters that do are kept."""
    assert fold(word) == folded


def test_terms_by_language():
    """The language decides the stem; a language without a stemmer keeps whole words."""
    assert terms("companies", "en") == terms("company", "en")
    assert terms("нефти", "ru") == terms("нефть", "ru")
    assert terms("entreprises", "fr") == terms("entreprise", "fr")
    assert terms("Verhandlungen", "de") == terms("Verhandlung", "de")
    assert terms("companies", None) == ["companies"]
    assert terms("companies", "uk") == ["companies"]


def test_tokens_know_their_place():
    """A token's span is its characters in the text."""
    text = "EU-Russia talks, U.S. role; l’Union «européenne» 東京都"
    found = [(token.word, text[token.start : token.end]) for token in tokens(text)]
    assert found == [
        ("eu", "EU"),
        ("russia", "Russia"),
        ("talks", "talks"),
        ("us", "U.S"),
        ("role", "role"),
        ("union", "l’Union"),
        ("europeenne", "européenne"),
        ("東京", "東京"),
        ("京都", "京都"),
    ]


def test_words_and_tokens_agree():
    """The fast way over a text and the one with places give the same words."""
    text = "Don't split a.b.c; co-op 3.5%, naïve — «Нью-Йорк» 東京都 x_y e\u0301t\u00e9"
    assert words(text) == [token.word for token in tokens(text)]


@pytest.mark.parametrize("piece", ["a.", "1,", "1.1,", "a'", "é'", "東", "_", "\u0301", "a-", "x"])
def test_any_run_of_signs_is_cut_into_words(piece):
    """Whatever a long text is made of, its words are short, and the ones with places stand where they say."""
    text = piece * 20_000 + "ab"
    found = tokens(text)
    assert [token.word for token in found] == words(text)
    assert all(0 < len(token.word) <= 2 * MOST_WORD for token in found if not token.word[0].isdigit())
    assert all(one.start < one.end for one in found)


def test_values_do_not_touch():
    """Between the values of a field stand gaps that no query contains, more than near words may be apart."""
    assert joined(["A B", "C"]) == "a b ¦ ¦ ¦ ¦ ¦ ¦ c"
    assert words("¦") == []


def test_a_stop_word_that_means_something_in_another_language_of_the_archive_is_none():
    """`war` is German for `was`: it is needed as soon as the archive holds English, or may hold it."""
    assert "war" in stop_words(["de", "fr"])
    assert "war" not in stop_words(["de", "en"]) | stop_words([None])
    assert {"the", "und"} <= stop_words(["de", "en"]) & stop_words([None])


ODD = "ab C'’.,_-1٣é\u0301ßЙі東京か゛\t\n\u00a0\u2009\u2028\x1c"


@given(st.text(st.sampled_from(ODD)), st.sampled_from(["en", "ru", None]))
def test_words_are_the_same_piece_by_piece(text, language):
    """Terms, which are looked up by what stands between spaces, are those of the words found in the whole text."""
    found = [token.word for token in tokens(text)]
    assert words(text) == found
    assert indexed(text, language) == (" ".join(terms(text, language)), " ".join(dict.fromkeys(found)))
    assert len(terms(text, language)) == len(found)


def test_stems_do_not_depend_on_what_is_installed(monkeypatch):
    """PyStemmer gives the stems of the pure stemmers: an archive made with it is searched without it."""
    fast = pytest.importorskip("Stemmer")
    monkeypatch.setitem(sys.modules, "Stemmer", None)
    pure = importlib.reload(importlib.import_module("snowballstemmer"))
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in (ROOT / "seeds").rglob("*.*")]
    tables = [path.read_text(encoding="utf-8") for path in (ROOT / "searchapp/enrich/data/gazetteer").glob("*.tsv")]
    known = sorted({fold(word) for text in texts + tables for word in re.findall(r"[^\W\d_]+", text)})[::20]
    assert len(known) > 1000
    for name in STEMMERS.values():
        stemmer = pure.stemmer(name)
        assert fast.Stemmer(name).stemWords(known) == [stemmer.stemWord(word) for word in known]
    monkeypatch.undo()
    importlib.reload(pure)
