"""Relevance feedback: a question is ranked again with the words that its best articles share.

A long question seldom has the very words of the articles that answer it. The terms that are frequent in the first few
and rare elsewhere add to the score of the articles that match anyway; which articles match stays as it is. (Rocchio
1971, on the best articles instead of those a reader marked; here with a small weight, as the best may be wrong.)
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from searchapp.engines.port import Ranked, Reader
from searchapp.query import analysis
from searchapp.query.clauses import WHOLE, Clause, Everything, OneOf, Weighted
from searchapp.query.stopwords import STOPWORDS

#: The first articles, whose terms are taken, and how many of them must have a term.
BEST = 8
SHARED = 2
#: Terms that are added, and the weight of the first of them; a word of the question has 1.
TERMS = 15
WEIGHT = 0.25
#: A term in more than this share of the articles says nothing of the question.
FREQUENT = 0.1
#: Terms whose frequency in the archive is asked for.
_COMPARED = 80


def feedback(reader: Reader, clause: Clause) -> tuple[Weighted, ...]:
    """What is added to the score of a question: terms of its best articles with their weights."""
    best = reader.top(clause, "relevance", 0, BEST)
    articles = reader.count(Everything())
    most = max(BEST, FREQUENT * articles)
    worth: list[tuple[float, str]] = []
    for term, weight in _shared(best):
        having = reader.count(OneOf(WHOLE, (term,)))
        if having <= most:
            worth.append((weight * math.log(1 + (articles - having + 0.5) / (having + 0.5)), term))
    worth = sorted(worth, key=lambda item: (-item[0], item[1]))[:TERMS]
    return tuple(Weighted(OneOf(WHOLE, (term,)), round(WEIGHT * value / worth[0][0], 4)) for value, term in worth)


def _shared(best: Sequence[Ranked]) -> list[tuple[str, float]]:
    """Terms that several of the articles have, with their weight in them: the better the article, the more."""
    counts = [_counts(ranked) for ranked in best]
    total = sum(ranked.score or 0.0 for ranked in best)
    average = sum(found.total() for found in counts) / max(1, len(counts))
    if not total:
        return []
    weights: defaultdict[str, float] = defaultdict(float)
    having: Counter[str] = Counter()
    for ranked, found in zip(best, counts, strict=True):
        length = 1.2 * (0.25 + 0.75 * found.total() / average)
        for term, times in found.items():
            weights[term] += (ranked.score or 0.0) / total * times / (times + length)
            having[term] += 1
    kept = {term: weight for term, weight in weights.items() if having[term] >= SHARED}
    return sorted(kept.items(), key=lambda item: (-item[1], item[0]))[:_COMPARED]


def _counts(ranked: Ranked) -> Counter[str]:
    article = ranked.article
    terms = analysis.terms(f"{article.title} {article.text}", article.language)
    return Counter(term for term in terms if len(term) > 2 and term not in STOPWORDS and not term.isdigit())
