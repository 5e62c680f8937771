"""The tables of names, read once per process when first needed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

#: A node of the trie: token -> node; the key "" holds the `Form`s that end here.
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form can stand for.

    `kind` is country, demonym, capital, city, town (only with its country or region, or in a dateline), region, short
    (a region's abbreviation), seat (a government by its house), body (of a state), faction (a party, company, armed
    group), org (an international
    one), or block (a longer name that is none of these). `code` is an ISO 3166 alpha-2 code; for an org its sort.
    """

    kind: str
    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write entries: `words` as written, `exact` for acronyms, `capitals` the positions that need one."""

    words: tuple[str, ...]
    exact: bool
    capitals: tuple[int, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Words that the rules for people's names know; all lower-case, without accents, but for `particles`.

    `nouns` says that the language writes every noun with a capital, so that two capitals in a row prove little.
    """

    first_names: frozenset[str]
    rare_first_names: frozenset[str]
    world_first_names: frozenset[str]
    family_names: frozenset[str]
    family_first: frozenset[str]
    closed: frozenset[str]
    common: frozenset[str]
    vocabulary: frozenset[str]
    organ: frozenset[str]
    ranks: frozenset[str]
    roles: frozenset[str]
    modifiers: frozenset[str]
    verbs: frozenset[str]
    particles: frozenset[str]
    firms: frozenset[tuple[str, ...]]
    nouns: bool = False


@lru_cache(maxsize=20_000)
def folded(key: str) -> str:
    """A lower-case word without accents (of Latin letters), as the tables of names have it; ё is е."""
    if key.isascii():
        return key
    plain = "".join(char for char in unicodedata.normalize("NFKD", key) if not unicodedata.combining(char))
    return plain if plain.isascii() else key.replace("ё", "е")


def _lines(*path: str) -> Iterator[str]:
    text = files("searchapp.enrich").joinpath("data", *path).read_text(encoding="utf-8")
    return (line for line in text.split("\n") if line and not line.startswith("#"))


@cache
def languages() -> frozenset[str]:
    """The languages (ISO 639-1) that have a gazetteer."""
    folder = files("searchapp.enrich").joinpath("data", "gazetteer")
    return frozenset(entry.name.removesuffix(".tsv") for entry in folder.iterdir())


def gazetteer(language: str | None) -> Node:
    """The trie of names in English and in the article's language (ISO 639-1); where they differ, the latter wins."""
    code = (language or "en").lower().split("-")[0]
    code = "nb" if code == "no" else code
    # One trie a language, however an article spells its own: `en-GB`, `EN`, `xx`.
    return _trie(code if code in languages() else "en")


@cache
def _trie(language: str) -> Node:
    forms: dict[str, list[Entry]] = {}
    for name in dict.fromkeys((language, "en")):
        own: dict[str, list[Entry]] = {}
        for line in _lines("gazetteer", f"{name}.tsv"):
            form, kind, code, value = line.split("\t")
            own.setdefault(form, []).append(Entry(kind, code, value))
        for form, entries in own.items():
            forms.setdefault(form, entries)
    root: Node = {}
    for form, entries in forms.items():
        words = tuple(form.split(" "))
        node = root
        for word in words:
            node = node.setdefault(word.lower().replace("’", "'"), {})
        node.setdefault("", []).append(_form(words, tuple(entries)))
    return root


def _form(words: tuple[str, ...], entries: tuple[Entry, ...]) -> Form:
    acronym = any(len(word) > 1 and word.isupper() for word in words)
    capitals = tuple(position for position, word in enumerate(words) if word[0].isupper())
    return Form(words, acronym, capitals, entries)


@cache
def country_names() -> dict[str, str]:
    """ISO code -> the country's English display name."""
    trie_lines = (line.split("\t") for line in _lines("gazetteer", "en.tsv"))
    return {code: value for _form, kind, code, value in trie_lines if kind == "country" and len(code) == 2}


@cache
def words() -> Words:
    """The tables of names, titles and words."""
    rows: dict[str, set[str]] = {}
    for line in _lines("written", "titles.tsv"):
        kind, entries = line.split("\t")
        rows.setdefault(kind, set()).update(entries.split("|"))
    lower = {kind: frozenset(folded(word.lower()) for word in entries) for kind, entries in rows.items()}
    return Words(
        first_names=frozenset(_lines("first_names.txt")),
        rare_first_names=frozenset(_lines("rare_first_names.txt")),
        world_first_names=frozenset(_lines("world_first_names.txt")),
        family_names=frozenset(_lines("family_names.txt")),
        family_first=frozenset(name.lower() for line in _lines("written", "families.tsv") for name in line.split("|")),
        closed=lower["common"],
        common=lower["common"] | frozenset(_lines("common_words.txt")),
        vocabulary=frozenset(_lines("vocabulary.txt")),
        organ=lower["organ"],
        ranks=lower["rank"],
        roles=lower["role"] | lower["rank"],
        modifiers=lower["modifier"],
        verbs=lower["verb"],
        particles=frozenset(rows["particle"]),
        firms=frozenset(tuple(name.lower().split()) for name in rows["firm"]),
    )


@cache
def words_of(language: str | None) -> Words:
    """The tables as they are for a language (ISO 639-1)."""
    return replace(words(), nouns=True) if language in ("de", "lb") else words()


@cache
def ministry_topics() -> dict[str, tuple[str, bool]]:
    """What a ministry is called (lower-case) -> its topic as shown, and whether that names a ministry by itself."""
    answer = {}
    for line in _lines("written", "ministries.tsv"):
        topic, names = line.split("\t")
        for name in names.split("|"):
            alone = name.endswith("ministerium") or name in _MINISTRIES or name.startswith(("мин", "мін"))
            answer[name] = (topic, alone)
    return answer


#: One word for a whole ministry.
_MINISTRIES = frozenset(("мид", "мзс", "мвд", "мвс", "моз"))


@cache
def adjectives() -> dict[str, str]:
    """ISO code -> the state's adjective in English, where the tables have one (`TR` -> `Turkish`)."""
    answer: dict[str, str] = {}
    for line in _lines("written", "states.tsv"):
        code, _name, _forms, demonyms, *_ = (*line.split("\t"), "", "")
        if demonyms:
            answer[code] = demonyms.split("|")[0]
    return answer
