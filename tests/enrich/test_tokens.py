from searchapp.articles import Span
from searchapp.enrich.tokens import hard_wrapped, tokenise


def test_hyphens_possessives_and_dotted_acronyms_are_taken_apart():
    """`EU-Russia`, `Russia's` and `U.S.-led` give the names in them as tokens of their own."""
    words = tokenise("", "EU-Russia talks, Russia's and Russia’s envoys, a U.S.-led plan").words
    assert " ".join(words) == "EU - Russia talks , Russia 's and Russia ’s envoys , a US - led plan"


def test_spans_point_into_the_part_they_come_from():
    """A span gives the characters of the title or of the text, as written."""
    title, text = "U.S. warns", "The U.S. warned."
    tokens = tokenise(title, text)
    assert tokens.span(0, 1) == Span("title", 0, 4)
    position = tokens.words.index("US", tokens.text_from)
    assert tokens.span(position, position + 1) == Span("text", 4, 8)
    assert text[4:8] == "U.S."


def test_an_initial_or_a_title_ends_no_sentence():
    """`J. Smith` and `Mr. Jones` stay in one sentence; a full stop before a capital ends one."""
    tokens = tokenise("", "Mr. Jones met J. Smith. They talked.")
    assert tokens.sentences[tokens.words.index("Smith")] == 0
    assert tokens.sentences[tokens.words.index("They")] == 1


def test_hard_line_ends_of_the_wire_are_no_paragraphs():
    """Lines broken in the middle of sentences are joined; lines that end sentences are paragraphs."""
    wire = (
        "Federal Reserve Board Chairman Paul\nVolcker said that he did not see a\nlink between the policies and rates."
    )
    assert hard_wrapped(wire)
    assert "\n" not in tokenise("", wire).words
    assert not hard_wrapped("The talks ended.\nNobody signed.\nThey go on.")


def test_scripts_without_spaces_give_a_token_a_sign():
    """Chinese text is cut into signs, so that the trie finds a name inside a run."""
    assert tokenise("", "中国外交部").words == ["中", "国", "外", "交", "部"]
