"""The query parser: text to tree, tree to text, and slips."""

import itertools
import re
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.query.analysis import words
from searchapp.query.lowering import lower
from searchapp.query.parser import MOST_DEPTH, MOST_LEAVES, parse
from searchapp.query.rendering import render
from searchapp.query.tree import All, And, Boost, Dates, Fuzzy, Not, Or, Phrase, Prefix, Present, Word


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", "*"),
        ("   ", "*"),
        ("oil", "oil"),
        ("oil price", "oil price"),
        ("oil AND price", "oil price"),
        ("a OR b AND c", "a OR b c"),
        ("(a OR b) c", "(a OR b) c"),
        ("a (b (c d))", "a b c d"),
        ("oil -japan", "oil -japan"),
        ("oil NOT japan", "oil -japan"),
        ("NOT NOT oil", "oil"),
        ("+oil +gas", "oil gas"),
        ("EU-Russia", "EU-Russia"),
        ("“curly quotes”", '"curly quotes"'),
        ('"trade deficit"~3', '"trade deficit"~3'),
        ("compan*", "compan*"),
        ("ab*", "ab*"),
        ("ß*", "ß*"),
        ("東*", "東*"),
        ("U.S.*", "U.S.*"),
        ("oil^2^3", "oil^6"),
        ("(oil^0.5)^4", "oil^2"),
        ("oil^500^500", "oil^1000"),
        ("opc~", "opc~"),
        ("opc~2", "opc~2"),
        ("title:oil^2.5", "title:oil^2.5"),
        ("title:(a OR b)", "title:a OR title:b"),
        ("TITLE:oil", "title:oil"),
        ('people:"Sergei Lavrov"', 'people:"Sergei Lavrov"'),
        ("people:*", "people:*"),
        ("date:(* -2014)", "date:* -date:2014-01-01..2014-12-31"),
        ("date:2014", "date:2014-01-01..2014-12-31"),
        ("date:2014-01..2014-03", "date:2014-01-01..2014-03-31"),
        ("date:>2015", "date:2016-01-01.."),
        ("date:<=2015-02", "date:..2015-02-28"),
        ("http://example.org/a", "http://example.org/a"),
        ("12:30", "12:30"),
        ("or and not", "or and not"),
    ],
)
def test_what_a_text_means(text, tree):
    """A query text has the meaning that the rendered tree states, without a warning."""
    parsed = parse(text)
    assert render(parsed.tree) == tree
    assert parsed.warnings == ()


@pytest.mark.parametrize(
    ("text", "tree", "position", "word"),
    [
        ('oil "open quote', 'oil "open quote"', 4, "quote"),
        ("oil) gas", "oil gas", 3, "bracket"),
        ("(oil OR title:)", "oil OR title:", 8, "stands after"),
        ("(oil gas", "oil gas", 0, "bracket"),
        ("oil OR", "oil", 4, "OR"),
        ("oil -", "oil", None, None),
        ("oil ^ gas", "oil gas", None, None),
        ("people:(^", "*", 7, "bracket"),
        ("oil NOT", "oil", 4, "NOT"),
        ("foo:bar", "foo:bar", 0, "field"),
        ("date:soon oil", "oil", 5, "date"),
        ("*oil", "oil", 0, "star"),
        ("o*l", '"o l"', 0, "star"),
        ("^2 oil", "oil", 0, "boost"),
        ("oil a*", "oil a", 4, "two letters"),
        ("É*", "É", 0, "two letters"),
        ("people:s*", "people:s", 7, "two letters"),
        ("oil EU-r*", 'oil "EU-r"', 4, "two letters"),
        ("7*", "7", 0, "two letters"),
        ("a~*", '"a~"', 0, "two letters"),
        ('""', "*", 0, "quotes"),
    ],
)
def test_slips_are_read_as_well_as_can_be(text, tree, position, word):
    """A slip gives a meaning and a warning that says where it is."""
    parsed = parse(text)
    assert render(parsed.tree) == tree
    if position is not None:
        assert [note.position for note in parsed.warnings] == [position]
        assert word in parsed.warnings[0].message


def test_nodes():
    """Each construct gives its node."""
    assert parse('a "b c"~2 do* e~2 -f g^3 (h OR i) date:2014-02').tree == And(
        (
            Word("a"),
            Phrase("b c", 2),
            Prefix("do"),
            Fuzzy("e", 2),
            Not(Word("f")),
            Boost(Word("g"), 3.0),
            Or((Word("h"), Word("i"))),
            Dates(parse("date:2014-02-01").tree.first, parse("date:2014-02-28").tree.last),
        )
    )
    assert parse("*").tree == All()


fields = st.sampled_from([None, "title", "people"])
leaves = st.one_of(
    st.builds(Word, st.text("abcdéя1", min_size=1, max_size=5), fields),
    st.builds(Phrase, st.text("abc", min_size=1, max_size=3).map(lambda t: f"{t} x"), st.integers(0, 5), fields),
    st.builds(Prefix, st.text("abcя", min_size=2, max_size=5), fields),
    st.builds(Fuzzy, st.text("abcя", min_size=1, max_size=5), st.sampled_from([1, 2]), fields),
    st.builds(Present, st.sampled_from(["title", "people", "date"])),
    st.builds(Dates, st.dates(), st.none()),
    st.builds(Dates, st.none(), st.dates()),
    st.builds(Dates, st.dates(), st.dates()),
)


def several(kind, parts):
    """A node over at least two parts, none of which is of its own kind (those are always taken in)."""
    other = parts.filter(lambda part: not isinstance(part, kind | All))
    return st.lists(other, min_size=2, max_size=4).map(lambda held: kind(tuple(held)))


trees = st.recursive(
    leaves,
    lambda parts: st.one_of(
        several(And, parts),
        several(Or, parts),
        parts.filter(lambda part: not isinstance(part, Not)).map(Not),
        st.builds(Boost, parts.filter(lambda part: not isinstance(part, Boost)), st.sampled_from([0.5, 2.0, 10.0])),
    ),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(trees)
def test_tree_to_text_to_tree(tree):
    """Any tree, rendered and parsed again, is the same tree."""
    assert parse(render(tree)).tree == tree


@settings(max_examples=300, deadline=None)
@given(st.text('ab "()*~^:-+|ORANDNOT title:date:2014..', max_size=200))
def test_no_text_fails(text):
    """Whatever is typed parses, and its rendering means the same."""
    tree = parse(text).tree
    assert parse(render(tree)).tree == tree


@pytest.mark.parametrize("piece", ["(", '"', "a ", "-", "a OR ", "(a ", "title:", "x:y:", "^", "a^1", "*", "people:("])
def test_long_hostile_texts(piece):
    """Ten thousand characters of anything parse without deep recursion, with bounded leaves and warnings."""
    parsed = parse((piece * 10_000)[:10_000])
    assert len(parsed.warnings) <= 20
    assert render(parsed.tree).count("(") <= MOST_DEPTH


def depth(node):
    """How many nodes stand above one another."""
    inner = node.parts if isinstance(node, And | Or) else [node.part] if isinstance(node, Not | Boost) else []
    return 1 + max(map(depth, inner), default=0)


def brackets(text):
    """How deep brackets nest outside quotes."""
    outside = re.sub('"[^"]*"', "", text)
    return max(itertools.accumulate({"(": 1, ")": -1}.get(char, 0) for char in outside), default=0)


WORDS = "( ) -( )^2 ^2 ^0.001 - + \" a é* * ~2 title: people:( date: date:>2014 2014.. 東 x: 😀 ¦ ' ."
pieces = st.sampled_from([*WORDS.split(" "), "a OR (b ", "a (b OR ", "NOT ", "OR ", '"a b"~9', " ", "\n", "\x00"])
long_texts = st.lists(st.tuples(pieces, st.integers(1, 4000)), min_size=1, max_size=8).map(
    lambda runs: "".join(piece * times for piece, times in runs)[:10_000]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(long_texts, st.text(max_size=10_000), st.lists(pieces, max_size=400).map("".join)))
def test_no_long_text_nests_too_deep(text):
    """No text of 10,000 characters raises or gives a tree that nests deeper than `MOST_DEPTH` brackets.

    In each bracket an OR, an AND, a NOT and a boost can stand above one another, and no more.
    """
    tree = parse(text).tree
    assert brackets(render(tree)) <= MOST_DEPTH
    assert depth(tree) <= 4 * (MOST_DEPTH + 1) + 1
    assert lower(tree, ("en", "ru", None)).strict
    assert parse(render(tree)).tree == tree


def test_too_many_words_are_cut_with_a_warning():
    """Of more words than are searched for, the first ones count and a warning says so."""
    parsed = parse("w " * (MOST_LEAVES + 5))
    assert len(parsed.tree.parts) == MOST_LEAVES
    assert str(MOST_LEAVES) in parsed.warnings[0].message


def test_a_sentence_in_capitals_has_no_operators():
    """In a telex AND, OR and NOT are left out, which is said; between names in capitals they are operators."""
    found = parse("EFFORTS OF THE AMBASSADOR AND THE PRESIDENT TO CHANGE THE POLICY OR THE LAW")
    assert isinstance(found.tree, And) and not any(isinstance(part, Or) for part in found.tree.parts)
    assert [note.position for note in found.warnings] == [26]
    assert isinstance(parse("OIL OR GAS").tree, Or)
    assert isinstance(parse("PUTIN OR LAVROV OR SHOIGU OR PATRUSHEV OR BORTNIKOV OR IVANOV").tree, Or)
    assert isinstance(parse("the AMBASSADOR and the PRESIDENT who want to change policy OR law").tree, Or)


def calls(text):
    """How many functions are called to read a text."""
    count = 0

    def seen(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        parse(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    ["(", ")", '"', "a ", "-", "a OR ", "(a ", "title:", "x:y:", "^", "a^1 ", "*", "people:(", "A AND B ", "a~", "東"],
)
def test_work_grows_with_the_length(piece):
    """A text of twice the length takes no more than about twice the work, whatever it is made of."""
    half, whole = ((piece * size)[:size] for size in (5_000, 10_000))
    assert calls(whole) < 2.2 * calls(half) + 200


@pytest.mark.parametrize(
    "text", ['oil "' + "gas " * 400 + '"~3', "oil " + "gas-" * 400, "oil " + "東" * 400, 'oil "' + "x " * 5000]
)
def test_words_of_phrases_count(text):
    """A phrase longer than all that is searched for is cut, with one warning at its place."""
    parsed = parse(text)
    first, phrase = parsed.tree.parts
    assert (first, len(words(phrase.text))) == (Word("oil"), MOST_LEAVES - 1)
    assert [note.position for note in parsed.warnings if "first" in note.message] == [4]
    assert parse(render(parsed.tree)).tree == parsed.tree
