"""The examples of the query language, and where they are shown."""

import json
import re

import pytest
from click.testing import CliRunner

from searchapp.articles import from_json
from searchapp.cli import main
from searchapp.fields import FACETS
from searchapp.query import analysis, lowering, parser, request
from searchapp.query.examples import EXAMPLES, TIPS, WIDTH, as_markdown
from searchapp.query.lexing import NAMED
from searchapp.query.nearness import most_slop
from searchapp.query.parser import parse
from searchapp.query.request import SearchRequest
from searchapp.query.tree import All, And, Boost, Dates, Fuzzy, Not, Or, Phrase, Prefix, Present, Word
from searchapp.web.i18n import reader
from tests.conftest import ROOT

ARTICLES = [from_json(data) for data in json.loads((ROOT / "tests" / "engines" / "archive.json").read_text())]
GUIDE = (ROOT / "docs" / "query.md").read_text()


def nodes(node):
    """The kinds of nodes in a tree."""
    inner = node.parts if isinstance(node, And | Or) else [node.part] if isinstance(node, Not | Boost) else []
    return {type(node)}.union(*(nodes(part) for part in inner))


def test_every_example_finds_what_it_says(engine):
    """On every engine each example finds the articles that the table gives for it."""
    with engine.batch() as batch:
        for article in ARTICLES:
            batch.add(article)
    for example in EXAMPLES:
        answer = engine.search(SearchRequest(example.text, per_page=100, facets=()))
        assert sorted(hit.article.id for hit in answer.hits) == example.ids.split(), example.text


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.text for example in EXAMPLES])
def test_slips_warn_and_others_do_not(example):
    """A slip gives a warning that says where; any other example gives none."""
    warnings = parse(example.text).warnings
    assert bool(warnings) == example.slip
    assert all(note.position is not None for note in warnings)


def test_every_construct_has_an_example():
    """The examples hold every kind of node, both numbers of edits, and every field."""
    trees = [parse(example.text).tree for example in EXAMPLES]
    assert set().union(*map(nodes, trees)) == {All, And, Boost, Dates, Fuzzy, Not, Or, Phrase, Prefix, Present, Word}
    assert {tree.edits for tree in trees if isinstance(tree, Fuzzy)} == {1, 2}
    assert {name for name in NAMED if any(f"{name}:" in example.text for example in EXAMPLES)} == set(NAMED)


def test_the_help_of_the_command_line_shows_them_all():
    """`searchapp help query` prints every example, in lines of at most 80 columns; another topic is wrong use."""
    printed = CliRunner().invoke(main, ["help", "query"]).stdout
    assert all(f"  {example.text}  " in printed for example in EXAMPLES)
    assert max(map(len, printed.splitlines())) <= WIDTH
    assert CliRunner().invoke(main, ["help", "weather"]).exit_code == 2


def test_the_guide_holds_the_table():
    """docs/query.md has the table of examples as it is."""
    assert as_markdown() in GUIDE


def test_the_guide_holds_the_grammar():
    """docs/query.md has the grammar of the parser, line by line."""
    grammar = re.findall(r"^    (\w+ += .*)$", parser.__doc__, re.MULTILINE)
    assert len(grammar) == 10
    assert "\n".join(grammar) in GUIDE


@pytest.mark.parametrize(
    "fact",
    [
        f"| {request.MOST_QUERY:,} characters |",
        f"| {parser.MOST_LEAVES} words and dates; a phrase has as many as stand in it |",
        f"| nearness of two words of a field of names | {analysis.MOST_APART} places |",
        f"| {parser.MOST_DEPTH} brackets |",
        f"| {parser.MOST_SLOP} places |",
        f"| {', '.join(str(most_slop(size)) for size in range(2, 8))} places |",
        f"| {parser.MOST_WARNINGS} warnings |",
        f"| {analysis.MOST_WORD} characters |",
        f"more than {lowering.QUESTION_WORDS} words",
        f"at least {lowering.ASKED_WORDS} words",
        f"{lowering.QUESTION_SHARE:.0%} of its words",
    ],
)
def test_the_guide_states_the_limits_in_force(fact):
    """Every limit in docs/query.md is the one in the code."""
    assert fact in " ".join(GUIDE.split())


@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_start_page_tells_them_in_the_readers_language(language):
    """Every example that the start page shows has a translation, with the facets named where it names fields."""
    for example in TIPS:
        told = reader(language).gettext(example.means, fields=", ".join(FACETS))
        assert told != example.meaning and "%(" not in told
