from __future__ import annotations

import re
from collections import Counter
from gettext import c2py
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


@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
def test_a_catalog_has_every_message_and_no_other(language):
    """Every language is complete, and each translation keeps the placeholders of its message; only a plural form that
    is for one number alone, as the dual is, may leave that number out."""
    with (TRANSLATIONS / language / "messages.po").open("rb") as source:
        read = read_po(source)
    catalog = {entry.id: entry.string for entry in read if entry.id}
    assert set(catalog) == messages()
    uses = Counter(c2py(read.plural_expr)(number) for number in range(1000))
    for message, translation in catalog.items():
        originals = message if isinstance(message, tuple) else (message,)
        told = translation if isinstance(translation, tuple) else (translation,)
        assert len(told) == (read.num_plurals if len(originals) > 1 else 1), message
        for form, text in enumerate(told):
            assert text, message
            optional = {"%(n)s"} if len(told) > 1 and (uses[form] == 1 or "%(n)s" not in originals[0]) else set()
            assert placeholders(text) | optional == placeholders(originals[-1]) | optional, message


def placeholders(text):
    return set(re.findall(r"%\(\w+\)s", text))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ru", ["0 статей", "1 статья", "2 статьи", "5 статей", "11 статей", "21 статья", "112 статей"]),
        ("uk", ["0 статей", "1 стаття", "2 статті", "5 статей", "11 статей", "21 стаття", "112 статей"]),
        ("ar", ["لا مقالات", "مقال واحد", "مقالان", "5 مقالات", "11 مقالًا", "21 مقالًا", "112 مقالًا"]),
        (
            "es",
            [
                "0 artículos",
                "1 artículo",
                "2 artículos",
                "5 artículos",
                "11 artículos",
                "21 artículos",
                "112 artículos",
            ],
        ),
    ],
)
def test_plurals_are_the_languages_own(language, told):
    """Each language has the plural forms of its grammar."""
    numbers = (0, 1, 2, 5, 11, 21, 112)
    assert [reader(language).ngettext("%(n)s article", "%(n)s articles", number) for number in numbers] == told


def test_a_page_in_arabic_runs_from_right_to_left(browser):
    """The page says its direction, and names of countries and dates are the language's."""
    page = browser.page("/search?q=gas&lang=ar")
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert "روسيا" in page.select_one("#f-countries").get_text()
    assert "يناير 2014" in page.select_one(".hit time").get_text()


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
    assert "en, ar, de, es, fr, ru, uk" in page.main.get_text()
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
    assert [link.get_text() for link in links] == [
        "English", "العربية", "Deutsch", "Español", "Français", "Русский", "Українська",
    ]  # fmt: skip
    assert [link["href"] for link in links] == [f"/search?q=gas&lang={language}" for language in languages()]
