"""What is shown for each form of a name: by the user's word, the tables, the rules, in falling order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from searchapp.enrich.tables import Node, gazetteer
from searchapp.entities.clusters import groups
from searchapp.entities.overrides import Wishes

#: Another form takes the place of the one shown when it is more frequent by more than this share of it, so that two
#: that are nearly as frequent do not take turns.
AHEAD = 0.1
_PLACES = frozenset(("country", "capital", "city", "region"))
_ORGANISATIONS = frozenset(("org", "body", "faction"))
#: Kinds of entries of the tables by the facet whose values they name.
KINDS: Mapping[str, frozenset[str]] = {"places": _PLACES, "organisations": _ORGANISATIONS}


def shown_forms(
    field: str, counts: Mapping[str, int], wishes: Wishes, before: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Form -> what is shown for it, None for what is hidden; forms that are shown as they are written are left out.

    `counts` holds the number of articles of each form, `before` what was shown so far.
    """
    counts = {**dict.fromkeys(sorted(wishes.names), 0), **counts}
    free = {form: count for form, count in counts.items() if form not in wishes.alone}
    by_table = {form: value for form in free if (value := table_value(field, form)) and value != form}
    together = [pair for pair in wishes.together if pair[0] in free and pair[1] in free]
    linked = [*together, *_linked(by_table, wishes)]
    free = {**dict.fromkeys(by_table.values(), 0), **free}
    found = groups(free, linked, wishes.apart, alike=field == "people")
    answer: dict[str, str | None] = {}
    said = dict(wishes.shown)
    grouped = {form for group in found for form in group}
    for group in [*found, *((form,) for form in counts if form in said and form not in grouped)]:
        chosen = _said(group, said) if any(form in said for form in group) else _chosen(group, counts, by_table, before)
        answer |= {form: chosen for form in group if form != chosen}
    return answer


def _linked(by_table: Mapping[str, str], wishes: Wishes) -> list[tuple[str, str]]:
    """Forms with what the tables call them, unless the user keeps them apart."""
    return [
        (value, form)
        for form, value in by_table.items()
        if value not in wishes.alone and frozenset((form, value)) not in wishes.apart
    ]


def _said(group: tuple[str, ...], said: Mapping[str, str | None]) -> str | None:
    """What the latest statement on any form of the group says."""
    return [told for form, told in said.items() if form in group][-1]


def _chosen(
    group: tuple[str, ...], counts: Mapping[str, int], by_table: Mapping[str, str], before: Mapping[str, str | None]
) -> str:
    """The tables' name, or the most frequent form; the one shown so far where that is nearly as frequent."""
    named = next((by_table[form] for form in group if form in by_table), None)
    if named:
        return named
    best = group[0]
    held = {before[form] for form in group if form in before}
    for shown in sorted(form for form in held if form in group):
        if counts.get(best, 0) <= counts.get(shown, 0) * (1 + AHEAD):
            return shown
    return best


def table_value(field: str, form: str) -> str | None:
    """What the tables call a place or an organisation, where all of its names' entries say the same; else None.

    >>> table_value("organisations", "Nato"), table_value("places", "Kiev"), table_value("places", "Atlantis")
    ('NATO', 'Kyiv', None)
    """
    kinds = KINDS.get(field)
    return _table_value(kinds, form) if kinds else None


@cache
def _table_value(kinds: frozenset[str], form: str) -> str | None:
    node: Node = gazetteer("en")
    for word in form.replace("-", " - ").replace("’", "'").split():
        node = node.get(word.lower(), {})
    found = {
        entry.value
        for known in node.get("", ())
        if not known.exact or known.words == tuple(form.split())
        for entry in known.entries
    }
    entries = {entry.kind for known in node.get("", ()) for entry in known.entries}
    return next(iter(found)) if len(found) == 1 and entries <= kinds else None
