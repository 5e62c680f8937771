"""What the steps share: an article's text read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from searchapp.enrich import furniture, gazetteer, names
from searchapp.enrich.furniture import Furniture
from searchapp.enrich.gazetteer import Mention
from searchapp.enrich.persons import Person, gather
from searchapp.enrich.tokens import Tokens, tokenise


@dataclass(frozen=True, slots=True)
class Reading:
    """Tokens, names of the tables outside people's names, people, and what is no part of the story."""

    tokens: Tokens
    mentions: tuple[Mention, ...]
    people: tuple[Person, ...]
    furniture: Furniture


@lru_cache(maxsize=4)
def read(title: str, text: str, language: str | None) -> Reading:
    """The reading of an article; the last few are kept, since every step asks for the same one."""
    tokens = tokenise(title, text)
    mentions = gazetteer.find(tokens, language)
    marked = furniture.mark(tokens, text)
    persons = gather(tokens, names.find(tokens, mentions, marked, language), mentions, marked, (title, text))
    taken = {position for person in persons for start, end in person.mentions for position in range(start, end)}
    free = tuple(
        mention
        for mention in mentions
        if not marked.hidden[mention.start] and not taken.intersection(range(mention.start, mention.end))
    )
    return Reading(tokens, free, persons, marked)
