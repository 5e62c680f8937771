"""The headline of a page, without the name of its site."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml import html

from searchapp.ingest.extract.days import first_day
from searchapp.ingest.extract.document import Document, squeeze
from searchapp.ingest.extract.found import Found
from searchapp.ingest.extract.json_ld import articles, text_of
from searchapp.ingest.extract.page_texts import flow

#: What stands between a headline and the name of its site.
_BETWEEN = re.compile(
    r"\s+(?:[|–—•·»«:~⋆*<>-]|//?|::)+\s+|\s*[|»]\s*|\s*:\s+|(?<=[^\x00-\u2fff])[-_|](?=[^\x00-\u2fff])"
)
_ENDS_PARTED = re.compile(r"\s[|–—•·»«~⋆*<>›/-]+\s+$|[|»›]\s*$")
_DAY_BEHIND = re.compile(r"\s+[:–—|-]\s+[^:–—|-]{0,12}\d{1,2}\W[^–—|-]{4,30}$")
#: What is cut off the title element even if it is no known name of the site: signs that stand in no headline.
_PARTED = re.compile(r"\s+[|–—•·»«~⋆*<>›/-]+\s+|\s*[|»›]\s*")
_TAIL = re.compile(r"(?<=\S)\s*[|›»]\s[^|›»]{2,45}$|(?<=[\u3000-\uffef])\s*[-_|]\s*[\u3000-\u9fff]{2,8}$")
_LONGEST = 300
_HEADLINE_CLASS = re.compile(r"(?:entry|post|article|story)[-_]?title|headline", re.IGNORECASE)
_KICKER = re.compile(
    r"kicker|overline|eyebrow|dachzeile|topline|supertitle|sup-?title|surtitre|roofline", re.IGNORECASE
)
_MOST_MARKED = 12
#: How much one place says for a headline; measured on pages whose headline is known.
_WEIGHTS = {
    "headline": 1.2, "h1": 1.1, "marked": 0.6, "og:title": 1.0, "twitter:title": 0.4, "name": 0.5, "title": 0.7,
    "meta": 0.4, "stranger": 0.3,
}  # fmt: skip
_WHERE = {"headline": "json-ld", "name": "json-ld", "h1": "text", "marked": "text", "stranger": "text"}
#: Letters of a heading by which it is told that the page calls itself so.
_TELLING = 11
_NO_LETTERS = re.compile(r"[\W_]+")
_TYPESET = re.compile("[–—“”„«»‘’…]")
#: What a headline that is only the beginning, or the end, of another place's value gets of that place's weight.
_AT_START, _AT_END = 0.8, 0.7


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A value that may be the headline, the place it stands in, and its form for comparing."""

    value: str
    place: str
    key: str


def headline(document: Document, outlet: str | None, url: str | None) -> Found[str] | None:
    """The candidate that most of JSON-LD, meta elements, headings and the title element agree on."""
    sites = _site_keys(document, outlet, url)
    said = [_Candidate(value, place, _key(value)) for value, place in _said(document) if 1 < len(value) <= _LONGEST]
    said = _without_strangers(said)
    bare = [_bare(candidate, sites) for candidate in said]
    candidates = [candidate for candidate in bare if candidate.key and candidate.key not in sites]
    if not candidates:
        return Found(said[0].value, "meta") if said else None
    best = max(candidates, key=lambda candidate: _support(candidate, bare, said))
    return Found(_as_printed(best, candidates), _WHERE.get(best.place, "meta"))


def _without_strangers(said: list[_Candidate]) -> list[_Candidate]:
    """The candidates without headings of the page that nothing else supports: of sections, of other articles."""
    named = [candidate for candidate in said if candidate.place not in ("h1", "marked")]
    words = {word for candidate in named for word in _words(candidate.value)}
    whole = "\n".join(candidate.key for candidate in named)
    kept = [one for one in said if one.place != "marked" or (len(one.key) > _TELLING and one.key in whole)]
    return [
        replace(one, place="stranger") if one.place == "h1" and words and not _words(one.value) & words else one
        for one in kept
    ]


def _words(value: str) -> set[str]:
    return set(re.findall(r"\w{3,}", value.casefold())) or {_key(value)}


def _as_printed(best: _Candidate, candidates: Iterable[_Candidate]) -> str:
    """The headline as the heading has it, with its quotes and dashes; meta elements often have plainer ones."""
    alike = [candidate for candidate in candidates if candidate.key == best.key]
    printed = (one.value for one in alike if one.place in ("h1", "marked") and not one.value.isupper())
    plain = best.value if not best.value.isupper() else max((one.value for one in alike), key=str.islower)
    typeset = (one.value for one in alike if not _TYPESET.search(best.value) and _TYPESET.search(one.value))
    return next(printed, None) or next(typeset, plain)


def _said(document: Document) -> Iterator[tuple[str, str]]:
    """What the page says its headline is, and where; headings within the article first."""
    for node in articles(document)[:2]:
        for key in ("headline", "name"):
            if value := text_of(node, key):
                yield value, key
    for heading in _headings(document):
        yield from ((text, "h1") for text in heading)
    yield from ((text, "marked") for text in _marked(document))
    for name in ("og:title", "twitter:title"):
        for value in document.meta.get(name, ())[:1]:
            yield value, name
    for name in ("headline", "dc.title", "citation_title", "title"):
        for value in document.meta.get(name, ())[:1]:
            yield value, "meta"
    if document.title:
        yield document.title, "title"


def _headings(document: Document) -> Iterator[tuple[str, ...]]:
    """The text of each first-level heading, and of its parts where it has several, such as a kicker and a headline."""
    headings = [heading for heading in document.tree.iter("h1") if not _is_home_link(heading)]
    headings.sort(key=lambda heading: not _in_article(heading))
    for heading in headings[:6]:
        inner = _unwrapped(heading)
        if rest := _without_kicker(inner):
            yield (rest,)
            continue
        parts = [squeeze(flow(part)) for part in inner if part.tag in ("span", "div", "small", "strong", "p")]
        parts.append(squeeze(" ".join(part.tail or "" for part in inner)) if len(inner) else "")
        yield tuple(text for text in dict.fromkeys((squeeze(flow(heading)), *parts)) if len(text) > 1)


def _without_kicker(heading: html.HtmlElement) -> str:
    """The heading without what is marked as the line above the headline, `""` if nothing is."""
    kickers = [part for part in heading if _KICKER.search(part.get("class") or "")]
    if not kickers:
        return ""
    parts = [
        heading.text or "",
        *(("" if part in kickers else flow(part)) + " " + (part.tail or "") for part in heading),
    ]
    rest = squeeze(" ".join(parts))
    return rest if len(rest.split()) > 1 else ""


def _unwrapped(heading: html.HtmlElement) -> html.HtmlElement:
    """The innermost element that holds all of the heading's text."""
    while len(heading) == 1 and not squeeze((heading.text or "") + (heading[0].tail or "")):
        heading = heading[0]
    return heading


def _marked(document: Document) -> Iterator[str]:
    """The texts of other headings, and of elements marked as the headline."""
    yield from document.in_title if next(document.tree.iter("h1"), None) is None else ()
    others = document.tree.iter("h2", "h3")
    named = (one for one, name in document.marked if _names_headline(name) or one.get("itemprop") == "headline")
    for element in itertools.islice(itertools.chain(named, others), _MOST_MARKED):
        if 1 < len(text := squeeze(flow(element))) <= _LONGEST:
            yield text


def _names_headline(name: str) -> bool:
    low = name.lower()
    # Most classes are told apart by a look for these, which costs a tenth of the expression.
    return ("title" in low or "headline" in low) and bool(_HEADLINE_CLASS.search(low))


def _is_home_link(heading: html.HtmlElement) -> bool:
    """Whether the heading is the site's name: nothing but a link to its front page."""
    links = list(heading.iter("a"))
    if len(links) != 1 or squeeze(links[0].text_content()) != squeeze(heading.text_content()):
        return False
    return urlsplit(links[0].get("href") or "x").path in ("", "/") and not urlsplit(links[0].get("href") or "").query


def _without_day(value: str) -> str:
    """The headline without a date in front or behind, which some sites put into the same element."""
    if found := first_day(value[:40]):
        value = value[found.end :].strip(" :–—-|") or value if found.start == 0 else value
    if (behind := _DAY_BEHIND.search(value)) and first_day(behind[0]):
        value = value[: behind.start()]
    return value


def _in_article(heading: html.HtmlElement) -> bool:
    return any(above.tag in ("article", "main") for above in heading.iterancestors())


def _bare(candidate: _Candidate, sites: frozenset[str]) -> _Candidate:
    """The candidate without the site's name at either end."""
    value = candidate.value
    while parts := _cut(value, sites):
        value = parts
    if candidate.place == "title" and value == candidate.value:
        while len(value) > 12 and (shorter := _TAIL.sub("", value)) != value:
            value = _cut(shorter, sites) or shorter
    value = _without_day(value)
    return _Candidate(value, candidate.place, _key(value))


def _cut(value: str, sites: frozenset[str]) -> str | None:
    breaks = list(_BETWEEN.finditer(value))
    for between in reversed(breaks):
        if _is_site(value[between.end() :], sites):
            return value[: between.start()].strip()
    for between in breaks:
        if _is_site(value[: between.start()], sites):
            return value[between.end() :].strip()
    return None


def _is_site(part: str, sites: frozenset[str]) -> bool:
    key = _key(part)
    return bool(key) and (key in sites or any(_names(key, site) for site in sites))


def _names(key: str, site: str) -> bool:
    """Whether `key` is the site's name with a little more around it, as `Spektrum der Wissenschaft` is `spektrum`."""
    return len(site) > 4 and len(key) < 40 and (key.startswith(site) or key.endswith(site))


def _support(candidate: _Candidate, bare: Iterable[_Candidate], said: Iterable[_Candidate]) -> float:
    """The weights of all places that have this headline, whole or as a part, each place once."""
    weights: dict[str, float] = {}
    for other in bare:
        if other.key == candidate.key:
            weights[other.place] = _WEIGHTS[other.place]
    for other in said:
        if other.place not in weights:
            weights[other.place] = _as_part(candidate.value, other.value) * _WEIGHTS[other.place]
    return sum(weights.values())


def _as_part(value: str, whole: str) -> float:
    """How much `whole` speaks for `value` because it begins or ends with it, at a break."""
    if len(value) < 8 or len(whole) <= len(value):
        return 0.0
    if whole.startswith(value):
        return _AT_START if _PARTED.match(whole, len(value)) else 0.0
    return _AT_END if whole.endswith(value) and _ENDS_PARTED.search(whole[: -len(value)]) else 0.0


def _site_keys(document: Document, outlet: str | None, url: str | None) -> frozenset[str]:
    """The names of the site, for comparing: its outlet, what it calls itself, its host with and without ending."""
    names = [outlet or "", *document.meta.get("og:site_name", ()), *document.meta.get("application-name", ())]
    headline = document.first("og:title", "twitter:title")
    names = [name for name in names if name != headline]
    host = (urlsplit(url).hostname or "") if url else ""
    labels = host.removeprefix("www.").split(".")
    names += [host, ".".join(labels), ".".join(labels[-2:]), *(label for label in labels[:-1] if len(label) > 3)]
    return frozenset(key for name in names if len(key := _key(name)) > 2)


def _key(value: str) -> str:
    """Letters and figures only, in small letters."""
    return _NO_LETTERS.sub("", value.casefold())
