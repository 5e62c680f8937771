"""The main job in a real browser: the sample archive is indexed, served, searched, narrowed and read."""

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from tests.conftest import ROOT

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The sample archive behind the server that users run."""
    index = str(tmp_path_factory.mktemp("sample") / "index")
    command = [sys.executable, "-m", "searchapp"]
    subprocess.run([*command, "index", "seeds", "--index", index, "--principal", "Russia"], cwd=ROOT, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([*command, "serve", "--index", index, "--port", str(port)], cwd=ROOT)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        assert server.wait(10) == 0


def wait_for(url, server, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert server.poll() is None, "the server stopped"
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.URLError:
            time.sleep(0.05)
    pytest.fail(f"{url} did not answer within {seconds} s")


def total(driver):
    """How many articles the page says there are."""
    return int(re.match(r"\d+", driver.execute_script("return document.querySelector('h1').innerText"))[0])


def test_search_drill_down_remove_and_read(driver, address):
    """A reader searches, drills down by a counterpart, removes the filter, and opens an article with matches lit."""
    size = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.get(address + "/")
    box = driver.find_element("css selector", "input[name=q]")
    box.send_keys("terrorism")
    box.submit()
    until = WebDriverWait(driver, 10, 0.03).until
    until(lambda _: "/search?q=terrorism" in driver.current_url)
    found = total(driver)
    assert found > 5
    assert driver.find_elements("css selector", ".hit mark")

    facet = driver.find_element("xpath", "//*[contains(@class,'facet')]//a[.//bdi[text()='European Union']]")
    count = int(facet.find_element("tag name", "b").get_attribute("textContent"))
    facet.click()
    until(lambda _: "counterparts=European+Union" in driver.current_url)
    until(lambda _: total(driver) == count)
    assert count < found
    chip = driver.find_element("xpath", "//*[contains(@class,'chips')]//li[.//bdi[text()='European Union']]")
    chip.find_elements("tag name", "a")[-1].click()
    until(lambda _: "counterparts" not in driver.current_url)
    until(lambda _: total(driver) == found)

    link = driver.find_element("css selector", ".hit h3 a")
    title = link.text
    link.click()
    until(lambda _: "/article/" in driver.current_url)
    assert driver.find_element("tag name", "h1").text == title
    assert any("terror" in mark.text.lower() for mark in driver.find_elements("css selector", "main mark"))
