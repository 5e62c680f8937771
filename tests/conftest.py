"""Fixtures that several layers' tests share. Adding an engine to the conformance suite is one line of `ENGINES`."""

import contextlib
import importlib.util
import os
import shutil
from pathlib import Path

import pytest

from searchapp.engines.engine import Engine
from searchapp.engines.memory import MemoryBackend
from searchapp.engines.tantivy import TantivyBackend
from searchapp.engines.whoosh import WhooshBackend

ROOT = Path(__file__).parent.parent

ENGINES = {
    "memory": lambda folder: MemoryBackend(),
    "whoosh": lambda folder: WhooshBackend(folder / "index", heap=16_000_000, lock_wait=0.3, create=True),
    "tantivy": lambda folder: TantivyBackend(folder / "index", heap=16_000_000, lock_wait=0.3, create=True),
}


@pytest.fixture(params=sorted(ENGINES))
def engine(request, tmp_path):
    """An empty archive on each engine in turn."""
    engine = Engine(ENGINES[request.param](tmp_path))
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def corpora():
    """The measuring corpora beside the checkout; a test that uses them skips where they are not there."""
    folder = Path(os.environ.get("SEARCHAPP_CORPORA", ROOT.parent / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip(f"the measuring corpora are not at {folder}")
    return folder


def missing_tool(reason):
    """Skip for a tool that is not installed; on CI, where it must be, fail."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextlib.contextmanager
def browser_driver(profile):
    """Headless Chromium with an empty profile in the folder `profile`, driven by Selenium; nothing is downloaded."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    chromedriver = shutil.which("chromedriver")
    if not (chromium and chromedriver):
        missing_tool("Chromium and its driver are not installed (Debian: chromium, chromium-driver)")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    quiet = "disable-gpu disable-quic no-first-run disable-sync disable-background-networking disable-component-update"
    for switch in ("headless", "no-sandbox", *quiet.split(), f"user-data-dir={profile}"):
        options.add_argument(f"--{switch}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    try:
        yield driver
    finally:
        driver.quit()


@pytest.fixture(scope="session")
def driver(tmp_path_factory):
    """The one browser of all tests."""
    with browser_driver(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture(scope="session")
def axe():
    """The script of axe-core, which looks for barriers on a page; it comes in the package of another driver."""
    found = importlib.util.find_spec("axe_playwright_python")
    if not found or not found.submodule_search_locations:
        missing_tool("axe-core is not installed (make .venv/installed-dev does it)")
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")
