from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.articles import Article
from searchapp.ingest.extract.page import from_page

STORY = (
    "<p>The council of ministers agreed on Tuesday to share the cost of the new rescue boats, after a debate of nine "
    "hours in which three of them left the room.</p><p>Two of the boats will lie in the north and one in the south, "
    "where the sea is calmer and the harbour cheaper, said the chairman.</p>"
)


def page(head: str = "", body: str = "", attributes: str = "") -> Article:
    return from_page(
        f"<!doctype html><html {attributes}><head>{head}</head><body><main>{body}{STORY}</main></body></html>"
    )


def ld(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_a_graph_of_json_ld_says_most() -> None:
    """The article in an `@graph` is found, and its author and publisher are looked up by their ids."""
    nodes = [
        {"@type": "WebSite", "@id": "#site", "name": "Harbour Courier"},
        {"@type": "Person", "@id": "#p", "name": "Imogen Tarrant"},
        {
            "@type": ["NewsArticle"],
            "headline": "Ministers share the boats", "datePublished": "2014-01-28T18:42:10+02:00",
            "dateModified": "2019-03-02", "author": {"@id": "#p"}, "publisher": {"@id": "#site"}, "inLanguage": "en-GB",
        },
    ]  # fmt: skip
    article = page(ld(**{"@context": "https://schema.org", "@graph": nodes}))
    assert (article.title, article.outlet, article.language) == ("Ministers share the boats", "Harbour Courier", "en")
    assert (str(article.date), article.authors) == ("2014-01-28", ("Imogen Tarrant",))
    assert set(article.provenance.values()) == {"json-ld", "text"}


def test_broken_json_ld_is_passed_over() -> None:
    """A comma too many is forgiven; what cannot be read at all does not stop the page."""
    good = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ministers share the boats",}</script>'
    )
    assert page(good).title == "Ministers share the boats"
    assert page('<script type="application/ld+json">{{{</script><title>Ministers share boats</title>').title != ""


def test_open_graph_and_meta_are_read() -> None:
    """Where there is no JSON-LD the meta elements give title, outlet, day, author, language and address."""
    article = page(
        '<meta property="og:title" content="Ministers share the boats | Elbe-Kurier">'
        '<meta property="og:site_name" content="Elbe-Kurier"><meta property="og:locale" content="de_DE">'
        '<meta property="article:published_time" content="2019-12-04T14:05:00+01:00">'
        '<meta name="author" content="Osterkamp, Friedhelm"><link rel="canonical" href="/politik/boote-a-1.html">'
        '<meta property="og:url" content="https://elbe-kurier.example/politik/boote-a-1.html">'
    )
    assert (article.title, article.outlet, article.language) == ("Ministers share the boats", "Elbe-Kurier", "de")
    assert (str(article.date), article.authors) == ("2019-12-04", ("Friedhelm Osterkamp",))
    assert article.url == "https://elbe-kurier.example/politik/boote-a-1.html"
    assert article.provenance["date"] == "meta"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Boats for all - Harbour Courier</title>", "<h1>Boats for all</h1>", "Boats for all"),
        ("<title>Boats for all of us | Courier</title>", "<h1><a href='/'>Courier</a></h1>", "Boats for all of us"),
        ('<meta property="og:title" content="\'Boats\' for all">', "<h1>‘Boats’ for all</h1>", "‘Boats’ for all"),
        (
            '<title>Boats for all - WORLD</title><meta property="og:title" content="Boats for all - World">',
            "<h1><span>World</span> <span>Boats for all</span></h1>",
            "Boats for all",
        ),
        ("<title>Boats for all</title>", "<h1>3 May 2014 Boats for all</h1>", "Boats for all"),
    ],
)
def test_the_headline_is_what_most_places_agree_on(head: str, body: str, title: str) -> None:
    """The site's name, kickers and dates around a headline are taken off; printed quotes are kept."""
    assert page(head, body).title == title


@pytest.mark.parametrize(
    ("head", "body", "day", "where"),
    [
        ('<link rel="canonical" href="https://a.example/2014/01/28/boats/">', "", "2014-01-28", "url"),
        ('<link rel="canonical" href="https://a.example/world/2014/jan/28/boats">', "", "2014-01-28", "url"),
        ("", "<h1>Boats</h1><p>28. Januar 2014, 14:03 Uhr</p>", "2014-01-28", "text"),
        ("", '<h1>Boats</h1><time class="published" datetime="2014-01-28">Tuesday</time>', "2014-01-28", "time"),
        ("", "<h1>Boats</h1><p>Last updated 28 January 2014</p>", None, None),
        ('<meta property="article:modified_time" content="2014-01-28">', "", None, None),
        ("", "<h1>Boats</h1><footer>© 28 January 2014</footer>", None, None),
        (
            '<meta property="article:published_time" content="2014-01-27T23:00:00Z">',
            "<h1>Boats</h1><p>28.01.2014</p>",
            "2014-01-28",
            "text",
        ),
    ],
)
def test_the_day_is_that_of_publication(head: str, body: str, day: str | None, where: str | None) -> None:
    """Address, markup and print give the day; changes and copyright do not; UTC gives way to the printed day."""
    article = page(head, body)
    assert (str(article.date) if article.date else None, article.provenance.get("date")) == (day, where)


def test_a_dateline_gives_the_day_where_nothing_else_does() -> None:
    """The day in the dateline of the first paragraph is that of the story."""
    story = STORY.replace("<p>The council", "<p>VALLETTA, 12 March 2018 (Meridian Press) - The council", 1)
    article = from_page(f"<title>Boats for all</title><h1>Boats for all</h1><article>{story}</article>")
    assert (str(article.date), article.provenance["date"]) == ("2018-03-12", "dateline")


def test_an_address_says_where_it_was_found() -> None:
    """The canonical address may stand in a link or only in the page's structured data."""
    node = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Boats", "url": "https://a.b/c"}</script>'
    assert (page(node).url, page(node).provenance["url"]) == ("https://a.b/c", "json-ld")


def test_the_lead_above_the_text_is_kept() -> None:
    """A lead in the header, which the page's description repeats, is the first paragraph of the text."""
    lead = "Nine hours of talks end with three boats and a bill that nobody wants to pay alone."
    article = from_page(
        f'<meta name="description" content="{lead}"><body><header><h1>Boats</h1><p>{lead}</p></header>'
        f"<article>{STORY}</article></body></html>"
    )
    assert article.text.split("\n")[0] == lead


def test_what_the_site_adds_is_not_in_the_text() -> None:
    """The headline, the byline, a credit, a link to another story and the list below are taken out."""
    body = "<h1>Boats for all</h1><p>By Imogen Tarrant, 3 May 2013</p><p>Photo: Piers Lundgate</p>"
    tail = "<p>Read also: Who pays for the boats</p><h2>More stories</h2><p>Gull steals cake</p>"
    article = from_page(f"<html><body><article>{body}{STORY}{tail}</article></body></html>")
    assert article.text.startswith("The council of ministers")
    assert article.text.endswith("said the chairman.")
    assert article.authors == ("Imogen Tarrant",)


def test_a_page_laid_out_in_tables_gives_its_story() -> None:
    """Cells that are columns of the page are not taken for a table of data."""
    story = STORY.replace("<p>", "").replace("</p>", "<br><br>") * 4
    article = from_page(
        "<html><head><title>Observer - Boats for all of us</title></head><body><table><tr><td>Front page<br>Fish</td>"
        f"<td><h1>Boats for all of us</h1>{story}</td></tr></table></body></html>"
    )
    assert article.text.startswith("The council of ministers")
    assert "|" not in article.text
    assert article.outlet == "Observer"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Short note.</p>",
        "Words without a tag",
        "<div>Ice on the road</div>",
        "<td>x</td>",
        "<nav>Ice</nav>",
        "<aside><p>Ice on the road</p></aside>",
        "<footer>Ice on the road</footer>",
        "<form><label>Ice</label></form>",
    ],
)
def test_every_page_with_text_is_an_article(html: str) -> None:
    """However little is on a page, its words are found."""
    assert from_page(html).text != ""


@pytest.mark.parametrize("html", ["", "   ", "<html></html>", "<!-- x -->", "<script>x</script>"])
def test_a_page_without_text_has_none(html: str) -> None:
    """Nothing is made up for an empty page."""
    article = from_page(html)
    assert (article.title, article.text) == ("", "")


def test_a_day_on_which_a_copy_was_kept_is_not_the_pages() -> None:
    """The toolbar that the Wayback Machine adds to a page holds other days."""
    article = page("", "<div id='wm-ipp-base'>10 Nov 2013</div><h1>Boats</h1><p>4 April 2013</p>")
    assert str(article.date) == "2013-04-04"


@given(st.text(alphabet=st.sampled_from(list("<>/=\"' apdivh1timescrlnk&;-0123\n")), max_size=200))
def test_no_markup_makes_it_fail(markup: str) -> None:
    """Broken markup gives what there is of an article."""
    assert isinstance(from_page(markup), Article)
