"""What travels through the reading of an archive: sources, records, and what became of each record."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from searchapp.articles import Article

#: What a record's payload is: a page, a plain text, a Markdown text, one JSON object, or a document as it was found.
Kind = Literal["html", "text", "markdown", "json", "pdf", "docx", "email", "mhtml"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file (or folder) found under `root`; `name` is its posix path relative to `root`, the same on every machine."""

    path: Path
    root: Path
    name: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a record by what holds it: a feed of its entry, a web archive of its page, a mail of its text.

    `where` is the provenance of its values; a field in `weak` only stands in where the record itself says nothing.
    `key` names the record wherever it is met again (its address, the id of an entry or a mail), `""` if nothing does.
    `date` is a day in UTC.
    """

    where: str
    key: str = ""
    url: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    weak: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """One article as it stands in its source, not yet read.

    `locator` is the place in a source of many articles, else `""`: `#12` is line or item 12, counted from 1,
    `!/2014/story.html` a member of an archive file, `!/wire.jsonl#12` a line of one.
    `payload` holds the record's bytes; `fingerprint` is the SHA-256 of them and of what is told, in hexadecimal.
    """

    source: Source
    locator: str
    kind: Kind
    payload: bytes
    fingerprint: str
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A record became an article."""

    article: Article
    source: Source
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source, or one record of it, gave no article; `reason` is one of a few words that are counted."""

    source: Source
    locator: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something in a record was left out, although the record gave an article.

    `code` is `unknown-key`, `bad-date` or `bad-value`; `detail` the key or value; `message` a sentence for a reader.
    """

    source: Source
    locator: str
    code: str
    detail: str
    message: str


Outcome = Read | Skipped | Warned


def record(source: Source, locator: str, kind: Kind, payload: bytes, told: Told | None = None) -> Record:
    """A record with the fingerprint of its bytes and of what is told of it.

    A weak date is left out: it is that of the capture, and capturing a page again does not change it.
    """
    digest = hashlib.sha256(payload)
    if told:
        day = None if "date" in told.weak else told.date
        digest.update(repr((told.key, told.url, told.title, day, told.outlet, told.authors, told.language)).encode())
    return Record(source, locator, kind, payload, digest.hexdigest(), told)


def place(source: Source, locator: str) -> str:
    """Where a record is, for a reader: its file, the member of an archive file, the line or item."""
    member, mark, number = locator.rpartition("#")
    if mark and number.isdigit():
        return f"{source.path}{member}, line or item {number}"
    return f"{source.path}{locator}"
