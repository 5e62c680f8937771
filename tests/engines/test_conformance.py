"""The same cases on every engine: `archive.json` holds the articles, `cases.json` what is asked and what must come."""

import json
from pathlib import Path

import pytest

from searchapp.query.request import parse

CASES = json.loads((Path(__file__).parent / "cases.json").read_text())


def answer_of(engine, params):
    pairs = [(k, v) for k, given in params.items() for v in (given if isinstance(given, list) else [given])]
    return engine.search(parse(pairs))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(filled, case):
    """Every engine gives the case's ids, order, counts, timeline, warnings with their places, and lit words."""
    answer = answer_of(filled, case["params"])
    ids = [hit.article.id for hit in answer.hits]
    if "ids" in case:
        assert ids == case["ids"]
        assert answer.total == case.get("total", len(ids))
    if "set" in case:
        assert set(ids) >= set(case["set"]) if case.get("superset") else sorted(ids) == sorted(case["set"])
        assert answer.total == len(ids)
    if "first" in case:
        assert ids[0] == case["first"]
    if "notes" in case:
        assert [[note.code, note.position] for note in answer.warnings] == case["notes"]
    elif "warnings" in case or "set" in case:
        assert [note.code for note in answer.warnings] == case.get("warnings", [])
    if "facets" in case:
        assert {name: facet_as_json(facet) for name, facet in answer.facets.items()} == case["facets"]
    if "histogram" in case:
        assert histogram_as_json(answer.histogram, case["histogram"]) == case["histogram"]
    if "lit" in case:
        assert {hit.article.id: lit(hit.snippets) for hit in answer.hits} == case["lit"]
    if "title" in case:
        assert {hit.article.id: lit([hit.title]) for hit in answer.hits} == case["title"]
    if "spans" in case:
        assert {hit.article.id: spans(hit) for hit in answer.hits} == case["spans"]


def facet_as_json(facet):
    return {
        "values": [
            [v.value, v.count, *(["selected"] if v.selected else []), *(["excluded"] if v.excluded else [])]
            for v in facet.values
        ],
        "missing": facet.missing,
        "other": facet.other,
        "distinct": facet.distinct,
    }


def histogram_as_json(histogram, wanted):
    buckets = [[bucket.start, bucket.count] for bucket in histogram.buckets]
    seen = {
        "interval": histogram.interval,
        "undated": histogram.undated,
        "buckets": len(buckets),
        "total": sum(count for _, count in buckets),
        "first": buckets[0] if buckets else None,
        "last": buckets[-1] if buckets else None,
    }
    return {name: seen[name] for name in wanted}


def lit(snippets):
    return [snippet.text[start:end] for snippet in snippets for start, end in snippet.spans]


def spans(hit):
    return [[list(span) for span in snippet.spans] for snippet in hit.snippets]
