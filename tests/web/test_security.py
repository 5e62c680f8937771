from __future__ import annotations

import pytest

from searchapp.query.result import Snippet
from searchapp.web.links import outside
from searchapp.web.markup import lit

HOSTILE = "/article/odd%2F..%2Fid%3Fx=1%23y?q=gas"


@pytest.mark.parametrize("path", ["/search?q=gas", HOSTILE, "/search?q=%3Cscript%3E", "/nope%3Cscript%3E"])
def test_hostile_text_stays_text(browser, path):
    """Markup in titles, texts, names, queries and addresses is shown, never run."""
    page = browser.page(path, status=404 if "nope" in path else 200)
    assert {script.get("src") for script in page.select("script")} <= {"/static/searchapp.js", "/static/fold.js"}
    assert not page.select("img, svg, .text b, bdi b")


def test_a_script_address_is_shown_and_not_linked(browser):
    """An original whose address is no web address is told, but not linked."""
    page = browser.page(HOSTILE)
    assert "javascript:alert(1)" in page.select_one(".facts").get_text()
    assert not [a for a in page.select("a") if a.get("href", "").lower().startswith("javascript")]


def test_control_characters_do_not_reach_the_page(browser):
    """Characters that HTML may not hold are replaced."""
    for path in ("/search?q=gas", HOSTILE):
        assert not {"\x00", "\x07"} & set(browser.client.get(path).text)


def test_text_that_turns_its_direction_is_isolated(browser):
    """A title with a direction override stands in an element of its own direction, a value in a bdi."""
    page = browser.page("/search?q=gas")
    turned = next(a for a in page.select(".hit h3 a") if "\u202e" in a.get_text())
    assert turned["dir"] == "auto"
    assert all(value.bdi for value in page.select(".facet li"))


@pytest.mark.parametrize(
    "path", ["/", "/search", "/article/gas-talks", "/nope", "/api/v1/search", "/static/searchapp.css"]
)
def test_every_answer_carries_the_headers_that_protect(browser, path):
    """Pages, errors, JSON and files allow nothing from elsewhere, no framing and no guessing of types."""
    headers = browser.client.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//host/x", "/x", "http:x", "https://a\u202eb", "java\nscript:x", ""],
)
def test_only_web_and_mail_addresses_are_linked(url):
    """Anything but http, https and mailto is no link."""
    assert outside(url) is None


def test_each_piece_of_a_snippet_is_escaped_by_itself():
    """A match that begins inside something that looks like markup makes no markup."""
    assert str(lit(Snippet("<b>&amp;", ((1, 4),)))) == "&lt;<mark>b&gt;&amp;</mark>amp;"
