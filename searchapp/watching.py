"""`searchapp watch`: an archive is kept up to date while files come and go."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from searchapp.archive import Archive
from searchapp.errors import ArchiveLocked, SearchappError, UsageError
from searchapp.indexing import Report, index_paths
from searchapp.settings import Settings

#: Seconds for which a file must not have changed before it is read: programs write files bit by bit.
SETTLE = 1.0
#: Milliseconds after which the system's reports are asked for, whether there are any or not.
_EVERY = 250

#: Sets of paths that were reported as new, changed or gone; an empty one now and then.
Changes = Iterable[Sequence[Path]]
#: Told after each round: the report, and how many files it was about (None: all of them).
Tell = Callable[[Report, int | None], None]
Signature = tuple[int, int] | None


class Settling:
    """Paths that were reported, until they have been at rest for `seconds`; `now` is the clock, in seconds."""

    def __init__(self, seconds: float = SETTLE, now: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._now = now
        self._waiting: dict[Path, tuple[float, Signature]] = {}

    def note(self, paths: Iterable[Path]) -> None:
        """Something happened to these paths."""
        for path in paths:
            self._waiting[path] = self._now(), _signature(path)

    def settled(self) -> list[Path]:
        """The paths at rest, which are not waited for any more; one that changed without a report waits anew."""
        due = [path for path, (since, _) in self._waiting.items() if self._now() - since >= self._seconds]
        moving = [path for path in due if _signature(path) != self._waiting[path][1]]
        self.note(moving)
        settled = [path for path in due if path not in moving]
        for path in settled:
            del self._waiting[path]
        return settled


def _signature(path: Path) -> Signature:
    """Size and time of the last change; None for a path that is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def watch_paths(
    archive: Archive,
    paths: Sequence[str],
    settings: Settings,
    tell: Tell,
    wait: Callable[[str], None],
    changes: Changes | None = None,
    settling: Settling | None = None,
) -> None:
    """Bring the archive up to date with the folders `paths`, then with every change in them, until it is interrupted.

    Articles of files that are gone are removed. `wait` is told why a round has to wait: another process writes to the
    archive. `changes` and `settling` stand in for the system's reports and clock. Raises UsageError for a path that is
    no folder, SearchappError when a folder goes away as a whole (its articles are kept: it may be a disk unplugged).
    """
    check(paths)
    settling = settling or Settling()
    reports = iter(changes if changes is not None else _reports(paths, archive.path))
    # The system listens before the first round, so that nothing between the two is missed.
    settling.note(next(reports, ()))
    tell(index_paths(archive, paths, settings, _quiet, prune=True), None)
    for reported in reports:
        settling.note(reported)
        _still_there(paths)
        if settled := settling.settled():
            try:
                tell(index_paths(archive, paths, settings, _quiet, prune=True, changed=settled), len(settled))
            except ArchiveLocked as error:
                wait(str(error))
                settling.note(settled)


def _quiet(done: int, name: str) -> None:
    """Progress within a round is not told."""


def check(paths: Sequence[str]) -> None:
    """Raises UsageError for a path that is no folder."""
    for path in paths:
        if not os.path.isdir(path):
            raise UsageError(f"{path} is no folder. Name the folder that it is in; --include says which of its files.")


def _still_there(paths: Sequence[str]) -> None:
    for path in paths:
        if not os.path.isdir(path):
            raise SearchappError(
                f"The folder {path} is not there any more. Its articles are kept; "
                f"`searchapp index {path} --prune` removes them."
            )


def _reports(paths: Sequence[str], own: Path) -> Iterator[list[Path]]:
    """What the system reports of the folders, without the archive's own files and hidden ones."""
    import watchfiles

    folders = [os.path.abspath(path) for path in paths]
    own = Path(os.path.abspath(own))

    def concerns(change: watchfiles.Change, path: str) -> bool:
        del change
        root = next((folder for folder in folders if Path(path).is_relative_to(folder)), "/")
        hidden = any(part.startswith(".") for part in Path(path).relative_to(root).parts)
        return not hidden and not Path(path).is_relative_to(own)

    try:
        for reported in watchfiles.watch(
            *folders, watch_filter=concerns, debounce=_EVERY, rust_timeout=_EVERY, yield_on_timeout=True
        ):
            yield [Path(path) for _, path in reported]
    except OSError as error:
        raise SearchappError(
            f"The system cannot watch {', '.join(paths)} ({error}). On Linux the number of folders watched is bounded "
            "by the setting fs.inotify.max_user_watches; WATCHFILES_FORCE_POLLING=1 looks by itself instead."
        ) from error
