"""Which actors there are, and which of them a name means; see `engines.principals.Actors`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

from searchapp.articles import Article
from searchapp.enrich.actors import canonical
from searchapp.enrich.counterparts import counterparts
from searchapp.enrich.tables import country_names, gazetteer

#: Actors that are offered for a name that is not known, and how like it they are at the least (0 to 1).
_OFFERED, _LIKE = 3, 0.6
#: Sorts of international organisations that are actors.
_ACTING = ("union", "agency")


class KnownActors:
    """States and international organisations, by any name that the tables have."""

    def actor(self, name: str) -> str | None:
        """The actor that a name means, in English or as an ISO 3166 code, or None."""
        code = name.upper() if len(name) == 2 else name
        actor = canonical(code)
        return actor if actor in known_actors() else by_folded_name().get(name.casefold())

    def like(self, name: str) -> Sequence[str]:
        """Actors whose names are written much like that one, the likest first."""
        close = get_close_matches(name.casefold(), by_folded_name(), _OFFERED, _LIKE)
        return [by_folded_name()[found] for found in close]

    def weighed(self, article: Article, principals: tuple[str, ...]) -> Article:
        """The article with its counterparts under the principals and the evidence for them."""
        return counterparts(article, principals)


@cache
def known_actors() -> frozenset[str]:
    """The names that actors are shown by."""
    organisations = (
        entry.value for entry in _entries(gazetteer("en")) if entry.kind == "org" and entry.code in _ACTING
    )
    return frozenset(country_names().values()) | frozenset(organisations)


@cache
def by_folded_name() -> dict[str, str]:
    """The actors by their names in small letters."""
    return {name.casefold(): name for name in sorted(known_actors())}


def _entries(node: dict[str, Any]) -> Iterator[Any]:
    for key, below in node.items():
        if key == "":
            for form in below:
                yield from form.entries
        else:
            yield from _entries(below)
