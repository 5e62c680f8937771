"""Near-copies in an answer: the best match of each group is the hit, the others stand behind it."""

from __future__ import annotations

from dataclasses import replace

from searchapp.articles import Article
from searchapp.engines.port import Reader
from searchapp.query.clauses import Clause, Except, Ids, InGroup, Numbered, filtered
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit

#: Near-copies that are named with a hit, and with an article.
MOST_BEHIND = 50
MOST_OTHERS = 500


def hits(reader: Reader, clause: Clause, request: SearchRequest, articles: int) -> tuple[Clause, int]:
    """The clause for the hits among the `articles` that match `clause`, and how many hits there are."""
    if request.copies == "all":
        return clause, articles
    repeats = reader.repeats(clause, request.order)
    if not repeats:
        return clause, articles
    return filtered(clause, [Except(Numbered(repeats))]), articles - len(repeats)


def with_behind(reader: Reader, clause: Clause, request: SearchRequest, hit: Hit) -> Hit:
    """The hit with the other matches of its group."""
    if request.copies == "all" or not hit.article.group:
        return hit
    others = filtered(clause, [InGroup((hit.article.group,)), Except(Ids((hit.article.id,)))])
    count = reader.count(others)
    if not count:
        return hit
    ranked = reader.top(others, request.order, 0, MOST_BEHIND)
    return replace(hit, behind=tuple(found.article for found in ranked), all_behind=count)


def others(reader: Reader, article: Article) -> tuple[Article, ...]:
    """The near-copies of an article, the first published first."""
    if not article.group:
        return ()
    group = filtered(InGroup((article.group,)), [Except(Ids((article.id,)))])
    return tuple(found.article for found in reader.top(group, "date", 0, MOST_OTHERS))
