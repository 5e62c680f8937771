"""Which values win where several places have one text."""

import datetime
import itertools
from dataclasses import replace

from searchapp.articles import Article, Evidence, Span, from_json, to_json
from searchapp.copies.merging import alone, merged

DAY = datetime.date(2014, 1, 28)
BARE = Article("a", source="a.txt", title="Talks", text="Talks.", date=DAY)
META = replace(BARE, id="b", source="b.html", outlet="Daily", url="https://d.example/1", provenance={"outlet": "meta"})
LATER = replace(META, id="c", source="c.html", date=DAY + datetime.timedelta(days=1), outlet="Evening")
UNDATED = replace(META, id="0", source="0.html", date=None, outlet="Weekly")
GIVEN = replace(BARE, id="d", source="d.json", outlet="Meridian Wire", provenance={"outlet": "given"})


def test_order_does_not_matter():
    """Whatever order they come in, the article is the one published first, with the surest outlet."""
    for order in itertools.permutations((BARE, META, LATER, UNDATED, GIVEN)):
        article = merged(order)
        assert article.id == "d"
        assert [copy.id for copy in article.copies] == ["b", "a", "c", "0"]
        assert article.values("outlet") == ("Meridian Wire", "Daily", "Evening", "Weekly")


def test_what_is_lacking_is_taken_from_a_copy():
    """An article without address, date or outlet has that of the next copy, and says where that was found."""
    text = replace(BARE, outlet="", date=DAY - datetime.timedelta(days=9))
    article = merged([META, text])
    assert (article.id, article.url, article.outlet) == ("a", "https://d.example/1", "Daily")
    assert article.provenance["outlet"] == "meta"
    assert merged([UNDATED, replace(UNDATED, id="1")]).date is None


def test_it_is_stored_and_read_back():
    """Copies and group are in the stored JSON, and come back as they were."""
    article = replace(merged([META, LATER]), group="b")
    assert from_json(to_json(article)) == article
    assert to_json(article)["copies"][0]["outlet"] == "Evening"


def test_one_of_several_by_itself():
    """An article taken out of one that stands for several has its own place, and no evidence in another's title."""
    evidence = (Evidence("people", "X", (Span("title", 0, 1), Span("text", 0, 1))),)
    article = merged([replace(META, evidence=evidence), LATER])
    assert alone(article, "b") == replace(META, evidence=evidence)
    other = alone(article, "c")
    assert (other.id, other.source, other.outlet, other.date) == ("c", "c.html", "Evening", LATER.date)
    assert other.evidence == (Evidence("people", "X", (Span("text", 0, 1),)),)
