"""An archive: a folder with an index, the stamp that says how it was made, and the ledger of its sources.

The stamp, `archive.json`, names the folder of the index that is in use. It is replaced as a whole, so a rebuilt index
takes its place in one step; whoever has the archive open looks at the stamp before each reading and each writing.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from searchapp.engines.engine import Engine
from searchapp.engines.port import Backend, Batch, Reader
from searchapp.enrich.principals import KnownActors
from searchapp.entities.names import CurrentNames
from searchapp.entities.overrides import FILE
from searchapp.entities.table import TABLE
from searchapp.errors import ArchiveStampError, UsageError
from searchapp.lock import write_lock
from searchapp.query.analysis import ANALYSIS_VERSION
from searchapp.settings import Settings
from searchapp.stamp import FORMAT, Mark, Stamp, known_stamp, mark_of, new_stamp, read_stamp, write_stamp

DEFAULT_ENGINE = "tantivy"
LEDGER = "ledger.db"


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive."""

    path: Path
    stamp: Stamp
    engine: Engine

    @property
    def ledger_path(self) -> Path:
        """Where its ledger is."""
        return self.path / LEDGER


def _tantivy(path: Path, settings: Settings, create: bool) -> Backend:
    from searchapp.engines.tantivy import TantivyBackend

    return TantivyBackend(path, settings.heap * 1_000_000, settings.lock_wait, create)


def _whoosh(path: Path, settings: Settings, create: bool) -> Backend:
    from searchapp.engines.whoosh import WhooshBackend

    return WhooshBackend(path, settings.heap * 1_000_000, settings.lock_wait, create)


#: Engine name -> how the backend of an index in a folder is opened, or made; an
#: engine's library is loaded only when it is used.
ENGINES: dict[str, Callable[[Path, Settings, bool], Backend]] = {"tantivy": _tantivy, "whoosh": _whoosh}


def _stored_tantivy(folder: Path) -> Iterator[tuple[str, str]]:
    from searchapp.engines.tantivy import stored

    return stored(folder)


def _stored_whoosh(folder: Path) -> Iterator[tuple[str, str]]:
    from searchapp.engines.whoosh import stored

    return stored(folder)


#: Engine name -> every article of the index in a folder: a name for its place there, and its stored JSON.
STORED: dict[str, Callable[[Path], Iterator[tuple[str, str]]]] = {"tantivy": _stored_tantivy, "whoosh": _stored_whoosh}


class CurrentIndex:
    """The backend of the index that the stamp names at the moment; see `port.Backend`.

    `followed` is told of a stamp that took the place of the one before.
    """

    def __init__(self, path: Path, stamp: Stamp, settings: Settings, backend: Backend, mark: Mark) -> None:
        self._path = path
        self._settings = settings
        self._principals = stamp.principals
        self._held = (mark, stamp, backend)
        self._changing = threading.Lock()
        self.name = backend.name
        self.snapshots = backend.snapshots
        self.followed: Callable[[Stamp], None] = lambda stamp: None

    def reader(self) -> Reader:
        return self._current()[2].reader()

    @contextlib.contextmanager
    def batch(self) -> Iterator[Batch]:
        # Only under the lock is it certain that no rebuild is about to put another index in this one's place.
        with write_lock(self._path, self._settings.lock_wait):
            _, stamp, backend = self._current()
            if stamp.principals != self._principals:
                raise ArchiveStampError(
                    f"While this command waited, the archive in {self._path} came to look for the counterparts of "
                    f"{_list(stamp.principals)}, not of {_list(self._principals)}. Run the command again."
                )
            with backend.batch() as batch:
                yield batch

    def close(self) -> None:
        self._held[2].close()

    def _current(self) -> tuple[Mark, Stamp, Backend]:
        mark = mark_of(self._path)
        if mark == self._held[0]:
            return self._held
        with self._changing:
            if mark != self._held[0]:
                self._held = (mark, *self._followed(*self._held[1:]))
            return self._held

    def _followed(self, old: Stamp, backend: Backend) -> tuple[Stamp, Backend]:
        stamp = known_stamp(self._path)
        if (stamp.engine, stamp.place) != (old.engine, old.place):
            check_version(self._path, stamp)
            # The old backend is not closed: other threads may be reading, and it goes with the last of them.
            backend = make_backend(self._path, stamp, self._settings, create=False)
            self.name, self.snapshots = backend.name, backend.snapshots
        self.followed(stamp)
        return stamp, backend


def open_archive(settings: Settings) -> Archive:
    """The archive at `settings.index`.

    Raises ArchiveMissing when there is none, ArchiveStampError when it was made by another version or engine.
    """
    path = Path(settings.index)
    return _opened(path, settings)


def open_or_create(settings: Settings, again: bool = False) -> Archive:
    """The archive at `settings.index`, made if there is none.

    With `again`, every article is about to be read anew: then the principals may be others than before.
    """
    path = Path(settings.index)
    stamp = read_stamp(path)
    if stamp is None:
        refuse_strange(path)
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"--index {path}: no folder can be made there: {error.strerror}.") from error
        stamp = new_stamp(settings.engine or DEFAULT_ENGINE, settings.principal)
        make_backend(path, stamp, settings, create=True).close()
        write_stamp(path, stamp)
    elif settings.principal and set(settings.principal) != set(stamp.principals):
        if not again:
            raise other_principals(path, stamp, settings)
        check_version(path, stamp)
        with write_lock(path, settings.lock_wait):
            stamp = replace(known_stamp(path), principals=settings.principal)
            write_stamp(path, stamp)
    return _opened(path, settings)


def _opened(path: Path, settings: Settings) -> Archive:
    known_stamp(path)
    # A mark from before the stamp was read can only be too old, and then the stamp is read once more.
    mark = mark_of(path)
    stamp = known_stamp(path)
    check_engine(path, stamp, settings)
    check_version(path, stamp)
    current = CurrentIndex(path, stamp, settings, make_backend(path, stamp, settings, create=False), mark)
    engine = Engine(current, stamp.created, stamp.principals, CurrentNames(path / TABLE), KnownActors())

    def follow(stamp: Stamp) -> None:
        engine.created, engine.principals = stamp.created, stamp.principals

    current.followed = follow
    return Archive(path, stamp, engine)


def make_backend(path: Path, stamp: Stamp, settings: Settings, create: bool) -> Backend:
    """The backend of the index that a stamp of the archive in `path` names; raises UsageError for an unknown engine."""
    known_engine(stamp.engine)
    return ENGINES[stamp.engine](path / stamp.place, settings, create)


def known_engine(name: str) -> str:
    """The name of an engine; raises UsageError where there is none of that name."""
    if name not in ENGINES:
        raise UsageError(f"There is no engine {name!r}. There are: {', '.join(ENGINES)}.")
    return name


def check_engine(path: Path, stamp: Stamp, settings: Settings) -> None:
    """Raise ArchiveStampError where another engine is asked for than the archive's."""
    if settings.engine and settings.engine != stamp.engine:
        raise ArchiveStampError(
            f"The archive in {path} was made with the engine {stamp.engine}, not {settings.engine}. Leave --engine "
            f"out, or change its engine with: searchapp rebuild --engine {settings.engine} --index {path}"
        )


def check_version(path: Path, stamp: Stamp) -> None:
    """Raise ArchiveStampError for the stamp of another version, and UsageError for an unknown engine."""
    known_engine(stamp.engine)
    if stamp.format > FORMAT:
        raise ArchiveStampError(
            f"The archive in {path} was made by a newer version of searchapp (format {stamp.format}, this one knows "
            f"{FORMAT}). Bring searchapp up to date: pip install --upgrade searchapp"
        )
    if (stamp.format, stamp.analysis) != (FORMAT, ANALYSIS_VERSION):
        raise ArchiveStampError(
            f"The archive in {path} was made by another version of searchapp (format {stamp.format}.{stamp.analysis}, "
            f"this one writes {FORMAT}.{ANALYSIS_VERSION}). Bring it up to date, without its sources, with: "
            f"searchapp rebuild --index {path}"
        )


def other_principals(path: Path, stamp: Stamp, settings: Settings) -> ArchiveStampError:
    """The error for principals that are not the archive's, with the ways out."""
    options = " ".join(f"--principal '{name}'" for name in settings.principal)
    return ArchiveStampError(
        f"The archive in {path} looks for the counterparts of {_list(stamp.principals)}, not of "
        f"{_list(settings.principal)}. Work them out again with: searchapp rebuild --enrich {options} --index {path} "
        "(or read all its sources again with: searchapp index --again PATH…)"
    )


def refuse_strange(path: Path) -> None:
    """Raise UsageError if the folder for a new archive holds anything but hidden files."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file. Name a new folder.")
    if path.is_dir() and (
        strange := [name.name for name in path.iterdir() if name.name[0] != "." and name.name != FILE]
    ):
        raise UsageError(f"{path} holds other things ({', '.join(sorted(strange)[:3])} …). Name a new folder.")


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "nobody in particular"
