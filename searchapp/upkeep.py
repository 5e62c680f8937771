"""Making an archive anew from its own stored articles: `rebuild` in its place, `copy` in another one.

Neither reads the sources. Both take the archive's lock for all of the run, so that nothing written meanwhile is lost,
and both hold no more than a batch of articles in memory.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from searchapp.archive import (
    ENGINES,
    LEDGER,
    STORED,
    check_engine,
    check_version,
    known_engine,
    make_backend,
    open_archive,
    other_principals,
    refuse_strange,
)
from searchapp.articles import Article, from_json
from searchapp.copies.keeping import Copies
from searchapp.curating import apply, ensure
from searchapp.engines.document import Analysed
from searchapp.engines.port import Backend, Batch
from searchapp.enrich import anew
from searchapp.entities.applying import as_written, stored_as_written
from searchapp.entities.names import held_names
from searchapp.entities.overrides import FILE
from searchapp.entities.table import TABLE
from searchapp.errors import ArchiveError, UsageError
from searchapp.learnt import Returning
from searchapp.ledger import Ledger, open_ledger
from searchapp.lock import write_lock
from searchapp.naming import with_names
from searchapp.progress import Show
from searchapp.query.clauses import Everything
from searchapp.query.names import Names
from searchapp.refining import Change, Refining
from searchapp.settings import Settings
from searchapp.sketch import sketch
from searchapp.stamp import FORMAT, Stamp, known_stamp, new_stamp, read_stamp, write_stamp

#: What the names of folders of rebuilt indexes begin with.
REBUILT = "rebuild-"
#: Seconds for which the old index stays after the swap, for whoever had just looked where it is.
GRACE = 1.0


@dataclass(frozen=True, slots=True)
class Made:
    """What a rebuild or a copy made: where, on which engine, of how many articles, in how many seconds.

    A rebuild took `lines` that return out of `refined` articles, and gave `named` articles the name of their outlet.
    """

    index: str
    engine: str
    articles: int
    seconds: float
    lines: int = 0
    refined: int = 0
    named: int = 0

    def as_json(self) -> dict[str, Any]:
        """The report for a script."""
        return {
            "index": self.index,
            "engine": self.engine,
            "articles": self.articles,
            "seconds": round(self.seconds, 3),
            "furniture": {"lines": self.lines, "articles": self.refined},
            "named": self.named,
        }

    def as_text(self) -> str:
        """The report for a reader."""
        text = [f"{self.index} ({self.engine}): {self.articles:,} articles in {self.seconds:.1f} s."]
        if self.lines:
            text.append(
                f"{self.lines:,} lines that return were taken out of {self.refined:,} articles; "
                "`searchapp furniture` lists them."
            )
        if self.named:
            text.append(f"{self.named:,} articles have the name that others of their host give.")
        return "\n".join(text)


def rebuild(settings: Settings, show: Show, anew: bool = False) -> Made:
    """Make the index of the archive again from its stored articles, beside the old one, and swap it in at the end.

    `anew` works out again what was not given. Raises ArchiveMissing, ArchiveLocked, ArchiveStampError for principals
    that are not the archive's without `anew`, and ArchiveError where the new index cannot be made.
    """
    begun, path = time.monotonic(), Path(settings.index)
    known_stamp(path)
    with write_lock(path, settings.lock_wait):
        old = readable_stamp(path)
        new = _renewed(path, old, settings, anew)
        remove_leavings(path, old)
        with _made(path / new.place) as folder:
            again = _worked_out(new.principals, settings.ner)
            refine = _learnt(path, again)
            learnt: Change = refine if refine.furniture or refine.names else _as_it_is
            change = _after(learnt, again) if anew else learnt
            with open_ledger(path / LEDGER) as ledger:
                articles = _fill(_new_backend(folder, new, settings), ledger, path, old, settings, show, change)
            write_stamp(path, new)
        time.sleep(GRACE)
        remove_leavings(path, new)
    archive = open_archive(settings)
    # What was worked out anew may have brought other names; an archive of an older version has none yet.
    (apply if anew or refine.articles or refine.named else ensure)(archive)
    archive.engine.close()
    seconds = time.monotonic() - begun
    return Made(str(path), new.engine, articles, seconds, refine.lines, refine.articles, refine.named)


def copy(settings: Settings, to: Path, engine: str, show: Show) -> Made:
    """Make a new archive in the folder `to` with all articles of this one and its ledger; `engine` may be another.

    Raises UsageError where `to` holds other things, and as `rebuild` does.
    """
    begun, path = time.monotonic(), Path(settings.index)
    known_stamp(path)
    refuse_strange(to)
    with write_lock(path, settings.lock_wait):
        old = readable_stamp(path)
        check_engine(path, old, settings)
        new = new_stamp(known_engine(engine or old.engine), old.principals)
        with _made(to / new.place) as folder, _made(to / LEDGER), _made(to / TABLE), _made(to / FILE):
            for name in (LEDGER, TABLE):
                _copy_database(path / name, to / name)
            if (path / FILE).is_file():
                shutil.copyfile(path / FILE, to / FILE)
            with open_ledger(to / LEDGER) as ledger:
                articles = _fill(_new_backend(folder, new, settings), ledger, path, old, settings, show, _as_it_is)
            write_stamp(to, new)
    return Made(str(to), new.engine, articles, time.monotonic() - begun)


def furniture(settings: Settings, keep: tuple[str, ...], unkeep: tuple[str, ...], everything: bool) -> list[Returning]:
    """The lines that return, the most frequent first, after lines were held to be text with `keep`, or not any more.

    Without `everything` only those that a rebuild takes out or that are kept. Raises UsageError for a line that is not
    known to return, and ArchiveMissing.
    """
    path = Path(settings.index)
    known_stamp(path)
    if not (path / LEDGER).is_file():
        return []
    lock = write_lock(path, settings.lock_wait) if keep or unkeep else contextlib.nullcontext()
    with lock, open_ledger(path / LEDGER) as ledger:
        for line, kept in (*((line, True) for line in keep), *((line, False) for line in unkeep)):
            if not ledger.keep_line(line, kept):
                raise UsageError(f"The line {line!r} does not return. What does: searchapp furniture --all")
        ledger.commit()
        return [line for line in ledger.learnt.returning() if everything or line.kept or line.is_furniture]


def readable_stamp(path: Path) -> Stamp:
    """The stamp of an archive whose stored articles can be read; raises ArchiveStampError for that of a newer version.

    An older one is none the worse: of its index only the stored articles are needed.
    """
    stamp = known_stamp(path)
    known_engine(stamp.engine)
    if stamp.format > FORMAT:
        check_version(path, stamp)
    return stamp


def leavings(path: Path, stamp: Stamp) -> list[Path]:
    """Folders of indexes that are not in use: what a rebuild that was stopped has left."""
    folders = [*path.glob(f"{REBUILT}*"), *(path / name for name in ENGINES)]
    return sorted(folder for folder in folders if folder.is_dir() and folder.name != stamp.place)


def remove_leavings(path: Path, stamp: Stamp) -> None:
    """Remove them; what the system does not let go of yet waits for the next rebuild."""
    for folder in leavings(path, stamp):
        shutil.rmtree(folder, ignore_errors=True)


def parsed(text: str) -> Article:
    """The article that was stored as `text`; raises ValueError for anything else."""
    try:
        article = from_json(json.loads(text))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(article.id, str) or not article.id:
        raise ValueError("it has no id")
    return article


def _renewed(path: Path, old: Stamp, settings: Settings, anew: bool) -> Stamp:
    """The stamp of the index that is to take the old one's place."""
    if settings.principal and set(settings.principal) != set(old.principals) and not anew:
        raise other_principals(path, old, settings)
    stamp = new_stamp(known_engine(settings.engine or old.engine), settings.principal or old.principals)
    return replace(stamp, created=old.created, folder=f"{REBUILT}{secrets.token_hex(4)}")


def _new_backend(folder: Path, stamp: Stamp, settings: Settings) -> Backend:
    return make_backend(folder.parent, stamp, settings, create=True)


def _fill(
    backend: Backend, ledger: Ledger, path: Path, old: Stamp, settings: Settings, show: Show, change: Change
) -> int:
    """Add all stored articles of the archive in `path`; how many they are, which is checked at the end.

    Copies are looked for anew, and the ledger is committed when all is well.
    """
    done = 0
    with contextlib.closing(backend):
        with backend.batch() as batch:
            shown = _Shown(batch, held_names(path / TABLE))
            copies = Copies(ledger, shown, stored_as_written(backend), settings.copy_share / 100)
            copies.begin_anew()
            for place, text in STORED[old.engine](path / old.place):
                for article in copies.taken_apart(as_written(_readable(path, place, text))):
                    changed = change(article)
                    copies.put(changed, sketch(changed))
                    done += 1
                show(done, article.source)
                if done % settings.commit_articles == 0 or copies.full:
                    _commit(batch, copies)
            _commit(batch, copies)
            wanted = done - copies.surplus
        held = backend.reader().count(Everything())
    if held != wanted:
        raise ArchiveError(
            f"{wanted:,} articles were read from {path}, but the new index holds {held:,}. Nothing was changed. "
            f"Find out with: searchapp check --index {path}"
        )
    ledger.commit()
    return wanted


class _Shown:
    """A batch whose articles get the names that are shown already."""

    def __init__(self, batch: Batch, names: Names) -> None:
        self._batch = batch
        self._names = names
        self.delete = batch.delete
        self.commit = batch.commit

    def add(self, article: Article | Analysed) -> None:
        self._batch.add(with_names(article, self._names))


def _commit(batch: Batch, copies: Copies) -> None:
    copies.settle()
    batch.commit()
    copies.committed()


def _readable(path: Path, place: str, text: str) -> Article:
    try:
        return parsed(text)
    except ValueError as error:
        raise ArchiveError(
            f"The stored article {place} of the archive in {path} cannot be read: {error}. Nothing was changed. Index "
            "the sources into a new folder: searchapp index PATH… --index FOLDER"
        ) from None


@contextlib.contextmanager
def _made(place: Path) -> Iterator[Path]:
    """A folder or file that is about to be made, and is removed again if the block fails, as is an empty parent.

    When a stop comes just after the stamp was written, it is in use already, and stays.
    """
    parent = place.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        yield place
    except BaseException as error:
        stamp = read_stamp(parent)
        if stamp is None or place.name not in (stamp.place, LEDGER, TABLE, FILE):
            _remove(place)
        if isinstance(error, OSError | ValueError | sqlite3.Error):
            raise ArchiveError(
                f"{place} could not be made: {error}. Nothing was changed. See that there is room on the disk and "
                "that you may write there, and run the command again."
            ) from error
        raise


def _remove(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    with contextlib.suppress(OSError):
        place.unlink()
    with contextlib.suppress(OSError):
        place.parent.rmdir()


def _learnt(path: Path, again: Change) -> Refining:
    """What the archive has learnt, to be applied; nothing where its ledger is missing."""
    if not (path / LEDGER).is_file():
        return Refining({}, {}, _as_it_is)
    with open_ledger(path / LEDGER) as ledger:
        return Refining(ledger.learnt.furniture(), ledger.learnt.names(), again)


def _after(first: Change, then: Change) -> Change:
    return lambda article: then(first(article))


def _as_it_is(article: Article) -> Article:
    return article


def _worked_out(principals: tuple[str, ...], ner: tuple[str, ...]) -> Change:
    """Works out again what was not given."""
    return lambda article: anew(article, principals, ner)


def _copy_database(path: Path, to: Path) -> None:
    if path.is_file():
        with contextlib.closing(sqlite3.connect(path)) as held, contextlib.closing(sqlite3.connect(to)) as made:
            held.backup(made)
