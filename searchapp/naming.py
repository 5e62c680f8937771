"""Keeps one name for each thing while an archive changes: after a run the names it brought are looked at, and the
articles whose values change are written anew from what is stored. The sources are not read.

A run that adds a few articles looks at the names that are near theirs only. All names are looked at where the table is
not there yet, a run was stopped before its end, or the user's statements have changed.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from searchapp.articles import Article
from searchapp.engines.port import Batch, Reader
from searchapp.entities import overrides
from searchapp.entities.applying import applied, as_written
from searchapp.entities.names import names_of
from searchapp.entities.overrides import FIELDS, Wishes
from searchapp.entities.resolving import shown_forms, table_value
from searchapp.entities.table import STATEMENTS, TABLE, UNDER_WAY, EntityTable, Form, open_table
from searchapp.query.clauses import AllOf, AtLeast, Clause, Everything, Value

#: Names in one run from which all are counted in one go.
MANY = 2000
#: More values than a facet has.
ALL = 1_000_000_000
#: Forms whose articles are looked up at once.
_AT_ONCE = 200
_WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Renamed:
    """What came of it: forms for which another one is shown than before, articles written anew."""

    forms: int = 0
    articles: int = 0


class Naming:
    """The names of the archive in the folder `path` while a batch of writes to it is under way."""

    def __init__(
        self, path: Path, table: EntityTable, readers: Iterator[Reader], batch: Batch, everything: bool
    ) -> None:
        self._readers = readers
        self._table = table
        self._batch = batch
        self._statements = overrides.read(path / overrides.FILE)
        self._digest = overrides.digest(self._statements)
        self._names = names_of(table)
        self._before = next(self._readers)
        self._touched: dict[str, set[str]] = defaultdict(set)
        self._all = everything or table.state(UNDER_WAY) != "no"

    def begin(self) -> None:
        """Note that a run is under way, so that one that is stopped is made up for."""
        self._table.note(UNDER_WAY, "yes")
        self._table.commit()

    def take(self, article: Article, instead: bool) -> Article:
        """The article as it is to be indexed; `instead` says that it takes the place of one with the same id."""
        if instead:
            self.drop(article.id)
        self._touch(article)
        return applied(article, self._names)

    def drop(self, article_id: str) -> None:
        """Note that the article with that id is about to go."""
        # Where all names are counted anyway, the old article need not be read.
        if not self._everything() and (old := self._before.get(article_id)):
            self._touch(as_written(old))

    def touch(self, field: str, names: Iterable[str]) -> None:
        """Have names looked at."""
        self._touched[field].update(names)

    def finish(self, known: bool = False) -> Renamed:
        """Look at the names, write the articles anew whose values change, and commit both.

        `known` says that the names of statements that changed are among those to be looked at.
        """
        reader = next(self._readers)
        everything = self._everything() or not (known or self._table.state(STATEMENTS) == self._digest)
        changed: dict[str, dict[str, str | None]] = {}
        for field in FIELDS:
            wishes = overrides.wishes(self._statements, field)
            if everything:
                changed[field] = self._look_at_all(reader, field, wishes)
            elif self._touched.get(field):
                changed[field] = self._look_at(reader, field, wishes, self._touched[field])
        for field, shown in changed.items():
            self._table.show(field, shown)
        self._table.note(STATEMENTS, self._digest)
        self._table.note(UNDER_WAY, "no")
        articles = self._rewrite(reader, changed)
        self._batch.commit()
        self._table.commit()
        return Renamed(sum(map(len, changed.values())), articles)

    def _everything(self) -> bool:
        return self._all or sum(map(len, self._touched.values())) > MANY

    def _touch(self, article: Article) -> None:
        for field in FIELDS:
            self._touched[field].update(article.values(field))

    def _look_at_all(self, reader: Reader, field: str, wishes: Wishes) -> dict[str, str | None]:
        """What is to be shown for each form for which it is not what is shown now."""
        known = self._table.forms(field)
        counts = _all_counts(reader, field, known)
        self._table.put(field, {**dict.fromkeys(known, 0), **counts})
        before = {form: held.shown for form, held in known.items() if held.shown != form}
        after = shown_forms(field, counts, wishes, before)
        # Forms in whose place the index has another, of which a lost table says nothing.
        unknown = _by_field(reader, field).keys() - known.keys()
        forms = {*before, *after, *unknown}
        return _differing(forms, before, after) | {form: after.get(form, form) for form in unknown}

    def _look_at(self, reader: Reader, field: str, wishes: Wishes, touched: set[str]) -> dict[str, str | None]:
        """The same for the forms that are near those touched."""
        table = self._table
        table.put(field, _counts(reader, field, touched, table))
        near = self._with_kin(field, touched | table.near(field, touched))
        wider = self._with_kin(field, near | table.near(field, near) | wishes.names)
        known = table.some(field, wider)
        counts = {form: held.articles for form, held in known.items()}
        before = {form: held.shown for form, held in known.items() if held.shown != form}
        after = shown_forms(field, counts, wishes, before)
        concerned = {answer.get(form, form) for form in near for answer in (before, after)}
        forms = {form for form in {*known, *after} if {before.get(form, form), after.get(form, form)} & concerned}
        return _differing(forms, before, after)

    def _with_kin(self, field: str, names: set[str]) -> set[str]:
        """The names with those that the table has as one with any of them, and what the tables of places call them."""
        by_table = {value for name in names if (value := table_value(field, name))}
        known = self._table.some(field, names | by_table)
        shown = {held.shown for held in known.values() if held.shown is not None} | by_table
        return names | known.keys() | self._table.of(field, shown).keys()

    def _rewrite(self, reader: Reader, changed: Mapping[str, Mapping[str, str | None]]) -> int:
        """Write every article anew that has a form for which another one is now shown; how many those are."""
        names = names_of(self._table)
        done: set[str] = set()
        for clause in _having(reader, changed):
            for article in reader.scan(clause):
                now = applied(article, names)
                if article.id not in done and now != article:
                    done.add(article.id)
                    self._batch.add(now)
        return len(done)


class ShownBatch:
    """A batch whose articles get the names that are shown, each article as it has them itself being noted."""

    def __init__(self, batch: Batch, naming: Naming) -> None:
        self._batch = batch
        self._naming = naming

    def add(self, article: Article) -> None:
        """See `port.Batch`."""
        self._batch.add(self._naming.take(article, instead=True))

    def delete(self, article_id: str) -> None:
        """See `port.Batch`."""
        self._naming.drop(article_id)
        self._batch.delete(article_id)

    def commit(self) -> None:
        """See `port.Batch`."""
        self._batch.commit()


def _differing(
    forms: Iterable[str], before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> dict[str, str | None]:
    return {form: after.get(form, form) for form in sorted(forms) if before.get(form, form) != after.get(form, form)}


def _all_counts(reader: Reader, field: str, known: Mapping[str, Form]) -> dict[str, int]:
    """In how many articles each form is written, from the counts of the index."""
    counts = every_value(reader, field)
    for form, articles in _by_field(reader, field).items():
        shown = known[form].shown if form in known else None
        if shown is not None and shown in counts:
            counts[shown] = max(0, counts[shown] - articles)
        counts[form] = counts.get(form, 0) + articles
    return counts


def _by_field(reader: Reader, field: str) -> dict[str, int]:
    """Forms of a field in whose place another one is shown, with the number of articles of each."""
    mark = f"{field}="
    found = every_value(reader, _WRITTEN).items()
    return {value.removeprefix(mark): count for value, count in found if value.startswith(mark)}


def every_value(reader: Reader, name: str) -> dict[str, int]:
    """All values of a facet or a listed field with the number of articles of each."""
    # Not the counts of the facet, of which engines give a limited number.
    return dict(reader.values(Everything(), name, "", ALL))


def _counts(reader: Reader, field: str, forms: Iterable[str], table: EntityTable) -> dict[str, int]:
    """In how many articles each of the forms is written."""
    known = table.some(field, forms)
    answer = {}
    for form in forms:
        answer[form] = reader.count(Value(_WRITTEN, (f"{field}={form}",)))
        if form not in known or known[form].shown == form:
            here = Value(field, (form,))
            others = tuple(f"{field}={other}" for other in table.of(field, [form]) if other != form)
            instead = reader.count(AllOf((here, Value(_WRITTEN, others)))) if others else 0
            answer[form] += reader.count(here) - instead
    return answer


def _having(reader: Reader, changed: Mapping[str, Mapping[str, str | None]]) -> Iterator[Clause]:
    """Clauses for the articles that have any of the forms, or are shown as if."""
    for field, shown in changed.items():
        forms = list(shown)
        if field == "counterparts" and shown:
            # Counterparts for every actor are in no list of what is written: all articles are looked through.
            yield Everything()
        for at in range(0, len(forms), _AT_ONCE):
            some = forms[at : at + _AT_ONCE]
            written = tuple(f"{field}={form}" for form in some)
            yield AtLeast((Value(field, tuple(some)), Value(_WRITTEN, written)))


@contextlib.contextmanager
def open_naming(path: Path, readers: Iterator[Reader], batch: Batch, everything: bool = False) -> Iterator[Naming]:
    """The names of the archive in the folder `path`, for as long as the batch is written to.

    `readers` gives a reader of the newest commit each time it is asked; with `everything` all names are looked at.
    Raises UsageError for a bad statement of the user's.
    """
    with open_table(path / TABLE) as table:
        yield Naming(path, table, readers, batch, everything)
