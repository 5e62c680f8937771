"""Help with a search, the same on every engine: completion, other spellings, similar articles."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from searchapp.articles import Article
from searchapp.engines.port import Reader
from searchapp.fields import FACETS
from searchapp.query import analysis, parser, tree
from searchapp.query.clauses import (
    WHOLE,
    AllOf,
    AtLeast,
    Clause,
    Everything,
    Except,
    Ids,
    OneOf,
    Weighted,
    filtered,
)
from searchapp.query.filters import filters
from searchapp.query.lowering import lower
from searchapp.query.nearness import edit_distance
from searchapp.query.request import SearchRequest
from searchapp.query.result import Completion
from searchapp.query.stopwords import STOPWORDS

#: Facets whose values complete what is typed.
COMPLETED = tuple(name for name in FACETS if name not in ("language", "countries"))
#: Words at the end of what is typed that may begin a facet value.
MOST_VALUE_WORDS = 4
#: The beginning of a value of a field, at the end of what is typed.
_BEGUN = re.compile(rf'(?:^|(?<=[\s(]))({"|".join(FACETS)}):\s*"?([^"]*)\Z', re.IGNORECASE)
#: Words of the archive that are compared with a misspelt one.
MOST_COMPARED = 20_000
#: Terms of an article by which similar ones are looked for, and the share of them that a similar one has.
SIMILAR_TERMS = 25
SIMILAR_SHARE = 0.3
#: A term in more of the articles than this says nothing about one of them.
SIMILAR_FREQUENT = 0.1


def complete(reader: Reader, request: SearchRequest, typed: str, limit: int) -> list[Completion]:
    """What `typed` may become, under the filters of `request`: facet values, titles and words, `limit` of each kind.

    The last word of `typed` is taken for the beginning of one; the words before it narrow what is offered.
    """
    under = filtered(Everything(), filters(request))
    if begun := _BEGUN.search(typed):
        return _values(reader, under, typed[: begun.start()], begun[2], limit, (begun[1],))
    if not analysis.words(typed):
        return []
    return (
        _begun_values(reader, under, typed, limit)
        + list(_titles(reader, under, typed, limit))
        + _words(reader, under, typed, limit)
    )


def _begun_values(reader: Reader, under: Clause, typed: str, limit: int) -> list[Completion]:
    """Facet values that everything typed begins, or else its last words; those before them stay a query."""
    tokens = analysis.tokens(typed)
    for first in range(max(0, len(tokens) - MOST_VALUE_WORDS), len(tokens)):
        at = tokens[first].start if first else 0
        if found := _values(reader, under, typed[:at], typed[at:], limit, COMPLETED):
            return found
    return []


def _values(
    reader: Reader, under: Clause, before: str, begun: str, limit: int, names: tuple[str, ...]
) -> list[Completion]:
    """Values of the facets `names` that `begun` begins, among the articles that the query `before` matches."""
    before, prefix = before.strip(), " ".join(analysis.words(begun))
    narrowed = filtered(lower(parser.parse(before).tree, reader.languages()).strict, [under])
    found = [
        Completion(name, value, count, before=before)
        for name in names
        for value, count in reader.values(narrowed, name, prefix, limit)
    ]
    return sorted(found, key=lambda item: (-item.count, item.text))[:limit]


def _titles(reader: Reader, under: Clause, typed: str, limit: int) -> Iterator[Completion]:
    """Titles that have the words typed, the last of them begun."""
    words = analysis.words(typed)
    if len(words) < 2 and len(words[0]) < 3:
        return
    whole = [tree.Word(word, "title") for word in words[:-1]]
    wanted = tree.And((*whole, tree.Prefix(words[-1], "title"))) if whole else tree.Prefix(words[-1], "title")
    clause = filtered(lower(wanted, reader.languages()).strict, [under])
    for ranked in reader.top(clause, "-date", 0, limit):
        yield Completion("title", ranked.article.title, 1, ranked.article.id)


def _words(reader: Reader, under: Clause, typed: str, limit: int) -> list[Completion]:
    """Words that the last one typed begins, with the ones before it."""
    words = analysis.words(typed)
    before = typed[: analysis.tokens(typed)[-1].start]
    if len(words) > 1:
        asked = tree.And(tuple(tree.Word(word) for word in words[:-1])) if len(words) > 2 else tree.Word(words[0])
        under = filtered(lower(asked, reader.languages()).strict, [under])
    found = reader.words(under, words[-1], limit + len(STOPWORDS))
    kept = [(word, count) for word, count in found if word not in STOPWORDS][:limit]
    return [Completion("word", before + word, count) for word, count in kept]


def other_spelling(reader: Reader, query: str) -> str | None:
    """The query with each word that the archive does not know put as the most frequent one much like it; else None."""
    languages = reader.languages()

    def mended(node: tree.Node) -> tree.Node:
        match node:
            case tree.Word(text, None) if not reader.count(lower(node, languages).strict):
                other = _alike(reader, text)
                return replace(node, text=other) if other else node
            case tree.And(parts) | tree.Or(parts):
                return replace(node, parts=tuple(mended(part) for part in parts))
            case tree.Boost(part):
                return replace(node, part=mended(part))
        return node

    before = parser.parse(query).tree
    after = mended(before)
    return parser.render(after) if after != before else None


def _alike(reader: Reader, text: str) -> str | None:
    """The most frequent of the archive's words nearest to `text`: one edit away, or two from a long word."""
    words = analysis.words(text)
    if len(words) != 1 or len(words[0]) < 3 or words[0][0].isdigit():
        return None
    word = words[0]
    most = 1 if len(word) < 6 else 2
    near = (
        (edit_distance(other, word, most), -count, other)
        for other, count in reader.words(Everything(), word[0], MOST_COMPARED)
        if abs(len(other) - len(word)) <= most
    )
    best = min((item for item in near if item[0] <= most), default=None)
    return best[2] if best else None


def similar(article: Article, reader: Reader) -> Clause:
    """Articles that share the terms which are frequent in this one and rare in the archive (tf-idf), without itself."""
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
    return AllOf((shared, Weighted(Except(Ids((article.id,))), 0)))
