"""An article from Markdown with or without YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from searchapp.articles import Article
from searchapp.errors import SkippedFile
from searchapp.ingest.extract.captions import is_credit
from searchapp.ingest.extract.dump_marks import is_prose
from searchapp.ingest.extract.furniture import is_parting
from searchapp.ingest.extract.given import Given, given

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
#: Names that front matter uses for our fields.
_ALIASES = {
    "author": "authors", "lang": "language", "link": "url", "canonical_url": "url", "permalink": "url",
    "published": "date", "headline": "title", "site": "outlet", "publication": "outlet",
}  # fmt: skip
#: Markup and what it is replaced by, in order.
_MARKUP = tuple(
    (re.compile(pattern, re.MULTILINE | re.DOTALL), plain)
    for pattern, plain in (
        (r"<!--.*?-->", ""),
        (r"^```.*?^```[ \t]*$", ""),
        (r"!\[[^\]\n]*\]\([^)\n]*\)", ""),
        (r"\[([^\]\n]+)\]\([^)\n]*\)", r"\1"),
        (r"\[([^\]\n]+)\]\[[^\]\n]*\]", r"\1"),
        (r"^\[[^\]\n]+\]:\s+\S.*$", ""),
        (r"<(https?://[^>\s]+)>", r"\1"),
        (r"</?[a-zA-Z][^>\n]*>", ""),
        (r"^[ \t]*([-*_][ \t]*){3,}$", ""),
        (r"^(\S.*)\n[=-]{3,}[ \t]*$", r"\1"),
        (r"^#{1,6}[ \t]+(.*?)[ \t#]*$", r"\1"),
        (r"^[ \t]*>[ \t]?", ""),
        (r"^[ \t]*[-*+][ \t]+", ""),
        (r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2"),
        (r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])", r"\2"),
        (r"`([^`\n]+)`", r"\1"),
        (r"\\([\\`*_{}\[\]()#+.!-])", r"\1"),
        (r"\n{3,}", "\n\n"),
    )
)
_HEADING = re.compile(r"\A\s*(?:#[ \t]+(?P<hash>[^\n]+?)[ \t#]*|(?P<under>\S[^\n]*)\n=+[ \t]*)(?:\n|\Z)")


def from_markdown(text: str) -> tuple[Article, Given]:
    """The article and what its front matter gives; a first heading is the title where none is given.

    Raises SkippedFile (`bad-front-matter`) when the front matter is no YAML.
    """
    front = _front_matter(text)
    body = text[front.end() :] if front else text
    found = given({_ALIASES.get(str(key).lower(), str(key).lower()): value for key, value in _data(front).items()})
    title = ""
    if match := _HEADING.match(body):
        title = plain(match["hash"] or match["under"])
        body = body[match.end() :]
    where = {"text": "text"} | ({"title": "text"} if title else {})
    return Article(id="", title=title, text=_of_story(plain(body)), provenance=where), found


def _of_story(text: str) -> str:
    """The paragraphs but for the credits of pictures, and pleas to the reader at the end."""
    kept = [part for part in text.split("\n\n") if is_prose(part) or not is_credit(part)]
    while len(kept) > 1 and is_parting(kept[-1]):
        kept = kept[:-1]
    return "\n\n".join(kept).strip()


def plain(text: str) -> str:
    """Markdown without its markup.

    >>> plain("A *word* and a [link](http://a.example/).")
    'A word and a link.'
    """
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return text.strip()


def _front_matter(text: str) -> re.Match[str] | None:
    """The front matter; a text that merely begins with a rule has no `key:` after it."""
    match = _FRONT.match(text)
    return match if match and re.search(r"^[\w-]+\s*:", match[1], re.MULTILINE) else None


def _data(front: re.Match[str] | None) -> Mapping[Any, Any]:
    if front is None:
        return {}
    try:
        data = yaml.safe_load(front[1])
    # PyYAML lets the ValueError of an impossible date through.
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = getattr(error, "problem", None) or error
        raise SkippedFile("bad-front-matter", f"Its front matter is not YAML: {problem}.") from error
    return data if isinstance(data, dict) else {}
