"""Finds the files of an archive in the paths a user names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from searchapp.errors import UsageError
from searchapp.ingest.records import Skipped, Source


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of the files found are read.

    `include` and `exclude` are patterns as in a shell, capitals or not: one without a stroke fits the name of a file
    (or, for `exclude`, of a folder) at any depth, one with a stroke the path below the folder named; `**` stands for
    any number of folders.
    `since` is the time of the last change, in seconds since 1970, from which on files are read.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    since: float | None = None

    def takes(self, source: Source) -> bool:
        """Whether a file is read."""
        if self.include and not _fits(source.name, self.include):
            return False
        if self.since is None:
            return True
        try:
            return source.path.stat().st_mtime >= self.since
        except OSError:
            return True  # The reader says what is wrong with it.

    def leaves_out(self, name: str) -> bool:
        """Whether a file or folder of that name, relative to the folder named, is left out with all that is in it."""
        return bool(self.exclude) and _fits(name, self.exclude)


def _fits(name: str, patterns: Sequence[str]) -> bool:
    from wcmatch import glob

    flags = glob.GLOBSTAR | glob.DOTGLOB | glob.MATCHBASE | glob.BRACE | glob.FORCEUNIX | glob.IGNORECASE
    return bool(glob.globmatch(name, [pattern.strip("/") for pattern in patterns], flags=flags))


def find_files(
    paths: Iterable[str | os.PathLike[str]],
    selection: Selection = Selection(),
) -> Iterator[Source | Skipped]:
    """Every file in `paths`, folders searched through, in an order that depends on names only.

    Hidden files and folders are left out. Links are followed within the folders named; a link that leads out of them
    (reason `outside`), one that leads back to a folder above it (`link-loop`) and a folder that cannot be read
    (`unreadable`) give a Skipped. Raises UsageError, before the first file, for a path that is not there.
    """
    roots = [Path(path) for path in paths]
    for root in roots:
        if not os.path.lexists(root):
            raise UsageError(f"There is no file or folder {root}. Check the path, or quote it if it has spaces.")
    return _Walk(roots, selection).all()


def find_changed(
    changed: Iterable[Path], paths: Iterable[str | os.PathLike[str]], selection: Selection
) -> Iterator[Source | Skipped]:
    """Those files of `paths` that are one of `changed`, or below one of them, as `find_files` gives them."""
    roots = [Path(path) for path in paths]
    walk = _Walk(roots, selection)
    for path in sorted(changed):
        root = next((root for root in roots if _absolute(path).is_relative_to(_absolute(root))), None)
        if root is not None and os.path.lexists(path):
            yield from walk.below(root, _absolute(path).relative_to(_absolute(root)))


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))


class _Walk:
    """The files below some folders, as far as they are selected."""

    def __init__(self, roots: Sequence[Path], selection: Selection) -> None:
        self.roots = roots
        self.selection = selection
        self.real = [Path(os.path.realpath(root)) for root in roots]

    def all(self) -> Iterator[Source | Skipped]:
        for root in self.roots:
            if root.is_dir():
                yield from self.folder(root, root, "", frozenset())
            else:
                yield from self.file(Source(root, root.parent, root.name))

    def below(self, root: Path, relative: Path) -> Iterator[Source | Skipped]:
        """A file or folder below a root; nothing if it, or a folder above it, is hidden or left out."""
        if not relative.parts:
            yield from self.file(Source(root, root.parent, root.name)) if not root.is_dir() else ()
            return
        above = [Path(*relative.parts[: count + 1]).as_posix() for count in range(len(relative.parts))]
        if any(part.startswith(".") for part in relative.parts) or any(map(self.selection.leaves_out, above)):
            return
        there = Source(root / relative, root, relative.as_posix())
        yield from self.entry(there, os.path.islink(there.path), os.path.isdir(there.path), frozenset())

    def folder(
        self, folder: Path, root: Path, prefix: str, above: frozenset[tuple[int, int]]
    ) -> Iterator[Source | Skipped]:
        """The files of one folder; `above` are the folders on the way to it, so that a link back to one ends there."""
        here = Source(folder, root, prefix.rstrip("/") or ".")
        try:
            status = folder.stat()
            with os.scandir(folder) as listing:
                entries = sorted((entry.name, entry.is_symlink(), _is_folder(entry)) for entry in listing)
        except OSError as error:
            yield Skipped(here, "", "unreadable", f"{folder} cannot be read: {error.strerror}.")
            return
        here_id = (status.st_dev, status.st_ino)
        if here_id in above:
            yield Skipped(here, "", "link-loop", f"{folder} is a link to a folder above it; it was walked already.")
            return
        for name, link, is_folder in entries:
            if not name.startswith(".") and not self.selection.leaves_out(prefix + name):
                there = Source(folder / name, root, prefix + name)
                yield from self.entry(there, link, is_folder, above | {here_id})

    def entry(
        self, there: Source, link: bool, is_folder: bool, above: frozenset[tuple[int, int]]
    ) -> Iterator[Source | Skipped]:
        """A file, or the files of a folder, that stands in a folder."""
        if link and os.path.exists(there.path) and not self.within(there.path):
            target = os.path.realpath(there.path)
            message = f"{there.path} is a link to {target}, which is not in the folders named. Name it, too."
            yield Skipped(there, "", "outside", message)
        elif is_folder:
            yield from self.folder(there.path, there.root, there.name + "/", above)
        else:
            yield from self.file(there)

    def file(self, source: Source) -> Iterator[Source]:
        if not self.selection.leaves_out(source.name) and self.selection.takes(source):
            yield source

    def within(self, link: Path) -> bool:
        """Whether a link leads to something in the folders named."""
        target = Path(os.path.realpath(link))
        return any(target.is_relative_to(root) for root in self.real)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
