"""Articles that are given as values: JSON objects and the front matter of Markdown."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from searchapp.articles import SEVERAL, Article
from searchapp.ingest.decoding import clean
from searchapp.ingest.extract.days import parse_day

#: Keys that are read; `html` stands for `text` and for whatever else the page says that is not given.
KEYS = ("id", "url", "title", "text", "html", "date", "outlet", "language", *SEVERAL)
_ONE = ("url", "title", "text", "outlet", "language")


@dataclass(frozen=True, slots=True)
class Given:
    """Values by field, and what could not be used: pairs of a warning's code and its detail."""

    values: Mapping[str, Any]
    warnings: tuple[tuple[str, str], ...] = ()

    def upon(self, article: Article) -> Article:
        """The article with the given values in place of its own; their provenance is `given`."""
        fields = {name: value for name, value in self.values.items() if name not in ("id", "html")}
        where = dict.fromkeys((name for name in self.values if name != "html"), "given")
        return replace(article, **fields, provenance={**article.provenance, **where})


def given(data: Mapping[Any, Any], keys: tuple[str, ...] = KEYS) -> Given:
    """The values in `data`, each kept as it is; null is as if the key were not there."""
    values: dict[str, Any] = {}
    warnings: list[tuple[str, str]] = []
    for key, value in data.items():
        if key not in keys:
            warnings.append(("unknown-key", clean(str(key))))
        elif value is not None:
            try:
                values[key] = _value(key, value)
            except (ValueError, OverflowError):
                code = "bad-date" if key == "date" else "bad-value"
                warnings.append((code, clean(str(value))[:80] if key == "date" else key))
                # A date that is not understood was still given: none is worked out in its place.
                values |= {"date": None} if key == "date" else {}
    return Given(values, tuple(warnings))


def _value(key: str, value: Any) -> Any:
    """The value as the field's type; raises ValueError if it cannot be."""
    if key == "date":
        return _day(value)
    if key in SEVERAL:
        return tuple(dict.fromkeys(_texts(value)))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(key)
    return clean(str(value))


def _texts(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list | tuple) else (value,):
        if isinstance(item, dict):
            item = item.get("name")
        if item is None:
            continue
        if isinstance(item, bool) or not isinstance(item, str | int | float):
            raise ValueError("a text is needed")
        if text := clean(str(item)).strip():
            yield text


def _day(value: Any) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return (value.astimezone(datetime.UTC) if value.tzinfo else value).date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str) and not value.strip():
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 1e7:
        return _since_1970(value)
    # A whole ISO date is kept as it is given, however far off; other forms have to be likely.
    with contextlib.suppress(ValueError):
        return datetime.date.fromisoformat(str(value).strip())
    day = parse_day(str(value)) if isinstance(value, str | int) else None
    if day is None:
        raise ValueError("no full date")
    return day


def _since_1970(value: float) -> datetime.date:
    """The UTC day of a number of seconds since 1970, or of milliseconds if it is that large."""
    if len(str(int(value))) == 8 and str(int(value))[:2] in ("18", "19", "20"):
        return datetime.datetime.strptime(str(int(value)), "%Y%m%d").date()
    seconds = value / 1000 if abs(value) > 1e11 else value
    try:
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
    except (OverflowError, OSError) as error:
        raise ValueError("no time") from error
