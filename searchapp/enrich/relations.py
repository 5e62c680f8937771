"""The step that works out counterparts for every actor of an article, whoever the archive's principal is.

So a reader may ask for the counterparts of Turkey in an archive about Russia: they are in the index already.
"""

from __future__ import annotations

from dataclasses import replace

from searchapp.articles import PAIR, Article
from searchapp.enrich.counterparts import of_everybody

#: Stands for no principal: every salient actor is a counterpart.
NOBODY = "none"
#: Actors of one article that are looked at, the most salient first; an article with more is a list.
MOST_ACTORS = 24
#: What the text is read for.
_GIVEN = ("people", "places", "countries", "organisations", "counterparts")


def relations(article: Article) -> Article:
    """The article with `relations`: for every actor its counterparts, best first.

    Where all that the text is read for was given, it is not read for this alone: that takes longer than all the rest.
    """
    if all(article.provenance.get(name) == "given" for name in _GIVEN):
        return article
    found = of_everybody(article, MOST_ACTORS)
    pairs = tuple(f"{actor or NOBODY}{PAIR}{other}" for actor, others in found.items() for other in others)
    return replace(article, relations=pairs)
