"""Who writes to an archive article by article: one request after the other, each answered when it is committed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from searchapp.archive import LEDGER, open_archive
from searchapp.errors import ArchiveDamaged, ArchiveLocked, ArchiveStampError, ParameterError
from searchapp.failures import failures_said
from searchapp.ledger import open_ledger
from searchapp.naming import open_naming
from searchapp.settings import Settings
from searchapp.writing.preparing import all_prepared
from searchapp.writing.report import Report, report
from searchapp.writing.session import Session
from searchapp.written import Repeat, Written

#: Characters of an idempotency key.
MOST_KEY = 255


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
            ready = list(all_prepared(given, self._principals(), self._settings.ner))
            return report(self._answered(repeat, lambda session: session.add(ready)))
        return report(
            self._answered(
                repeat, lambda session: session.add(all_prepared(given, session.principals, self._settings.ner))
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

    def _answered(self, repeat: Repeat | None, work: Callable[[Session], dict[str, Any]]) -> dict[str, Any]:
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
    def session(self) -> Iterator[Session]:
        """Hold the archive's lock; what another writer has left half done is done by then."""
        with self._own_turn():
            archive = open_archive(self._settings)
            with (
                contextlib.closing(archive.engine),
                failures_said(archive.path, "send the same again"),
                archive.engine.batch() as batch,
                open_ledger(archive.ledger_path) as ledger,
                open_naming(archive.path, archive.engine.readers(), batch) as naming,
            ):
                yield Session(archive, ledger, batch, naming, self._settings)

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


def repeat(key: str, request: str, by: str = "") -> Repeat:
    """What tells a request that comes again, from the key of whoever asks; raises ParameterError for an empty or long
    one.

    `request` is a digest of everything it asks for, `by` names who asks: keys of different callers are different.
    """
    if not key.strip() or len(key) > MOST_KEY:
        raise ParameterError("Idempotency-Key", f"An Idempotency-Key has from 1 to {MOST_KEY} characters.")
    return Repeat(hashlib.sha256(f"{by}\n{key}".encode()).hexdigest(), request, time.time())
