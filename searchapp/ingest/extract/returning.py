"""What of an article may show what is the site's own: its short lines, and the story by which copies are told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.articles import Article
from searchapp.ingest.extract.dump_marks import is_prose
from searchapp.ingest.extract.outlets import host_of

#: Characters of a line that may be furniture; pleas to readers are the longest.
LONGEST = 320
_DIGITS = re.compile(r"\d+")
_SIGNS = re.compile(r"[^\w#]+")


@dataclass(frozen=True, slots=True)
class Shown:
    """What one article shows of its site.

    `group` is its outlet, else its host, else `""`; `story` a number that copies of one story share; `lines` maps
    what is alike in two lines, `key_of(line)`, to the line.
    """

    group: str
    story: int
    lines: dict[str, str]


def shown(article: Article) -> Shown | None:
    """What the article shows, or None if its text was given and is none of ours to change."""
    if not article.text or article.provenance.get("text") == "given":
        return None
    lines = article.text.split("\n")
    found = {key: line for line in lines if (key := key_of(line))}
    return Shown(group_of(article), _story(lines), found)


def group_of(article: Article) -> str:
    """The name under which lines of an article's site are gathered."""
    return article.outlet or host_of(article.url)


def key_of(line: str) -> str:
    """A line without capitals, signs and figures, so that counters are alike; `""` for one that is no furniture.

    >>> key_of("12 Comments") == key_of("3 comments:")
    True
    """
    if len(line) > LONGEST:
        return ""
    folded = line.casefold() if is_prose(line) else _DIGITS.sub("#", line.casefold())
    return _SIGNS.sub(" ", folded).strip()


def without(text: str, keys: frozenset[str]) -> str:
    """The text without the lines that have one of the keys; all of it if nothing else would be left."""
    lines = text.split("\n")
    kept = [line for line in lines if key_of(line) not in keys]
    return "\n".join(kept) if any(map(str.strip, kept)) else text


def _story(lines: list[str]) -> int:
    """A number made of the two longest lines: copies of a story have them in common, other stories of a site do not."""
    longest = sorted(_longest(lines))
    return int.from_bytes(hashlib.blake2b("\n".join(longest).encode("utf-8", "replace"), digest_size=7).digest())


def _longest(lines: list[str]) -> Iterator[str]:
    yield from sorted((" ".join(line.casefold().split()) for line in lines), key=len, reverse=True)[:2]
