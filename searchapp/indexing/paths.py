"""Runs over the files below some paths: into an archive, or only to see what is made of them."""

from __future__ import annotations

import contextlib
import datetime
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any

from searchapp.archive import Archive
from searchapp.articles import Article
from searchapp.copies.keeping import Copies
from searchapp.enrich import enrich, recipe
from searchapp.entities.applying import stored_as_written
from searchapp.errors import UsageError
from searchapp.failures import failures_said
from searchapp.indexing.prepared import as_line, prepared
from searchapp.indexing.report import Report
from searchapp.indexing.update import Update, kind_of
from searchapp.ingest.child import Limits
from searchapp.ingest.extract.given import KEYS
from searchapp.ingest.pipeline import read
from searchapp.ingest.readers import Reading
from searchapp.ingest.records import Read, Skipped, Source, Warned
from searchapp.ingest.sources import Selection, find_changed, find_files
from searchapp.ingest.work import Enrich
from searchapp.ledger import Ledger, open_ledger
from searchapp.naming import ShownBatch, open_naming
from searchapp.progress import Show
from searchapp.settings import Settings
from searchapp.writing import finish


def index_paths(
    archive: Archive,
    paths: Sequence[str],
    settings: Settings,
    show: Show,
    prune: bool = False,
    again: bool = False,
    errors: str | None = None,
    since: float | None = None,
    changed: Collection[Path] | None = None,
) -> Report:
    """Read the files below `paths` into the archive, and say what was done.

    `prune` removes articles of files below `paths` that are gone, `again` reads unchanged files too, `errors` names a
    file that gets every skip as a JSON line. `since` (seconds since 1970) leaves out files that were last changed
    before it; with `changed` only those files and folders of `paths` are looked at. Raises UsageError for a path that
    is not there and for a column map with a field that is none, and ArchiveError where nothing can be written any more;
    what was committed by then is kept.
    """
    begun = time.monotonic()
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    roots = _roots(paths) if changed is None else list(changed)
    selection, how = selected(settings, since), reading(settings)
    # The archive is locked before anything is written, the ledger too.
    with (
        _errors_file(errors) as out,
        failures_said(archive.path, "run the same command again to go on"),
        archive.engine.batch() as batch,
        open_ledger(archive.ledger_path) as ledger,
        open_naming(archive.path, archive.engine.readers(), batch) as naming,
    ):
        if changed is None:
            files = find_files(_there(paths, ledger) if prune else paths, selection)
        else:
            files = find_changed(changed, paths, selection)
        files = _outside(archive.path, files)
        run = ledger.begin_run(now)
        shown = ShownBatch(batch, naming)
        copies = Copies(ledger, shown, stored_as_written(archive.engine.backend), settings.copy_share / 100)
        update = Update(ledger, copies, batch, run, again, out)
        naming.begin()
        finish(ledger, copies, batch)
        try:
            _take_all(update, files, archive.stamp.principals, settings, how, show)
        except KeyboardInterrupt:
            update.commit()
            raise
        update.finish(roots, prune)
        update.report.renamed = naming.finish().articles
    update.report.seconds = time.monotonic() - begun
    return update.report


def _take_all(
    update: Update,
    files: Iterator[Source | Skipped],
    principals: tuple[str, ...],
    settings: Settings,
    how: Reading,
    show: Show,
) -> None:
    outcomes = read(
        update.visited(files),
        principals=principals,
        workers=settings.workers,
        limits=limits_of(settings),
        unchanged=update.unchanged,
        finish=prepared,
        how=how,
        enrich=enriching_by(settings),
    )
    with contextlib.closing(outcomes):  # A stop in the middle stops the workers, too.
        for outcome in outcomes:
            update.take(outcome)
            show(update.report.done, outcome.source.name, update.report.skipped.total())
            update.commit_if_due(settings.commit_articles, settings.commit_seconds)


def inspect_paths(
    paths: Sequence[str], settings: Settings, since: float | None = None
) -> Iterator[Article | Skipped | Warned]:
    """What each record below `paths` becomes; of warnings of one kind only the first."""
    return _inspected(paths, settings, since, None)


def inspect_lines(
    paths: Sequence[str], settings: Settings, since: float | None = None
) -> Iterator[str | Skipped | Warned]:
    """The same with each article as a line of JSON, which the workers write."""
    return _inspected(paths, settings, since, as_line)


def _inspected(
    paths: Sequence[str], settings: Settings, since: float | None, finish: Callable[[Article], Any] | None
) -> Iterator[Any]:
    told: set[tuple[str, str]] = set()
    files = _outside(Path(settings.index), find_files(paths, selected(settings, since)))
    how, limits = reading(settings), limits_of(settings)
    outcomes = read(
        files,
        principals=settings.principal,
        workers=settings.workers,
        limits=limits,
        how=how,
        enrich=enriching_by(settings),
        finish=finish,
    )
    with contextlib.closing(outcomes):
        for outcome in outcomes:
            if isinstance(outcome, Read):
                yield outcome.article
            elif isinstance(outcome, Skipped):
                yield outcome
            elif kind_of(outcome) not in told:
                told.add(kind_of(outcome))
                yield outcome


def limits_of(settings: Settings) -> Limits:
    """The limits for one file, as the settings have them."""
    return Limits(settings.file_timeout, settings.worker_memory * 1_000_000)


def selected(settings: Settings, since: float | None = None) -> Selection:
    """Which files are read, by the settings and a time in seconds since 1970."""
    return Selection(settings.include, settings.exclude, since)


def reading(settings: Settings) -> Reading:
    """How files are read, by the settings; raises UsageError for a column of a field that there is not."""
    for field_name, header in settings.columns:
        if field_name not in KEYS:
            raise UsageError(
                f"columns: {field_name}={header}: there is no field {field_name!r}. It is one of: {', '.join(KEYS)}."
            )
    return Reading(dict(settings.columns))


def enriching_by(settings: Settings) -> Enrich | None:
    """What works out the facets, where that is not the rules alone; raises UsageError for a missing pipeline."""
    if not settings.ner:
        return None
    recipe(settings.ner)
    return partial(enrich, ner=settings.ner)


def _there(paths: Sequence[str], ledger: Ledger) -> list[str]:
    """The paths without those that are gone and that the ledger knows: their articles are about to be removed."""
    gone = [Path(os.path.abspath(path)) for path in paths if not os.path.lexists(path)]
    known = [root for root in gone if any(Path(path).is_relative_to(root) for path in ledger.paths())]
    return [path for path in paths if Path(os.path.abspath(path)) not in known]


def _outside(folder: Path, files: Iterable[Source | Skipped]) -> Iterator[Source | Skipped]:
    """The files that are not an archive's own."""
    own = Path(os.path.abspath(folder))
    for found in files:
        source = found.source if isinstance(found, Skipped) else found
        if not Path(os.path.abspath(source.path)).is_relative_to(own):
            yield found


def _roots(paths: Sequence[str]) -> list[Path]:
    return [Path(os.path.abspath(path)) for path in paths]


@contextlib.contextmanager
def _errors_file(path: str | None) -> Iterator[IO[str] | None]:
    if path is None:
        yield None
        return
    try:
        # A line is on its way to the disk as soon as it is written, so that a kill loses none.
        out = open(path, "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115 - closed below
    except OSError as error:
        raise UsageError(f"--errors {path}: it cannot be written: {error.strerror}.") from error
    with out:
        yield out
