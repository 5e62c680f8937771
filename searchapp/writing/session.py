"""One hold of the lock of an archive that is written to: articles go to the index and the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from searchapp.archive import Archive
from searchapp.articles import Article
from searchapp.copies.keeping import Copies
from searchapp.engines.document import check
from searchapp.engines.port import Batch
from searchapp.entities.applying import stored_as_written
from searchapp.errors import NotFound, SkippedFile
from searchapp.learnt import lesson
from searchapp.ledger import Ledger
from searchapp.naming import Naming, ShownBatch
from searchapp.settings import Settings
from searchapp.sketch import sketch
from searchapp.writing.preparing import Prepared
from searchapp.writing.report import Outcome, Report
from searchapp.written import Change, Written

#: Characters of text after which a commit is due.
MOST_WAITING = 20_000_000


class Session:
    """One hold of the archive's lock."""

    def __init__(self, archive: Archive, ledger: Ledger, batch: Batch, naming: Naming, held: Settings) -> None:
        self.ledger = ledger
        self.written = Written(ledger)
        self.principals = archive.stamp.principals
        self._archive = archive
        self._batch = batch
        self._naming = naming
        self._stored = stored_as_written(archive.engine.backend)
        self._copies = Copies(ledger, ShownBatch(batch, naming), self._stored, held.copy_share / 100)
        self._most = held.commit_articles
        self._changed = False
        self._waiting: dict[str, Article] = {}
        self._size = 0
        self.written.durable()
        if left := self.written.noted():
            self._make(left)
            self._finish()

    def add(self, prepared: Iterable[Prepared]) -> dict[str, Any]:
        """Write the articles, and commit; the report in plain JSON types."""
        outcomes = []
        for item in prepared:
            outcomes.append(self._one(item))
            if len(self._waiting) >= self._most or self._size > MOST_WAITING:
                self._commit()
        self._commit()
        self._finish()
        return Report(tuple(outcomes), self._revision()).as_json()

    def remove(self, article_id: str) -> dict[str, Any]:
        """Remove an article, and commit; raises NotFound."""
        if not self.written.known(article_id) and self._stored(article_id) is None:
            raise NotFound(f"There is no article {article_id!r} in this archive.")
        self._note([Change(article_id, None)])
        self._finish()
        return {"id": article_id, "revision": self._revision()}

    def _one(self, item: Prepared) -> Outcome:
        if item.article is None:
            return item.refusal(item.refused or SkippedFile("failed", "It could not be read."))
        article, before = item.article, self._waiting.get(item.article.id)
        known = before is not None or self.written.known(article.id)
        if before.fingerprint == article.fingerprint if before else self._unchanged(article):
            return item.outcome("unchanged")
        try:
            check(article)
        except SkippedFile as error:
            return item.refusal(error)
        self._waiting[article.id] = article
        self._size += len(article.text)
        return item.outcome("changed" if known else "added")

    def _unchanged(self, article: Article) -> bool:
        return self.written.unchanged(article.id, article.fingerprint)

    def _commit(self) -> None:
        self._note([Change(article.id, article) for article in self._waiting.values()])
        self._waiting.clear()
        self._size = 0

    def _note(self, changes: list[Change]) -> None:
        """Note the changes for good before they are made, so that from here on no stop can lose or halve them."""
        if changes:
            self.written.note(changes)
            self.ledger.commit()
            self._make(changes)

    def _make(self, changes: list[Change]) -> None:
        if not self._changed:
            self._naming.begin()
            self._changed = True
        _make(changes, self.ledger, self._copies, self._batch)

    def _finish(self) -> None:
        """Look at the names that have come and gone."""
        if self._changed:
            self._naming.finish()
            self._changed = False

    def _revision(self) -> str:
        return self._archive.engine.backend.reader().revision()


def finish(ledger: Ledger, copies: Copies, batch: Batch) -> None:
    """Make the changes that a writer noted before it was stopped."""
    if changes := Written(ledger).noted():
        _make(changes, ledger, copies, batch)


def _make(changes: Sequence[Change], ledger: Ledger, copies: Copies, batch: Batch) -> None:
    """Make changes that are noted, and commit: the index first, as everywhere; the ledger forgets the notes with it."""
    written = Written(ledger)
    for change in changes:
        if change.article is None:
            copies.remove(change.id)
            written.remove(change.id)
            continue
        copies.put(change.article, sketch(change.article))
        if not ledger.paths_of(change.id):
            ledger.learn(lesson(change.article))
        written.put(change.article)
    copies.settle()
    batch.commit()
    written.done()
    ledger.commit()
    copies.committed()
