"""A JSON file: one object, a list of objects, or, as some programs name them so, JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator

from searchapp.errors import SkippedFile
from searchapp.ingest.decoding import decode
from searchapp.ingest.opening import whole
from searchapp.ingest.readers import json_lines
from searchapp.ingest.records import Record, Skipped, Source, record


def read(source: Source) -> Iterator[Record | Skipped]:
    """The objects of the file; a list's items get the locators `#1`, `#2` …; other items are skipped (`bad-json`).

    Raises SkippedFile (`bad-json`) for a file that is no JSON.
    """
    text = decode(whole(source)).text
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and error.lineno > 1:
            yield from json_lines.read(source)
            return
        raise SkippedFile("bad-json", f"It is not JSON: {error.msg} in line {error.lineno}.") from error
    except RecursionError as error:
        raise SkippedFile("bad-json", "Its JSON is nested too deeply.") from error
    if isinstance(data, dict):
        yield _record(source, "", data)
        return
    if not isinstance(data, list):
        raise SkippedFile("bad-json", "It holds neither an object nor a list of objects.")
    for number, item in enumerate(data, 1):
        if isinstance(item, dict):
            yield _record(source, f"#{number}", item)
        else:
            message = f"{source.path}: item {number} is not an object."
            yield Skipped(source, f"#{number}", "bad-json", message)


def _record(source: Source, locator: str, item: object) -> Record:
    """An item as bytes that depend on its content only, not on the spaces around it."""
    return record(source, locator, "json", json.dumps(item, ensure_ascii=True, sort_keys=True).encode())
