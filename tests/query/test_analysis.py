"""Text to terms."""

import pytest

from searchapp.query.analysis import MOST_WORD, fold, joined, terms, tokens, words


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
