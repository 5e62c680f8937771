"""The step that names the organisations of a story: international ones and those of states."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from searchapp.articles import Article, Evidence
from searchapp.enrich.gazetteer import Mention
from searchapp.enrich.reading import read
from searchapp.enrich.salience import weight


def organisations(article: Article) -> Article:
    """The article with `organisations`, the most salient first, unless given; provenance `rules`."""
    if article.provenance.get("organisations") == "given":
        return article
    reading = read(article.title, article.text, article.language)
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.entry.kind in ("org", "body", "faction"):
            found[mention.entry.value].append(mention)
    scored = {
        value: sum(weight(reading.tokens, mention.start) for mention in mentions) for value, mentions in found.items()
    }
    ranked = sorted(found, key=lambda value: (-scored[value], found[value][0].start))
    evidence = tuple(
        Evidence("organisations", value, tuple(reading.tokens.span(item.start, item.end) for item in found[value]))
        for value in ranked
    )
    return replace(
        article,
        organisations=tuple(ranked),
        provenance={**article.provenance, "organisations": "rules"},
        evidence=article.evidence + evidence,
    )
