"""Ministries, armies and other bodies of a state by rules: what the body is, and the state named beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from searchapp.enrich.gazetteer import Mention
from searchapp.enrich.tables import adjectives, ministry_topics
from searchapp.enrich.tokens import LOWER, Tokens, lexicon

_MINISTRY = lexicon(
    "ministry ministries ministère ministerio ministerium ministero министерство министерства министерстве "
    "министерству міністерство міністерства міністерстві"
)
#: Words between a ministry and its topic or its state.
_LINKS = lexicon("of for de la le les l' des du del der für the 's federal francesa und von d'")
#: Bodies that every state has, and how they are shown.
_BODIES = {
    "central bank": "Central Bank",
    "supreme court": "Supreme Court",
    "constitutional court": "Constitutional Court",
    "parliament": "Parliament",
    "senate": "Senate",
    "army": "Army",
    "navy": "Navy",
    "air force": "Air Force",
    "armed forces": "Armed Forces",
    "coast guard": "Coast Guard",
    "coastguard": "Coast Guard",
    "general staff": "General Staff",
    "police": "Police",
    "secret service": "Secret Service",
    "intelligence service": "Intelligence Service",
    "intelligence agency": "Intelligence Service",
    "security service": "Security Service",
    "national security council": "National Security Council",
    "security council": "National Security Council",
    "space agency": "Space Agency",
    "news agency": "",
}
_STATES = frozenset(("country", "demonym"))
_LONGEST_TOPIC = 4


@cache
def _heads() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """First word -> the bodies that begin with it, the longest first."""
    answer: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(_BODIES, key=lambda name: -len(name)):
        answer.setdefault(name.split()[0], []).append(tuple(name.split()))
    return {first: tuple(names) for first, names in answer.items()}


@cache
def _openings() -> frozenset[str]:
    """The words at which a body can be found."""
    alone = {name for name, (_topic, whole) in ministry_topics().items() if whole}
    return frozenset(_MINISTRY | alone | _heads().keys())


def find(tokens: Tokens, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, str]]:
    """`(start, end, name)` of each body of a state, in reading order; `name` has the state's adjective in front.

    A ministry whose state does not stand beside it counts if it is written in capitals; other bodies do not.
    """
    states_end = {mention.end: mention for mention in mentions if mention.entry.kind in _STATES}
    states_start = {mention.start: mention for mention in mentions if mention.entry.kind in _STATES}
    topics, heads, openings = ministry_topics(), _heads(), _openings()
    for position in [position for position, key in enumerate(tokens.keys) if key in openings]:
        key = tokens.keys[position]
        if key in _MINISTRY:
            yield from _ministry(tokens, position, states_end, states_start)
        elif key in topics and topics[key][1]:
            yield from _with_state(
                tokens, position, position + 1, f"{topics[key][0]} Ministry", states_end, states_start
            )
        elif key in heads:
            for name in heads[key]:
                if tuple(tokens.keys[position : position + len(name)]) == name and _BODIES[" ".join(name)]:
                    shown = _BODIES[" ".join(name)]
                    yield from _with_state(
                        tokens, position, position + len(name), shown, states_end, states_start, bare=False
                    )
                    break


def _ministry(
    tokens: Tokens, position: int, states_end: Mapping[int, Mention], states_start: Mapping[int, Mention]
) -> Iterator[tuple[int, int, str]]:
    """`foreign ministry`, `Ministry of Foreign Affairs`, `ministère de la Défense`, `министерство обороны`."""
    keys, topics = tokens.keys, ministry_topics()
    inner = states_start.get(position + 1)  # ministère français de la Défense
    after = inner.end if inner else position + 1
    while after < len(keys) and keys[after] in _LINKS:
        after += 1
    for size in range(_LONGEST_TOPIC, 0, -1):
        behind, ahead = " ".join(keys[after : after + size]), " ".join(keys[max(0, position - size) : position])
        if behind in topics:
            name, start, end = topics[behind][0], position, after + size
        elif ahead in topics and position >= size:
            name, start, end = topics[ahead][0], position - size, position + 1
        else:
            continue
        if inner and start == position:
            yield start, end, f"{adjectives().get(inner.entry.code, inner.entry.value)} {name} Ministry"
            return
        yield from _with_state(tokens, start, end, f"{name} Ministry", states_end, states_start)
        return


def _with_state(
    tokens: Tokens,
    start: int,
    end: int,
    name: str,
    states_end: Mapping[int, Mention],
    states_start: Mapping[int, Mention],
    bare: bool = True,
) -> Iterator[tuple[int, int, str]]:
    """The body with the state that stands right before (`Turkey's`, `the Turkish`) or behind it (`of Turkey`)."""
    before = start
    while before > 0 and tokens.keys[before - 1] in ("'s", "federal", "'"):
        before -= 1
    after = end
    while after < len(tokens) and tokens.keys[after] in _LINKS:
        after += 1
    mention = states_end.get(before)
    if mention is not None:
        yield mention.start, end, f"{adjectives().get(mention.entry.code, mention.entry.value)} {name}"
    elif (mention := states_start.get(after)) is not None and (after > end or tokens.shapes[after] == LOWER or bare):
        yield start, mention.end, f"{adjectives().get(mention.entry.code, mention.entry.value)} {name}"
    elif bare and start >= tokens.text_from and LOWER not in (tokens.shapes[start], tokens.shapes[end - 1]):
        yield start, end, name
