"""Names that a statistical model finds: any spaCy pipeline that is installed, each for the articles of its language.

What the tables and rules found goes first: the model adds people of two words and more, organisations and minor places
where nothing was found before, and takes nothing away. Headlines are not read by it (capitals there mean little), but
what it found in the text is counted there, too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from searchapp.articles import Article, Evidence, Span
from searchapp.enrich.context import bears_a_name
from searchapp.enrich.places import KEPT_PLACE
from searchapp.enrich.reading import Reading, read
from searchapp.enrich.tables import folded, words
from searchapp.errors import UsageError

#: What pipelines call the things that are taken, by the field they go to.
LABELS: Mapping[str, str] = {
    "PERSON": "people",
    "PER": "people",
    "persName": "people",
    "ORG": "organisations",
    "orgName": "organisations",
    "GPE": "places",
    "LOC": "places",
    "placeName": "places",
    "geogName": "places",
}
#: Parts of a pipeline that finding names does not need.
_LEFT_OUT = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "trainable_lemmatizer", "morphologizer")
#: Characters of a text that are read; what a news article says is said by then.
MOST_READ = 50_000
#: Salience from which an organisation that only the model knows is kept.
KEPT_ORGANISATION = 2
_LEAD = 300
_ENDS = " \t\n.,;:!?\"'“”‘’«»()[]-–—"
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
_ARTICLE = re.compile(r"^(?:the|a|an|die|der|das|la|le|les|el|los|il)\s+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’&/ -]*$")
_ACRONYM = re.compile(r"[A-Z]{2,6}$")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline, loaded: its full name with its version, its language (`xx`: any), and what runs it."""

    name: str
    language: str
    run: Any


@dataclass(frozen=True, slots=True)
class _Found:
    """A name that the model found: where it goes, how it is shown, its mentions, and how salient they make it."""

    field: str
    value: str
    spans: tuple[Span, ...]
    salience: int


@cache
def pipeline(name: str) -> Pipeline:
    """The installed pipeline of that name; raises UsageError where there is none, or no spaCy."""
    try:
        import spacy
    except ImportError:
        raise UsageError("The setting ner needs spaCy, which is not installed: pip install 'searchapp[ner]'") from None
    try:
        loaded = spacy.load(name, exclude=list(_LEFT_OUT))
    except (OSError, ValueError, ImportError) as error:
        there = ", ".join(spacy.util.get_installed_models()) or "none"
        first = str(error).partition("\n")[0]
        raise UsageError(
            f"ner: the spaCy pipeline {name!r} cannot be loaded ({first}). Installed are: {there}. "
            f"Install one: python -m spacy download {name}"
        ) from None
    if "ner" not in loaded.pipe_names:
        raise UsageError(f"ner: the spaCy pipeline {name!r} finds no names: it has no part `ner`.")
    full = f"{loaded.meta['lang']}_{loaded.meta['name']}-{loaded.meta['version']}"
    return Pipeline(full, str(loaded.lang), loaded)


def pipelines(names: tuple[str, ...]) -> tuple[Pipeline, ...]:
    """The installed pipelines of those names; raises UsageError."""
    return tuple(pipeline(name) for name in names)


def with_model(article: Article, names: tuple[str, ...]) -> Article:
    """The article with what the pipeline for its language adds; as it is where none of them is for that."""
    held = pipelines(names)
    fitting = [one for one in held if one.language == article.language] or [one for one in held if one.language == "xx"]
    if not fitting or not article.text:
        return article
    found = [one for one in _found(article, fitting[0]) if article.provenance.get(one.field) != "given"]
    for field in ("people", "organisations", "places"):
        article = _added(article, field, [one for one in found if one.field == field])
    return article


def _found(article: Article, by: Pipeline) -> Iterator[_Found]:
    """The names that the model finds where the rules found nothing."""
    # Line ends of wire copy stand in the middle of names; a space in their place keeps every offset.
    text = article.text[:MOST_READ].replace("\n", " ")
    taken: set[tuple[str, int]] = {
        (span.part, at) for item in article.evidence for span in item.spans for at in range(span.start, span.end)
    }
    known = {_key(item.value) for item in article.evidence}
    families = {_key(item.value).split()[-1] for item in article.evidence if item.field == "people"}
    named: dict[str, str] = {}
    reading = read(article.title, article.text, article.language)
    for entity in by.run(text).ents:
        field = LABELS.get(entity.label_)
        value = _cleaned(entity.text)
        if not field or not _fits(field, value) or ("text", entity.start_char) in taken or _key(value) in known:
            continue
        if _beside_the_story(reading, field, entity.start_char, entity.end_char):
            continue
        if field != "people" or _key(value).split()[-1] not in families:
            named.setdefault(value, field)
    for value, field in named.items():
        spans = tuple(_mentions(article, value, field, taken))
        if spans:
            yield _Found(field, value, spans, sum(map(_weight, spans)))


def _beside_the_story(reading: Reading, field: str, start: int, end: int) -> bool:
    """Whether characters of the text are a credit or a byline, or the name of a person that a thing bears."""
    tokens = reading.tokens
    first = bisect_left(tokens.starts, start, tokens.text_from)
    last = bisect_left(tokens.starts, end, first)
    if first < len(tokens) and reading.furniture.hidden[first]:
        return True
    return field == "people" and first < last and bears_a_name(tokens, first, last)


def _cleaned(name: str) -> str:
    """A name without articles, titles, possessives and signs at its ends."""
    name = _POSSESSIVE.sub("", " ".join(name.strip(_ENDS).split())).strip(_ENDS)
    name = _ARTICLE.sub("", name)
    first, _, rest = name.partition(" ")
    return rest if rest and folded(first.lower()).rstrip(".") in words().roles else name


def _fits(field: str, value: str) -> bool:
    """Whether what the model found can be a value of the field."""
    parts = value.split()
    if not _NAME.match(value) or not value[0].isupper() or len(parts) > 8:
        return False
    if field == "people":
        return 2 <= len(parts) <= 5 and parts[-1][0].isupper() and not value.isupper() and not _a_firm(parts)
    if field == "organisations":
        return (len(parts) > 1 and parts[-1][0].isupper()) or bool(_ACRONYM.match(value))
    if any(char.isdigit() for char in value):
        return False
    return len(value) > 2 and folded(value.lower()) not in words().closed


def _a_firm(parts: list[str]) -> bool:
    """Whether a word of a name is one of companies or a plain one: `X Y Inc`, `N.Z. Dlrs`."""
    last = folded(parts[-1].lower())
    return any(folded(part.lower()) in words().organ for part in parts) or last in words().common


def _key(value: str) -> str:
    return folded(value.lower()).strip() or value


def _mentions(article: Article, value: str, field: str, taken: set[tuple[str, int]]) -> Iterator[Span]:
    """Where the name stands, and a person's family name alone, in title and text."""
    family = f"|{re.escape(value.split()[-1])}" if field == "people" else ""
    spelled = r"\s+".join(re.escape(part) for part in value.split())
    pattern = re.compile(rf"(?<!\w)(?:{spelled}{family})(?!\w)")
    for part, text in (("title", article.title), ("text", article.text)):
        for match in pattern.finditer(text):
            if (part, match.start()) not in taken:
                yield Span(part, match.start(), match.end())  # type: ignore[arg-type]


def _weight(span: Span) -> int:
    return 3 if span.part == "title" else 2 if span.start < _LEAD else 1


def _listed(found: _Found) -> bool:
    """Whether it is listed, by the same measures as what the rules find: people always."""
    if found.field == "people":
        return True
    return found.salience >= (KEPT_PLACE if found.field == "places" else KEPT_ORGANISATION)


def _added(article: Article, field: str, found: list[_Found]) -> Article:
    """The article with the names in a field, by salience among those that are there."""
    if not found:
        return article
    evidence = tuple(Evidence(field, one.value, one.spans, listed=_listed(one)) for one in found)
    weights = {item.value: sum(map(_weight, item.spans)) for item in article.evidence if item.field == field}
    weights |= {one.value: one.salience for one in found}
    values = [*article.values(field), *(item.value for item in evidence if item.listed)]
    ranked = sorted(values, key=lambda value: -weights.get(value, 0))
    changed: dict[str, Any] = {field: tuple(ranked)}
    return replace(
        article,
        **changed,
        provenance={**article.provenance, field: "rules+ner"},
        evidence=article.evidence + evidence,
    )
