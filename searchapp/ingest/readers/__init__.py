"""One reader per format; `READERS` is the table of them.

A reader is a function `Input -> iterator of Record or Skipped`. It keeps one record in memory at a time where the
format allows it, yields a Skipped for a bad record and goes on, and raises SkippedFile for a bad file. A new format is
a new module here and a line in the table. Libraries for a format are imported when the first file of it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from searchapp.errors import SkippedFile
from searchapp.ingest import sniffing
from searchapp.ingest.opening import PACKINGS, Input, opened, unpacked
from searchapp.ingest.readers import feed, json_lines, json_list, mailbox, table, tar, warc, whole_file, zip
from searchapp.ingest.records import Record, Skipped, Source

Found = Iterator[Record | Skipped]
Reader = Callable[[Input], Found]
#: Readers of files with files in them are given what reads a member.
Container = Callable[[Input, Reader], Found]

#: Suffix, in small letters -> its reader; each may be followed by `.gz`, `.bz2` or `.xz`.
READERS: dict[str, Reader] = {
    ".html": whole_file.page,
    ".htm": whole_file.page,
    ".xhtml": whole_file.page,
    ".txt": whole_file.text,
    ".md": whole_file.markdown,
    ".markdown": whole_file.markdown,
    ".pdf": whole_file.pdf,
    ".docx": whole_file.docx,
    ".eml": whole_file.email,
    ".mht": whole_file.mhtml,
    ".mhtml": whole_file.mhtml,
    ".mbox": mailbox.read,
    ".json": json_list.read,
    ".jsonl": json_lines.read,
    ".ndjson": json_lines.read,
    ".rss": feed.read,
    ".atom": feed.read,
    ".xml": feed.read,
    ".warc": warc.read,
    ".csv": table.read,
    ".tsv": table.read,
}
CONTAINERS: dict[str, Container] = {".zip": zip.read, ".tar": tar.read}
#: Short names of packed formats.
_SHORT = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".tbz": ".tar.bz2", ".txz": ".tar.xz"}
#: Files within files within files: deeper ones are not looked for.
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """How sources are read; `columns` maps our fields to the headers of tables that hold them."""

    columns: Mapping[str, str] = field(default_factory=dict)


def endings() -> tuple[str, ...]:
    """Every ending that is read."""
    return (*READERS, *CONTAINERS, *_SHORT)


def suffix(name: str) -> str:
    """The suffix that names the format, in small letters, without that of a packing.

    >>> suffix("2014/Story.HTML.gz")
    '.html'
    """
    return _split(name)[0]


def _split(name: str) -> tuple[str, str]:
    """The suffix of the format and that of the packing, `""` if there is none."""
    base = name.rsplit("/", 1)[-1].lower()
    for short, long in _SHORT.items():
        if base.endswith(short):
            base = base.removesuffix(short) + long
    ending = next((ending for ending in PACKINGS if base.endswith(ending)), "")
    _, dot, last = base.removesuffix(ending).rpartition(".")
    return dot + last, ending


def records(source: Source, how: Reading = Reading()) -> Found:
    """The records of a source, in its order; what is wrong with the source as a whole is a Skipped, too."""
    try:
        with opened(source) as given:
            yield from _read(given, how)
    except SkippedFile as skip:
        yield Skipped(source, "", skip.reason, f"{source.path}: {skip}")


def _read(given: Input, how: Reading) -> Found:
    nothing = True
    try:
        for found in _reader(given, how):
            nothing = False
            yield found
        if nothing:
            yield given.skipped("", "empty", "There is no article in it.")
    except SkippedFile as skip:
        yield given.skipped("", skip.reason, str(skip))
    # As in `work`, the one place for all errors: whatever a file does to a library, the other files must be read.
    except Exception as error:
        yield given.skipped("", "failed", f"{type(error).__name__}: {error}")


def _reader(given: Input, how: Reading) -> Found:
    """The records by the reader that the name tells; by another where the bytes are certainly of another format."""
    named, ending = _split(given.name)
    if named not in READERS and named not in CONTAINERS:
        packings = " ".join(PACKINGS)
        raise SkippedFile("unknown-format", f"Its name has none of the endings {' '.join(endings())} ({packings} too).")
    given = _unpacked(given, ending)
    seen = sniffing.form(_head(given))
    if named == ".xml" and seen is None:
        raise SkippedFile("unknown-format", "It is XML, but neither a feed (RSS, Atom) nor a page.")
    if seen and not _one_form(named, seen):
        given, named = replace(given, name=given.name + seen), seen
    if named in CONTAINERS:
        if given.depth >= DEEPEST:
            raise SkippedFile("too-deep", f"It lies in {DEEPEST} archive files, one within the other. Unpack it.")
        return CONTAINERS[named](given, partial(_read, how=how))
    if READERS[named] is table.read:
        return table.read(given, how.columns)
    return READERS[named](given)


def _unpacked(given: Input, ending: str) -> Input:
    """The input without its packing: that of its name, or one that its bytes show."""
    shown = sniffing.packing(_head(given))
    packing = ending or shown
    return replace(given, file=unpacked(given.file, packing)) if packing else given


def _head(given: Input) -> bytes:
    return given.file.peek(sniffing.HEAD)[: sniffing.HEAD]  # type: ignore[attr-defined, no-any-return]


def _one_form(named: str, seen: str) -> bool:
    """Whether the two suffixes are read alike, so that the name is right."""
    return CONTAINERS.get(named) == CONTAINERS.get(seen) and READERS.get(named) == READERS.get(seen)
