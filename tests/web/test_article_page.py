from __future__ import annotations


def test_an_article_is_shown_whole_in_paragraphs(browser):
    """The text stands in paragraphs, with title, outlet, authors, date and how the date is known."""
    page = browser.page("/article/gas-talks")
    assert page.h1.get_text() == "Gas talks resume in Brussels"
    assert [p.get_text() for p in page.select(".text p")] == [
        "BRUSSELS – Gas talks resumed on Tuesday.",
        "Sergei Lavrov said the gas price would hold. Gas buyers doubt it.",
    ]
    about = page.select_one(".paper .by").get_text(" ", strip=True)
    assert about == "Nora Quill 28 January 2014 known from the dateline of the text"


def test_matches_are_anchors_with_links_to_the_next_and_the_previous(browser):
    """Each match can be landed on, and leads to its neighbours without a script."""
    page = browser.page("/article/gas-talks?q=gas")
    marks = page.select(".text mark")
    assert [mark["id"] for mark in marks] == ["m1", "m2", "m3"]
    assert [[a["href"] for a in hop.select("a")] for hop in page.select(".hop")] == [["#m2"], ["#m1", "#m3"], ["#m2"]]
    assert page.select_one(".found a")["href"] == "#m1"
    assert page.select_one(".found a").get_text(strip=True).startswith("3 matches in the text")


def test_an_article_leads_back_to_the_results_it_was_found_in(browser):
    """The way back restores query, filters, page and language."""
    page = browser.page("/article/gas-talks?q=gas&people=Sergei+Lavrov&page=2&lang=en")
    assert page.select_one(".back a")["href"] == "/search?q=gas&people=Sergei+Lavrov&page=2&lang=en"


def test_values_are_links_to_searches_with_their_mentions(browser):
    """Each value of a facet leads to everything else with it and says how often it is mentioned."""
    about = browser.page("/article/gas-talks").select_one(".about")
    link = next(a for a in about.select("a") if a.get_text() == "Sergei Lavrov")
    assert link["href"] == "/search?people=Sergei+Lavrov"
    assert link.parent.get_text(" ", strip=True) == "Sergei Lavrov 1 mention why?"
    assert any(a.get_text() == "Russia" and a["href"] == "/search?countries=RU" for a in about.select("a"))


def test_the_page_says_how_each_value_is_known(browser):
    """The table of origins names each value and where it came from in plain words."""
    table = browser.page("/article/gas-talks").select_one(".origin details table")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tbody tr")]
    assert ["Date", "28 January 2014", "the dateline of the text"] in rows
    assert ["People", "Sergei Lavrov, José Barroso", "rules that read the text"] in rows


def test_the_page_says_why_a_counterpart_is_listed_and_another_is_not(browser):
    """Each candidate stands with the terms of its score, those not kept folded away."""
    page = browser.page("/article/gas-talks")
    kept, others = page.select("table.why")
    assert [row.get_text(" ", strip=True) for row in kept.select("tbody tr")] == [
        "European Union Score 7.5",
        "mentions headline 4",
        "named as a pair with the principal 3.5",
    ]
    assert others.find_parent("details").summary.get_text() == "Considered and not listed"
    assert "Belgium" in others.get_text()


def test_the_original_is_linked_without_telling_it_who_asks(browser):
    """The original's address is a link that hands on neither the referrer nor the window."""
    link = browser.page("/article/gas-talks").select_one(".facts a")
    assert link["href"] == "https://news.example/2014/gas"
    assert {"noopener", "noreferrer", "nofollow"} <= set(link["rel"])


def test_the_text_says_its_language_and_direction(browser):
    """An Arabic text is marked as Arabic, from right to left; one of unknown language finds its own direction."""
    text = browser.page("/article/ar").select_one(".text")
    assert (text["lang"], text["dir"]) == ("ar", "rtl")
    unknown = browser.page("/article/odd%2F..%2Fid%3Fx=1%23y").select_one(".text")
    assert (unknown.get("lang"), unknown["dir"]) == (None, "auto")


def test_an_id_may_hold_any_character(browser):
    """The link to an article with slashes, dots and marks in its id leads to that article."""
    link = browser.page("/search?people=%3Cb%3EBobby%3C/b%3E+%26+Co").select_one(".hit h3 a")["href"]
    assert link.startswith("/article/odd%2F..%2Fid%3Fx%3D1%23y")
    assert "alert(1)" in browser.page(link).h1.get_text()


def test_names_are_marked_on_demand(browser):
    """mark= marks the names of a facet in the text, beside the matches, and its link turns them off again."""
    page = browser.page("/article/gas-talks?q=lavrov&mark=people")
    assert [piece.get_text() for piece in page.select(".text .e.people")] == ["Sergei ", "Lavrov"]
    assert [mark.get_text() for mark in page.select(".text .e.people mark")] == ["Lavrov"]
    switch = page.select_one(".switches [aria-current]")
    assert (switch.get_text(), switch["href"]) == ("People", "/article/gas-talks?q=lavrov")
    assert not browser.page("/article/gas-talks?q=lavrov").select(".text .e")
    browser.page("/article/gas-talks?mark=colour", status=400)


def test_evidence_in_the_headline_is_lit_there(browser):
    """The title is marked like the text, beside its matches, and stays one running text."""
    page = browser.page("/article/gas-talks?q=gas&why=places:Brussels")
    assert page.h1.get_text() == "Gas talks resume in Brussels"
    assert (page.h1.mark.get_text(), page.h1.select_one(".e.why").get_text()) == ("Gas", "Brussels")
    assert page.select_one(".case a")["href"] == f"#{page.h1.select_one('.e.why')['id']}"


def test_each_value_says_why_with_its_evidence_lit(browser):
    """why= lights the places that speak for a value and shows the terms of its score."""
    page = browser.page("/article/gas-talks?q=gas")
    link = next(a for a in page.select(".about .whylink") if a["aria-label"] == "Why Sergei Lavrov?")
    page = browser.page(link["href"].partition("#")[0])
    assert [tag.get_text() for tag in page.select(".text .e.why")] == ["Sergei Lavrov"]
    assert page.select_one(".case h2").get_text() == "Why Sergei Lavrov?"
    assert page.select_one(".case a")["href"] == "#e1"
    assert page.find(id="e1").get_text().startswith("Sergei")
    assert page.select(".case a")[-1]["href"] == "/article/gas-talks?q=gas"
    scored = browser.page("/article/gas-talks?why=counterparts:European+Union").select_one(".case table")
    assert "7.5" in scored.get_text()
    none = browser.page("/article/gas-talks?why=people:Nobody").select_one(".case")
    assert "no evidence" in none.get_text()
    browser.page("/article/gas-talks?why=colour:red", status=400)


def test_an_article_can_be_cited(browser):
    """The citation stands on the page and can be had as a file of each format."""
    page = browser.page("/article/gas-talks")
    assert page.select_one("#citation pre").get_text().startswith("@article{quill2014talks,")
    links = {a.get_text(): a["href"] for a in page.select("#citation a")}
    assert links["RIS"] == "/api/v1/export?id=gas-talks&format=ris"
    assert browser.client.get(links["RIS"]).text.startswith("TY  - NEWS")
