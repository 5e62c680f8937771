"""The step that names the counterparts: whom the article says its principal deals with, by a score with reasons.

score = Σ mention × position + min(4, sentences shared with the principal) + 2 × min(3, pair patterns)

A mention is a name 1, a demonym or a body of the state 0.8, a capital 0.5; a country right after `in` or `from` is a
place rather than an actor and weighs half, a capital there and in a dateline nothing. Positions: headline 4, first 60
words 2, body 1 (5 per actor at most). Pair patterns: `Russia, X`, `X-Russia`, `X and Russia` 1, `with X` 0.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from searchapp.articles import Article, Evidence, Term
from searchapp.enrich.gazetteer import Mention
from searchapp.enrich.reading import Reading, read
from searchapp.enrich.tables import country_names, gazetteer
from searchapp.enrich.tokens import lexicon

_MENTION = {"country": 1.0, "org": 1.0, "demonym": 0.8, "body": 0.8, "seat": 0.8, "capital": 0.5}
_HEADLINE, _LEAD, _BODY, _BODY_MOST = 4.0, 2.0, 1.0, 5.0
_AS_PLACE = 0.5
#: Words of the text that are its lead.
_LEAD_WORDS = 60
_SHARED_MOST, _PAIR_MOST, _PAIR_POINTS = 4, 3.0, 2.0
#: Kept from this score on, and from this share of the highest.
_KEPT, _KEPT_SHARE = 3.0, 0.6
_LOCATIVE = lexicon(
    "in at near from outside around inside into across в во из под на у з із à de dans près bei aus nach en desde"
)
_PAIR_BEFORE = lexicon("with between с со между з із між avec entre mit zwischen con com z między met tussen")
_JOINING = frozenset((",", "-", "–", "and", "&", "/", "и", "та", "й", "і", "et", "und", "y", "e", "i", "en"))
_ARTICLES = frozenset(("the", "la", "le", "l'", "l’", "les", "die", "der", "el"))


@dataclass(slots=True)
class _Actor:
    """An actor while its mentions are being weighed."""

    mentions: list[Mention] = field(default_factory=list)
    headline: float = 0.0
    lead: float = 0.0
    body: float = 0.0
    sentences: set[int] = field(default_factory=set)
    pairs: float = 0.0


def counterparts(article: Article, principals: tuple[str, ...] = ()) -> Article:
    """The article with the `counterparts` of the `principals`, best first; provenance `rules`.

    `principals` are names the tables know (`Russia`, `Russian Federation`, `RU`, `NATO`). Without one every salient
    actor is listed; an article that does not name any of them has no counterparts. The evidence holds the whole ranked
    list, what was not kept with `listed` false.
    """
    if article.provenance.get("counterparts") == "given":
        return article
    reading = read(article.title, article.text, article.language)
    actors = _weighed(reading)
    own = frozenset(map(_canonical, principals))
    own_sentences: set[int] = set().union(*(actors[name].sentences for name in own if name in actors))
    _count_pairs(reading, actors, own, own_sentences)
    scored = {name: _terms(actor, own_sentences, own) for name, actor in actors.items() if name not in own}
    totals = {name: round(sum(term.points for term in terms), 2) for name, terms in scored.items()}
    ranked = sorted(
        (name for name in scored if totals[name] > 0), key=lambda name: (-totals[name], actors[name].mentions[0].start)
    )
    bar = max(_KEPT, _KEPT_SHARE * totals[ranked[0]]) if own and ranked else _KEPT
    kept = tuple(name for name in ranked if totals[name] >= bar and (own_sentences or not own))
    evidence = tuple(
        Evidence(
            "counterparts",
            name,
            tuple(reading.tokens.span(item.start, item.end) for item in actors[name].mentions),
            totals[name],
            scored[name],
            listed=name in kept,
        )
        for name in ranked
    )
    return replace(
        article,
        counterparts=kept,
        provenance={**article.provenance, "counterparts": "rules"},
        evidence=article.evidence + evidence,
    )


def _canonical(name: str) -> str:
    """The display name of the actor that a principal's name means; the name itself if no table knows it."""
    if name in country_names():
        return country_names()[name]
    node = gazetteer("en")
    for word in name.replace("-", " - ").split():
        node = node.get(word.lower(), {})
    entries = [entry for form in node.get("", ()) for entry in form.entries if entry.kind in _MENTION]
    return next(filter(None, (_actor_of(entry.kind, entry.code, entry.value) for entry in entries)), name)


def _actor_of(kind: str, code: str, value: str) -> str | None:
    """The actor that an entry stands for: the state that it belongs to, the union of which it is a body, or none."""
    if kind == "org":
        if code.startswith("body-of:"):
            return code.removeprefix("body-of:")
        return value if code in ("union", "agency") else None
    return country_names().get(code) if kind in _MENTION else None


def _weighed(reading: Reading) -> dict[str, _Actor]:
    """The actors of the story, each with what its mentions weigh by position."""
    tokens = reading.tokens
    actors: dict[str, _Actor] = {}
    lead_end = _lead_end(reading)
    for mention in reading.mentions:
        entry, start = mention.entry, mention.start
        points = _points(reading, mention)
        # From Brussels comes the union; as a place it is the town (the step for places says so).
        brussels = entry.value == "Brussels" and entry.kind == "capital"
        name = "European Union" if brussels else _actor_of(entry.kind, entry.code, entry.value)
        if name is None or points == 0:
            continue
        actor = actors.setdefault(name, _Actor())
        actor.mentions.append(mention)
        actor.sentences.add(tokens.sentences[start])
        if start < tokens.text_from:
            actor.headline += points * _HEADLINE
        elif start < lead_end:
            actor.lead += points * _LEAD
        else:
            actor.body += points * _BODY
    return actors


def _points(reading: Reading, mention: Mention) -> float:
    """What the mention weighs by its kind, and less where a place is meant."""
    points = _MENTION.get(mention.entry.kind, 0.0)
    if reading.furniture.dateline[mention.start]:
        return 0.0
    keys, before = reading.tokens.keys, mention.start - 1
    if before > 0 and keys[before] in _ARTICLES:
        before -= 1
    if before < 0 or keys[before] not in _LOCATIVE:
        return points
    return {"capital": 0.0, "country": _AS_PLACE}.get(mention.entry.kind, points)


def _lead_end(reading: Reading) -> int:
    """The position of the token after the first 60 words of the story."""
    words, hidden = 0, reading.furniture.hidden
    for position in range(reading.tokens.text_from, len(reading.tokens)):
        if reading.tokens.shapes[position] in "CAIl9" and not hidden[position]:
            words += 1
            if words > _LEAD_WORDS:
                return position
    return len(reading.tokens)


def _count_pairs(reading: Reading, actors: Mapping[str, _Actor], own: frozenset[str], own_sentences: set[int]) -> None:
    """Count for each actor how often it stands in a pair with the principal."""
    keys, sentences = reading.tokens.keys, reading.tokens.sentences
    placed = sorted(
        ((mention, name) for name, actor in actors.items() for mention in actor.mentions),
        key=lambda pair: pair[0].start,
    )
    last: tuple[Mention, str] | None = None
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
    """`Russia, the EU`, `EU-Russia`, `London and Moscow`."""
    rest = [key for key in between if key not in _ARTICLES]
    return 1 <= len(rest) <= 2 and all(key in _JOINING for key in rest)


def _after_with(keys: list[str], start: int) -> bool:
    """Whether `with` or `between` stands right before, an article aside."""
    before = start - 2 if start > 1 and keys[start - 1] in _ARTICLES else start - 1
    return before >= 0 and keys[before] in _PAIR_BEFORE


def _terms(actor: _Actor, own_sentences: set[int], own: frozenset[str]) -> tuple[Term, ...]:
    """The terms of the score that are not nought."""
    terms = [
        Term("headline", round(actor.headline, 2), "named in the headline"),
        Term("lead", round(actor.lead, 2), f"named in the first {_LEAD_WORDS} words"),
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
