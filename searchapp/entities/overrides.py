"""The user's word on names: a small text file, one statement a line, which is above all rules.

    # field   word     names, with | between
    people    merge    Sergei Lavrov | S. V. Lavrov
    people    split    George Bush | George W. Bush
    people    rename   Sergey Lavrov | Sergei Lavrov
    people    hide     Rose Garden

`merge`: all are one, shown as the first. `split`: no two of them are one; a single name is one with no other.
`rename`: the first is shown as the second. `hide`: it is no value of the facet; the evidence stays. Each statement
concerns whatever else is written for the one it names, too. Where two contradict each other the later one holds.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from searchapp.errors import UsageError
from searchapp.fields import FACETS

#: Facets whose values have names that can be merged and renamed.
FIELDS = tuple(name for name in FACETS if name not in ("language", "countries"))
#: How many names a statement has, at least and at most.
ACTIONS = {"merge": (2, None), "split": (1, None), "rename": (2, 2), "hide": (1, None)}
FILE = "entities.txt"
BETWEEN = "|"
HEAD = """\
# Names of this archive that are the same, are not the same, are shown otherwise or not at all: one statement a line.
# FIELD  merge|split|rename|hide  NAME | NAME …      Put into force with: searchapp entities apply
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of the file; `line` is its number from 1."""

    field: str
    action: str
    names: tuple[str, ...]
    line: int = 0

    def __str__(self) -> str:
        return f"{self.field} {self.action} {f' {BETWEEN} '.join(self.names)}"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the statements on one field come to.

    `together` and `apart` are pairs of names, `alone` names that are one with no other; `shown` says for a name what
    is shown for it and whatever is one with it, None for what is hidden; the latest statement comes last.
    """

    together: tuple[tuple[str, str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()
    alone: frozenset[str] = frozenset()
    shown: tuple[tuple[str, str | None], ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Every name that is spoken of as something written in articles."""
        pairs = {name for pair in (*self.together, *self.apart) for name in pair}
        return frozenset(pairs | self.alone | {name for name, _ in self.shown})


def read(path: Path) -> tuple[Statement, ...]:
    """The statements of the file at `path`, none if there is no file; raises UsageError for a line that is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}. It is a text file in UTF-8.") from error
    lines = enumerate(text.splitlines(), 1)
    return tuple(
        parsed(line, f"{path}, line {number}", number)
        for number, line in lines
        if line.strip() and not line.lstrip().startswith("#")
    )


def parsed(line: str, where: str, number: int = 0) -> Statement:
    """The statement of one line; raises UsageError.

    >>> parsed("people merge Sergei Lavrov | S. Lavrov", "here").names
    ('Sergei Lavrov', 'S. Lavrov')
    """
    field, _, rest = line.strip().replace("\t", " ").partition(" ")
    action, _, names = rest.strip().partition(" ")
    return checked(
        Statement(field, action, tuple(" ".join(name.split()) for name in names.split(BETWEEN)), number), where
    )


def checked(statement: Statement, where: str) -> Statement:
    """The statement, if it is one; raises UsageError."""
    field, action, names = statement.field, statement.action, statement.names
    if field not in FIELDS:
        raise UsageError(f"{where}: there is no field {field!r} whose names could be changed: {', '.join(FIELDS)}.")
    if action not in ACTIONS:
        raise UsageError(f"{where}: {action!r} cannot be done with names: {', '.join(ACTIONS)}.")
    if any(not name or BETWEEN in name or "\n" in name for name in names) or len(set(names)) < len(names):
        raise UsageError(f"{where}: names are written with {BETWEEN} between them, each once and none empty.")
    least, most = ACTIONS[action]
    if len(names) < least or (most and len(names) > most):
        raise UsageError(
            f"{where}: {action} needs {'exactly' if most else 'at least'} {least} names, not {len(names)}."
        )
    return statement


def wishes(statements: Sequence[Statement], field: str) -> Wishes:
    """What the statements on `field` come to, the later ones before the earlier ones."""
    together: dict[frozenset[str], tuple[str, str]] = {}
    apart: set[frozenset[str]] = set()
    alone: set[str] = set()
    shown: dict[str, str | None] = {}
    for statement in statements:
        if statement.field != field:
            continue
        names = statement.names
        pairs = {frozenset(pair): pair for pair in combinations(names, 2)}
        if statement.action == "merge":
            together |= pairs
            apart -= pairs.keys()
            alone -= set(names)
            _say(shown, names[0], names[0])
        elif statement.action == "split":
            gone = [pair for pair in together if pair in pairs or (len(names) == 1 and names[0] in pair)]
            for pair in gone:
                del together[pair]
            apart |= pairs.keys()
            alone |= set(names) if len(names) == 1 else set()
        elif statement.action == "rename":
            _say(shown, names[0], names[1])
        else:
            for name in names:
                _say(shown, name, None)
    return Wishes(tuple(together.values()), frozenset(apart), frozenset(alone), tuple(shown.items()))


def _say(shown: dict[str, str | None], name: str, told: str | None) -> None:
    """Note it as the latest."""
    shown.pop(name, None)
    shown[name] = told


def digest(statements: Sequence[Statement]) -> str:
    """What tells statements from others, wherever they stand in the file."""
    return hashlib.sha256("\n".join(map(str, statements)).encode()).hexdigest()


def append(path: Path, statement: Statement) -> None:
    """Add a statement at the end of the file, which is made if it is not there."""
    text = path.read_text(encoding="utf-8-sig") if path.exists() else HEAD
    _write(path, text.rstrip("\n") + f"\n{statement}\n")


def take_back(path: Path) -> Statement | None:
    """Take the last statement out of the file; None if there is none."""
    statements = read(path)
    if not statements:
        return None
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    del lines[statements[-1].line - 1]
    _write(path, "".join(lines))
    return statements[-1]


def _write(path: Path, text: str) -> None:
    """Write it beside its place and swap it in, so that a stop leaves no half of it."""
    beside = path.with_name(f"{path.name}.new")
    with open(beside, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
