"""`searchapp entities`: the names that an archive has for its people, places and organisations, and the user's word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from searchapp.archive import Archive
from searchapp.entities import overrides
from searchapp.entities.overrides import FILE, Statement
from searchapp.entities.spelling import folded
from searchapp.entities.table import TABLE, EntityTable, Form, open_table
from searchapp.errors import UsageError
from searchapp.fields import BY_NAME
from searchapp.naming import Renamed, every_value, open_naming
from searchapp.query.clauses import Value

#: Likeness (0 to 100) from which another name may have been meant, and how many are offered.
_LIKE, _OFFERED = 70, 3


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, place or organisation: the name shown (None: hidden), its articles, and all forms, frequent first."""

    field: str
    name: str | None
    articles: int
    forms: tuple[Form, ...]

    @property
    def aliases(self) -> tuple[Form, ...]:
        """The forms that are not the one shown."""
        return tuple(form for form in self.forms if form.form != self.name)

    def as_json(self) -> dict[str, Any]:
        """The entity for a script."""
        aliases = [{"form": form.form, "articles": form.articles} for form in self.aliases]
        return {
            "field": self.field,
            "name": self.name,
            "hidden": self.name is None,
            "articles": self.articles,
            "aliases": aliases,
        }

    def as_text(self) -> str:
        """The entity for a reader."""
        others = ", ".join(f"{form.form} ({form.articles:,})" for form in self.aliases)
        if self.name is None:
            return f"{'hidden':>8}  {others}"
        return f"{self.articles:8,}  {self.name}" + (f"   also: {others}" if others else "")


@dataclass(frozen=True, slots=True)
class Curated:
    """What a statement, or taking one back, came to."""

    statement: Statement | None
    renamed: Renamed
    entities: tuple[Entity, ...]
    file: str
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The outcome for a script."""
        return {
            "statement": str(self.statement) if self.statement else None,
            "forms": self.renamed.forms,
            "articles": self.renamed.articles,
            "entities": [entity.as_json() for entity in self.entities],
            "file": self.file,
            "notes": list(self.notes),
        }

    def as_text(self) -> str:
        """The outcome for a reader."""
        lines = [f"{self.renamed.forms:,} forms are shown otherwise; {self.renamed.articles:,} articles were changed."]
        lines += [entity.as_text() for entity in self.entities]
        lines += [f"Note: {note}" for note in self.notes]
        return "\n".join(lines)


def listed(archive: Archive, field: str, like: str = "", merged: bool = False) -> list[Entity]:
    """The entities of a field, those in most articles first.

    With `like`, those of which a form has its words; with `merged`, those of several forms. Raises UsageError for a
    field without names.
    """
    _checked(field)
    ensure(archive)
    counts = every_value(archive.engine.backend.reader(), field)
    with open_table(archive.path / TABLE) as table:
        found = list(_entities(field, table.forms(field).values(), counts))
    wanted = folded(like).split()
    return [
        entity
        for entity in found
        if (not merged or len(entity.forms) > 1)
        and (not wanted or any(all(word in folded(form.form) for word in wanted) for form in entity.forms))
    ]


def say(archive: Archive, field: str, action: str, names: Iterable[str]) -> Curated:
    """Add a statement to the archive's file of overrides and put it into force.

    Raises UsageError for a statement that is none and for names that the archive does not have.
    """
    given = tuple(" ".join(name.split()) for name in names)
    statement = overrides.checked(Statement(field, action, given), f"entities {action}")
    ensure(archive)
    with open_table(archive.path / TABLE) as table:
        _known(table, statement)
    before = _file(archive).read_bytes() if _file(archive).exists() else None
    overrides.append(_file(archive), statement)
    try:
        return _in_force(archive, statement, known=True)
    except BaseException:
        _put_back(_file(archive), before)
        raise


def undo(archive: Archive) -> Curated:
    """Take the last statement of the file back; raises UsageError if there is none."""
    ensure(archive)
    statement = overrides.take_back(_file(archive))
    if statement is None:
        raise UsageError(f"{_file(archive)} holds no statement that could be taken back.")
    return _in_force(archive, statement, known=True)


def apply(archive: Archive) -> Curated:
    """Look at all names anew and put the file of overrides, however it was changed, into force."""
    return _in_force(archive, None, known=False)


def _checked(field: str) -> None:
    if field not in overrides.FIELDS:
        raise UsageError(f"There is no field {field!r} with names. There are: {', '.join(overrides.FIELDS)}.")


def _file(archive: Archive) -> Path:
    return archive.path / FILE


def _put_back(file: Path, before: bytes | None) -> None:
    if before is None:
        file.unlink(missing_ok=True)
    else:
        file.write_bytes(before)


def ensure(archive: Archive) -> None:
    """Make the table of names where it is not there, or not whole, and put a changed file into force."""
    with open_table(archive.path / TABLE) as table:
        if not table.stale(overrides.digest(overrides.read(_file(archive)))):
            return
    _in_force(archive, None, known=False)


def _in_force(archive: Archive, statement: Statement | None, known: bool) -> Curated:
    with (
        archive.engine.batch() as batch,
        open_naming(archive.path, archive.engine.readers(), batch, everything=not known) as naming,
    ):
        if statement:
            naming.touch(statement.field, statement.names)
        renamed = naming.finish(known)
    entities = tuple(_concerned(archive, statement)) if statement else ()
    return Curated(statement, renamed, entities, str(_file(archive)), tuple(_not_there(archive)))


def _concerned(archive: Archive, statement: Statement) -> Iterator[Entity]:
    """The entities that a statement speaks of, as they are now."""
    with open_table(archive.path / TABLE) as table:
        shown = {form.shown for form in table.some(statement.field, statement.names).values()}
        forms = table.of(statement.field, [name for name in shown if name is not None]).values()
        hidden = [form for form in table.some(statement.field, statement.names).values() if form.shown is None]
    reader = archive.engine.backend.reader()
    names = {name for name in shown if name is not None}
    counts = {name: reader.count(Value(statement.field, (name,))) for name in names}
    yield from _entities(statement.field, [*forms, *hidden], counts)


def _not_there(archive: Archive) -> Iterator[str]:
    """Notes on statements whose names the archive does not have, or not yet."""
    with open_table(archive.path / TABLE) as table:
        for statement in overrides.read(_file(archive)):
            written = statement.names[:1] if statement.action == "rename" else statement.names
            found = table.some(statement.field, written)
            for name in written:
                if name not in found or not found[name].articles:
                    yield f"{FILE}, line {statement.line}: no article has the name {name!r} in {statement.field}."


def _entities(field: str, forms: Iterable[Form], counts: dict[str, int]) -> Iterator[Entity]:
    by_name: dict[str | None, list[Form]] = {}
    for form in forms:
        by_name.setdefault(form.shown, []).append(form)
    hidden = by_name.pop(None, [])
    for name in sorted(by_name, key=lambda name: (-counts.get(name or "", 0), name or "")):
        ordered = sorted(by_name[name], key=lambda form: (-form.articles, form.form))
        yield Entity(field, name, counts.get(name or "", 0), tuple(ordered))
    for form in sorted(hidden, key=lambda form: (-form.articles, form.form)):
        yield Entity(field, None, form.articles, (form,))


def _known(table: EntityTable, statement: Statement) -> None:
    """Raise UsageError for a name that no article has."""
    written = statement.names[:1] if statement.action == "rename" else statement.names
    known = table.forms(statement.field)
    shown = {form.shown for form in known.values()}
    for name in written:
        if name not in known and name not in shown:
            label = BY_NAME[statement.field].label.lower()
            raise UsageError(f"The archive has no {name!r} among its {label}.{_meant(name, list(known))}")


def _meant(name: str, known: list[str]) -> str:
    close = process.extract(name, known, scorer=fuzz.WRatio, processor=folded, limit=_OFFERED, score_cutoff=_LIKE)
    names = [repr(found) for found, _, _ in close]
    return f" Did you mean {' or '.join(names)}?" if names else " Find out with: searchapp entities --like WORD"
