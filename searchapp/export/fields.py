"""Which fields of an article an export holds."""

from __future__ import annotations

from searchapp.articles import SEVERAL, Article
from searchapp.errors import ParameterError

#: What an export holds unless fields are chosen; the names are those of JSON Lines that `searchapp index` reads.
FIELDS = (
    "id", "date", "outlet", "title", "url", "authors", "language",
    "people", "places", "countries", "organisations", "counterparts", "text",
)  # fmt: skip
#: What can be chosen besides.
MORE = ("source", "date_hint", "fingerprint")


def chosen(names: str) -> tuple[str, ...]:
    """The fields that a list with commas names, in its order; all of `FIELDS` for an empty one.

    Raises ParameterError for a field that there is not.

    >>> chosen("title, url")
    ('title', 'url')
    """
    found = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    for name in found:
        if name not in (*FIELDS, *MORE):
            raise ParameterError("fields", f"There is no field {name!r}. There are: {', '.join((*FIELDS, *MORE))}.")
    return found or FIELDS


def value(article: Article, name: str) -> str | list[str] | None:
    """A field as plain JSON: a list for those of several values, an ISO date, else text or None."""
    held = getattr(article, name)
    if name in SEVERAL:
        return list(held)
    return None if held is None else str(held)
