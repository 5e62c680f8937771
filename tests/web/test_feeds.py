"""Feeds of searches, and the description by which browsers add the archive."""

from __future__ import annotations

import datetime
from dataclasses import replace

import feedparser
import pytest
from lxml import etree

from searchapp.articles import Article
from searchapp.query.request import PARAMETERS
from searchapp.web.conditional import Commits
from tests.web.conftest import HOSTILE, LAVROV

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(browser, path="/feed"):
    answer = browser.client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/atom+xml"
    etree.fromstring(answer.data)
    return feedparser.parse(answer.data)


def test_the_newest_come_first(browser):
    """Articles come by date, with page, original, authors and categories."""
    found = feed(browser, "/feed?q=gas")
    assert [entry.title for entry in found.entries][:2] == ["Gas talks resume in Brussels", "محادثات الغاز"]
    first = found.entries[0]
    assert first.link == "http://localhost/article/gas-talks"
    assert [link.href for link in first.links if link.rel == "via"] == ["https://news.example/2014/gas"]
    assert (first.published, first.author) == ("2014-01-28T00:00:00Z", "Nora Quill")
    assert "Sergei Lavrov" in [tag.term for tag in first.tags]
    assert found.feed.title == "gas – Test & Archive"
    assert feed(browser, "/feed?q=lavrov").feed.updated == "2014-01-28T00:00:00Z"


def test_ids_stay_wherever_the_archive_is_served(browser):
    """The id of an entry depends on the archive and the article, not on the search or the host."""
    one = {entry.title: entry.id for entry in feed(browser, "/feed?q=gas").entries}
    answer = browser.client.get("/feed?q=lavrov", headers={"Host": "other.example"})
    [entry] = feedparser.parse(answer.data).entries
    assert entry.id == one[entry.title] and entry.id.startswith("urn:uuid:")
    assert entry.link.startswith("http://other.example/")


def test_every_entry_is_reached(browser):
    """A feed leads on to the older ones, each once."""
    seen, path = [], "/feed?per_page=10"
    while path:
        found = feed(browser, path)
        seen += [entry.id for entry in found.entries]
        path = next((link.href for link in found.feed.links if link.rel == "next"), None)
    assert len(seen) == len(set(seen)) == 48


def test_a_feed_is_well_formed_whatever_articles_hold(browser, engine):
    """Markup is text, what XML cannot hold is a space, and only web addresses are links."""
    odd = replace(HOSTILE, title="a\x00b\ufffe\ud800 </title>&amp; ]]>", text="x\x1b[31m\x0b\x85", outlet=None)
    engine.articles = (odd, Article(id="\x01", language="e\x02n"), Article(id="b", title="\U0001f600"))
    found = feed(browser)
    titles = {entry.title for entry in found.entries}
    assert "\U0001f600" in titles
    tree = etree.fromstring(browser.client.get("/feed").data)
    texts = [title.text for title in tree.findall(f"{ATOM}entry/{ATOM}title")]
    assert "a b   </title>&amp; ]]>" in texts
    assert not [link for link in tree.iter(f"{ATOM}link") if not link.get("href").startswith("http://localhost/")]


def test_a_feed_that_is_known_is_not_sent_again(browser, engine):
    """By its tag, or for those who do not know it by the time, until there is another commit."""
    first = browser.client.get("/feed?q=gas")
    by_tag = {"If-None-Match": first.headers["ETag"]}
    by_time = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert browser.client.get("/feed?q=gas", headers=by_tag).status_code == 304
    assert browser.client.get("/feed?q=gas", headers=by_time).status_code == 304
    assert browser.client.get("/feed?q=gas", headers={**by_time, "If-None-Match": '"x"'}).status_code == 200
    engine.status = lambda: replace(type(engine).status(engine), revision="8")
    assert browser.client.get("/feed?q=gas", headers=by_tag).status_code == 200
    assert browser.client.get("/feed?q=gas", headers=by_time).status_code == 200


def test_each_commit_has_a_second_of_its_own():
    """Commits within one second, and a clock that goes back, do not look like one."""
    ticks = iter([100.2, 100.9, 40.0])
    commits = Commits(lambda: next(ticks))
    times = [commits.seen(revision) for revision in ("a", "a", "b", "c")]
    assert times[0] == times[1] == datetime.datetime.fromtimestamp(100, datetime.UTC)
    assert [time.timestamp() for time in times[1:]] == [100, 101, 102]


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_feed_takes_the_parameters_of_a_search(browser, name):
    """Each parameter is known, or refused for its value only."""
    answer = browser.client.get("/feed", query_string={name: "1"})
    assert "There is no parameter" not in answer.text
    assert answer.status_code in (200, 400)


def test_parameters_that_there_are_not_are_refused(browser):
    """They are problems, as everywhere in the API; the order of a search is of no account."""
    assert browser.json("/feed?x=1", status=400)["parameter"] == "x"
    assert [entry.id for entry in feed(browser, "/feed?q=gas&sort=date").entries] == [
        entry.id for entry in feed(browser, "/feed?q=gas").entries
    ]


def test_the_page_of_a_search_leads_to_its_feed(browser):
    """The feed has the search's words and filters, and begins with the newest."""
    page = browser.page("/search?q=gas&people=Sergei+Lavrov&page=2&sort=date")
    link = page.select_one("link[rel=alternate][type='application/atom+xml']")
    [entry] = feed(browser, link["href"].removeprefix("http://localhost")).entries
    assert entry.title == "Gas talks resume in Brussels"


def test_a_browser_can_add_the_archive(browser):
    """Each page leads to a description with the addresses of a search."""
    link = browser.page("/").select_one("link[rel=search]")
    assert link["title"] == "Test & Archive"
    answer = browser.client.get(link["href"])
    assert answer.mimetype == "application/opensearchdescription+xml"
    tree = etree.fromstring(answer.data)
    urls = {url.get("type"): url.get("template") for url in tree if url.tag.endswith("Url")}
    assert urls["text/html"] == "http://localhost/search?q={searchTerms}"
    for template in list(urls.values())[:3]:
        path = template.removeprefix("http://localhost").replace("{searchTerms}", "gas")
        assert browser.client.get(path).status_code == 200
    assert len(next(child.text for child in tree if child.tag.endswith("ShortName"))) <= 16


def test_an_article_is_the_same_in_the_feed_and_on_its_page(browser):
    """The link of an entry leads to the article."""
    [entry] = feed(browser, "/feed?q=lavrov").entries
    page = browser.page(entry.link.removeprefix("http://localhost"))
    assert LAVROV.title in page.h1.get_text()
