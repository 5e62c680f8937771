"""Puts what is shown for names in the place of what an article has, which the article keeps beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from searchapp.articles import PAIR, Article
from searchapp.engines.port import Backend
from searchapp.entities.overrides import FIELDS
from searchapp.fields import BY_NAME
from searchapp.query.names import Names

RELATIONS = "relations"


def applied(article: Article, names: Names) -> Article:
    """The article with every name as it is shown; `written` holds the forms of each field of which one differs."""
    before = as_written(article)
    forms = {name: {form: names.shown(name, form) for form in before.values(name)} for name in FIELDS}
    forms[RELATIONS] = {relation: _relation(relation, names) for relation in before.relations}
    written = {name: held for name, held in forms.items() if any(form != shown for form, shown in held.items())}
    return _with(before, {name: held.values() for name, held in written.items()}, written) if written else before


def as_written(article: Article) -> Article:
    """The article as it was before names were put in the place of others."""
    return _with(article, article.written, {}) if article.written else article


def stored_as_written(backend: Backend) -> Callable[[str], Article | None]:
    """Finds an article of the newest commit by its id, as it was before names were put in the place of others."""

    def stored(article_id: str) -> Article | None:
        found = backend.reader().get(article_id)
        return as_written(found) if found else None

    return stored


def _with(article: Article, values: Any, written: dict[str, dict[str, str | None]]) -> Article:
    changed: dict[str, Any] = {name: _as_field(name, held) for name, held in values.items()}
    return replace(article, written=written, **changed)


def _as_field(name: str, values: Iterable[str | None]) -> tuple[str, ...] | str | None:
    kept = tuple(dict.fromkeys(value for value in values if value is not None))
    if name == RELATIONS or BY_NAME[name].several:
        return kept
    return kept[0] if kept else None


def _relation(relation: str, names: Names) -> str | None:
    """A relation with its counterpart as it is shown; None where that is hidden."""
    actor, _, other = relation.partition(PAIR)
    shown = names.shown("counterparts", other)
    return None if shown is None else f"{actor}{PAIR}{shown}"
