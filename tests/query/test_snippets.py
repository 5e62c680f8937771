"""Matches in a text, and the pieces of it that are shown."""

import pytest

from searchapp.query.lowering import lower
from searchapp.query.parser import parse
from searchapp.query.snippets import edit_distance, lead, marker, sequence_matches, snippets, whole

FILLER = "Nothing of note happened on that long day in the quiet town by the river. " * 12


def lit(text, query, language="en"):
    marks = marker(lower(parse(query).tree, (language,)).strict, "text")
    return [[piece.text[a:b] for a, b in piece.spans] for piece in snippets(text, marks, language)]


def test_snippet_is_cut_around_the_matches():
    """A long text gives a short piece with the match in it, marked as cut on both sides."""
    text = FILLER + "The minister spoke of oil prices in Vienna. " + FILLER
    (piece,) = snippets(text, marker(lower(parse("oil").tree, ("en",)).strict, "text"), "en")
    assert "oil prices" in piece.text
    assert len(piece.text) < 330
    assert piece.text.startswith("… ") and piece.text.endswith(" …")
    assert [piece.text[a:b] for a, b in piece.spans] == ["oil"]


def test_two_pieces_for_words_far_apart():
    """Words that stand far apart are shown in two pieces, in reading order."""
    assert lit("Oil rose. " + FILLER + "Grain fell.", "grain oil") == [["Oil"], ["Grain"]]


def test_spans_survive_white_space():
    """Runs of white space become one space and the spans move with them."""
    assert lit("The  trade\n\n   deficit   of\tJapan", "japan") == [["Japan"]]


def test_no_match_gives_the_lead():
    """Without a match the beginning is shown, cut at a word."""
    assert lead("short text").text == "short text"
    assert lead(FILLER).text.endswith(" …")
    assert len(lead(FILLER).text) < 270


def test_whole_text_marks_everything():
    """The whole text keeps its characters and has every match."""
    marks = marker(lower(parse('"oil price" tokyo').tree, ("en",)).strict, "text")
    snippet = whole("Oil prices fell.\n\nTokyo: oil price up", marks, "en")
    assert [snippet.text[a:b] for a, b in snippet.spans] == ["Oil prices", "Tokyo", "oil price"]
    assert snippet.text == "Oil prices fell.\n\nTokyo: oil price up"


@pytest.mark.parametrize(
    ("terms", "sequence", "slop", "places"),
    [
        ("a b c", "a b", 0, [(0, 1)]),
        ("a x b", "a b", 0, []),
        ("a x b", "a b", 1, [(0, 2)]),
        ("b a", "a b", 1, []),
        ("b a", "a b", 2, [(0, 1)]),
        ("a a b", "a b", 0, [(1, 2)]),
        ("a b a b", "a b", 0, [(0, 1), (2, 3)]),
    ],
)
def test_sequences(terms, sequence, slop, places):
    """Places of a sequence: in a row, or moved by at most the slop, a swap costing two."""
    assert sequence_matches(terms.split(), sequence.split(), slop) == places


@pytest.mark.parametrize(
    ("one", "two", "distance"),
    [
        ("lavrov", "lavrov", 0),
        ("lavrv", "lavrov", 1),
        ("lavorv", "lavrov", 1),
        ("abc", "", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_edit_distance(one, two, distance):
    """Insertions, deletions, changes and swaps of neighbours count one each."""
    assert edit_distance(one, two, 3) == distance
    assert edit_distance(two, one, 3) == distance
