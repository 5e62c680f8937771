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
from searchapp.ingest.records import Kind, Record, Warned

_NOTHING = Given({})


def extract(record: Record) -> tuple[Article, tuple[Warned, ...]]:
    """The article of a record, without facets, and what of the record was left out.

    Raises SkippedFile: `not-text`, `bad-json`, `bad-front-matter`, or `no-text` when there is neither title nor text; a
    record that is given an id or an address is an article of a list all the same, and is kept with a warning.
    """
    article, values = _EXTRACTIONS[record.kind](record.payload)
    article = values.upon(article)
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


def _page(payload: bytes) -> tuple[Article, Given]:
    return from_page(decode(payload, markup=True).text), _NOTHING


def _text(payload: bytes) -> tuple[Article, Given]:
    return from_dump(decode(payload).text), _NOTHING


def _markdown(payload: bytes) -> tuple[Article, Given]:
    return from_markdown(decode(payload).text)


def _json(payload: bytes) -> tuple[Article, Given]:
    values = given(_object(payload))
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


_EXTRACTIONS: dict[Kind, Callable[[bytes], tuple[Article, Given]]] = {
    "html": _page,
    "text": _text,
    "markdown": _markdown,
    "json": _json,
}


def _id(record: Record, values: Given) -> str:
    """The id given; else 16 hexadecimal digits made of the given address or content, or of the file's name."""
    given_id = " ".join(str(values.values.get("id", "")).split())
    # Browsers take `.` and `..` out of an address: articles by these names could not be opened.
    if given_id and given_id not in (".", ".."):
        return given_id
    seed = record.source.name
    if record.kind == "json":
        seed = values.values.get("url") or record.fingerprint
    return named(seed)


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
