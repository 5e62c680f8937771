"""A JSON file: one object, a list of objects, or, as some programs name them so, JSON Lines."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace

from searchapp.errors import SkippedFile
from searchapp.ingest.decoding import decode
from searchapp.ingest.opening import Input, whole
from searchapp.ingest.readers import json_lines
from searchapp.ingest.records import Record, Skipped


def read(given: Input) -> Iterator[Record | Skipped]:
    """The objects of the file; a list's items get the locators `#1`, `#2` …; other items are skipped (`bad-json`).

    Raises SkippedFile (`bad-json`) for a file that is no JSON.
    """
    payload = whole(given)
    text = decode(payload).text
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and error.lineno > 1:
            yield from json_lines.read(replace(given, file=io.BytesIO(payload)))
            return
        raise SkippedFile("bad-json", f"It is not JSON: {error.msg} in line {error.lineno}.") from error
    except RecursionError as error:
        raise SkippedFile("bad-json", "Its JSON is nested too deeply.") from error
    if isinstance(data, dict):
        yield _record(given, "", data)
        return
    if not isinstance(data, list):
        raise SkippedFile("bad-json", "It holds neither an object nor a list of objects.")
    for number, item in enumerate(data, 1):
        if isinstance(item, dict):
            yield _record(given, f"#{number}", item)
        else:
            yield given.skipped(f"#{number}", "bad-json", "It is not an object.")


def _record(given: Input, locator: str, item: object) -> Record:
    """An item as bytes that depend on its content only, not on the spaces around it."""
    return given.record(locator, "json", json.dumps(item, ensure_ascii=True, sort_keys=True).encode())
