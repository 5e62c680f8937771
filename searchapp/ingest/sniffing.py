"""Tells a format by the first bytes of a file, for files whose name says something else."""

from __future__ import annotations

import re

#: Bytes at the beginning that are looked at.
HEAD = 4096
_UTF8_MARK = b"\xef\xbb\xbf"
_PACKED = ((b"\x1f\x8b", ".gz"), (b"BZh", ".bz2"), (b"\xfd7zXZ\x00", ".xz"))
#: What may stand before the first element: declarations, processing instructions and comments.
_PROLOGUE = re.compile(rb"(?:\s+|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE\s+(?!html)[^>\[]*(?:\[[^\]]*\])?\s*>)+", re.DOTALL)
_PAGE = re.compile(rb"<(?:!DOCTYPE\s+html|html|head)[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_MBOX = re.compile(rb"From \S+ [^\r\n]*\d{4}[^\r\n]*\r?\n[\w-]+:")
_HEADERS = re.compile(rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
_SAVED_PAGE = re.compile(rb"^(?:Snapshot-Content-Location:|From: <Saved by )", re.MULTILINE | re.IGNORECASE)
#: Where in a tar file its mark stands.
_TAR_AT, _TAR_MARK = 257, b"ustar"


def packing(head: bytes) -> str | None:
    """The ending of the packing that bytes begin with: `.gz`, `.bz2` or `.xz`."""
    return next((ending for mark, ending in _PACKED if head.startswith(mark)), None)


def form(head: bytes) -> str | None:
    """The ending of the format that the first bytes of a file are of, None where they do not tell it for certain.

    >>> form(b"%PDF-1.7")
    '.pdf'
    """
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ".docx" if b"[Content_Types].xml" in head or b"word/" in head else ".zip"
    if head.startswith(b"WARC/"):
        return ".warc"
    if head[_TAR_AT:].startswith(_TAR_MARK):
        return ".tar"
    return _mail(head) or _markup(head.removeprefix(_UTF8_MARK))


def _mail(head: bytes) -> str | None:
    if _MBOX.match(head):
        return ".mbox"
    headers = _HEADERS.match(head)
    return ".mhtml" if headers and _SAVED_PAGE.search(headers[0]) else None


def _markup(head: bytes) -> str | None:
    before = _PROLOGUE.match(head)
    start = before.end() if before else 0
    if _PAGE.match(head, start):
        return ".html"
    return ".xml" if _FEED.match(head, start) else None
