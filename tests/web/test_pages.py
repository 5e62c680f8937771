from __future__ import annotations

import pytest

from searchapp.errors import ArchiveDamaged, ArchiveError, ArchiveLocked, ArchiveMissing, ArchiveStampError
from searchapp.settings import Settings
from searchapp.web.app import create_app
from searchapp.web.awaited import Awaited
from tests.web.conftest import Browser


def test_the_start_page_tells_what_the_archive_holds(browser, engine):
    """Name, totals, dates, timeline, facets and the newest articles come from one search."""
    page = browser.page("/")
    assert page.h1.get_text() == "Test & Archive"
    assert page.select_one(".line").get_text(" ", strip=True) == "48 articles 2010 – 2014"
    assert next(hit.h3.get_text() for hit in page.select(".hit")) == "Gas talks resume in Brussels"
    assert page.select_one(".bars a")["href"] == "/search?date.from=2010&date.to=2010"
    assert any(a["href"] == "/search?people=Common+Name" for a in page.select(".facet a"))
    assert len(engine.seen) == 1


def test_an_empty_archive_says_how_to_fill_it(engine):
    """Without articles the start page names the command that adds some."""
    engine.articles = ()
    answer = create_app(engine, Settings()).test_client().get("/")
    assert "searchapp index PATH" in answer.text


def test_making_the_application_asks_nothing_of_the_archive():
    """create_app does not touch its engine."""
    create_app(object(), Settings())


def test_health_does_not_ask_the_archive():
    """The health page answers although there is no archive behind it."""
    assert create_app(object(), Settings()).test_client().get("/healthz").text == "ok\n"


@pytest.mark.parametrize(
    ("path", "heading"),
    [("/", None), ("/search", None), ("/article/gas-talks", None), ("/nope", "There is nothing here")],
)
def test_pages_can_be_found_about_in_by_ear_and_keyboard(browser, path, heading):
    """Every page has one main heading, landmarks, a way past the header, labelled fields and headings in order."""
    page = browser.page(path, status=404 if heading else 200)
    levels = [int(tag.name[1]) for tag in page.select("h1, h2, h3, h4")]
    assert levels.count(1) == 1
    ordered = [level for level in levels if level != 1]
    assert all(after <= before + 1 for before, after in zip([1, *ordered], ordered, strict=False))
    assert page.select_one("a.skip")["href"] == "#" + page.main["id"]
    assert page.header
    assert page.footer
    for field in page.select("input:not([type=hidden], [aria-labelledby])"):
        assert page.select_one(f"label[for={field['id']}]")
    for field in page.select("[aria-labelledby]"):
        assert all(page.find(id=name) for name in field["aria-labelledby"].split())
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    if heading:
        assert page.h1.get_text() == heading


def test_an_unknown_parameter_is_named_and_can_be_left_out(browser):
    """The page of the error names the parameter and offers the search without it."""
    page = browser.page("/search?q=gas&colour=red&page=x&people=A", status=400)
    assert "colour" in page.select_one("code").get_text()
    way = page.select_one(".none li a")
    assert way.get_text() == "Search without colour"
    assert way["href"] == "/search?q=gas&people=A"


def test_a_bad_cursor_is_an_error_of_its_parameter(browser):
    """What only the archive can refuse is answered like any other bad parameter."""
    page = browser.page("/search?q=gas&cursor=zz", status=400)
    assert page.select_one(".none li a")["href"] == "/search?q=gas"


def test_a_missing_article_is_a_helpful_page(browser):
    """An unknown id is answered with 404 and a way on."""
    page = browser.page("/article/none", status=404)
    assert "none" in page.main.get_text()
    assert page.select_one(".none li a")["href"] == "/"


def test_pages_can_only_be_read(browser):
    """Writing is refused with what is allowed."""
    answer = browser.client.post("/search")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "can only be read" in answer.text


def test_an_archive_that_cannot_be_used_is_a_503_with_its_message(engine, browser):
    """The message of an ArchiveError reaches the page and the API, with its status."""

    def gone(request):
        raise ArchiveMissing("There is no archive at index: run searchapp index PATH.")

    engine.search = gone
    assert "run searchapp index PATH" in browser.page("/search", status=503).main.get_text()
    assert browser.json("/api/v1/search", status=503)["code"] == "archive-missing"


def test_an_error_of_the_program_shows_nothing_of_its_inside(engine, browser):
    """An unexpected error is a 500 without details."""

    def broken(request):
        raise RuntimeError("secret path /home/x")

    engine.search = broken
    assert "secret" not in browser.page("/search", status=500).get_text()
    assert browser.json("/api/v1/search", status=500)["status"] == 500


def test_an_archive_that_is_not_there_yet_is_waited_for(engine):
    """Until there is an archive a page says what to do and asks again; then the archive is shown."""
    held = []

    def open_engine():
        if not held:
            raise ArchiveMissing("There is no archive in index. Make one: searchapp index PATH…")
        return held[0]

    browser = Browser(create_app(Awaited(open_engine), Settings()).test_client())
    page = browser.page("/search?q=gas", status=503)
    assert page.h1.get_text() == "There is no archive here yet"
    assert "searchapp index PATH" in page.main.get_text()
    assert page.select_one(".none li a")["href"] == "/search?q=gas"
    assert browser.client.get("/").headers["Refresh"] == "5"
    assert browser.json("/api/v1/search", status=503)["code"] == "archive-missing"
    assert browser.client.get("/healthz").status_code == 200
    held.append(engine)
    assert browser.page("/search?q=gas").h1.get_text() == "3 articles"


@pytest.mark.parametrize(
    ("error", "heading"),
    [
        (ArchiveStampError("Bring it up to date: searchapp rebuild"), "The archive has to be rebuilt"),
        (ArchiveDamaged("A file is gone."), "The archive is damaged"),
        (ArchiveLocked("Another process writes."), "The archive is being written to"),
        (ArchiveError("The engine at 127.0.0.1:9200 does not answer."), "The archive cannot be used right now"),
    ],
)
def test_an_archive_that_cannot_be_used_says_what_to_do(error, heading):
    """Each state of an archive has a page of its own with the message and a way to try again; HTTP says 503."""

    def away():
        raise error

    page = Browser(create_app(Awaited(away), Settings()).test_client()).page("/", status=503)
    assert page.h1.get_text() == heading
    assert str(error) in page.main.get_text()
    assert [a.get_text() for a in page.select(".none li a")] == ["Try again", "Start page"]


def test_help_stands_on_a_page_of_its_own(browser):
    """The page of help has the examples as searches, and the keys."""
    page = browser.page("/help")
    example = next(a for a in page.select(".tips dt a") if a.get_text() == '"oil market"')
    assert example["href"] == "/search?q=%22oil+market%22"
    assert [kbd.get_text() for kbd in page.select(".keys kbd")][:2] == ["/", "?"]
    assert page.select_one("form.find .ask")["href"] == "/help"
