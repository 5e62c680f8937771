"""Feeds (RSS, Atom) that were saved as files: an article an entry, whole if the feed has it whole."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

from searchapp.errors import SkippedFile
from searchapp.ingest.opening import Input, whole
from searchapp.ingest.records import Record, Skipped, Told

#: Bytes of one feed.
_MOST = 32_000_000


def read(given: Input) -> Iterator[Record | Skipped]:
    """The entries, with the locator `#` and their number; raises SkippedFile: `bad-feed`, `empty`, `too-large`."""
    import feedparser

    payload = whole(given, _MOST)
    # A stream, never a text: a text that looks like an address would be fetched.
    parsed = feedparser.parse(io.BytesIO(payload), response_headers={"content-location": ""})
    if not parsed.get("version") and not parsed.entries:
        problem = parsed.get("bozo_exception") or "no entry was found"
        raise SkippedFile("bad-feed", f"It is no feed that can be read ({problem}).")
    for number, entry in enumerate(parsed.entries, 1):
        if (page := _page(entry)) is None:
            yield given.skipped(f"#{number}", "no-text", "It has neither a title nor a text.")
        else:
            yield given.record(f"#{number}", "html", page.encode("utf-8", "replace"), _told(parsed.feed, entry))
    if parsed.get("bozo") and _is_cut_off(parsed.get("bozo_exception")):
        raise SkippedFile(
            "bad-feed", f"It is damaged ({parsed.bozo_exception}); {len(parsed.entries)} entries were read."
        )


def _is_cut_off(problem: object) -> bool:
    """Whether the problem is one of the XML, not of a charset or media type that is declared wrongly."""
    import xml.sax

    return isinstance(problem, xml.sax.SAXException)


def _page(entry: Any) -> str | None:
    """The entry as a page: its full content if it has one, else its summary."""
    bodies = [part.get("value") or "" for part in entry.get("content", ())]
    body = max([*bodies, entry.get("summary") or ""], key=len)
    title = entry.get("title") or ""
    if not body.strip() and not title.strip():
        return None
    heading = f"<h1>{title}</h1>" if title else ""
    paragraphs = body if "<" in body else "".join(f"<p>{line}</p>" for line in body.splitlines() if line.strip())
    head = '<meta charset="utf-8">'
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{heading}{paragraphs}</article></body></html>"


def _told(feed: Any, entry: Any) -> Told:
    link = str(entry.get("link") or "")
    url = link if link.startswith(("http://", "https://")) else None
    source = entry.get("source") or {}
    outlet = _plain(source.get("title") or feed.get("title") or "")
    language = str(entry.get("language") or feed.get("language") or "")[:2].lower()
    return Told(
        "feed",
        key=url or str(entry.get("id") or ""),
        url=url,
        title=_plain(entry.get("title") or "") or None,
        date=_day(entry),
        outlet=outlet or None,
        authors=_authors(entry),
        language=language if language.isalpha() else None,
    )


def _authors(entry: Any) -> tuple[str, ...]:
    names = [str(author.get("name") or "") for author in entry.get("authors", ())] or [str(entry.get("author") or "")]
    return tuple(dict.fromkeys(name for name in map(_plain, names) if name and "@" not in name))


def _day(entry: Any) -> datetime.date | None:
    """The day of publication; that of the last change where nothing else is said, as in many Atom feeds."""
    # The library answers for `published` with `updated` when asked for the latter, and warns; `in` asks quietly.
    names = ("published_parsed", "created_parsed", "updated_parsed")
    stamp = next((dict.get(entry, name) for name in names if dict.get(entry, name)), None)
    try:
        return datetime.date(*stamp[:3]) if stamp else None
    except ValueError:
        return None


def _plain(text: str) -> str:
    """A title without markup; feeds have it escaped once or twice."""
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
    from lxml import html

    return " ".join("".join(map(str, html.fromstring(f"<p>{text}</p>").itertext())).split())
