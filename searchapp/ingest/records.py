"""What travels through the reading of an archive: sources, records, and what became of each record."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

Made = TypeVar("Made")

#: What a record's payload is: a page, a plain text, a Markdown text, or one JSON object.
Kind = Literal["html", "text", "markdown", "json"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file (or folder) found under `root`; `name` is its posix path relative to `root`, the same on every machine."""

    path: Path
    root: Path
    name: str


@dataclass(frozen=True, slots=True)
class Record:
    """One article as it stands in its source, not yet read.

    `locator` is the place in a source of many articles (`#12`: line 12 or item 12, counted from 1), else `""`.
    `payload` holds the record's bytes; `fingerprint` is their SHA-256 in hexadecimal.
    """

    source: Source
    locator: str
    kind: Kind
    payload: bytes
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Read(Generic[Made]):
    """A record became an article; `article` is what was asked to be made of it, else the article itself."""

    article: Made
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


Outcome = Read[Any] | Skipped | Warned


def record(source: Source, locator: str, kind: Kind, payload: bytes) -> Record:
    """A record with the fingerprint of its bytes."""
    return Record(source, locator, kind, payload, hashlib.sha256(payload).hexdigest())
