"""One run over files: what was found goes to the index and the ledger, both committed in that order."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO

from searchapp.copies.keeping import Copies
from searchapp.engines.port import Batch
from searchapp.errors import ArchiveError, SkippedFile
from searchapp.indexing.prepared import Prepared
from searchapp.indexing.report import SHOWN_SKIPS, Report
from searchapp.ingest.extract.dispatch import named
from searchapp.ingest.records import Outcome, Read, Record, Skipped, Source, Warned
from searchapp.ledger import Entry, Ledger
from searchapp.written import Written

#: Why members of an archive file are skipped that never gave an article: such a file is read as a whole all the same.
_NO_ARTICLES = frozenset(("unknown-format", "outside"))
#: Paths that are remembered: most records come from the file of the one before.
_PATHS = 100


class Update:
    """Takes the outcomes of a run in their order; `report` is what was done so far."""

    def __init__(
        self, ledger: Ledger, copies: Copies, batch: Batch, run: int, again: bool, errors: IO[str] | None
    ) -> None:
        self.report = Report()
        self._ledger = ledger
        self._written = Written(ledger)
        self._copies = copies
        self._batch = batch
        self._run = run
        self._again = again
        self._errors = errors
        self._pending = 0
        self._committed = time.monotonic()
        self._absolute: Callable[[str], str] = lru_cache(_PATHS)(os.path.abspath)

    def _path(self, source: Source) -> str:
        # Links are places of their own and stay; `..` is taken out, so that a file has one path however it is named.
        return self._absolute(os.fspath(source.path))

    def visited(self, files: Iterator[Source | Skipped]) -> Iterator[Source | Skipped]:
        """The files, each noted as visited before it is read."""
        for found in files:
            if isinstance(found, Source):
                self._ledger.visit(self._path(found), self._run)
            yield found

    def unchanged(self, record: Record) -> bool:
        """Whether a record is in the archive as it is."""
        if self._again or not self._ledger.seen(
            self._path(record.source), record.fingerprint, record.locator, self._run
        ):
            return False
        self.report.unchanged += 1
        return True

    def take(self, outcome: Outcome) -> None:
        """What became of one record."""
        match outcome:
            case Read(article, source, locator):
                try:
                    self._put(article, source, locator)
                except SkippedFile as refused:
                    self._skip(source, locator, refused.reason, str(refused))
            case Skipped(source, locator, reason, message):
                self._skip(source, locator, reason, message)
            case Warned():
                self._warn(kind_of(outcome), outcome.message)

    def _put(self, article: Prepared, source: Source, locator: str) -> None:
        path = self._path(source)
        if article.id == named(source.name + locator):
            article = self._known_as(article, path, source, locator)
        if self._written.stays_away(article.id, path, article.ready.fingerprint):
            self._ledger.seen(path, article.ready.fingerprint, locator, self._run)
            self.report.unchanged += 1
            return
        others = self._ledger.paths_of(article.id)
        if others and (earlier := self._ledger.given_in(article.id, self._run)):
            if self._ledger.seen(path, article.ready.fingerprint, locator, self._run):
                self.report.unchanged += 1  # The same line again.
                return
            here = path + locator
            message = f"{here}: its id {article.id!r} is that of {earlier}, which it takes the place of."
            self._warn(("same-id", ""), message)
        copy = self._copies.put(article.ready, article.sketch)
        if others:
            self.report.changed += 1
        else:
            self.report.added += 1
            self._ledger.learn(article.lesson)
            self.report.copies += copy
        self._ledger.put(Entry(path, article.ready.fingerprint, article.id, locator), self._run)
        self._pending += 1

    def _known_as(self, article: Prepared, path: str, source: Source, locator: str) -> Prepared:
        """The article of a file, or of a member of it, under the id that the archive knows that by.

        That is the one it had before. Else it is made of the file's name below the folder named; where another file has
        that one (and is still there: a file that was moved takes its old place), of as many folders above as it takes.
        """
        name, above = source.name, list(source.root.absolute().parts[1:])
        article_id = self._ledger.id_of(path, locator) or article.id
        while any(other != path and os.path.lexists(other) for other in self._ledger.paths_of(article_id)) and above:
            name = f"{above.pop()}/{name}"
            article_id = named(name + locator)
        return article if article_id == article.id else article.renamed(article_id)

    def _warn(self, kind: tuple[str, str], message: str) -> None:
        self.report.warned[kind] += 1
        self.report.first_warnings.setdefault(kind, message)

    def _skip(self, source: Source, locator: str, reason: str, message: str) -> None:
        self.report.skipped[reason] += 1
        if len(self.report.first_skips) < SHOWN_SKIPS:
            self.report.first_skips.append(message)
        lost = not (locator and reason in _NO_ARTICLES)
        self._ledger.skip(self._path(source), locator, reason, message, self._run, lost)
        if self._errors is None:
            return
        entry = {"path": str(source.path), "locator": locator, "reason": reason, "message": message}
        try:
            self._errors.write(json.dumps(entry, ensure_ascii=False) + "\n")
        except OSError as error:
            raise ArchiveError(f"--errors {self._errors.name}: it cannot be written: {error.strerror}.") from error

    def commit_if_due(self, articles: int, seconds: float) -> None:
        """Commit when that many articles wait for it, or any for so many seconds."""
        late = self._pending and time.monotonic() - self._committed > seconds
        if self._pending >= articles or late or self._copies.full:
            self.commit()

    def commit(self) -> None:
        """Make durable what was done so far: the index first, so that the ledger never knows more than is there."""
        self._copies.settle()
        self._batch.commit()
        self._ledger.commit()
        self._copies.committed()
        self._pending, self._committed = 0, time.monotonic()

    def finish(self, roots: Sequence[Path], prune: bool) -> None:
        """Remove what changed files do not hold any more, and, if wished, what gone files held."""
        for article_id in self._ledger.replaced(self._run):
            self._remove(article_id)
        for path in self._ledger.paths():
            if not _below(path, roots) or Path(path).exists():
                continue
            if not prune:
                self.report.gone += 1
                continue
            for article_id in self._ledger.forget(path):
                self._remove(article_id)
        self.commit()

    def _remove(self, article_id: str) -> None:
        self._copies.remove(article_id)
        self.report.removed += 1


def kind_of(warning: Warned) -> tuple[str, str]:
    """What a warning is counted by: its key where it is about a key; the values of bad ones are countless."""
    return warning.code, warning.detail if warning.code == "unknown-key" else ""


def _below(path: str, roots: Sequence[Path]) -> bool:
    return any(Path(path).is_relative_to(root) for root in roots)
