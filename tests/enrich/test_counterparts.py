import pytest

from searchapp.articles import Article, Term
from searchapp.enrich import enrich

CASES = [
    (
        "Turkey",
        "Turkey and Greece agree to resume talks on Aegean",
        "ANKARA, May 3 (AP) — Turkey and Greece agreed on Tuesday to resume talks, Turkish Foreign "
        "Minister Hakan Fidan "
        "said after meeting his Greek counterpart.\n\nFidan said Ankara wanted good relations with Athens. Turkish "
        "officials added that NATO had welcomed the step.",
        ("Greece",),
    ),
    (
        "China",
        "China, Japan clash over patrols",
        "BEIJING (Reuters) - China protested to Japan on Monday after Japanese ships approached "
        "disputed islands in the "
        'East China Sea.\n\n"We urge Tokyo to stop," a spokeswoman said. Japan has US help.',
        ("Japan",),
    ),
    (
        "India",
        "US-India trade deal close, says Goyal",
        "NEW DELHI: India and the United States are close to a trade deal, Commerce Minister Piyush Goyal said. "
        '"Let us be patient," Goyal told us.',
        ("United States",),
    ),
    (
        "Iran",
        "Iran's president meets IAEA chief in Tehran",
        "The International Atomic Energy Agency and Iran agreed on inspections. The president said the agency must not "
        "serve Israel.",
        ("International Atomic Energy Agency",),
    ),
    (
        "Ethiopia",
        "African Union urges Ethiopia, rebels to talk",
        "ADDIS ABABA, Ethiopia (AP) — The African Union on Sunday urged Ethiopia to talk with rebels. "
        "The AU and Ethiopia "
        "have long worked together.",
        ("African Union",),
    ),
    (
        "Russia",
        "Лавров обсудил с главой МИД Турции ситуацию в Сирии",
        "МОСКВА, 12 мая — Министр иностранных дел России Сергей Лавров провёл переговоры с министром иностранных дел "
        "Турции. Россия и Турция продолжат сотрудничество.",
        ("Turkey",),
    ),
    (
        "Venezuela",
        "El presidente de Venezuela se reúne con su homólogo de Colombia",
        "El presidente de Venezuela, Nicolás Maduro, recibió a su homólogo de Colombia, Gustavo Petro. Venezuela y "
        "Colombia reabrirán la frontera. La Unión Europea saludó la decisión.",
        ("Colombia",),
    ),
]


@pytest.mark.parametrize(("principal", "title", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_the_counterpart_of_a_principal(principal, title, text, expected):
    """States and organisations, in four languages, by whom the principal deals with."""
    assert enrich(Article("1", title=title, text=text), (principal,)).counterparts == expected


def test_brussels_and_a_body_act_for_the_union():
    """Brussels that demands is the European Union; in Brussels is a place; the Commission belongs to the union."""
    acting = Article(
        "1", title="Moscow, Brussels trade blame", text="Russia and Brussels disagree, the European Commission said."
    )
    assert enrich(acting, ("Russia",)).counterparts == ("European Union",)
    place = Article("2", title="Russia holds fair", text="Russia held a fair in Brussels. Visitors from Brussels came.")
    assert enrich(place, ("Russia",)).counterparts == ()


def test_the_score_explains_itself():
    """Each term of the score is there with its points; what was not kept is in the list, unlisted."""
    text = "Russia and NATO met on Tuesday. A guest from Peru listened to the speech."
    article = enrich(Article("1", title="Russia, NATO talk", text=text, language="en"), ("Russia",))
    ranked = [item for item in article.evidence if item.field == "counterparts"]
    assert [(item.value, item.score, item.listed) for item in ranked] == [("NATO", 12.0, True), ("Peru", 0.5, False)]
    assert ranked[0].terms == (
        Term("headline", 4.0, "named in the headline"),
        Term("lead", 2.0, "named in the first 60 words"),
        Term("together", 2.0, "sentences shared with Russia: 2"),
        Term("pair", 4.0, "paired with Russia, as in 'A, B', 'A-B', 'with B': 2"),
    )


def test_who_stands_for_an_actor_counts_for_it():
    """`the Turkish foreign minister, Hakan Fidan` acts for Turkey wherever the story names him."""
    text = (
        "The Turkish foreign minister, Hakan Fidan, arrived on Monday. The weather was fine. "
        "Fidan asked Russia for a lower price. Fidan and his hosts spoke for two hours."
    )
    article = enrich(Article("1", text=text, language="en"), ("Russia",))
    [turkey] = [item for item in article.evidence if (item.field, item.value) == ("counterparts", "Turkey")]
    assert [(term.name, term.points) for term in turkey.terms] == [("lead", 3.6), ("together", 1.0)]
    assert article.counterparts == ("Turkey",)


def test_a_noun_for_an_organisation_counts_for_it():
    """`the alliance` is NATO where NATO was named, and nobody where it was not."""
    text = "Russia wrote to NATO. The alliance did not answer, and the alliance had its reasons, Russia said."
    [evidence] = [
        item for item in enrich(Article("1", text=text), ("Russia",)).evidence if item.value == "NATO" and item.terms
    ]
    assert len(evidence.spans) == 3
    assert (
        enrich(Article("2", text="Russia left the alliance. The alliance did not mind."), ("Russia",)).counterparts
        == ()
    )


def test_an_end_of_a_list_or_a_new_clause_makes_no_pair():
    """`, and` joins clauses: what follows it is not paired with the principal."""
    text = "A storm hit Russia, and Peru sent help."
    [peru] = [
        item for item in enrich(Article("1", text=text), ("Russia",)).evidence if item.value == "Peru" and item.terms
    ]
    assert [term.name for term in peru.terms] == ["lead", "together"]


def test_without_a_principal_every_salient_actor_is_listed():
    """Both sides of a pact are counterparts when nobody is the principal."""
    article = Article("1", title="Jordan and Chad sign pact", text="Jordan and Chad signed a pact. Peru was told.")
    assert enrich(article).counterparts == ("Jordan", "Chad")


def test_an_article_that_does_not_name_the_principal_has_no_counterparts():
    """The ranked list is there, but nobody in it deals with the principal."""
    article = enrich(Article("1", title="Jordan and Chad sign pact", text="Jordan and Chad signed."), ("Russia",))
    assert article.counterparts == ()
    assert [item.listed for item in article.evidence if item.field == "counterparts"] == [False, False]


@pytest.mark.parametrize("name", ["Russia", "RU", "Russian Federation", "USSR"])
def test_a_principal_may_be_named_in_several_ways(name):
    """Display name, code, official and old names mean the same principal."""
    article = Article("1", title="Russia, China sign pact", text="Russia and China signed a pact.")
    assert enrich(article, (name,)).counterparts == ("China",)


def test_given_counterparts_are_kept():
    """A given value is not worked out again."""
    article = Article("1", text="Russia and China met.", counterparts=("X",), provenance={"counterparts": "given"})
    assert enrich(article, ("Russia",)).counterparts == ("X",)
