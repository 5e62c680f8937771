"""Finds the files of an archive in the paths a user names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from searchapp.errors import UsageError
from searchapp.ingest.records import Skipped, Source


def find_files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Source | Skipped]:
    """Every file in `paths`, folders searched through, in an order that depends on names only.

    Hidden files and folders are left out; a folder reached twice through links is walked once; a folder that cannot be
    read gives a Skipped with the reason `unreadable`. Raises UsageError, before the first file, for a path that is not
    there.
    """
    roots = [Path(path) for path in paths]
    for root in roots:
        if not os.path.lexists(root):
            raise UsageError(f"There is no file or folder {root}. Check the path, or quote it if it has spaces.")
    return _all(roots)


def _all(roots: Iterable[Path]) -> Iterator[Source | Skipped]:
    for root in roots:
        if root.is_dir():
            yield from _walk(root, root, "", frozenset())
        else:
            yield Source(root, root.parent, root.name)


def _walk(folder: Path, root: Path, prefix: str, above: frozenset[tuple[int, int]]) -> Iterator[Source | Skipped]:
    """The files of one folder; `above` are the folders on the way to it, so that a link back to one ends there."""
    try:
        status = folder.stat()
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        here = Source(folder, root, prefix.rstrip("/") or ".")
        yield Skipped(here, "", "unreadable", f"{folder} cannot be read: {error.strerror}.")
        return
    here_id = (status.st_dev, status.st_ino)
    if here_id in above:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        name = prefix + entry.name
        if _is_folder(entry):
            yield from _walk(folder / entry.name, root, name + "/", above | {here_id})
        else:
            yield Source(folder / entry.name, root, name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
