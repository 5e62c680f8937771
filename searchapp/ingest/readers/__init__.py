"""One reader per format; `READERS` is the table of them.

A reader is a function `Source -> iterator of Record or Skipped`. It keeps one record in memory at a time where the
format allows it, yields a Skipped for a bad record and goes on, and raises SkippedFile for a bad file. A new format is
a new module here and a line in the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from searchapp.errors import SkippedFile
from searchapp.ingest.readers import json_lines, json_list, whole_file
from searchapp.ingest.records import Record, Skipped, Source

Reader = Callable[[Source], Iterator[Record | Skipped]]

#: Suffix, in small letters -> its reader; each may be followed by `.gz`.
READERS: dict[str, Reader] = {
    ".html": whole_file.page,
    ".htm": whole_file.page,
    ".xhtml": whole_file.page,
    ".txt": whole_file.text,
    ".md": whole_file.markdown,
    ".markdown": whole_file.markdown,
    ".json": json_list.read,
    ".jsonl": json_lines.read,
    ".ndjson": json_lines.read,
}


def suffix(name: str) -> str:
    """The suffix that names the format, in small letters, without `.gz`.

    >>> suffix("2014/Story.HTML.gz")
    '.html'
    """
    base = name.rsplit("/", 1)[-1].lower().removesuffix(".gz")
    _, dot, last = base.rpartition(".")
    return dot + last


def records(source: Source) -> Iterator[Record | Skipped]:
    """The records of a source, in its order; what is wrong with the source as a whole is a Skipped, too."""
    try:
        reader = READERS.get(suffix(source.name))
        if reader is None:
            known = " ".join(READERS)
            raise SkippedFile("unknown-format", f"Its name has none of the endings {known} (or these with .gz).")
        yield from reader(source)
    except SkippedFile as skip:
        yield Skipped(source, "", skip.reason, f"{source.path}: {skip}")
