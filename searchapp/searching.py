"""A search from the command line: any number of hits, and the answer as text for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import click

from searchapp.engines.engine import Engine
from searchapp.errors import UsageError
from searchapp.fields import BY_NAME
from searchapp.query.request import MOST_PER_PAGE, SearchRequest, parse
from searchapp.query.result import Hit, Reason, SearchResult, Snippet

#: Facets that are printed with an answer, and how many values of each.
SHOWN_FACETS = ("outlet", "counterparts", "people", "places")
SHOWN_VALUES = 5


def pair(given: str) -> tuple[str, str]:
    """The parameter and value of `NAME=VALUE`; raises UsageError.

    >>> pair("people.not=Sergei Lavrov")
    ('people.not', 'Sergei Lavrov')
    """
    name, equals, value = given.partition("=")
    if not equals or not name.strip():
        raise UsageError(f"--filter {given!r}: write NAME=VALUE, as in --filter 'people=Sergei Lavrov'.")
    return name.strip(), value.strip()


def search(engine: Engine, pairs: Iterable[tuple[str, str]], limit: int) -> tuple[SearchRequest, SearchResult]:
    """The answer to a search with `limit` hits, however many pages of the engine that takes."""
    pairs = list(pairs)
    for name, _ in pairs:
        if name in ("page", "per_page", "cursor"):
            raise UsageError(f"--filter {name}=…: how many hits are printed is said by --limit.")
    asked = engine.meant(parse(pairs))
    request = replace(asked, per_page=max(1, min(limit, MOST_PER_PAGE)))
    result = engine.search(request)
    hits, following = list(result.hits[:limit]), result.next
    while following and len(hits) < limit:
        more = engine.search(replace(request, cursor=following, facets=()))
        hits += more.hits[: limit - len(hits)]
        following = more.next
    return request, replace(result, hits=tuple(hits), next=following if limit else result.next)


def as_text(result: SearchResult) -> str:
    """The answer for a terminal: warnings, hits with what matches in bold, and the most frequent facet values."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: SearchResult) -> Iterator[str]:
    for note in result.warnings:
        where = f" (character {note.position + 1})" if note.position is not None else ""
        yield click.style(f"Note{where}: {safe(note.message)}", fg="yellow")
    if result.did_you_mean:
        yield click.style(f"Did you mean: {safe(result.did_you_mean)}", fg="yellow")
    yield f"{result.total:,} article{'' if result.total == 1 else 's'}" + (":" if result.hits else ".")
    if (behind := result.articles - result.total) > 0:
        yield click.style(f"{behind:,} more with nearly the same text: -f copies=all shows each.", dim=True)
    for number, hit in enumerate(result.hits, 1):
        yield ""
        yield from _hit(number, hit)
    shown = [name for name in SHOWN_FACETS if name in result.facets and result.facets[name].values]
    if result.hits and shown:
        yield ""
    for name in shown:
        values = result.facets[name].values[:SHOWN_VALUES]
        listed = ", ".join(f"{safe(value.value)} ({value.count:,})" for value in values)
        yield f"{click.style(BY_NAME[name].label, bold=True)}: {listed}"


def _hit(number: int, hit: Hit) -> Iterator[str]:
    article = hit.article
    title = _lit(hit.title) if hit.title.text.strip() else "(no title)"
    yield f"{number}. {click.style(title, bold=True)}"
    about = (article.outlet or "no outlet", article.date.isoformat() if article.date else "undated", article.id)
    yield "   " + click.style(" · ".join(safe(part) for part in about), dim=True)
    for snippet in hit.snippets:
        yield f"   {_lit(snippet)}"
    total = len(article.copies) + hit.all_behind
    if total:
        named = article.values("outlet")[1:] + tuple(other.outlet for other in hit.behind if other.outlet)
        elsewhere = ", ".join(safe(outlet) for outlet in dict.fromkeys(named) if outlet != article.outlet)
        many = f"{total:,} cop{'y' if total == 1 else 'ies'}"
        yield "   " + click.style(f"Also in {elsewhere} ({many})" if elsewhere else many, dim=True)


def _lit(snippet: Snippet) -> str:
    pieces, at = [], 0
    for start, end in snippet.spans:
        pieces += [safe(snippet.text[at:start]), click.style(safe(snippet.text[start:end]), fg="red", bold=True)]
        at = end
    return "".join([*pieces, safe(snippet.text[at:])])


def reasons_as_text(reasons: Sequence[tuple[Hit, tuple[Reason, ...]]]) -> str:
    """Why each hit ranks where it does: the parts of the query it matches and what each adds to its score."""
    lines = []
    for number, (hit, parts) in enumerate(reasons, 1):
        score = f"{hit.score:.3f}" if hit.score is not None else "no score; ordered by date"
        lines += ["", f"{number}. {safe(hit.article.title)} ({hit.article.id}): {score}"]
        lines += [f"   {part.score:8.3f}  {safe(part.what)} in {part.field}" for part in parts]
    return "\n".join(lines) + "\n"


def safe(text: str) -> str:
    """Text that cannot steer a terminal: control characters and direction overrides become a replacement character.

    >>> safe("a\\x1b[31mb")
    'a�[31mb'
    """
    return "".join(
        "�" if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\u200d" else char for char in text
    )
