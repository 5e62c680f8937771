"""What is made of the sample archive, against what a careful reader says of each of its articles.

The floors only rise: whoever improves an extraction raises its floor to what was reached.
"""

import json

import pytest

from searchapp.articles import Article, to_json
from searchapp.indexing import inspect_paths
from searchapp.settings import Settings
from tests.conftest import ROOT

EXPECTED = json.loads((ROOT / "tests" / "quality" / "seeds_expected.json").read_text(encoding="utf-8"))
#: Share of what was expected that was found, in hundredths.
FLOORS = {
    "title": 100,
    "outlet": 98,
    "date": 100,
    "language": 100,
    "authors": 100,
    "people": 99,
    "not_people": 100,
    "first counterpart": 95,
    "counterparts": 94,
    "counterparts exactly": 91,
    "text_with": 100,
    "text_without": 94,
}


@pytest.fixture(scope="module")
def shares():
    """The share of right answers in each respect, and what was wrong."""
    seeds = ROOT / "seeds"
    found = {}
    outcomes = inspect_paths([str(seeds)], Settings(principal=("Russia",), workers=1))
    for article in (outcome for outcome in outcomes if isinstance(outcome, Article)):
        source, _, place = article.source.partition("#")
        name = str(source).removeprefix(f"{seeds}/")
        found[f"{name}#{article.id}" if place else name] = to_json(article)
    right, asked, wrong = {}, {}, {}
    for name, want in EXPECTED.items():
        for respect, holds, detail in points(want, found.get(name, {})):
            asked[respect] = asked.get(respect, 0) + 1
            right[respect] = right.get(respect, 0) + holds
            if not holds:
                wrong.setdefault(respect, []).append(f"{name}: {detail}")
    return {respect: (100 * right[respect] / count, wrong.get(respect, [])) for respect, count in asked.items()}


def points(want, seen):
    text = " ".join((seen.get("text") or "").split())
    for respect in ("title", "outlet", "date", "language"):
        if respect in want:
            holds = (seen.get(respect) or None) == want[respect]
            yield respect, holds, f"{seen.get(respect)!r}, not {want[respect]!r}"
    for respect in ("authors", "people", "counterparts"):
        for value in want.get(respect) or []:
            yield respect, value in (seen.get(respect) or []), value
    for value in want.get("not_people") or []:
        yield "not_people", value not in (seen.get("people") or []), value
    if want.get("counterparts"):
        right = set(seen.get("counterparts") or []) == set(want["counterparts"])
        yield "counterparts exactly", right, f"{seen.get('counterparts')!r}, not {want['counterparts']!r}"
        first = (seen.get("counterparts") or [None])[0]
        yield "first counterpart", first == want["counterparts"][0], f"{first!r}, not {want['counterparts'][0]!r}"
    for piece in want.get("text_with") or []:
        yield "text_with", " ".join(piece.split()) in text, piece
    for piece in want.get("text_without") or []:
        yield "text_without", " ".join(piece.split()) not in text, piece


@pytest.mark.parametrize("respect", sorted(FLOORS))
def test_share_of_right_answers(shares, respect):
    """At least the floor's share of what a reader says of the articles is found."""
    share, wrong = shares[respect]
    assert share >= FLOORS[respect], "\n".join(wrong)
