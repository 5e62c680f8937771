"""Counterparts for every actor of an article: those that each would have as the archive's principal."""

import pytest

from searchapp.articles import PAIR, Article
from searchapp.enrich import enrich
from searchapp.enrich.counterparts import counterparts

STORY = Article(
    id="1",
    title="Turkey and Russia agree on gas, NATO watches",
    text="Turkey signed a deal with Russia. NATO called on Turkey to explain. Germany-Turkey talks follow in Berlin.",
    language="en",
)


@pytest.mark.parametrize("actor", ["Turkey", "Russia", "NATO", "Germany"])
def test_relations_are_what_the_actor_would_have_as_principal(actor):
    """Each actor's relations are the counterparts that an archive about it would list, in the same order."""
    found = [pair.partition(PAIR)[2] for pair in enrich(STORY).relations if pair.startswith(f"{actor}{PAIR}")]
    assert tuple(found) == counterparts(STORY, (actor,)).counterparts != ()


def test_a_score_is_the_sum_of_its_terms():
    """What decides is what is told."""
    for principals in ((), ("Turkey",)):
        for item in counterparts(STORY, principals).evidence:
            assert item.score == pytest.approx(sum(term.points for term in item.terms))
