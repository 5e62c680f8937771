"""The step that names the counterparts: whom the article says its principal deals with, by a score with reasons.

score = Σ mention × position + min(4, sentences shared with the principal) + 2 × min(3, pair patterns)

A mention is a name 1, a demonym or a body of the state 0.8, a capital 0.5, a noun for an organisation (`the alliance`)
or somebody who stands for the actor 0.5. A country right after `in` or `from` is a place rather than an actor and
weighs a quarter, a capital there and in a dateline nothing; who is spoken `about`, `on` or `against` weighs half.
Positions: headline 4, first 60 words 2, body 1 (5 per actor at most). Pair patterns: `Russia, X`, `X-Russia`, `X and
Russia` 1, `with X` 0.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from searchapp.articles import Article, Evidence, Term
from searchapp.enrich.actors import ARTICLES, LEAD_WORDS, Actor, Named, canonical, weighed
from searchapp.enrich.reading import Reading, read
from searchapp.enrich.tokens import lexicon

_BODY_MOST = 5.0
_SHARED_MOST, _PAIR_MOST, _PAIR_POINTS = 4, 3.0, 2.0
#: Kept from this score on, and from this share of the highest.
_KEPT, _KEPT_SHARE = 3.0, 0.7
_PAIR_BEFORE = lexicon("with between с со между з із між avec entre mit zwischen con com z między met tussen")
_JOINING = frozenset((",", "-", "–", "and", "&", "/", "и", "та", "й", "і", "et", "und", "y", "e", "i", "en"))


def counterparts(article: Article, principals: tuple[str, ...] = ()) -> Article:
    """The article with the `counterparts` of the `principals`, best first; provenance `rules`.

    `principals` are names the tables know (`Russia`, `Russian Federation`, `RU`, `NATO`). Without one every salient
    actor is listed; an article that does not name any of them has no counterparts. The evidence holds the whole ranked
    list, what was not kept with `listed` false.
    """
    if article.provenance.get("counterparts") == "given":
        return article
    reading = read(article.title, article.text, article.language)
    actors = weighed(reading)
    own = frozenset(map(canonical, principals))
    ranking = _ranking(reading, actors, own)
    evidence = tuple(
        Evidence(
            "counterparts",
            name,
            tuple(reading.tokens.span(item.start, item.end) for item in actors[name].mentions),
            ranking.totals[name],
            _terms(actors[name], ranking.own_sentences, own),
            listed=name in ranking.kept,
        )
        for name in ranking.order
    )
    return replace(
        article,
        counterparts=ranking.kept,
        provenance={**article.provenance, "counterparts": "rules"},
        evidence=article.evidence + evidence,
    )


def of_everybody(article: Article, most: int) -> dict[str, tuple[str, ...]]:
    """The counterparts of each actor that the article names, `most` actors at most; those of nobody under ""."""
    reading = read(article.title, article.text, article.language)
    actors = weighed(reading)
    plain = _ranking(reading, actors, frozenset())
    return {"": plain.kept} | {name: _ranking(reading, actors, frozenset((name,))).kept for name in plain.order[:most]}


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Candidates by falling score, their scores, those that are kept, and the sentences that name a principal."""

    order: tuple[str, ...]
    own_sentences: set[int]
    totals: dict[str, float]
    kept: tuple[str, ...]


def _ranking(reading: Reading, actors: Mapping[str, Actor], own: frozenset[str]) -> _Ranking:
    """The ranking of the weighed actors for the principals `own`."""
    own_sentences: set[int] = set().union(*(actors[name].sentences for name in own if name in actors))
    for actor in actors.values():
        actor.pairs = 0.0
    if own:
        _count_pairs(reading, actors, own, own_sentences)
    totals = {name: _total(actor, own_sentences) for name, actor in actors.items() if name not in own}
    ranked = sorted(
        (name for name in totals if totals[name] > 0), key=lambda name: (-totals[name], actors[name].mentions[0].start)
    )
    bar = max(_KEPT, _KEPT_SHARE * totals[ranked[0]]) if own and ranked else _KEPT
    kept = tuple(name for name in ranked if totals[name] >= bar and (own_sentences or not own))
    return _Ranking(tuple(ranked), own_sentences, totals, kept)


def _count_pairs(reading: Reading, actors: Mapping[str, Actor], own: frozenset[str], own_sentences: set[int]) -> None:
    """Count for each actor how often it stands in a pair with the principal."""
    keys, sentences = reading.tokens.keys, reading.tokens.sentences
    placed = sorted(
        ((mention, name) for name, actor in actors.items() for mention in actor.mentions),
        key=lambda pair: pair[0].start,
    )
    last: tuple[Named, str] | None = None
    for mention, name in placed:
        if sentences[mention.start] not in own_sentences:
            continue
        linked = _after_with(keys, mention.start)
        if linked and name not in own:
            actors[name].pairs += 0.5
        if last and sentences[last[0].start] == sentences[mention.start]:
            before, first = last
            partner = name if first in own else first
            if (first in own) != (name in own):
                if _joins(keys[before.end : mention.start]):
                    actors[partner].pairs += 1.0
                elif linked and name in own:
                    actors[partner].pairs += 0.5
        last = (mention, name)


def _joins(between: list[str]) -> bool:
    """`Russia, the EU`, `EU-Russia`, `London and Moscow`; a comma and an `and` part two clauses or end a list."""
    rest = [key for key in between if key not in ARTICLES]
    return len(rest) == 1 and rest[0] in _JOINING


def _after_with(keys: list[str], start: int) -> bool:
    """Whether `with` or `between` stands right before, an article aside."""
    before = start - 2 if start > 1 and keys[start - 1] in ARTICLES else start - 1
    return before >= 0 and keys[before] in _PAIR_BEFORE


def _total(actor: Actor, own_sentences: set[int]) -> float:
    """The score, which is the sum of its `_terms`."""
    named = round(actor.headline, 2) + round(actor.lead, 2) + round(min(_BODY_MOST, actor.body), 2)
    together = min(_SHARED_MOST, len(actor.sentences & own_sentences)) if own_sentences else 0
    return round(named + together + _PAIR_POINTS * min(_PAIR_MOST, actor.pairs), 2)


def _terms(actor: Actor, own_sentences: set[int], own: frozenset[str]) -> tuple[Term, ...]:
    """The terms of the score that are not nought."""
    terms = [
        Term("headline", round(actor.headline, 2), "named in the headline"),
        Term("lead", round(actor.lead, 2), f"named in the first {LEAD_WORDS} words"),
        Term("body", round(min(_BODY_MOST, actor.body), 2), "named further down"),
    ]
    if own:
        together, pairs = len(actor.sentences & own_sentences), min(_PAIR_MOST, actor.pairs)
        who = " or ".join(sorted(own))
        terms.append(Term("together", float(min(_SHARED_MOST, together)), f"sentences shared with {who}: {together}"))
        terms.append(
            Term("pair", _PAIR_POINTS * pairs, f"paired with {who}, as in 'A, B', 'A-B', 'with B': {actor.pairs:g}")
        )
    return tuple(term for term in terms if term.points)
