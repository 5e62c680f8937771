"""The reader's language: messages, plurals, numbers, dates, names of countries and languages.

A language is offered when `translations/<language>/messages.po` exists. Catalogs are compiled in memory the first time
they are asked for, so that there is no build step; names and formats are CLDR's, by Babel.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from searchapp.errors import ParameterError
from searchapp.fields import BY_NAME

TRANSLATIONS = Path(__file__).with_name("translations")
DEFAULT = "en"
#: Days are written as in British English, as the messages are.
_LOCALES = {"en": "en_GB"}
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "syr", "ug", "ur", "yi"})


def N_(message: str) -> str:  # noqa: N802 - the name gettext's tools know
    """The message itself: marks it for the catalogs where it is translated later."""
    return message


#: The labels of `fields.FIELDS` that pages show, marked for the catalogs.
_FIELD_LABELS = (
    N_("Title"),
    N_("Text"),
    N_("Date"),
    N_("Outlet"),
    N_("Counterparts"),
    N_("People"),
    N_("Places"),
    N_("Organisations"),
    N_("Countries"),
    N_("Language"),
    N_("Authors"),
    N_("Address"),
    N_("Source"),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: everything that depends on the language of the page."""

    language: str
    locale: Locale
    translations: NullTranslations

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, for the page as a whole."""
        return direction(self.language)

    def gettext(self, message: str, **values: Any) -> str:
        """The message in the reader's language, with `%(name)s` filled in from `values`."""
        translated = self.translations.gettext(message) if message else ""
        return translated % values if values else translated

    def ngettext(self, one: str, many: str, count: int, **values: Any) -> str:
        """The message for `count` things; `%(n)s` is the count as the reader writes it."""
        return self.translations.ngettext(one, many, count) % {"n": self.number(count), **values}

    def number(self, number: float) -> str:
        """A number with the reader's separators."""
        return format_decimal(number, locale=self.locale)

    def date(self, date: datetime.date) -> str:
        """A day in full: 28 January 2014."""
        return format_date(date, "long", locale=self.locale)

    def period(self, start: str) -> str:
        """A year, month or day written in ISO, as the reader writes it: `2014-01` is January 2014."""
        year, month, day = _numbers(start)
        if not month:
            return f"{year:04d}"
        if not day:
            return format_skeleton("yMMMM", datetime.date(year, month, 1), locale=self.locale)
        return self.date(datetime.date(year, month, day))

    def short_period(self, start: str) -> str:
        """The same where there is little room: Jan 2014, 28 Jan."""
        year, month, day = _numbers(start)
        if not month:
            return f"{year:04d}"
        return format_skeleton("MMMd" if day else "yMMM", datetime.date(year, month, day or 1), locale=self.locale)

    def field(self, name: str) -> str:
        """The label of a field."""
        return self.gettext(BY_NAME[name].label)

    def value(self, name: str, value: str) -> str:
        """The label of a facet value: countries and languages by name, any other is its own label."""
        if name == "countries":
            return str(self.locale.territories.get(value, value))
        if name == "language":
            return _capital(self.locale.languages.get(value, value))
        return value


def _numbers(start: str) -> tuple[int, int, int]:
    """Year, month and day of an ISO period; 0 for a part that it does not have."""
    year, month, day, *_ = (*(int(part) for part in start.split("-")), 0, 0)
    return year, month, day


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def direction(language: str | None) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    return "rtl" if (language or "").partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that pages are offered in, English first."""
    found = (path.parent.name for path in TRANSLATIONS.glob("*/messages.po"))
    return (DEFAULT, *sorted(set(found) - {DEFAULT}))


@lru_cache(maxsize=64)
def reader(language: str) -> Reader:
    """The reader of one of `languages()`."""
    locale = Locale.parse(_LOCALES.get(language, language))
    return Reader(language, locale, _catalog(language))


def _catalog(language: str) -> NullTranslations:
    path = TRANSLATIONS / language / "messages.po"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as source:
        catalog = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def chosen(asked: str | None, accepted: Iterable[str]) -> str:
    """The language of an answer: the one asked for, else the first of those accepted that is offered, else English.

    Raises ParameterError when `asked` is not offered.
    """
    if asked:
        if asked not in languages():
            offered = ", ".join(languages())
            raise ParameterError("lang", f"lang cannot be {asked!r}; pages are offered in: {offered}.")
        return asked
    stems = (tag.replace("_", "-").partition("-")[0].lower() for tag in accepted)
    return next((stem for stem in stems if stem in languages()), DEFAULT)
