"""Where a query matches in a stored text, and the pieces of it that are shown: text with spans, never HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from searchapp.query import analysis, clauses
from searchapp.query.clauses import Clause
from searchapp.query.nearness import edit_distance, sequence_matches
from searchapp.query.result import Snippet

#: Characters of a snippet, about.
LENGTH = 260
#: Snippets of one hit at the most.
MOST = 2
#: White space that is more than one space between words.
_RUN = re.compile(r"\A\s|\s\s|[^\S ]")
_BREAK = re.compile(r"(?<=[.!?…])[\"'”»)]*\s+|\n+")


@dataclass(slots=True)
class Marker:
    """What of a query can be lit in one field: single terms, sequences, beginnings and near words."""

    terms: set[str] = field(default_factory=set)
    sequences: list[tuple[tuple[str, ...], int]] = field(default_factory=list)
    prefixes: set[str] = field(default_factory=set)
    near: list[tuple[str, int]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.terms or self.sequences or self.prefixes or self.near)


def marker(clause: Clause, name: str) -> Marker:
    """The marker of the text field `name` for a query; what the query excludes is not lit."""
    found = Marker()
    _collect(clause, name, found)
    return found


def _collect(clause: Clause, name: str, found: Marker) -> None:
    here = (name, clauses.WHOLE)
    match clause:
        case clauses.OneOf(field_name, terms) if field_name in here:
            found.terms.update(terms)
        case clauses.InOrder(field_name, terms, slop) if field_name in here:
            found.sequences.append((terms, slop))
        case clauses.Begins(field_name, prefix) if field_name == f"{name}.words":
            found.prefixes.add(prefix)
        case clauses.Near(field_name, word, edits) if field_name == f"{name}.words":
            found.near.append((word, edits))
        case clauses.OneOf(field_name, words) if field_name == f"{name}.words":
            found.prefixes.update(words)
        case clauses.AllOf(parts, also):
            # What only adds to a score (the title, neighbours side by side) is of words that are lit anyway.
            for part in (*parts, *(part for part in also if not isinstance(part, clauses.Weighted))):
                _collect(part, name, found)
        case clauses.AtLeast(parts):
            for part in parts:
                _collect(part, name, found)
        case clauses.Weighted(part):
            _collect(part, name, found)
        case _:
            pass


@dataclass(frozen=True, slots=True)
class Match:
    """A lit word or phrase: characters `start` to `end`, and what of the query it answers."""

    start: int
    end: int
    answers: str


def matches(text: str, marks: Marker, language: str | None) -> list[Match]:
    """Every place of `text` (of an article in `language`) that the query matches, in reading order."""
    if not marks or not text:
        return []
    terms = analysis.terms(text, language)
    held = set(terms)
    lit = held & marks.terms
    found = [(at, at, term) for at, term in enumerate(terms) if term in lit] if lit else []
    if marks.prefixes or marks.near:
        words = analysis.words(text)
        verdicts = {word: _expanded(word, marks) for word in set(words)}
        found += [
            (at, at, answer) for at, word in enumerate(words) if (answer := verdicts[word]) and terms[at] not in lit
        ]
    for sequence, slop in marks.sequences:
        if held.issuperset(sequence):
            answer = " ".join(sequence)
            found += [(first, last, answer) for first, last in sequence_matches(terms, sequence, slop)]
    if not found:
        return []
    # Most texts have few matches or none: where words stand is worked out only then.
    spans = analysis.spans(text)
    placed = [Match(spans[first][0], spans[last][1], answer) for first, last, answer in found]
    return sorted(placed, key=lambda match: (match.start, -match.end))


def _expanded(word: str, marks: Marker) -> str | None:
    for prefix in marks.prefixes:
        if word.startswith(prefix):
            return f"{prefix}*"
    for near, edits in marks.near:
        if edit_distance(word, near, edits) <= edits:
            return f"{near}~"
    return None


def whole(text: str, marks: Marker, language: str | None) -> Snippet:
    """The whole text with every match as a span."""
    return Snippet(text, _spans(matches(text, marks, language), 0, len(text)))


def lead(text: str) -> Snippet:
    """The beginning of a text, cut at the end of a sentence or word."""
    cut = _cut_end(text, min(len(text), LENGTH))
    return Snippet(" ".join(text[:cut].split()) + ("" if cut >= len(text.rstrip()) else " …"))


def snippets(text: str, marks: Marker, language: str | None) -> tuple[Snippet, ...]:
    """Up to `MOST` pieces of a text that answer the most of the query; its lead where nothing matches."""
    found = matches(text, marks, language)
    if not found:
        return (lead(text),) if text else ()
    first = _best(found, set())
    chosen = [first]
    seen = {match.answers for match in first}
    rest = [match for match in found if match.start > first[-1].end or match.end < first[0].start]
    if rest and len(chosen) < MOST and {match.answers for match in rest} - seen:
        chosen.append(_best(rest, seen))
    return tuple(_piece(text, window, found) for window in sorted(chosen, key=lambda window: window[0].start))


def _best(found: list[Match], seen: set[str]) -> list[Match]:
    """The run of matches no longer than a snippet that answers the most of the query; the earliest among equals."""
    best: list[Match] = []
    best_worth = (-1.0, -1.0)
    begin = 0
    for end, match in enumerate(found):
        while match.end - found[begin].start > LENGTH and begin < end:
            begin += 1
        window = found[begin : end + 1]
        answers = {item.answers for item in window}
        worth = (len(answers - seen) + 0.0, sum(item.answers.count(" ") for item in window) + len(window) / 100)
        if worth > best_worth:
            best, best_worth = window, worth
    return best


def _piece(text: str, window: list[Match], found: list[Match]) -> Snippet:
    room = max(0, LENGTH - (window[-1].end - window[0].start))
    start = _cut_start(text, max(0, window[0].start - room // 2), window[0].start)
    end = max(_cut_end(text, min(len(text), start + LENGTH)), window[-1].end)
    spans = _spans(found, start, end)
    before, after = ("… " if text[:start].strip() else ""), (" …" if text[end:].strip() else "")
    return _flat(text[start:end], spans, before, after)


def _cut_start(text: str, earliest: int, latest: int) -> int:
    """The beginning of a sentence, else of a word, between the two places."""
    if earliest == 0:
        return 0
    for match in _BREAK.finditer(text, earliest, latest):
        return match.end()
    space = text.find(" ", earliest, latest)
    return latest if space < 0 else space + 1


def _cut_end(text: str, at: int) -> int:
    """The end of a sentence a little before `at`, else of a word."""
    if at >= len(text):
        return len(text)
    sentences = [match.start() for match in _BREAK.finditer(text, max(0, at - 60), at + 1)]
    if sentences:
        return sentences[-1]
    space = text.rfind(" ", max(0, at - 40), at)
    return at if space < 0 else space


def _spans(found: list[Match], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The matches inside `start` to `end` as spans relative to `start`, sorted, overlapping ones joined."""
    spans: list[tuple[int, int]] = []
    for match in found:
        if match.start < start or match.end > end:
            continue
        left, right = match.start - start, match.end - start
        if spans and left < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(right, spans[-1][1]))
        else:
            spans.append((left, right))
    return tuple(spans)


def _flat(text: str, spans: tuple[tuple[int, int], ...], before: str, after: str) -> Snippet:
    """The piece with every run of white space made one space and its spans moved along."""
    shift = len(before)
    if not _RUN.search(text):
        return Snippet(before + text.rstrip() + after, tuple((left + shift, right + shift) for left, right in spans))
    places: list[int] = []
    out: list[str] = []
    for char in text:
        places.append(len(out))
        if char.isspace():
            if out and out[-1] != " ":
                out.append(" ")
        else:
            out.append(char)
    places.append(len(out))
    moved = tuple((places[left] + shift, places[right] + shift) for left, right in spans)
    return Snippet(before + "".join(out).rstrip() + after, moved)
