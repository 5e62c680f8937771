"""Ranking quality on test collections: `python -m benchmarks.relevance DIR…`.

Each DIR holds articles.jsonl (as `searchapp index` reads it), queries.jsonl (`id`, `query`) and qrels.txt (TREC: query,
a number, article, grade). Prints mean average precision over 100 hits and nDCG@10 (Järvelin and Kekäläinen 2002, grades
above 0 count the same), and how many of the queries were read as questions.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections import defaultdict
from pathlib import Path

from searchapp import settings
from searchapp.archive import open_or_create
from searchapp.engines.engine import Engine
from searchapp.indexing import index_paths
from searchapp.query.request import SearchRequest

DEPTH = 100
CUT = 10


def judged(path: Path) -> dict[str, set[str]]:
    """Query -> the articles that are relevant to it."""
    relevant: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        query, _, article, grade = line.split()
        if int(grade) > 0:
            relevant[query].add(article)
    return relevant


def average_precision(ids: list[str], wanted: set[str]) -> float:
    """The mean, over the relevant articles, of the precision at the rank of each; 0 for those not found."""
    ranks = [rank for rank, found in enumerate(ids, 1) if found in wanted]
    return sum(nth / rank for nth, rank in enumerate(ranks, 1)) / len(wanted)


def ndcg(ids: list[str], wanted: set[str]) -> float:
    """The discounted gain of the first ten hits as a share of the best that could be had."""
    gain = sum(1 / math.log2(rank + 1) for rank, found in enumerate(ids[:CUT], 1) if found in wanted)
    return gain / sum(1 / math.log2(rank + 1) for rank in range(1, min(CUT, len(wanted)) + 1))


def measure(engine: Engine, folder: Path) -> str:
    """The figures of one collection, whose articles the engine holds."""
    relevant = judged(folder / "qrels.txt")
    precisions, gains, questions = [], [], 0
    for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines():
        query = json.loads(line)
        wanted = relevant.get(str(query["id"]))
        if wanted:
            found = engine.search(SearchRequest(query["query"][:10_000], per_page=DEPTH, facets=()))
            ids = [hit.article.id for hit in found.hits]
            precisions.append(average_precision(ids, wanted))
            gains.append(ndcg(ids, wanted))
            questions += any(note.code == "question" for note in found.warnings)
    count = len(gains) or 1
    return (
        f"{folder.name}: MAP@{DEPTH} {sum(precisions) / count:.4f}  nDCG@{CUT} {sum(gains) / count:.4f}  "
        f"({len(gains)} queries, {questions} read as questions)"
    )


def main() -> None:
    """Index and measure each collection named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    for folder in parser.parse_args().folders:
        with tempfile.TemporaryDirectory() as scratch:
            held = settings.load({"index": str(Path(scratch) / "index")})
            archive = open_or_create(held)
            index_paths(archive, [str(folder / "articles.jsonl")], held, lambda count, name: None)
            print(measure(archive.engine, folder), flush=True)
            archive.engine.close()


if __name__ == "__main__":
    main()
