"""The step that names the countries and places of a story."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from searchapp.articles import Article, Evidence
from searchapp.enrich.gazetteer import Mention
from searchapp.enrich.reading import Reading, read
from searchapp.enrich.salience import weight
from searchapp.enrich.tables import country_names

#: A country is kept from this salience on, a city or region from the other.
KEPT_COUNTRY, KEPT_PLACE = 3, 2
#: A dateline says where the story happens: it weighs as much as the headline.
_DATELINE = 3
_COUNTRY_KINDS = frozenset(
    ("country", "demonym", "capital", "city", "region", "town", "short", "seat", "body", "faction")
)
_PLACE_KINDS = frozenset(("country", "capital", "city", "region", "town"))


def places(article: Article) -> Article:
    """The article with `countries` (ISO 3166 alpha-2) and `places` (English), unless given; provenance `rules`."""
    reading = read(article.title, article.text, article.language)
    by_country: dict[str, list[Mention]] = defaultdict(list)
    by_place: dict[str, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        entry = mention.entry
        if entry.kind in _COUNTRY_KINDS and _counts(reading, mention):
            by_country[entry.code].append(mention)
            if entry.kind in _PLACE_KINDS:
                by_place[entry.value].append(mention)
    names = country_names()
    article = _with(article, reading, "countries", by_country, KEPT_COUNTRY)
    shown = {names.get(code, code): mentions for code, mentions in by_country.items()}
    kept = {value: shown.get(value, mentions) for value, mentions in by_place.items()}
    return _with(article, reading, "places", kept, KEPT_PLACE)


def _counts(reading: Reading, mention: Mention) -> bool:
    """A small town counts in a dateline or before its region or country only."""
    if mention.entry.kind != "town":
        return True
    if reading.furniture.dateline[mention.start]:
        return True
    keys = reading.tokens.keys
    if mention.end + 1 >= len(keys) or keys[mention.end] != ",":
        return False
    return any(
        other.start == mention.end + 1 and other.entry.code == mention.entry.code
        for other in reading.mentions
        if other.start > mention.end
    )


def salience(reading: Reading, mentions: list[Mention]) -> int:
    """The sum of the mentions' weights."""
    return sum(
        _DATELINE if reading.furniture.dateline[mention.start] else weight(reading.tokens, mention.start)
        for mention in mentions
    )


def _with(article: Article, reading: Reading, name: str, found: dict[str, list[Mention]], least: int) -> Article:
    if article.provenance.get(name) == "given":
        return article
    scored = {value: salience(reading, mentions) for value, mentions in found.items()}
    # Where nothing reaches the bar, as in a note of two lines, what comes next to it is meant.
    bar = min(least, max(max(scored.values(), default=0), KEPT_PLACE))
    ranked = sorted(scored, key=lambda value: (-scored[value], found[value][0].start))
    kept = tuple(value for value in ranked if scored[value] >= bar)
    evidence = tuple(
        Evidence(
            name,
            value,
            tuple(reading.tokens.span(item.start, item.end) for item in found[value]),
            listed=scored[value] >= bar,
        )
        for value in ranked
    )
    return replace(
        article,
        **{name: kept},  # type: ignore[arg-type]
        provenance={**article.provenance, name: "rules"},
        evidence=article.evidence + evidence,
    )
