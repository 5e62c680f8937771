"""The pages in a browser: what only shows when they are laid out."""

from __future__ import annotations

import threading

import pytest
from werkzeug.serving import make_server

from searchapp.settings import Settings
from searchapp.web.app import create_app
from tests.conftest import browser_driver

PAGES = ("/", "/search?q=gas", "/search?q=wheat&people=Common+Name", "/article/gas-talks?q=gas", "/search?q=zebra")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    with browser_driver(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def address(engine):
    server = make_server("127.0.0.1", 0, create_app(engine, Settings()), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def sized(driver, width):
    """Give the window a width in CSS pixels."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@pytest.mark.parametrize("width", [390, 1280, 2560])
def test_no_page_is_wider_than_its_window(driver, address, width):
    """Nothing has to be scrolled sideways on a phone or a wide screen."""
    sized(driver, width)
    for path in PAGES:
        driver.get(address + path)
        assert driver.execute_script("return document.documentElement.scrollWidth") <= width, path


def test_nothing_is_blocked_or_broken(driver, address):
    """The browser has nothing to complain of: no blocked style or script, no error, no missing file."""
    driver.get_log("browser")
    for path in PAGES:
        driver.get(address + path)
    assert driver.get_log("browser") == []


def test_facets_fold_on_a_phone_and_stand_open_beside_results(driver, address):
    """Facets are out of the way on a phone until asked for, and always there where there is room."""
    script = "return document.querySelector('.facet li').checkVisibility({contentVisibilityAuto: true})"
    for width, visible in ((390, False), (1280, True)):
        sized(driver, width)
        driver.get(f"{address}/search?q=gas")
        assert driver.execute_script(script) is visible
    sized(driver, 390)
    driver.get(f"{address}/search?q=gas")
    driver.find_element("css selector", ".fold > summary").click()
    assert driver.execute_script(script) is True


def test_a_slash_goes_to_the_search_box(driver, address):
    """The key / puts the cursor into the search box."""
    sized(driver, 1280)
    driver.get(f"{address}/search?q=gas")
    driver.find_element("css selector", "body").send_keys("/")
    assert driver.execute_script("return document.activeElement.id") == "q"


def test_a_match_that_is_landed_on_shows_the_way_to_the_next(driver, address):
    """The links between matches appear at the match that the address names, and lead on."""
    sized(driver, 1280)
    driver.get(f"{address}/article/gas-talks?q=gas#m1")
    shown = [hop for hop in driver.find_elements("css selector", ".hop") if hop.is_displayed()]
    assert len(shown) == 1
    shown[0].find_element("css selector", "a").click()
    assert driver.current_url.endswith("#m2")
