"""Works out the facets of an article from its text: tables and rules, no model, no download."""

from __future__ import annotations

from searchapp.articles import Article

# Under other names, so that `searchapp.enrich.places` stays the module.
from searchapp.enrich.counterparts import counterparts as _counterparts
from searchapp.enrich.language import language as _language
from searchapp.enrich.organisations import organisations as _organisations
from searchapp.enrich.people import people as _people
from searchapp.enrich.places import places as _places

__all__ = ["enrich"]


def enrich(article: Article, principals: tuple[str, ...] = ()) -> Article:
    """The article with language, people, places, countries, organisations and counterparts.

    `principals` are the names of the parties whose counterparts are looked for, e.g. `("Russia",)`; without one every
    salient actor is a counterpart. A field that was given is kept; evidence is added for each value found.
    """
    for step in (_language, _people, _places, _organisations):
        article = step(article)
    return _counterparts(article, principals)
