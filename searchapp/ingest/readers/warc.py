"""Web archives (WARC): every page that was captured, with its address and the day of its capture."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from searchapp.errors import SkippedFile
from searchapp.ingest.decoding import decode
from searchapp.ingest.opening import Input, Stepwise
from searchapp.ingest.records import Kind, Record, Skipped, Told

#: Media type of an answer -> what it is read as. Pictures, style sheets, scripts and the like are parts of pages.
_KINDS: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
#: Bytes of one captured page or document.
_MOST = 64_000_000
_MARK = "\ufeff"


def read(given: Input) -> Iterator[Record | Skipped]:
    """The pages, texts and documents that were answered with status 200, with the locator `#` and the record's number.

    Raises SkippedFile (`bad-warc`) where the file is damaged or ends; what comes before that is read.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    class Records(ArchiveIterator):  # type: ignore[misc]
        """Its notes about damage go to stderr, with the bytes in question; here a skip tells of it."""

        INC_RECORD = ""

    number = 0
    try:
        for number, found in enumerate(Records(Stepwise(given.file)), 1):
            if (kind := _kind(found)) is not None:
                yield _record(given, number, kind, found)
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, TypeError) as error:
        raise SkippedFile("bad-warc", f"It is damaged after record {number} ({str(error).strip()[:100]}).") from error


def _kind(found: Any) -> Kind | None:
    """What a record is read as; None for requests, metadata, redirects, errors, pictures."""
    media = _media(found)
    if found.rec_type == "resource":
        return _KINDS.get(media)
    if found.rec_type != "response" or found.http_headers is None or found.http_headers.get_statuscode() != "200":
        return None
    address = found.rec_headers.get_header("WARC-Target-URI") or ""
    return None if urlsplit(address).path == "/robots.txt" else _KINDS.get(media)


def _media(found: Any) -> str:
    said = found.http_headers.get_header("Content-Type") if found.http_headers else found.content_type
    return (said or "").split(";")[0].strip().lower()


def _record(given: Input, number: int, kind: Kind, found: Any) -> Record | Skipped:
    payload = found.content_stream().read(_MOST + 1)
    url = (found.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if len(payload) > _MOST:
        return given.skipped(f"#{number}", "too-large", f"{url} is larger than {_MOST:,} bytes.")
    if _is_cut_off(found):
        return given.skipped(f"#{number}", "bad-warc", f"{url} is cut off.")
    if not payload.strip():
        return given.skipped(f"#{number}", "empty", f"{url} is empty.")
    if kind in ("html", "text") and (charset := _charset(found)):
        payload = (_MARK + decode(payload, charset, markup=kind == "html").text).encode("utf-8", "replace")
    address = url if url.startswith(("http://", "https://")) else None
    day = _day(found.rec_headers.get_header("WARC-Date"))
    told = Told("warc", key=url, url=address, date=day, weak=frozenset(("url", "date")))
    return given.record(f"#{number}", kind, payload, told)


def _is_cut_off(found: Any) -> bool:
    """Whether the file ends before the record does: bytes are missing, and there are no more."""
    return found.raw_stream.limit > 0 and not found.raw_stream.read(1)


def _charset(found: Any) -> str | None:
    said = found.http_headers.get_header("Content-Type") if found.http_headers else ""
    _, mark, charset = (said or "").lower().partition("charset=")
    return charset.split(";")[0].strip(" \"'") if mark else None


def _day(stamp: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None
