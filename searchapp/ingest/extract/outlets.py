"""The name of the outlet a page appeared in."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from searchapp.ingest.extract.document import Document, squeeze
from searchapp.ingest.extract.found import Found
from searchapp.ingest.extract.json_ld import articles, organisations, text_of, types

_LONGEST = 60
_BEHIND = re.compile(r"\s*[-–—|:•·»/_]+\s*([^-–—|•»]{2,45})")
_BEFORE = re.compile(r"([^-–—|•»]{2,45}?)\s*[-–—|:•·»/]+\s*")
#: What stands between a name and a slogan.
_PARTED = re.compile(r"\s+[-–—|:•·»~]+\s+|\s*[|»•]\s*|:\s+")
#: The ending of an address in the place of a name: `Zeitung.de`.
_ENDING = re.compile(r"(?<=\w)\.(?:com?|org|net|info|[a-z]{2})(?:\.[a-z]{2})?$", re.IGNORECASE)
#: Hosts whose subdomains are outlets of their own.
_SHARED = frozenset(
    "wordpress.com blogspot.com substack.com medium.com tumblr.com github.io livejournal.com typepad.com wixsite.com "
    "blogger.com over-blog.com hatenablog.com jimdo.com jimdofree.com webnode.com weebly.com ghost.io".split()
)


def outlet(document: Document, url: str | None) -> Found[str] | None:
    """The outlet by `og:site_name`, the table of well-known hosts, JSON-LD, other meta elements, or the host's name.

    Where a page gives a name that differs from the table's only in its spelling, the table's is taken: an outlet has
    one name.
    """
    host = host_of(url)
    known = well_known(host)
    for value, where in _said(document):
        name = _without_slogan(value.strip().lstrip("@"), host)
        if not 1 < len(name) <= _LONGEST or "://" in name or _letters(name) == _letters(host):
            continue
        if known is None or _adds_to(name, known) or (where == "site" and not _is_spelling(name, known)):
            return Found(name, "meta" if where == "site" else where)
    if known:
        return Found(known, "url")
    return Found(host, "url") if host else None


def host_of(url: str | None) -> str:
    """The host of an address without `www.`, `""` if it has none.

    >>> host_of("https://www.courier.example/a")
    'courier.example'
    """
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)", "", host)


def well_known(host: str) -> str | None:
    """The name of a well-known outlet by its host.

    >>> well_known("edition.cnn.com")
    'CNN'
    """
    labels = host.split(".")
    if ".".join(labels[-2:]) in _SHARED and len(labels) > 2:
        return None
    below = (".".join(labels[number:]) for number in range(len(labels) - 1))
    return next((_table()[name] for name in below if name in _table()), None)


@cache
def _table() -> dict[str, str]:
    text = files("searchapp.ingest.extract").joinpath("outlets.tsv").read_text("utf-8")
    return dict(line.split("\t", 1) for line in text.splitlines() if line and not line.startswith("#"))


def _adds_to(name: str, known: str) -> bool:
    """Whether a name has the table's and more: `BBC News`."""
    return _core(known) in _core(name) and not _is_spelling(name, known)


def _is_spelling(name: str, known: str) -> bool:
    return _core(name) == _core(known)


def _core(name: str) -> str:
    """A name without `The`, accents, capitals and the ending of an address, for comparing."""
    plain = unicodedata.normalize("NFKD", _ENDING.sub("", name)).casefold()
    return _letters(re.sub(r"^(?:the|der|die|das)\s", "", plain))


def _without_slogan(name: str, host: str) -> str:
    """The part of a name that is the outlet's: the one that the host has, else the first.

    >>> _without_slogan("All the news - Courier", "courier.example"), _without_slogan("Post | The truth", "")
    ('Courier', 'Post')
    """
    parts = [part for part in _PARTED.split(name) if part.strip()]
    if len(parts) < 2:
        return name
    labels = [_letters(label) for label in host.split(".")[:-1]]
    likely = [part for part in parts if any(label and label in (_letters(part), *_keys(part)) for label in labels)]
    return next(iter(likely), parts[0] if len(parts[0]) > 2 else name)


def _keys(part: str) -> tuple[str, ...]:
    """Other forms in which a host may have the name: without its ending, its initials."""
    words = part.split()
    return _letters(_ENDING.sub("", part)), "".join(word[0] for word in words).casefold() if len(words) > 2 else ""


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _said(document: Document) -> Iterator[tuple[str, str]]:
    """Names and where they stand; what the site says of itself first."""
    yield from ((value, "site") for value in document.meta.get("og:site_name", ()))
    for node in articles(document):
        yield from ((name, "json-ld") for name in organisations(document, node, "publisher", "sourceOrganization"))
    for node in document.nodes:
        if {"WebSite", "NewsMediaOrganization"} & set(types(node)) and (name := text_of(node, "name")):
            yield name, "json-ld"
    yield from ((name, "meta") for name in _beside_headline(document))
    for key in ("application-name", "dc.publisher", "dcterms.publisher", "publisher", "citation_journal_title"):
        yield from ((value, "meta") for value in document.meta.get(key, ()))


def _beside_headline(document: Document) -> Iterator[str]:
    """What the title element has beside the headline that stands on the page, too: `Headline - Outlet`."""
    title = document.title
    named = {_letters(value) for name in ("og:title", "twitter:title") for value in document.meta.get(name, ())}
    headings = itertools.islice(document.tree.iter("h1", "h2", "h3"), 8)
    for text in (*(squeeze(heading.text_content()) for heading in headings), *document.in_title):
        if len(text) <= (12 if title.isascii() else 6) or 2 * len(text) < len(title):
            continue
        if (
            title.startswith(text)
            and (match := _BEHIND.fullmatch(title, len(text)))
            and _letters(match[1]) not in named
        ):
            yield match[1]
        match = _BEFORE.fullmatch(title[: -len(text)]) if title.endswith(text) else None
        if match and _letters(match[1]) not in named:
            yield match[1]
    # A bar in a title parts the site's name off, whatever stands before it.
    parts = title.split(" | ")
    if len(parts) == 2 and len(parts[1]) < len(parts[0]) and _letters(parts[1]) not in named:
        yield parts[1]
