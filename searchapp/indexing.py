"""Bringing an archive up to date with files: new ones are added, changed ones replaced, the same left alone."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import IO, Any

from searchapp.archive import Archive
from searchapp.articles import Article
from searchapp.copies.keeping import Copies
from searchapp.engines.port import Batch
from searchapp.enrich import enrich, recipe
from searchapp.entities.applying import as_written
from searchapp.errors import SkippedFile, UsageError
from searchapp.ingest.extract.dispatch import named
from searchapp.ingest.extract.given import KEYS
from searchapp.ingest.pipeline import read
from searchapp.ingest.readers import Reading
from searchapp.ingest.records import Read, Record, Skipped, Source, Warned
from searchapp.ingest.sources import Selection, find_changed, find_files
from searchapp.ingest.work import Enrich
from searchapp.ledger import Entry, Ledger, open_ledger
from searchapp.naming import ShownBatch, open_naming
from searchapp.settings import Settings
from searchapp.sketch import sketch

#: Told after every record: how many were gone through, and the file it is of.
Show = Callable[[int, str], None]

#: Seconds after which what was read so far is committed, however few articles that are.
COMMIT_SECONDS = 60.0


@dataclass(slots=True)
class Report:
    """What a run did: counts of articles, skips by reason, what was left out of records, and how long it took."""

    added: int = 0
    copies: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    gone: int = 0
    renamed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    warned: Counter[tuple[str, str]] = field(default_factory=Counter)
    first_warnings: dict[tuple[str, str], str] = field(default_factory=dict)
    first_skips: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def done(self) -> int:
        """Records gone through."""
        return self.added + self.changed + self.unchanged + self.skipped.total()

    def as_json(self) -> dict[str, Any]:
        """The report for a script."""
        return {
            "added": self.added,
            "copies": self.copies,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "gone": self.gone,
            "renamed": self.renamed,
            "skipped": dict(self.skipped),
            "warnings": {f"{code}: {detail}": count for (code, detail), count in self.warned.items()},
            "seconds": round(self.seconds, 3),
        }

    def as_text(self) -> str:
        """The report for a reader: counts, what was skipped and why, what to do about files that are gone."""
        read_now = self.added + self.changed
        rate = f", {read_now / self.seconds:,.0f} articles a second" if read_now and self.seconds > 0.5 else ""
        lines = [
            f"{self.added:,} added, {self.changed:,} changed, {self.unchanged:,} unchanged, {self.removed:,} removed "
            f"in {self.seconds:.1f} s{rate}."
        ]
        if self.copies:
            lines.append(f"{self.copies:,} of those added have the text of another article, and are one with it.")
        if self.renamed:
            lines.append(f"{self.renamed:,} articles are listed under the name that is shown for another spelling.")
        if self.skipped:
            reasons = ", ".join(f"{reason} {count:,}" for reason, count in self.skipped.most_common())
            lines.append(f"{self.skipped.total():,} skipped: {reasons}.")
            lines += [f"  {skip}" for skip in self.first_skips]
            if self.skipped.total() > len(self.first_skips):
                lines.append("  … all of them, with their reasons: --errors FILE")
        for what, count in self.warned.most_common(SHOWN_SKIPS):
            times = "once" if count == 1 else f"{count:,} times"
            lines.append(f"Note, {times}, first: {self.first_warnings[what]}")
        if self.gone:
            lines.append(f"{self.gone:,} files are not there any more; --prune removes their articles.")
        return "\n".join(lines)


#: Skips whose messages are printed at the end of a run.
SHOWN_SKIPS = 5


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
    is not there and for a column map with a field that is none.
    """
    begun = time.monotonic()
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    roots = _roots(paths) if changed is None else list(changed)
    selection, how = selected(settings, since), reading(settings)
    # The archive is locked before anything is written, the ledger too.
    with (
        archive.engine.batch() as batch,
        open_ledger(archive.ledger_path) as ledger,
        open_naming(archive.path, archive.engine.readers(), batch) as naming,
        _errors_file(errors) as out,
    ):
        if changed is None:
            files = find_files(_there(paths, ledger) if prune else paths, selection)
        else:
            files = find_changed(changed, paths, selection)
        files = _outside(archive.path, files)
        run = ledger.begin_run(now)
        shown = ShownBatch(batch, naming)
        copies = Copies(ledger, shown, stored_as_written(archive), settings.copy_share / 100)
        update = _Update(ledger, copies, batch, run, again, out)
        naming.begin()
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
    update: _Update,
    files: Iterator[Source | Skipped],
    principals: tuple[str, ...],
    settings: Settings,
    how: Reading,
    show: Show,
) -> None:
    sources = update.visited(files)
    outcomes = read(
        sources,
        principals=principals,
        workers=settings.workers,
        unchanged=update.unchanged,
        how=how,
        enrich=enriching_by(settings),
    )
    with contextlib.closing(outcomes):  # A stop in the middle stops the workers, too.
        for outcome in outcomes:
            update.take(outcome)
            show(update.report.done, outcome.source.name)
            update.commit_if_due(settings.commit_articles)


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


def stored_as_written(archive: Archive) -> Callable[[str], Article | None]:
    """Finds an article of the archive by its id, with the names that it has itself."""

    def stored(article_id: str) -> Article | None:
        found = archive.engine.backend.reader().get(article_id)
        return as_written(found) if found else None

    return stored


def _roots(paths: Sequence[str]) -> list[Path]:
    return [Path(os.path.abspath(path)) for path in paths]


@contextlib.contextmanager
def _errors_file(path: str | None) -> Iterator[IO[str] | None]:
    if path is None:
        yield None
        return
    try:
        out = open(path, "w", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115 - closed below
    except OSError as error:
        raise UsageError(f"--errors {path}: it cannot be written: {error.strerror}.") from error
    with out:
        yield out


#: Why members of an archive file are skipped that never gave an article: such a file is read as a whole all the same.
_NO_ARTICLES = frozenset(("unknown-format", "outside"))


class _Update:
    """One run over files: what was found goes to the index and the ledger, both committed in that order."""

    def __init__(
        self, ledger: Ledger, copies: Copies, batch: Batch, run: int, again: bool, errors: IO[str] | None
    ) -> None:
        self.ledger = ledger
        self.copies = copies
        self.batch = batch
        self.run = run
        self.again = again
        self.errors = errors
        self.report = Report()
        self.pending = 0
        self.committed = time.monotonic()

    def visited(self, files: Iterator[Source | Skipped]) -> Iterator[Source | Skipped]:
        """The files, each noted as visited before it is read."""
        for found in files:
            if isinstance(found, Source):
                self.ledger.visit(_path(found), self.run)
            yield found

    def unchanged(self, record: Record) -> bool:
        """Whether a record is in the archive as it is."""
        if self.again or not self.ledger.seen(_path(record.source), record.fingerprint, record.locator, self.run):
            return False
        self.report.unchanged += 1
        return True

    def take(self, outcome: Read | Skipped | Warned) -> None:
        match outcome:
            case Read(article, source, locator):
                try:
                    self.put(article, source, locator)
                except SkippedFile as refused:
                    self.skip(source, locator, refused.reason, str(refused))
            case Skipped(source, locator, reason, message):
                self.skip(source, locator, reason, message)
            case Warned():
                self.report.warned[_kind(outcome)] += 1
                self.report.first_warnings.setdefault(_kind(outcome), outcome.message)

    def put(self, article: Article, source: Source, locator: str) -> None:
        path = _path(source)
        if article.id == named(source.name + locator):
            article = self.known_as(article, path, source, locator)
        copy = self.copies.put(article, sketch(article))
        others = self.ledger.paths_of(article.id)
        if others and (earlier := self.ledger.given_in(article.id, self.run)):
            self.warn_of_two(article.id, earlier, path + locator)
        if others:
            self.report.changed += 1
        else:
            self.report.added += 1
            self.ledger.learn(article)
            self.report.copies += copy
        self.ledger.put(Entry(path, article.fingerprint, article.id, locator), self.run)
        self.pending += 1

    def known_as(self, article: Article, path: str, source: Source, locator: str) -> Article:
        """The article of a file, or of a member of it, under the id that the archive knows that by.

        That is the one it had before. Else it is made of the file's name below the folder named; where another file has
        that one (and is still there: a file that was moved takes its old place), of as many folders above as it takes.
        """
        name, above = source.name, list(source.root.absolute().parts[1:])
        article_id = self.ledger.id_of(path, locator) or article.id
        while any(other != path and os.path.lexists(other) for other in self.ledger.paths_of(article_id)) and above:
            name = f"{above.pop()}/{name}"
            article_id = named(name + locator)
        return article if article_id == article.id else replace(article, id=article_id)

    def warn_of_two(self, article_id: str, earlier: str, here: str) -> None:
        kind = ("same-id", "")
        self.report.warned[kind] += 1
        message = f"{here}: its id {article_id!r} is that of {earlier}, which it takes the place of."
        self.report.first_warnings.setdefault(kind, message)

    def skip(self, source: Source, locator: str, reason: str, message: str) -> None:
        self.report.skipped[reason] += 1
        if len(self.report.first_skips) < SHOWN_SKIPS:
            self.report.first_skips.append(message)
        lost = not (locator and reason in _NO_ARTICLES)
        self.ledger.skip(_path(source), locator, reason, message, self.run, lost)
        if self.errors is not None:
            entry = {"path": str(source.path), "locator": locator, "reason": reason, "message": message}
            self.errors.write(json.dumps(entry, ensure_ascii=False) + "\n")

    def commit_if_due(self, articles: int) -> None:
        late = self.pending and time.monotonic() - self.committed > COMMIT_SECONDS
        if self.pending >= articles or late or self.copies.full:
            self.commit()

    def commit(self) -> None:
        self.copies.settle()
        self.batch.commit()
        self.ledger.commit()
        self.copies.committed()
        self.pending, self.committed = 0, time.monotonic()

    def finish(self, roots: Sequence[Path], prune: bool) -> None:
        """Remove what changed files do not hold any more, and, if wished, what gone files held."""
        for article_id in self.ledger.replaced(self.run):
            self.remove(article_id)
        for path in self.ledger.paths():
            if not _below(path, roots) or Path(path).exists():
                continue
            if not prune:
                self.report.gone += 1
                continue
            for article_id in self.ledger.forget(path):
                self.remove(article_id)
        self.commit()

    def remove(self, article_id: str) -> None:
        self.copies.remove(article_id)
        self.report.removed += 1


def _kind(warning: Warned) -> tuple[str, str]:
    """What a warning is counted by: its key where it is about a key; the values of bad ones are countless."""
    return warning.code, warning.detail if warning.code == "unknown-key" else ""


def _path(source: Source) -> str:
    # Links are places of their own and stay; `..` is taken out, so that a file has one path however it is named.
    return os.path.abspath(source.path)


def _below(path: str, roots: Sequence[Path]) -> bool:
    return any(Path(path).is_relative_to(root) for root in roots)


def inspect_paths(
    paths: Sequence[str], settings: Settings, since: float | None = None
) -> Iterator[Article | Skipped | Warned]:
    """What each record below `paths` becomes; of warnings of one kind only the first."""
    told: set[tuple[str, str]] = set()
    files = _outside(Path(settings.index), find_files(paths, selected(settings, since)))
    how = reading(settings)
    for outcome in read(
        files, principals=settings.principal, workers=settings.workers, how=how, enrich=enriching_by(settings)
    ):
        if isinstance(outcome, Read):
            yield outcome.article
        elif isinstance(outcome, Skipped):
            yield outcome
        elif _kind(outcome) not in told:
            told.add(_kind(outcome))
            yield outcome


@dataclass(frozen=True, slots=True)
class ArchiveStatus:
    """What an archive holds and how its sources stand."""

    index: str
    engine: str
    articles: int
    created: str
    last_run: str | None
    principals: tuple[str, ...]
    files: int
    gone: tuple[str, ...]
    skipped: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """The status for a script."""
        return {
            "index": self.index,
            "engine": self.engine,
            "articles": self.articles,
            "created": self.created,
            "last_run": self.last_run,
            "principals": list(self.principals),
            "files": self.files,
            "gone": list(self.gone),
            "skipped": self.skipped,
        }

    def as_text(self) -> str:
        """The status for a reader."""
        lines = [
            f"Archive:     {self.index} ({self.engine}), made {self.created}",
            f"Articles:    {self.articles:,} from {self.files:,} files",
            f"Principal:   {', '.join(self.principals) or 'none; every salient actor is a counterpart'}",
            f"Last index:  {self.last_run or 'never'}",
        ]
        if self.skipped:
            lines.append("Skipped:     " + ", ".join(f"{reason} {count:,}" for reason, count in self.skipped.items()))
        if self.gone:
            lines.append(
                f"Gone:        {len(self.gone):,} files; `searchapp index PATH… --prune` removes their articles"
            )
            lines += [f"  {path}" for path in self.gone[:20]]
            if len(self.gone) > 20:
                lines.append(f"  … and {len(self.gone) - 20:,} more (--json lists all)")
        return "\n".join(lines)


def status_of(archive: Archive) -> ArchiveStatus:
    """How an archive and its sources stand now; every source file is looked for."""
    engine = archive.engine.status()
    with open_ledger(archive.ledger_path) as ledger:
        paths = list(ledger.paths())
        return ArchiveStatus(
            index=str(archive.path),
            engine=engine.name,
            articles=engine.articles,
            created=archive.stamp.created,
            last_run=ledger.last_run(),
            principals=archive.stamp.principals,
            files=len(paths),
            gone=tuple(path for path in paths if not Path(path).exists()),
            skipped=ledger.skips(),
        )
