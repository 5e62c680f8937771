"""The other forms of an archive's names, held in memory for searching and indexing; see `query.names.Names`."""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from searchapp.entities.table import EntityTable, others_in
from searchapp.query import analysis, clauses
from searchapp.query.clauses import Clause
from searchapp.query.names import matches_words

Mark = tuple[int, int, int] | None


class HeldNames:
    """Forms that are shown as another one, or hidden: `(field, form, shown)`."""

    def __init__(self, others: Iterable[tuple[str, str, str | None]] = ()) -> None:
        self._shown: dict[str, dict[str, str | None]] = defaultdict(dict)
        for field, form, shown in others:
            self._shown[field][form] = shown
        self._words: dict[str, dict[str, list[str]]] = {}

    def shown(self, field: str, value: str) -> str | None:
        known = self._shown.get(field)
        return known.get(value, value) if known else value

    def called(self, clause: Clause, field: str) -> Sequence[str]:
        forms = self._by_words(field)
        return sorted({shown for words, shown in forms if shown is not None and matches_words(clause, words)})

    def beginning(self, field: str, prefix: str) -> Sequence[str]:
        typed = prefix.split()
        if not typed:
            return []
        wanted = clauses.Begins("", typed[-1])
        found = (
            shown
            for words, shown in self._by_words(field)
            if shown is not None and all(word in words for word in typed[:-1]) and matches_words(wanted, words)
        )
        return sorted(set(found))

    def others(self, field: str, value: str) -> Sequence[str]:
        return sorted(form for form, shown in self._shown.get(field, {}).items() if shown == value != form)

    def _by_words(self, field: str) -> Iterable[tuple[list[str], str | None]]:
        """The folded words of each form, worked out when first asked for."""
        if field not in self._words:
            self._words[field] = {form: analysis.words(form) for form in self._shown.get(field, {})}
        shown = self._shown.get(field, {})
        return ((words, shown[form]) for form, words in self._words[field].items())


class CurrentNames:
    """The names of the archive in the folder `path` as they are now: its table is read again after each change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark: Mark = None
        self._held = HeldNames()
        self._reading = threading.Lock()

    def shown(self, field: str, value: str) -> str | None:
        return self._current().shown(field, value)

    def called(self, clause: Clause, field: str) -> Sequence[str]:
        return self._current().called(clause, field)

    def beginning(self, field: str, prefix: str) -> Sequence[str]:
        return self._current().beginning(field, prefix)

    def others(self, field: str, value: str) -> Sequence[str]:
        return self._current().others(field, value)

    def _current(self) -> HeldNames:
        mark = _mark(self._path)
        if mark != self._mark:
            with self._reading:
                if mark != self._mark:
                    self._held = held_names(self._path)
                    self._mark = mark
        return self._held


def held_names(path: Path) -> HeldNames:
    """The names in the table at `path`; none where there is no table."""
    if not path.is_file():
        return HeldNames()
    return HeldNames(others_in(path))


def names_of(table: EntityTable) -> HeldNames:
    """The names in an open table."""
    return HeldNames(table.others())


def _mark(path: Path) -> Mark:
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size
