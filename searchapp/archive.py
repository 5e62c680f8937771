"""An archive: a folder with an index, the stamp that says how it was made, and the ledger of its sources."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from searchapp.engines.engine import Engine
from searchapp.engines.port import Backend
from searchapp.errors import ArchiveMissing, ArchiveStampError, UsageError
from searchapp.query.analysis import ANALYSIS_VERSION
from searchapp.settings import Settings

#: Changes whenever the fields of an index change.
FORMAT = 2
DEFAULT_ENGINE = "tantivy"
STAMP = "archive.json"
LEDGER = "ledger.db"


@dataclass(frozen=True, slots=True)
class Stamp:
    """How an archive was made; opening it with anything else is an error that names the way out."""

    engine: str
    format: int = FORMAT
    analysis: int = ANALYSIS_VERSION
    created: str = ""
    principals: tuple[str, ...] = ()


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

    return TantivyBackend(path / "tantivy", settings.heap * 1_000_000, settings.lock_wait, create)


def _whoosh(path: Path, settings: Settings, create: bool) -> Backend:
    from searchapp.engines.whoosh import WhooshBackend

    return WhooshBackend(path / "whoosh", settings.heap * 1_000_000, settings.lock_wait, create)


#: Engine name -> how its backend is opened; an engine's library is loaded only when it is used.
ENGINES: dict[str, Callable[[Path, Settings, bool], Backend]] = {"tantivy": _tantivy, "whoosh": _whoosh}


def open_archive(settings: Settings) -> Archive:
    """The archive at `settings.index`.

    Raises ArchiveMissing when there is none, ArchiveStampError when it was made by another version or engine.
    """
    path = Path(settings.index)
    stamp = _read_stamp(path)
    if stamp is None:
        raise ArchiveMissing(f"There is no archive in {path}. Make one: searchapp index PATH… --index {path}")
    return _opened(path, stamp, settings, create=False)


def open_or_create(settings: Settings, again: bool = False) -> Archive:
    """The archive at `settings.index`, made if there is none.

    With `again`, every article is about to be read anew: then the principals may be others than before.
    """
    path = Path(settings.index)
    stamp = _read_stamp(path)
    if stamp is not None:
        if settings.principal and set(settings.principal) != set(stamp.principals):
            if not again:
                raise ArchiveStampError(
                    f"The archive in {path} looks for the counterparts of {_list(stamp.principals)}, not of "
                    f"{_list(settings.principal)}. Read all its sources again with: searchapp index --again PATH…"
                )
            stamp = replace(stamp, principals=settings.principal)
            _write_stamp(path, stamp)
        return _opened(path, stamp, settings, create=False)
    if path.is_dir() and (strange := [name.name for name in path.iterdir() if name.name[0] != "."]):
        raise UsageError(f"{path} holds other things ({', '.join(sorted(strange)[:3])} …). Name a new folder.")
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    stamp = Stamp(settings.engine or DEFAULT_ENGINE, created=now, principals=settings.principal)
    archive = _opened(path, stamp, settings, create=True)
    _write_stamp(path, stamp)
    return archive


def _opened(path: Path, stamp: Stamp, settings: Settings, create: bool) -> Archive:
    if settings.engine and settings.engine != stamp.engine:
        raise ArchiveStampError(
            f"The archive in {path} was made with the engine {stamp.engine}, not {settings.engine}. Leave --engine out, "
            f"or index into another folder: searchapp index PATH… --engine {settings.engine} --index FOLDER"
        )
    if stamp.engine not in ENGINES:
        raise UsageError(f"There is no engine {stamp.engine!r}. There are: {', '.join(ENGINES)}.")
    if (stamp.format, stamp.analysis) != (FORMAT, ANALYSIS_VERSION):
        raise ArchiveStampError(
            f"The archive in {path} was made by another version of searchapp (format {stamp.format}.{stamp.analysis}, "
            f"this one writes {FORMAT}.{ANALYSIS_VERSION}). Index its sources into a new folder: "
            "searchapp index PATH… --index FOLDER"
        )
    backend = ENGINES[stamp.engine](path, settings, create)
    return Archive(path, stamp, Engine(backend, stamp.created, stamp.principals))


def _read_stamp(path: Path) -> Stamp | None:
    file = path / STAMP
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Stamp(**{**data, "principals": tuple(data["principals"])})
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ArchiveStampError(f"{file} cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ArchiveStampError(
            f"{file} is damaged: {error}. Index the sources into a new folder: searchapp index PATH… --index FOLDER"
        ) from error


def _write_stamp(path: Path, stamp: Stamp) -> None:
    """Write it beside its place and swap it in, so that a stop never leaves half of one."""
    path.mkdir(parents=True, exist_ok=True)
    beside = path / f"{STAMP}.new"
    beside.write_text(json.dumps(asdict(stamp), indent=1) + "\n", encoding="utf-8")
    os.replace(beside, path / STAMP)


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "nobody in particular"
