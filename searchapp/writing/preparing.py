"""From what is given to an article that is ready to be written."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from searchapp.articles import Article
from searchapp.errors import SkippedFile
from searchapp.ingest.records import Source, record
from searchapp.writing.report import Outcome, Status

#: What the `source` of an article that came from no file is.
SOURCE = "api"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One of the articles given, ready to be written; without an article, the reason why there is none."""

    position: int
    article: Article | None
    warnings: tuple[str, ...] = ()
    refused: SkippedFile | None = None

    def outcome(self, status: Status) -> Outcome:
        """What became of it."""
        return Outcome(self.position, self.article.id if self.article else None, status, warnings=self.warnings)

    def refusal(self, error: SkippedFile) -> Outcome:
        """That it cannot be taken, and why."""
        given = self.article.id if self.article else None
        return Outcome(self.position, given, "refused", error.reason, str(error), self.warnings)


def all_prepared(given: Iterable[object], principals: tuple[str, ...], ner: tuple[str, ...]) -> Iterator[Prepared]:
    """The articles given, in their order."""
    return (_prepared(item, position, principals, ner) for position, item in enumerate(given, 1))


def _prepared(given: object, position: int, principals: tuple[str, ...], ner: tuple[str, ...]) -> Prepared:
    """The article that is given, read and enriched as one of a JSON file is."""
    # Parsers and tables are loaded when the first article comes.
    from searchapp.enrich import enrich
    from searchapp.ingest.extract import extract

    if isinstance(given, SkippedFile):
        return Prepared(position, None, refused=given)
    source = Source(Path(SOURCE), Path(), SOURCE)
    try:
        payload = json.dumps(given, ensure_ascii=True, sort_keys=True, default=_plain).encode()
        article, warned = extract(record(source, f"#{position}", "json", payload))
        article = enrich(replace(article, source=SOURCE), principals, ner)
    except SkippedFile as refused:
        return Prepared(position, None, refused=refused)
    # As where files are read, the one place for all errors: whatever one article does, the others must be taken.
    except Exception as error:
        return Prepared(position, None, refused=SkippedFile("failed", f"{type(error).__name__}: {error}"))
    return Prepared(position, article, tuple(warning.message for warning in warned))


def _plain(value: object) -> str:
    """A day, which Python has a type for and JSON has not."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise SkippedFile("bad-json", f"{value!r:.80} is no value that JSON knows.")
