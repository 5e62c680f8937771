"""Articles like another one, by the terms they share."""

from __future__ import annotations

import math
from collections import Counter

from searchapp.articles import Article
from searchapp.engines.port import Reader
from searchapp.query import analysis
from searchapp.query.clauses import WHOLE, AllOf, AtLeast, Clause, Everything, Except, Ids, InGroup, OneOf, Weighted
from searchapp.query.stopwords import STOPWORDS

#: Terms of an article by which similar ones are looked for, and the share of them that a similar one has.
SIMILAR_TERMS = 25
SIMILAR_SHARE = 0.3
#: A term in more of the articles than this says nothing about one of them.
SIMILAR_FREQUENT = 0.1


def similar(article: Article, reader: Reader) -> Clause:
    """Articles that share the terms which are frequent in this one and rare in the archive (tf-idf), without itself
    and its near-copies."""
    counts = Counter(analysis.terms(f"{article.title} {article.title} {article.text}", article.language))
    articles = max(1, reader.count(Everything()))
    worth: list[tuple[float, str]] = []
    candidates = [term for term in counts if len(term) > 2 and term not in STOPWORDS]
    for term in sorted(candidates, key=lambda term: (-counts[term], term))[: SIMILAR_TERMS * 4]:
        having = reader.count(OneOf(WHOLE, (term,)))
        if 1 < having <= max(2, articles * SIMILAR_FREQUENT):
            worth.append((counts[term] * math.log(articles / having), term))
    best = [term for _, term in sorted(worth, key=lambda item: (-item[0], item[1]))[:SIMILAR_TERMS]]
    if not best:
        return Ids(())
    shared = AtLeast(tuple(OneOf(WHOLE, (term,)) for term in best), max(1, round(len(best) * SIMILAR_SHARE)))
    itself = InGroup((article.group,)) if article.group else Ids((article.id,))
    return AllOf((shared, Weighted(Except(itself), 0)))
