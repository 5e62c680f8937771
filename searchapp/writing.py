"""Articles given one by one, without files: added, changed and removed through the API or from Python.

What is answered is committed. An article is validated, enriched and named as if it stood in a JSON file, so that giving
the same once more changes nothing.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from searchapp.archive import LEDGER, Archive, open_archive
from searchapp.articles import Article
from searchapp.copies.keeping import Copies
from searchapp.engines.document import check
from searchapp.engines.port import Batch
from searchapp.entities.applying import as_written
from searchapp.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveLocked,
    ArchiveStampError,
    NotFound,
    ParameterError,
    SkippedFile,
)
from searchapp.ingest.records import Source, record
from searchapp.learnt import lesson
from searchapp.ledger import Ledger, open_ledger
from searchapp.naming import Naming, ShownBatch, open_naming
from searchapp.settings import Settings
from searchapp.sketch import sketch
from searchapp.written import Change, Repeat, Written

Status = Literal["added", "changed", "unchanged", "refused"]
#: What the `source` of an article that came from no file begins with.
SOURCE = "api"
#: Characters of an idempotency key.
MOST_KEY = 255
#: Characters of text after which a commit is due.
MOST_WAITING = 20_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of the articles given: `position` counts from 1; `code` and `detail` say why it was refused.

    `warnings` are sentences about what of it was left out.
    """

    position: int
    id: str | None
    status: Status
    code: str = ""
    detail: str = ""
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The outcome in plain JSON types, what says nothing left out."""
        plain: dict[str, Any] = {"position": self.position, "id": self.id, "status": self.status, "code": self.code}
        plain |= {"detail": self.detail, "warnings": list(self.warnings)}
        return {name: value for name, value in plain.items() if value or name == "id"}


@dataclass(frozen=True, slots=True)
class Report:
    """What a request to write did, article by article; `revision` names the commit after it."""

    outcomes: tuple[Outcome, ...]
    revision: str

    def count(self, status: Status) -> int:
        """How many articles have that status."""
        return sum(outcome.status == status for outcome in self.outcomes)

    def as_json(self) -> dict[str, Any]:
        """The report in plain JSON types."""
        counts: tuple[Status, ...] = ("added", "changed", "unchanged", "refused")
        return {
            **{status: self.count(status) for status in counts},
            "revision": self.revision,
            "articles": [outcome.as_json() for outcome in self.outcomes],
        }


@dataclass(frozen=True, slots=True)
class _Prepared:
    """One of the articles given, ready to be written; without an article, the reason why there is none."""

    position: int
    article: Article | None
    warnings: tuple[str, ...] = ()
    refused: SkippedFile | None = None

    def outcome(self, status: Status) -> Outcome:
        return Outcome(self.position, self.article.id if self.article else None, status, warnings=self.warnings)

    def refusal(self, error: SkippedFile) -> Outcome:
        given = self.article.id if self.article else None
        return Outcome(self.position, given, "refused", error.reason, str(error), self.warnings)


class Writer:
    """Writes to the archive of `settings`, whoever else does; one at a time, in this process and among all."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turn = threading.Lock()
        self._locked_until = 0.0

    def add(self, given: Iterable[object], repeat: Repeat | None = None) -> Report:
        """Add articles, each an object as a line of JSON Lines has it, in place of those with the same id.

        One that cannot be taken is refused, and the others are written. Every `commit_articles` of them are committed
        at once, and the rest at the end. Raises ArchiveLocked when another process writes and does not end in time,
        KeyReused, and ArchiveError where nothing can be written; what was committed by then is kept.
        """
        if isinstance(given, list):
            # Worked out before the lock is taken; what is no list may be longer than memory.
            ready = list(_all_prepared(given, self._principals(), self._settings.ner))
            return _report(self._answered(repeat, lambda session: session.add(ready)))
        return _report(
            self._answered(
                repeat, lambda session: session.add(_all_prepared(given, session.principals, self._settings.ner))
            )
        )

    def put(self, article_id: str, given: object, repeat: Repeat | None = None) -> Report:
        """Add one article under the id; raises ParameterError for an id that cannot be one, or another one given."""
        if not article_id or " ".join(article_id.split()) != article_id or article_id in (".", ".."):
            raise ParameterError("id", f"{article_id!r} cannot be an id: spaces at its ends, or nothing but dots.")
        if isinstance(given, Mapping):
            if given.get("id", article_id) not in (article_id, None):
                raise ParameterError("id", f"The article has the id {given['id']!r}, the address {article_id!r}.")
            given = {**given, "id": article_id}
        return self.add([given], repeat)

    def remove(self, article_id: str, repeat: Repeat | None = None) -> str:
        """Remove an article, and name the commit after it; raises NotFound, and as `add` does.

        It stays away even if a file gives it, until the file has another one in its place or it is given again.
        """
        return str(self._answered(repeat, lambda session: session.remove(article_id))["revision"])

    def _principals(self) -> tuple[str, ...]:
        with contextlib.closing(open_archive(self._settings).engine) as engine:
            return engine.principals

    def _answered(self, repeat: Repeat | None, work: Callable[[_Session], dict[str, Any]]) -> dict[str, Any]:
        """What the work says; when it came before, what it said then."""
        with self.session() as session:
            before = session.written.answered(repeat) if repeat else None
            if before is not None:
                return dict(json.loads(before))
            answer = work(session)
            if repeat:
                session.written.keep_answer(repeat, json.dumps(answer))
                session.ledger.commit()
            return answer

    @contextlib.contextmanager
    def session(self) -> Iterator[_Session]:
        """Hold the archive's lock; what another writer has left half done is done by then."""
        with self._own_turn():
            archive = open_archive(self._settings)
            with (
                contextlib.closing(archive.engine),
                _failures_said(archive.path),
                archive.engine.batch() as batch,
                open_ledger(archive.ledger_path) as ledger,
                open_naming(archive.path, archive.engine.readers(), batch) as naming,
            ):
                yield _Session(archive, ledger, batch, naming, self._settings)

    @contextlib.contextmanager
    def _own_turn(self) -> Iterator[None]:
        """Writers of this process one after the other.

        While another process has the archive, one of them waits for it; the others are refused at once, so that
        those who only read find a thread to serve them.
        """
        wait = 0.0 if time.monotonic() < self._locked_until else float(self._settings.lock_wait)
        if not self._turn.acquire(timeout=wait):
            raise ArchiveLocked(f"The archive in {self._settings.index} is being written to. Try again in a while.")
        try:
            yield
            self._locked_until = 0.0
        except ArchiveLocked:
            self._locked_until = time.monotonic() + 2 * (ArchiveLocked.retry_after or 1) + self._settings.lock_wait
            raise
        finally:
            self._turn.release()


class _Session:
    """One hold of the archive's lock."""

    def __init__(self, archive: Archive, ledger: Ledger, batch: Batch, naming: Naming, held: Settings) -> None:
        self.ledger = ledger
        self.written = Written(ledger)
        self.principals = archive.stamp.principals
        self._archive = archive
        self._batch = batch
        self._naming = naming
        self._copies = Copies(ledger, ShownBatch(batch, naming), self._stored, held.copy_share / 100)
        self._most = held.commit_articles
        self._changed = False
        self._waiting: dict[str, Article] = {}
        self._size = 0
        self.written.durable()
        if left := self.written.noted():
            self._make(left)
            self._finish()

    def add(self, prepared: Iterable[_Prepared]) -> dict[str, Any]:
        outcomes = []
        for item in prepared:
            outcomes.append(self._one(item))
            if len(self._waiting) >= self._most or self._size > MOST_WAITING:
                self._commit()
        self._commit()
        self._finish()
        return Report(tuple(outcomes), self._revision()).as_json()

    def remove(self, article_id: str) -> dict[str, Any]:
        if not self.written.known(article_id) and self._stored(article_id) is None:
            raise NotFound(f"There is no article {article_id!r} in this archive.")
        self._note([Change(article_id, None)])
        self._finish()
        return {"id": article_id, "revision": self._revision()}

    def _one(self, item: _Prepared) -> Outcome:
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

    def _stored(self, article_id: str) -> Article | None:
        """An article of the archive with the names that it has itself."""
        found = self._archive.engine.backend.reader().get(article_id)
        return as_written(found) if found else None

    def _revision(self) -> str:
        return self._archive.engine.backend.reader().revision()


def finish(ledger: Ledger, copies: Copies, batch: Batch) -> None:
    """Make the changes that a writer noted before it was stopped."""
    if changes := Written(ledger).noted():
        _make(changes, ledger, copies, batch)


def finish_left(settings: Settings) -> None:
    """Make the changes that a writer has left in the archive of `settings`, where it can be written to."""
    path = Path(settings.index)
    if not (path / LEDGER).is_file():
        return
    with open_ledger(path / LEDGER) as ledger:
        left = Written(ledger).noted()
    if left:
        # What keeps it from being opened is what a check is about to say.
        with contextlib.suppress(ArchiveDamaged, ArchiveStampError), Writer(settings).session():
            pass


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


def _all_prepared(given: Iterable[object], principals: tuple[str, ...], ner: tuple[str, ...]) -> Iterator[_Prepared]:
    return (_prepared(item, position, principals, ner) for position, item in enumerate(given, 1))


def _prepared(given: object, position: int, principals: tuple[str, ...], ner: tuple[str, ...]) -> _Prepared:
    """The article that is given, read and enriched as one of a JSON file is."""
    # Parsers and tables are loaded when the first article comes.
    from searchapp.enrich import enrich
    from searchapp.ingest.extract import extract

    if isinstance(given, SkippedFile):
        return _Prepared(position, None, refused=given)
    source = Source(Path(SOURCE), Path(), SOURCE)
    try:
        payload = json.dumps(given, ensure_ascii=True, sort_keys=True, default=_plain).encode()
        article, warned = extract(record(source, f"#{position}", "json", payload))
        article = enrich(replace(article, source=SOURCE), principals, ner)
    except SkippedFile as refused:
        return _Prepared(position, None, refused=refused)
    # As where files are read, the one place for all errors: whatever one article does, the others must be taken.
    except Exception as error:
        return _Prepared(position, None, refused=SkippedFile("failed", f"{type(error).__name__}: {error}"))
    return _Prepared(position, article, tuple(warning.message for warning in warned))


def _plain(value: object) -> str:
    """A day, which Python has a type for and JSON has not."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise SkippedFile("bad-json", f"{value!r:.80} is no value that JSON knows.")


def _report(answer: Mapping[str, Any]) -> Report:
    """The report that `Report.as_json` wrote."""
    outcomes = (Outcome(**{**item, "warnings": tuple(item.get("warnings", ()))}) for item in answer["articles"])
    return Report(tuple(outcomes), answer["revision"])


def repeat(key: str, request: str, by: str = "") -> Repeat:
    """What tells a request that comes again, from the key of whoever asks; raises ParameterError for an empty or long
    one.

    `request` is a digest of everything it asks for, `by` names who asks: keys of different callers are different.
    """
    if not key.strip() or len(key) > MOST_KEY:
        raise ParameterError("Idempotency-Key", f"An Idempotency-Key has from 1 to {MOST_KEY} characters.")
    return Repeat(hashlib.sha256(f"{by}\n{key}".encode()).hexdigest(), request, time.time())


@contextlib.contextmanager
def _failures_said(folder: Path) -> Iterator[None]:
    """Errors of the system, the engine and the ledger while an archive is written become one that says what to do."""
    try:
        yield
    except (OSError, ValueError, sqlite3.Error) as error:
        room = shutil.disk_usage(folder).free // 1_000_000
        raise ArchiveError(
            f"The archive in {folder} cannot be written: {str(error).rstrip('.')}. {room:,} MB are free there. What "
            "was committed before is kept. See that there is room on the disk and that you may write there, and send "
            "the same again."
        ) from error
