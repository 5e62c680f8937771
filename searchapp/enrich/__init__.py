"""Works out the facets of an article from its text: tables and rules, no model unless one is asked for, no download."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from searchapp.articles import Article

# Under other names, so that `searchapp.enrich.places` stays the module.
from searchapp.enrich.counterparts import counterparts as _counterparts
from searchapp.enrich.language import language as _language
from searchapp.enrich.organisations import organisations as _organisations
from searchapp.enrich.people import people as _people
from searchapp.enrich.places import places as _places
from searchapp.enrich.relations import relations as _relations

__all__ = ["RULES", "anew", "enrich", "recipe"]

#: Changes whenever tables or rules give other facets; `searchapp enrich` then works them out again.
RULES = "rules-4"
#: Fields that `enrich` works out, each with what it is where nothing was found.
_WORKED_OUT = {"people": (), "places": (), "countries": (), "organisations": (), "counterparts": ()}


def enrich(article: Article, principals: tuple[str, ...] = (), ner: tuple[str, ...] = ()) -> Article:
    """The article with language, people, places, countries, organisations and counterparts.

    `principals` are the names of the parties whose counterparts are looked for, e.g. `("Russia",)`; without one every
    salient actor is a counterpart. `ner` names the spaCy pipelines that may add names; see `model`. A field that was
    given is kept; evidence is added for each value found. Raises UsageError for a pipeline that is not installed.
    """
    for step in (_language, _people, _places, _organisations):
        article = step(article)
    article = _relations(_counterparts(article, principals))
    if ner:
        from searchapp.enrich.model import with_model

        article = with_model(article, ner)
    return replace(article, recipe=recipe(ner))


def recipe(ner: tuple[str, ...] = ()) -> str:
    """What facets are worked out by: the version of the rules, and the pipelines with theirs."""
    if not ner:
        return RULES
    from searchapp.enrich.model import pipelines

    return "+".join([RULES, *sorted(held.name for held in pipelines(ner))])


def anew(article: Article, principals: tuple[str, ...] = (), ner: tuple[str, ...] = ()) -> Article:
    """The article with all that was not given worked out again; a language that the page itself named is kept."""
    where = article.provenance
    empty: dict[str, Any] = {name: none for name, none in _WORKED_OUT.items() if where.get(name) != "given"}
    if where.get("language", "text") == "text":
        empty["language"] = None
    kept = {name: source for name, source in where.items() if name not in empty}
    evidence = tuple(item for item in article.evidence if item.field not in empty)
    return enrich(replace(article, **empty, provenance=kept, evidence=evidence), principals, ner)
