from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import searchapp.web
from searchapp.web.i18n import TRANSLATIONS, languages, reader

PACKAGE = Path(searchapp.web.__file__).parent
TEMPLATES = PACKAGE.parents[1] / "templates"
KEYWORDS = {"gettext": None, "_": None, "N_": None, "ngettext": (1, 2)}


def messages():
    """Every message of the code and the templates, plural pairs as tuples."""
    code = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    pages = extract_from_dir(TEMPLATES, [("**.html", "jinja2.ext:babel_extract")], keywords=KEYWORDS)
    return {found[2] for source in (code, pages) for found in source}


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_catalog_has_every_message_and_no_other(language):
    """German and French are complete, and each translation keeps the placeholders of its message."""
    with (TRANSLATIONS / language / "messages.po").open("rb") as source:
        catalog = {entry.id: entry.string for entry in read_po(source) if entry.id}
    assert set(catalog) == messages()
    for message, translation in catalog.items():
        originals = message if isinstance(message, tuple) else (message,)
        told = translation if isinstance(translation, tuple) else (translation,)
        for text in told:
            assert text, message
            assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", originals[-1])), message


def test_the_language_asked_for_wins_and_stays_in_links(browser):
    """lang= overrides the browser's languages and is in every link and form of the page."""
    page = browser.page("/search?q=wheat&lang=fr", language="de")
    assert page.html["lang"] == "fr"
    assert page.h1.get_text() == "45 articles 1–20"
    assert all("lang=fr" in a["href"] for a in page.select("main a"))
    assert all(form.select_one("[name=lang]")["value"] == "fr" for form in page.select("form[action]"))


@pytest.mark.parametrize(
    ("accepted", "told"), [("de-AT,de;q=0.9,en;q=0.5", "de"), ("fr-CA", "fr"), ("tlh,en;q=0.1", "en"), ("tlh", "en")]
)
def test_else_the_browsers_first_language_that_is_offered_is_used(browser, accepted, told):
    """The first accepted language with a catalog is told, else English; caches are told that it varies."""
    answer = browser.client.get("/", headers={"Accept-Language": accepted})
    assert f'<html lang="{told}"' in answer.text
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_language_that_is_not_offered_is_refused(browser):
    """lang=xx is an error that names the languages there are, and the way on has none."""
    page = browser.page("/search?q=gas&lang=xx", status=400)
    assert "en, de, fr" in page.main.get_text()
    assert page.select_one(".none li a")["href"] == "/search?q=gas"


def test_numbers_dates_and_names_are_the_readers():
    """Separators, dates, countries and languages follow CLDR."""
    german, french = reader("de"), reader("fr")
    assert german.number(12345.5) == "12.345,5"
    assert german.period("2014-01") == "Januar 2014"
    assert german.period("2014-01-28") == "28. Januar 2014"
    assert french.value("countries", "DE") == "Allemagne"
    assert french.value("language", "ru") == "Russe"
    assert reader("en").period("2014-01-28") == "28 January 2014"
    assert german.ngettext("%(n)s more value", "%(n)s more values", 1) == "1 weiterer Wert"


def test_every_language_can_be_chosen_by_its_own_name(browser):
    """The foot of a page offers the same page in each language."""
    links = browser.page("/search?q=gas&lang=de").select("footer nav a")
    assert [link.get_text() for link in links] == ["English", "Deutsch", "Français"]
    assert [link["href"] for link in links] == [f"/search?q=gas&lang={language}" for language in languages()]
