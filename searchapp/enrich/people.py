"""The step that names the people of a story, the most salient first."""

from __future__ import annotations

from dataclasses import replace

from searchapp.articles import Article, Evidence
from searchapp.enrich.persons import Person
from searchapp.enrich.reading import read
from searchapp.enrich.salience import weight
from searchapp.enrich.tokens import BREAK, Tokens

#: From this share of the text on a line that begins with a name and a colon is a reader's or a teaser.
_BELOW = 0.75


def people(article: Article) -> Article:
    """The article with `people`, unless they were given; provenance `rules`."""
    if article.provenance.get("people") == "given":
        return article
    reading = read(article.title, article.text, article.language)
    authors = {author.casefold() for author in article.authors}
    salience = {
        person.name: sum(weight(reading.tokens, start) for start, _ in person.mentions) for person in reading.people
    }
    found = sorted(
        (person for person in reading.people if not _writes(person, authors, reading.tokens)),
        key=lambda person: (-salience[person.name], person.mentions[0]),
    )
    evidence = tuple(
        Evidence(
            "people",
            person.name,
            tuple(reading.tokens.span(start, end) for start, end in person.mentions),
        )
        for person in found
    )
    return replace(
        article,
        people=tuple(person.name for person in found),
        provenance={**article.provenance, "people": "rules"},
        evidence=article.evidence + evidence,
    )


def _writes(person: Person, authors: set[str], tokens: Tokens) -> bool:
    """An author named once is not in the story, nor who signs a comment below it (`Ann Berg: So true`)."""
    if len(person.mentions) > 1:
        return False
    start, end = person.mentions[0]
    if (
        end < len(tokens)
        and tokens.words[end] == ":"
        and start > tokens.text_from
        and tokens.shapes[start - 1] == BREAK
    ):
        return tokens.starts[start] > _BELOW * tokens.ends[-1]
    return person.name.casefold() in authors
