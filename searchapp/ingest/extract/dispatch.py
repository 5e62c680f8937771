"""From a record to an article: chooses the extraction, overlays given values, names the article."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from searchapp.articles import Article
from searchapp.errors import SkippedFile
from searchapp.ingest.decoding import clean, decode
from searchapp.ingest.extract.dump import from_dump
from searchapp.ingest.extract.given import Given, given
from searchapp.ingest.extract.markdown import from_markdown
from searchapp.ingest.extract.page import from_page
from searchapp.ingest.extract.told import upon
from searchapp.ingest.records import Kind, Record, Warned

_NOTHING = Given({})


def extract(record: Record) -> tuple[Article, tuple[Warned, ...]]:
    """The article of a record, without facets, and what of the record was left out.

    Raises SkippedFile: `not-text`, `bad-json`, `bad-front-matter`, or `no-text` when there is neither title nor text; a
    record that is given an id or an address is an article of a list all the same, and is kept with a warning.
    """
    article, values = _EXTRACTIONS[record.kind](record)
    article = values.upon(upon(record.told, article))
    warnings = values.warnings
    if not article.text.strip() and not article.title.strip():
        if not values.values.get("id") and not values.values.get("url"):
            raise SkippedFile("no-text", "There is no text in it.")
        warnings = (*warnings, ("no-text", ""))
    # A name that is no UTF-8 is shown with its odd bytes escaped; the ledger keeps the name itself.
    path = os.fsencode(record.source.path).decode("utf-8", "backslashreplace")
    source = f"{path}{record.locator}"
    article = replace(article, id=_id(record, values), source=source, fingerprint=record.fingerprint)
    return article, tuple(_warned(record, code, detail) for code, detail in warnings)


def _page(record: Record) -> tuple[Article, Given]:
    url = record.told.url if record.told else None
    return from_page(decode(record.payload, markup=True).text, url), _NOTHING


def _text(record: Record) -> tuple[Article, Given]:
    return from_dump(decode(record.payload).text), _NOTHING


def _markdown(record: Record) -> tuple[Article, Given]:
    return from_markdown(decode(record.payload).text)


def _document(record: Record) -> tuple[Article, Given]:
    """A document: what reads it is imported when the first of its kind is met, so that a worker starts quickly."""
    if record.kind == "pdf":
        from searchapp.ingest.extract.pdf import from_pdf as read
    elif record.kind == "docx":
        from searchapp.ingest.extract.word import from_docx as read
    elif record.kind == "email":
        from searchapp.ingest.extract.mail import from_email as read
    else:
        from searchapp.ingest.extract.mail import from_mhtml as read
    return read(record.payload), _NOTHING


def _json(record: Record) -> tuple[Article, Given]:
    values = given(_object(record.payload))
    if "html" in values.values and not values.values.get("text"):
        page = from_page(values.values["html"])
        kept = {name: value for name, value in values.values.items() if name != "text"}
        return page, replace(values, values=kept)
    return Article(id=""), values


def _object(payload: bytes) -> Mapping[str, Any]:
    try:
        data = json.loads(payload.decode("utf-8", "replace"))
    except json.JSONDecodeError as error:
        raise SkippedFile("bad-json", f"It is not JSON: {error.msg} at character {error.pos + 1}.") from error
    except RecursionError as error:
        raise SkippedFile("bad-json", "Its JSON is nested too deeply.") from error
    if not isinstance(data, dict):
        raise SkippedFile("bad-json", "It is not a JSON object.")
    return data


_EXTRACTIONS: dict[Kind, Callable[[Record], tuple[Article, Given]]] = {
    "html": _page,
    "text": _text,
    "markdown": _markdown,
    "json": _json,
    "pdf": _document,
    "docx": _document,
    "email": _document,
    "mhtml": _document,
}


def _id(record: Record, values: Given) -> str:
    """The id given; else 16 hexadecimal digits made of the record's own name, its address, its content or its file."""
    given_id = " ".join(str(values.values.get("id", "")).split())
    # Browsers take `.` and `..` out of an address: articles by these names could not be opened.
    if given_id and given_id not in (".", ".."):
        return given_id
    if record.told and record.told.key:
        # A feed's summary of a page has the page's address, and must not take its place.
        return named(f"{record.told.where} {record.told.key}")
    if record.kind == "json":
        return named(values.values.get("url") or record.fingerprint)
    # A mail or entry without a name of its own may stand at another place tomorrow.
    return named(record.fingerprint if "#" in record.locator else record.source.name + record.locator)


def named(seed: str) -> str:
    """The id made of an address, a fingerprint or a file's name below the folder given: 16 hexadecimal digits."""
    return hashlib.sha256(clean(seed).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _warned(record: Record, code: str, detail: str) -> Warned:
    where = f"{record.source.path}{record.locator}"
    says = {
        "no-text": f"{where}: it has neither a title nor a text; what else is given is kept.",
        "unknown-key": f"{where}: the key {detail!r} is not known and is left out.",
        "bad-date": f"{where}: {detail!r} is not a full date; the article has none.",
        "bad-value": f"{where}: the value of {detail!r} is not a text or a list of texts and is left out.",
    }
    return Warned(record.source, record.locator, code, detail, says[code])
