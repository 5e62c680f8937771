from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from searchapp.query.request import parse
from searchapp.query.result import Note
from tests.conftest import ROOT


def pairs(href):
    """The parameters of a link."""
    return parse_qsl(urlsplit(href).query)


def facet(page, label):
    """The box of a facet beside the results."""
    return next(box for box in page.select(".facet") if box.summary.get_text(strip=True) == label)


def row(page, label, value):
    """The row of a value in a facet."""
    return next(li for li in facet(page, label).select("li") if li.bdi.get_text() == value)


def test_a_hit_shows_its_title_outlet_date_snippet_and_tags(browser):
    """A hit links to its article with the search along, lights the matches and tells outlet, date and entities."""
    hit = browser.page("/search?q=gas&people=Sergei+Lavrov").select_one(".hit")
    link = hit.h3.a
    assert link["href"] == "/article/gas-talks?q=gas&people=Sergei+Lavrov"
    assert str(link.mark) == "<mark>Gas</mark>"
    assert hit.select_one(".by").get_text(" ", strip=True) == (
        "Harbour Courier 28 January 2014 known from the dateline of the text"
    )
    assert hit.time["datetime"] == "2014-01-28"
    assert hit.select_one(".like")["href"] == f"{link['href']}#similar"
    assert [mark.get_text() for mark in hit.select(".snip mark")] == ["Gas", "gas", "Gas"]
    assert "European Union" in hit.select_one(".tags").get_text()


def test_a_tag_of_a_hit_adds_its_filter_and_one_asked_for_is_no_link(browser):
    """Tags of a hit are links that add a filter to the search at hand; what is already asked for is only said."""
    tags = browser.page("/search?q=gas&people=Sergei+Lavrov").select_one(".hit .tags")
    added = next(a for a in tags.select("a") if a.get_text() == "José Barroso")
    assert pairs(added["href"]) == [("q", "gas"), ("people", "Sergei Lavrov"), ("people", "José Barroso")]
    assert [b.get_text() for b in tags.select("b")] == ["Sergei Lavrov"]


def test_an_article_without_a_date_is_called_undated(browser):
    """Where there is no date the page says so and why."""
    hit = browser.page("/search?date.to=&people=%3Cb%3EBobby%3C/b%3E+%26+Co").select_one(".hit")
    assert hit.select_one(".by > span").get_text() == "undated"
    assert hit.select_one(".by > small").get_text() == "No date was found in the article."


def test_a_facet_value_can_be_added_taken_back_and_excluded(browser):
    """Each value of a facet has a link that adds it and one that excludes it; a chosen one is marked and goes again."""
    value = row(browser.page("/search?q=gas"), "People", "José Barroso")
    add, exclude = value.select("a")
    assert pairs(add["href"]) == [("q", "gas"), ("people", "José Barroso")]
    assert pairs(exclude["href"]) == [("q", "gas"), ("people.not", "José Barroso")]
    assert exclude["aria-label"] == "Exclude José Barroso"
    chosen = row(browser.page(add["href"]), "People", "José Barroso")
    assert chosen["class"][-1] == "on"
    assert [pairs(a["href"]) for a in chosen.select("a")] == [[("q", "gas")]]
    shut_out = row(browser.page(exclude["href"]), "People", "José Barroso")
    assert shut_out["class"][-1] == "off"


def test_several_values_of_one_facet_can_be_chosen_and_asked_for_at_once(browser):
    """A second value joins the first, and the page offers to ask for any or for all of them."""
    page = browser.page("/search?people=Person+01")
    second = row(page, "People", "Person 02").a["href"]
    assert pairs(second) == [("people", "Person 01"), ("people", "Person 02")]
    some, every = facet(browser.page(second), "People").select(".modes a")[:2]
    assert some["aria-current"] == "true"
    assert pairs(every["href"]) == [("people.all", "Person 01"), ("people.all", "Person 02")]


def test_articles_without_a_value_are_a_choice_of_the_facet(browser):
    """A facet lists how many articles have no value, as a link that asks for them."""
    value = row(browser.page("/search"), "Authors", "Without a value")
    assert value.b.get_text() == "47"
    assert pairs(value.a["href"]) == [("authors.missing", "1")]
    assert row(browser.page(value.a["href"]), "Authors", "Without a value")["class"][-1] == "on"


def test_values_that_are_not_listed_are_counted_and_can_be_seen(browser):
    """A facet says how many values it does not list, and leads to the list of them all."""
    more = facet(browser.page("/search"), "People").select_one(".more a")
    assert more.get_text() == "39 more values"
    long = browser.page(more["href"])
    assert long.h1.get_text(" ", strip=True) == "People 49 values"
    assert len(long.select(".values li")) == 49


def test_bars_of_facets_have_classes_and_no_style(browser):
    """The longest bar has forty steps, and no page has an inline style, script or handler."""
    page = browser.page("/search")
    assert "n40" in row(page, "People", "Common Name")["class"]
    for path in ("/", "/search?q=gas", "/article/gas-talks?q=gas", "/search?x=1"):
        tree = browser.page(path, status=400 if "x=1" in path else 200)
        assert not tree.select("[style], style, script:not([src])")
        assert not [name for tag in tree.find_all(True) for name in tag.attrs if name.startswith("on")]


def test_every_filter_is_a_chip_that_can_be_taken_away(browser):
    """Words, dates and values in force are listed, each with the link that removes just it, and one removes all."""
    page = browser.page("/search?q=gas&date.from=2014&date.to=2014-03&people=Sergei+Lavrov&places.not=Paris&sort=date")
    chips = page.select(".chips li:not(.all)")
    assert [" ".join(chip.get_text(" ", strip=True).split()) for chip in chips] == [
        "Words gas ×",
        "Date 2014 – March 2014 ×",
        "People Sergei Lavrov ×",
        "Places, not Paris ×",
    ]
    assert [len(pairs(chip.select("a")[-1]["href"])) for chip in chips] == [5, 4, 5, 5]
    assert chips[2].select("a")[-1]["aria-label"] == "Remove People: Sergei Lavrov"
    assert page.select_one(".chips .all a")["href"] == "/search"


def test_the_timeline_leads_from_years_to_months_to_days_and_back(browser):
    """A bar narrows the dates to its year, month, day; the way back out is shown step by step."""
    page = browser.page("/search?q=wheat")
    year = next(a for a in page.select(".bars a") if a.get_text().startswith("2012"))
    assert year.get_text() == "2012: 11 articles of 11"
    assert pairs(year["href"]) == [("q", "wheat"), ("date.from", "2012"), ("date.to", "2012")]
    page = browser.page(year["href"])
    month = page.select_one(".bars a")
    assert month.get_text() == "March 2012: 4 articles of 4"
    page = browser.page(month["href"])
    assert page.select_one(".bars a").get_text().endswith("March 2012: 1 article of 1")
    out = page.select(".out a")
    assert [a.get_text() for a in out] == ["All dates", "2012"]
    assert pairs(out[0]["href"]) == [("q", "wheat")]


def test_a_time_without_articles_is_no_link(browser):
    """An empty bar leads nowhere, as there is nothing to find there."""
    bars = browser.page("/search?date.from=2012&date.to=2012").select(".bars li")
    assert [bool(bar.a) for bar in bars][:3] == [True, False, False]


def test_the_date_form_keeps_the_rest_of_the_search(browser):
    """The form for dates sends query, filters and language along, and not the page."""
    form = browser.page("/search?q=wheat&people=Common+Name&page=2&date.from=2012&lang=en").select_one("form.dates")
    hidden = {field["name"]: field["value"] for field in form.select("[type=hidden]")}
    assert hidden == {"q": "wheat", "people": "Common Name", "lang": "en"}
    assert form.select_one("#from")["value"] == "2012"
    assert all(form.select_one(f"label[for={name}]") for name in ("from", "to"))


def test_the_search_box_keeps_filters_and_starts_at_the_first_page(browser):
    """Other words are looked for under the same filters, from the first page on."""
    form = browser.page("/search?q=wheat&people=Common+Name&page=2").select_one("form.find")
    hidden = {field["name"]: field["value"] for field in form.select("[type=hidden]")}
    assert form["action"] == "/search"
    assert form.select_one("[name=q]")["value"] == "wheat"
    assert hidden == {"people": "Common Name"}


def test_paging_has_no_dead_ends(browser):
    """The first page leads on, the last leads back, and a page that does not exist leads to the last that does."""
    first, last = browser.page("/search?q=wheat"), browser.page("/search?q=wheat&page=3")
    assert [a.get_text() for a in first.select(".pages a")] == ["1", "2", "3", "Next"]
    assert first.select_one(".pages [aria-current=page]").get_text() == "1"
    assert [a.get_text() for a in last.select(".pages a")] == ["Previous", "1", "2", "3"]
    beyond = browser.page("/search?q=wheat&page=99")
    assert pairs(beyond.select_one(".none a")["href"]) == [("q", "wheat"), ("page", "3")]


def test_the_total_is_said_with_its_plural_and_place(browser):
    """The heading counts articles and says which of them are shown."""
    assert browser.page("/search?q=wheat&page=2").h1.get_text() == "45 articles 21–40"
    assert browser.page("/search?q=lavrov").h1.get_text() == "1 article"


def test_order_and_page_size_mark_what_is_in_force(browser):
    """Order and size are links; the one in force is marked, and the usual one is left out of the address."""
    page = browser.page("/search?q=wheat&sort=date&per_page=30")
    order, view, size = page.select(".order nav")
    assert [pairs(a["href"])[-1] for a in view.select("a")] == [("per_page", "30"), ("view", "compact")]
    assert [a.get_text() for a in order.select("[aria-current=true]")] == ["Oldest first"]
    assert pairs(order.a["href"]) == [("q", "wheat"), ("per_page", "30")]
    assert [a.get_text() for a in size.select("a")] == ["10", "20", "30", "50", "100"]
    assert [a.get_text() for a in browser.page("/search").select(".order nav")[0].select("a")] == [
        "Newest first",
        "Oldest first",
    ]


def test_a_warning_shows_the_place_in_the_query(browser, engine):
    """A warning of the parser stands above the results with the character that it is about."""
    engine.warnings = (Note("The quote is not closed; everything after it was read as the phrase.", 4),)
    note = browser.page("/search?q=gas+%22oil").select_one(".warn li")
    assert note.get_text(" ", strip=True).startswith("The quote is not closed")
    assert "at character 5" in note.get_text()
    assert note.mark.get_text() == '"'
    german = browser.page("/search?q=gas+%22oil&lang=de").select_one(".warn li")
    assert german.get_text().startswith("Das Anführungszeichen ist nicht geschlossen")


def test_an_empty_page_says_what_to_loosen(browser):
    """Where nothing matches, what finds something is offered with its count: fewer words, fewer filters."""
    ways = browser.page("/search?q=wheat+lavrov&people=Sergei+Lavrov").select(".none li")
    assert [way.get_text() for way in ways] == [
        "Search without wheat 1 article",
        "Remove Words: wheat lavrov 1 article",
    ]
    assert [pairs(way.a["href"]) for way in ways] == [
        [("q", "lavrov"), ("people", "Sergei Lavrov")],
        [("people", "Sergei Lavrov")],
    ]
    ways = browser.page("/search?q=wheat&people=Sergei+Lavrov&date.from=2012").select(".none li")
    assert [(way.a.get_text(), way.span.get_text()) for way in ways] == [
        ("Only the words, without any filter", "45 articles"),
        ("Remove People: Sergei Lavrov", "22 articles"),
        ("Remove Words: wheat", "1 article"),
    ]


def test_another_spelling_is_offered_above_the_results(browser, engine):
    """What may have been meant is a link to that search under the same filters."""
    engine.did_you_mean = "wheat"
    link = browser.page("/search?q=wheet&people=Common+Name").select_one(".mean a")
    assert link.get_text() == "wheat"
    assert pairs(link["href"]) == [("q", "wheat"), ("people", "Common Name")]


def test_the_compact_view_is_one_line_for_each_hit_and_stays(browser):
    """view=compact leaves out snippets and tags, is in every link, and is refused where it is misspelt."""
    page = browser.page("/search?q=gas&view=compact")
    assert not page.select(".snip, .tags")
    assert page.select_one("form.find [name=view]")["value"] == "compact"
    assert all("view=compact" in a["href"] for a in page.select(".facet a"))
    assert "view" in browser.page("/search?view=tiny", status=400).select_one("code").get_text()


def test_a_tag_of_a_hit_can_be_shut_out(browser):
    """The button beside a tag sends the search along with the value that is to be excluded."""
    page = browser.page("/search?q=gas&lang=en")
    button = page.select_one(".tags button[name='people.not'][value='José Barroso']")
    assert button["aria-label"] == "Exclude José Barroso"
    form = page.find(id=button["form"])
    sent = [(field["name"], field["value"]) for field in form.select("input")]
    assert (form["action"], sent) == ("/search", [("q", "gas"), ("lang", "en")])


def test_hits_can_be_selected_to_be_cited_or_shown_alone(browser):
    """The checkboxes belong to one form that cites them, or all that was found, and shows them under one address."""
    page = browser.page("/search?q=wheat&page=2")
    boxes, form = page.select("[type=checkbox][name=id]"), page.find(id="pick")
    assert len(boxes) == 20 and {box["form"] for box in boxes} == {"pick"}
    assert form["action"] == "/api/v1/export"
    assert [button["value"] for button in form.select("[name=format]")] == ["bibtex", "ris", "csl-json", "jsonl", "csv"]
    assert form.select_one("[formaction]")["formaction"] == "/search"
    chosen = browser.page("/search?q=wheat&id=crowd-1&id=crowd-2")
    assert chosen.h1.get_text() == "2 articles"
    assert chosen.select_one(".chips").get_text(" ", strip=True).split(" × ")[1] == "Selected 2 articles"
    assert len(chosen.select("[type=checkbox][checked]")) == 2
    assert not chosen.select("#pick [name=id]")
    more = browser.page("/search?q=wheat&per_page=1&id=crowd-1&id=crowd-2")
    assert len(more.select("[type=checkbox][checked]")) == len(more.select("#pick [name=id]")) == 1
    assert len(more.select("#not [name=id]")) == 2


@pytest.mark.parametrize("path", ["/search?q=gas", "/search?people=Person+01&people=Person+02&date.from=2012&lang=de"])
def test_every_link_of_a_search_page_can_be_followed(browser, path):
    """No page links to an address that is refused, and every search link means a request that can be written back."""
    for link in {a["href"] for a in browser.page(path).select("a[href^='/']")}:
        assert browser.client.get(link).status_code == 200, link
        if link.startswith("/search"):
            kept = [pair for pair in pairs(link) if pair[0] not in ("lang", "view")]
            assert parse(parse(kept).params()) == parse(kept)


def test_a_first_page_of_results_is_small(browser):
    """The first page of results with its style sheet, scripts and icon is less than 60 kB on its way, and compressed
    that is less than 30 kB, also for hits with as much to say as there can be."""
    files = [path.name for path in (ROOT / "static").iterdir()]
    weights = [
        len(browser.client.get(path, headers={"Accept-Encoding": "gzip"}).data)
        for path in ("/search?q=wheat", *(f"/static/{name}" for name in files))
    ]
    assert sum(weights) < 30_000
