"""The actors of a story (states and international organisations) and what each of their mentions weighs.

An actor is named outright, by its demonym, a body or the capital, by what it is (`the alliance`), or by those who stand
for it: who is introduced as `the Turkish foreign minister, Hakan Fidan` acts for Turkey wherever the story names him.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from searchapp.enrich.context import office
from searchapp.enrich.gazetteer import Mention
from searchapp.enrich.persons import Person
from searchapp.enrich.reading import Reading
from searchapp.enrich.tables import country_names, folded, gazetteer, words
from searchapp.enrich.tokens import lexicon

_MENTION = {"country": 1.0, "org": 1.0, "demonym": 0.8, "body": 0.8, "seat": 0.8, "capital": 0.5}
#: A noun for an organisation named before, and somebody who stands for an actor.
_SPOKEN_OF = 0.5
_STANDS_FOR = 0.5
_AS_PLACE = 0.25
_HEADLINE, _LEAD, _BODY = 4.0, 2.0, 1.0
#: Words of the text that are its lead.
LEAD_WORDS = 60
_LOCATIVE = lexicon(
    "in at near from outside around inside into across в во из под на у з із à de dans près bei aus nach en desde"
)
#: Behind these stands what is spoken about rather than who speaks.
_TOPICAL = lexicon("on about over against regarding concerning о об про sur über contra contre gegen sobre")
_AS_TOPIC = 0.5
ARTICLES = frozenset(("the", "la", "le", "l'", "l’", "les", "die", "der", "el"))
#: What an organisation is called in passing, and what its name then has in it.
_KINDS = {
    "alliance": ("NATO",),
    "organisation": ("Organi",),
    "organization": ("Organi",),
    "agency": ("Agency",),
    "union": ("Union",),
    "bloc": ("Union", "Association", "Community", "Mercosur", "BRICS", "Organi"),
    "pact": ("Treaty", "NATO"),
    "fund": ("Fund",),
    "bank": ("Bank",),
    "court": ("Court",),
    "council": ("Council",),
    "league": ("League",),
    "cartel": ("OPEC",),
}
#: Tokens between an actor and who stands for it, or the other way round, besides offices.
_BETWEEN = frozenset((",", "'s", "-", "the", "of", "for", "its", "new", "veteran", "former", "then"))
_REACH = 8


@dataclass(frozen=True, slots=True)
class Named:
    """An actor named at the tokens `start` to `end` (exclusive), with the points of the mention."""

    start: int
    end: int
    name: str
    points: float


@dataclass(slots=True)
class Actor:
    """An actor while its mentions are being weighed."""

    mentions: list[Named] = field(default_factory=list)
    headline: float = 0.0
    lead: float = 0.0
    body: float = 0.0
    sentences: set[int] = field(default_factory=set)
    pairs: float = 0.0


def canonical(name: str) -> str:
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


def weighed(reading: Reading) -> dict[str, Actor]:
    """The actors of the story, each with what its mentions weigh by position."""
    tokens = reading.tokens
    lead_end = _lead_end(reading)
    outright = list(_outright(reading))
    everything = sorted((*outright, *_spoken_of(reading, outright), *_people(reading, outright)), key=lambda n: n.start)
    actors: dict[str, Actor] = {}
    for named in everything:
        actor = actors.setdefault(named.name, Actor())
        actor.mentions.append(named)
        actor.sentences.add(tokens.sentences[named.start])
        if named.start < tokens.text_from:
            actor.headline += named.points * _HEADLINE
        elif named.start < lead_end:
            actor.lead += named.points * _LEAD
        else:
            actor.body += named.points * _BODY
    return actors


def _outright(reading: Reading) -> Iterator[Named]:
    """The mentions by a name of the tables that count."""
    for mention in reading.mentions:
        entry = mention.entry
        points = _points(reading, mention)
        # From Brussels comes the union; as a place it is the town (the step for places says so).
        brussels = entry.value == "Brussels" and entry.kind == "capital"
        name = "European Union" if brussels else _actor_of(entry.kind, entry.code, entry.value)
        if name is not None and points:
            yield Named(mention.start, mention.end, name, points)


def _spoken_of(reading: Reading, outright: list[Named]) -> Iterator[Named]:
    """`the alliance`, `the agency`: the organisation of that kind named last before."""
    keys = reading.tokens.keys
    for position in [position for position, key in enumerate(keys) if key in _KINDS]:
        kinds = _KINDS[keys[position]]
        if position <= reading.tokens.text_from or keys[position - 1] not in ("the", "this"):
            continue
        for named in reversed(outright):
            if named.end < position and any(kind in named.name for kind in kinds):
                yield Named(position - 1, position + 1, named.name, _SPOKEN_OF)
                break


def _people(reading: Reading, outright: list[Named]) -> Iterator[Named]:
    """The mentions of those who stand for an actor, but the one that says so, where the actor is named anyway."""
    by_start = {named.start: named for named in outright}
    by_end = {named.end: named for named in outright}
    for person in reading.people:
        standing = _standing(reading, person, by_start, by_end)
        if standing is not None:
            sentences = reading.tokens.sentences
            near = {sentences[named.start] for named in outright if named.name == standing}
            for start, end in person.mentions:
                if sentences[start] not in near:
                    yield Named(start, end, standing, _STANDS_FOR)


def _standing(
    reading: Reading, person: Person, by_start: Mapping[int, Named], by_end: Mapping[int, Named]
) -> str | None:
    """The actor that the story introduces the person with, or None."""
    for start, end in person.mentions:
        if start < reading.tokens.text_from:
            continue
        actor = _before(reading, start, by_end) or _after(reading, end, by_start)
        if actor:
            return actor
    return None


def _before(reading: Reading, start: int, by_end: Mapping[int, Named]) -> str | None:
    """`Turkish Foreign Minister X`, `Russia's foreign minister, X`, `the head of NATO, X`."""
    tokens, known = reading.tokens, words()
    offices = 0
    for position in range(start - 1, max(tokens.text_from, start - _REACH) - 1, -1):
        named = by_end.get(position + 1)
        if named is not None:
            before = folded(tokens.keys[named.start - 1]) if named.start else ""
            headed = before == "of" and named.start > 1 and office(folded(tokens.keys[named.start - 2]), known)
            return named.name if offices or headed else None
        key = folded(tokens.keys[position])
        if key in known.roles or key in known.modifiers or office(key, known):
            offices += 1
        elif key not in _BETWEEN and key not in ARTICLES and tokens.words[position] != ".":
            return None
    return None


def _after(reading: Reading, end: int, by_start: Mapping[int, Named]) -> str | None:
    """`X of Uzbekistan`, `X, the president of Belarus`, `X, the Russian foreign minister`."""
    tokens, known = reading.tokens, words()
    offices = 0
    for position in range(end, min(len(tokens), end + _REACH)):
        named = by_start.get(position)
        if named is not None:
            of = tokens.keys[position - 1] == "of" or (position - 2 >= end and tokens.keys[position - 2] == "of")
            following = folded(tokens.keys[named.end]) if named.end < len(tokens) else ""
            if following == "'s" and named.end + 1 < len(tokens):
                following = folded(tokens.keys[named.end + 1])
            leads = tokens.words[end] == "," and (following in known.modifiers or office(following, known))
            return named.name if (of and (offices or position == end + 1)) or leads else None
        key = folded(tokens.keys[position])
        if key in known.roles or key in known.modifiers or office(key, known):
            offices += 1
        elif key not in _BETWEEN and key not in ARTICLES:
            return None
    return None


def _points(reading: Reading, mention: Mention) -> float:
    """What the mention weighs by its kind, and less where a place is meant."""
    points = _MENTION.get(mention.entry.kind, 0.0)
    if reading.furniture.dateline[mention.start]:
        return 0.0
    keys, before = reading.tokens.keys, mention.start - 1
    if before > 0 and keys[before] in ARTICLES:
        before -= 1
    if before >= 0 and keys[before] in _TOPICAL:
        return points * _AS_TOPIC
    if before < 0 or keys[before] not in _LOCATIVE:
        return points
    return {"capital": 0.0, "country": _AS_PLACE}.get(mention.entry.kind, points)


def _lead_end(reading: Reading) -> int:
    """The position of the token after the first 60 words of the story."""
    words_, hidden = 0, reading.furniture.hidden
    for position in range(reading.tokens.text_from, len(reading.tokens)):
        if reading.tokens.shapes[position] in "CAIl9" and not hidden[position]:
            words_ += 1
            if words_ > LEAD_WORDS:
                return position
    return len(reading.tokens)
