"""The pages in a browser, as a reader uses them: what only shows when they are laid out and scripts run."""

from __future__ import annotations

import contextlib
import threading
from urllib.parse import parse_qsl, urlsplit

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.support.ui import WebDriverWait
from werkzeug.serving import make_server

from searchapp.articles import Article
from searchapp.engines.engine import Engine
from searchapp.engines.memory import MemoryBackend
from searchapp.errors import ArchiveMissing
from searchapp.settings import Settings
from searchapp.web.app import create_app
from searchapp.web.awaited import Awaited
from tests.web.conftest import ARTICLES, LAVROV

PAGES = (
    "/",
    "/search?q=gas",
    "/search?q=wheat&people=Common+Name&places.not=Paris",
    "/search?q=wheat&view=compact",
    "/search?q=zebra&people=Sergei+Lavrov",
    '/search?q="gas',
    "/article/gas-talks?q=gas&mark=people&why=counterparts:European+Union",
    "/facets/people?q=wheat",
    "/about/people/Common%20Name",
    "/matrix?rows=people&q=wheat",
    "/help",
    "/nowhere",
)
pytestmark = pytest.mark.browser


@contextlib.contextmanager
def served(engine):
    """The address of the pages over an engine."""
    server = make_server("127.0.0.1", 0, create_app(engine, Settings()), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


@pytest.fixture(scope="module")
def address():
    engine = Engine(MemoryBackend())
    with engine.batch() as batch:
        for article in ARTICLES:
            batch.add(article)
        batch.add(Article(id="gas-again", title="Gas talks fail", text=LAVROV.text, people=("Sergei Lavrov",)))
    with served(engine) as address:
        yield address


class Window:
    """The browser at one width, with what a reader does and sees."""

    def __init__(self, driver, address):
        self.driver, self.address = driver, address

    def sized(self, width):
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def themed(self, theme):
        features = [
            {"name": "prefers-color-scheme", "value": theme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def open(self, path):
        self.driver.get(self.address + path)
        self.run("window.loadedOnce = true")

    def run(self, script, *given):
        return self.driver.execute_script(script, *given)

    def one(self, selector):
        return self.driver.find_element("css selector", selector)

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def until(self, fact, what=""):
        # Between two pages there is no element to ask, and the driver says so in several ways.
        changing = (WebDriverException,)
        return WebDriverWait(self.driver, 10, 0.03, changing).until(lambda _: fact(), what)

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    @property
    def path(self):
        return self.driver.current_url.removeprefix(self.address)

    @property
    def state(self):
        return parse_qsl(urlsplit(self.driver.current_url).query)

    @property
    def heading(self):
        # Asked for in one go: between two questions the page may have become another.
        return self.run("return document.querySelector('h1').innerText")

    @property
    def same_page(self):
        """Whether the page has not been loaded anew since it was opened."""
        return self.run("return window.loadedOnce === true")

    @property
    def focus(self):
        return self.run("return document.activeElement.innerText || document.activeElement.id")

    @property
    def said(self):
        return self.run("return document.getElementById('say').textContent")


@pytest.fixture
def window(driver, address):
    window = Window(driver, address)
    window.sized(1280)
    window.themed("light")
    driver.get_log("browser")
    return window


@pytest.mark.parametrize("width", [390, 1280, 2560])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_is_wider_than_its_window(window, width, language):
    """Nothing has to be scrolled sideways on a phone or a wide screen, in either direction of writing."""
    window.sized(width)
    for path in PAGES:
        window.open(f"{path}{'&' if '?' in path else '?'}lang={language}")
        assert window.run("return document.documentElement.scrollWidth") <= width, path


def test_nothing_is_blocked_broken_or_asked_of_another_server(window):
    """The browser has nothing to complain of, and everything that a page loads comes from where the page does."""
    for path in PAGES[:-1]:
        window.open(path)
        loaded = window.run("return performance.getEntriesByType('resource').map((entry) => entry.name)")
        assert loaded
        assert all(name.startswith(window.address) for name in loaded), loaded
    assert window.driver.get_log("browser") == []


@pytest.mark.parametrize(
    ("width", "theme", "language"), [(1280, "light", "en"), (1280, "dark", "ar"), (390, "dark", "de")]
)
def test_axe_finds_no_barrier(window, axe, width, theme, language):
    """axe-core finds nothing wrong by the rules of WCAG 2.2 AA and its best practices, in either theme."""
    window.sized(width)
    window.themed(theme)
    for path in PAGES:
        window.open(f"{path}{'&' if '?' in path else '?'}lang={language}")
        assert barriers(window, axe) == [], path


def test_axe_finds_no_barrier_in_what_scripts_add(window, axe):
    """Neither in the open list of suggestions, nor in the panel of a facet, nor in the help."""
    window.open("/search?q=wheat")
    window.one("#q").send_keys(Keys.END, " com")
    window.until(lambda: window.all("[role=option]"))
    assert barriers(window, axe) == []
    window.one("#f-people .list").click()
    window.until(lambda: window.all("dialog[open] .values li"))
    assert barriers(window, axe) == []
    window.press(Keys.ESCAPE)
    window.one(".ask").click()
    window.until(lambda: window.all("dialog[open] kbd"))
    assert barriers(window, axe) == []


def test_axe_finds_no_barrier_where_there_is_nothing(window, axe):
    """Neither on the pages of an empty archive, nor where there is none yet, in either theme."""

    def missing():
        raise ArchiveMissing("There is no archive in index. Make one: searchapp index PATH…")

    for engine in (Engine(MemoryBackend()), Awaited(missing)):
        with served(engine) as address:
            for theme in ("light", "dark"):
                window.themed(theme)
                for path in ("/", "/search"):
                    window.driver.get(address + path)
                    assert barriers(window, axe) == [], path


def barriers(window, axe):
    """What axe-core finds on the page as it is: rule and element."""
    window.run(axe)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = window.driver.execute_async_script(
        "const [rules, done] = arguments;"
        "axe.run({runOnly: rules, resultTypes: ['violations']}).then(({violations}) => done("
        "violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)}`))))",
        rules,
    )
    return list(found)


def test_facets_fold_on_a_phone_and_stand_open_beside_results(window):
    """Facets are out of the way on a phone until asked for, and always there where there is room."""
    script = "return document.querySelector('.facet li').checkVisibility({contentVisibilityAuto: true})"
    for width, visible in ((390, False), (1280, True)):
        window.sized(width)
        window.open("/search?q=gas")
        assert window.run(script) is visible
    window.sized(390)
    window.open("/search?q=gas")
    window.one(".fold > summary").click()
    assert window.run(script) is True


def test_results_change_without_a_reload_and_the_address_is_the_state(window):
    """A facet value, a chip, the order and the next page change results, address, title and what is said; Back and
    Forward lead through the same states, and the address alone gives the same page."""
    window.open("/search?q=wheat")
    window.one("#f-people li a").click()
    window.until(lambda: window.state == [("q", "wheat"), ("people", "Common Name")])
    window.until(lambda: window.all(".chips li:nth-child(2):not(.all)"))
    assert window.said.startswith("45 articles")
    window.one(".order nav:first-child a:last-child").click()
    order = "return document.querySelector('.order [aria-current]').innerText"
    window.until(lambda: window.run(order) == "Oldest first")
    assert window.state[-1] == ("sort", "date")
    window.one(".pages [rel=next]").click()
    window.until(lambda: window.heading == "45 articles 21–40")
    assert window.run("return scrollY") == 0
    window.driver.back()
    window.until(lambda: window.heading == "45 articles 1–20")
    window.driver.back()
    window.until(lambda: window.run(order) == "Relevance")
    window.driver.back()
    window.until(lambda: len(window.all(".chips li:not(.all)")) == 1)
    assert window.path == "/search?q=wheat"
    window.driver.forward()
    window.until(lambda: len(window.all(".chips li:not(.all)")) == 2)
    assert window.same_page
    shown = window.one("#main").text
    window.driver.refresh()
    assert window.one("#main").text == shown


def test_the_focus_stays_where_it_was(window):
    """After a choice by keyboard the focus is on the same value, or on the heading where that is gone."""
    window.open("/search?q=wheat")
    window.run("document.querySelector('#f-outlet li a').focus()")
    window.press(Keys.ENTER)
    window.until(lambda: window.all(".chips li:nth-child(2):not(.all)"))
    assert window.run("return document.activeElement.closest('.on bdi, .on')?.innerText").startswith("Daily Meridian")
    window.run("document.querySelector('.chips li:nth-child(2) [aria-label]').focus()")
    window.press(Keys.ENTER)
    window.until(lambda: window.path == "/search?q=wheat")
    window.until(lambda: window.focus.startswith("45 articles"))
    assert window.same_page


def test_words_sent_from_the_box_keep_filters_and_page(window):
    """Another query is answered in place, under the same filters, with the cursor still in the box."""
    window.open("/search?q=wheat&people=Common+Name&page=2")
    box = window.one("#q")
    box.clear()
    box.send_keys("harvest", Keys.ENTER)
    window.until(lambda: window.state == [("q", "harvest"), ("people", "Common Name")])
    window.until(lambda: window.heading.startswith("45 articles"))
    assert window.focus == "q"
    assert window.same_page


def test_the_box_completes_what_is_typed(window):
    """Arrows choose among suggestions, Escape closes them, Enter takes one; a name becomes a filter."""
    window.open("/search?q=gas")
    box = window.one("#q")
    box.send_keys(Keys.END, " lav")
    options = window.until(lambda: window.all("[role=option]"))
    assert options[0].text.split("\n")[0] == "gas + Sergei Lavrov"
    assert window.said == f"{len(options)} suggestions"
    assert box.get_attribute("aria-expanded") == "true"
    window.press(Keys.ESCAPE)
    assert not window.one("#suggestions").is_displayed()
    assert box.get_attribute("value") == "gas lav"
    window.press(Keys.DOWN)
    window.until(lambda: window.one("#suggestions").is_displayed())
    window.press(Keys.UP)
    chosen = window.one("[role=option][aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    window.press(Keys.DOWN, Keys.DOWN, Keys.ENTER)
    window.until(lambda: window.state == [("q", "gas"), ("people", "Sergei Lavrov")])
    window.until(lambda: box.get_attribute("value") == "gas")
    assert window.same_page


def test_every_value_of_a_facet_opens_in_a_panel(window):
    """The panel filters by what is typed, sorts, and a value chosen in it narrows the results behind it."""
    window.open("/search?q=wheat")
    window.one("#f-people .list").click()
    window.until(lambda: window.focus == "prefix")
    window.press("person 0")
    values = "return [...document.querySelectorAll('dialog .values bdi')].map((value) => value.textContent)"
    window.until(lambda: window.run(values) == [f"Person {n:02}" for n in range(10)])
    assert window.focus == "prefix"
    window.one("dialog .order a:last-child").click()
    window.until(
        lambda: window.run("return document.querySelector('dialog .order [aria-current]').innerText") == "By name"
    )
    window.one("dialog .values li:nth-child(3) a").click()
    window.until(lambda: window.state == [("q", "wheat"), ("people", "Person 02")])
    window.until(lambda: window.heading == "1 article")
    assert not window.all("dialog[open]")
    assert window.same_page


def bar(window, period):
    return next(link for link in window.all(".bars a") if link.get_attribute("textContent").startswith(period))


def test_a_drag_over_the_timeline_searches_that_time(window):
    """Bars that are dragged over are marked and become the dates; a click goes down to one."""
    window.open("/search?q=wheat")
    first, last = bar(window, "February 2011"), bar(window, "June 2011")
    ActionChains(window.driver).click_and_hold(first).move_to_element(last).perform()
    assert len(window.all(".bars .in")) == 5
    ActionChains(window.driver).release().perform()
    window.until(lambda: window.state == [("q", "wheat"), ("date.from", "2011-02"), ("date.to", "2011-06")])
    said = "return document.querySelector('.out b')?.innerText"
    window.until(lambda: window.run(said) == "February 2011 – June 2011")
    bar(window, "June 2011").click()
    window.until(lambda: dict(window.state)["date.from"] == "2011-06")
    window.until(lambda: window.run(said) == "June 2011")
    assert window.same_page


def test_the_timeline_can_be_used_by_keyboard(window):
    """It is one stop for Tab; arrows move, Shift selects, Escape lets go, Enter searches."""
    window.open("/search?q=wheat")
    assert len(window.all(".bars a[tabindex='0']")) == 1
    window.run("document.querySelector('.bars a[tabindex=\"0\"]').focus()")
    window.press(Keys.RIGHT)
    assert window.focus.startswith("May 2010")
    select(window, Keys.RIGHT)
    assert len(window.all(".bars .in")) == 5
    assert window.said.startswith("May 2010") and "September 2010" in window.said
    window.press(Keys.ESCAPE)
    assert not window.all(".bars .in")
    select(window, Keys.LEFT)
    window.press(Keys.ENTER)
    window.until(lambda: window.state == [("q", "wheat"), ("date.from", "2010-05"), ("date.to", "2010-09")])


def select(window, arrow):
    ActionChains(window.driver).key_down(Keys.SHIFT).send_keys(arrow).key_up(Keys.SHIFT).perform()


def test_what_is_selected_is_counted_and_kept_from_page_to_page(window):
    """Selected hits are counted, stay selected on other pages of the search, and can be shown under one address."""
    window.open("/search?q=wheat")
    window.one(".hit input").click()
    assert window.said == "Selected: 1"
    window.one(".pages [rel=next]").click()
    window.until(lambda: window.heading == "45 articles 21–40")
    window.all(".hit input")[1].click()
    assert window.one("#picked").text == "· Selected: 2"
    window.one("#take summary").click()
    window.one("#pick [formaction]").click()
    window.until(lambda: window.heading == "2 articles")
    assert [name for name, _ in window.state if name != "copies"] == ["q", "id", "id"]


def test_keys_lead_through_results_and_matches(window):
    """The keys j and k go from hit to hit, x selects, n turns the page, ? shows help, / goes to the box; all can be
    silenced."""
    window.open("/search?q=wheat")
    window.press("jj")
    hits = window.all(".hit h3 a")
    assert window.run("return document.activeElement === arguments[0]", hits[1])
    window.press("x")
    assert window.one("#picked").text == "· Selected: 1"
    window.press("k")
    assert window.run("return document.activeElement === arguments[0]", hits[0])
    window.press("n")
    window.until(lambda: window.heading == "45 articles 21–40")
    window.press("?")
    window.until(lambda: window.all("dialog[open] kbd"))
    window.one("#keys-off").click()
    window.press(Keys.ESCAPE)
    window.press("/")
    assert window.focus != "q"
    window.run("localStorage.clear()")
    window.press("/")
    assert window.focus == "q"
    window.open("/article/gas-talks?q=gas")
    window.press("nn")
    assert window.path.endswith("#m2")


def test_a_match_that_is_landed_on_shows_the_way_to_the_next(window):
    """The links between matches appear at the match that the address names, and lead on."""
    window.open("/article/gas-talks?q=gas#m1")
    shown = [hop for hop in window.all(".hop") if hop.is_displayed()]
    assert len(shown) == 1
    shown[0].find_element("css selector", "a").click()
    assert window.path.endswith("#m2")


def test_evidence_is_lit_in_place(window):
    """Why? lights the evidence in the text without a reload, and Back takes it away."""
    window.open("/article/gas-talks?q=gas")
    window.one("#v-people .whylink").click()
    window.until(lambda: window.all(".e.why"))
    window.one("#switches a").click()
    window.until(lambda: window.all("#switches [aria-current]"))
    assert window.same_page
    window.driver.back()
    window.driver.back()
    window.until(lambda: not window.all(".e.why"))
    assert window.path == "/article/gas-talks?q=gas"


def test_nothing_moves_after_it_was_painted(window):
    """No element shifts while a page comes up or while it changes in place."""
    for path in ("/", "/search?q=wheat", "/article/gas-talks?q=gas"):
        window.open(path)
        assert shift(window) == 0, path
    window.open("/search?q=wheat")
    window.one("#f-people li a").click()
    window.until(lambda: "people" in dict(window.state))
    assert shift(window) == 0


def shift(window):
    """The layout shift of the page so far, as browsers measure it for Core Web Vitals."""
    return window.driver.execute_async_script(
        "const [done] = arguments; let sum = 0;"
        "const add = (one) => { if (!one.hadRecentInput) sum += one.value; };"
        "new PerformanceObserver((list) => list.getEntries().forEach(add))"
        ".observe({type: 'layout-shift', buffered: true});"
        "requestAnimationFrame(() => requestAnimationFrame(() => done(sum)))"
    )


@contextlib.contextmanager
def without_scripts(driver):
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        yield
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_everything_works_without_scripts(window):
    """Search, facets, the list of a facet, exclusion, dates and selection are links and forms."""
    with without_scripts(window.driver):
        window.driver.get(window.address + "/search?q=wheat")
        window.one("#f-people .list").click()
        window.until(lambda: window.one("#prefix").send_keys("person 1", Keys.ENTER) or True)
        window.until(lambda: ("prefix", "person 1") in window.state)
        window.until(lambda: window.one(".values li a").click() or True)
        window.until(lambda: ("people", "Person 10") in window.state)
        window.until(lambda: window.one(".tags button").click() or True)
        window.until(lambda: ("people.not", "Common Name") in window.state)
        window.driver.get(window.address + "/search?q=wheat")
        window.one("#from").send_keys("2012", Keys.ENTER)
        window.until(lambda: window.one("h1").text.startswith("22 articles"))
        window.until(lambda: window.one(".hit input").click() or True)
        window.one("#take summary").click()
        window.one("#pick [formaction]").click()
        window.until(lambda: window.one("h1").text == "1 article")
