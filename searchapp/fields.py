"""The one list of fields; every schema, URL parameter, form and label derives from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: `text` is analysed in the article's language; `keyword` holds exact values; `date` a day; `stored` is only kept.
Kind = Literal["text", "keyword", "date", "stored"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an article: `label` is its English name, `boost` what a match in it adds to one in the whole."""

    name: str
    kind: Kind
    label: str
    facet: bool = False
    sortable: bool = False
    several: bool = False
    boost: float = 0.0


FIELDS = (
    Field("title", "text", "Title", boost=0.4),
    Field("text", "text", "Text"),
    Field("date", "date", "Date", sortable=True),
    Field("outlet", "keyword", "Outlet", facet=True),
    Field("counterparts", "keyword", "Counterparts", facet=True, several=True),
    Field("people", "keyword", "People", facet=True, several=True),
    Field("places", "keyword", "Places", facet=True, several=True),
    Field("organisations", "keyword", "Organisations", facet=True, several=True),
    Field("countries", "keyword", "Countries", facet=True, several=True),
    Field("language", "keyword", "Language", facet=True),
    Field("authors", "keyword", "Authors", facet=True, several=True),
    Field("url", "stored", "Address"),
    Field("source", "stored", "Source"),
)
BY_NAME = {field.name: field for field in FIELDS}
#: Facet fields, in the order in which pages show them.
FACETS = tuple(field.name for field in FIELDS if field.facet)
#: Fields of running text.
TEXTS = tuple(field.name for field in FIELDS if field.kind == "text")
#: Fields of exact values that an index has for its own use; see `engines.document`.
INNER = ("relations", "written", "recipe")
#: Those of them of which all values can be listed, however many (`Reader.values` with an empty prefix).
LISTED = ("written",)
