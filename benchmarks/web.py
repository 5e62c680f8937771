"""Server time and weight of the pages, over an archive that is there: `python -m benchmarks.web --index FOLDER`."""

from __future__ import annotations

import argparse
import gzip
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from flask.testing import FlaskClient

from searchapp.archive import open_archive
from searchapp.query.request import SearchRequest
from searchapp.settings import Settings
from searchapp.web.app import create_app

STATIC = Path(__file__).parent.parent / "static"


def addresses(words: list[str], client: FlaskClient) -> Iterator[tuple[str, list[str]]]:
    """Each kind of page with the addresses that it is measured at; values and articles are those that are found."""
    found = [client.get(f"/api/v1/search?q={word}").json or {} for word in words]
    ids = [hit["id"] for answer in found for hit in answer["hits"][:5]]
    places = [(word, answer["facets"]["places"]["values"][:1]) for word, answer in zip(words, found, strict=True)]
    yield "start", ["/"]
    yield "search", [f"/search?q={word}" for word in words]
    yield "search, everything", ["/search", "/search?sort=date"]
    yield "search, narrowed", [f"/search?q={word}&places={value[0]['value']}" for word, value in places if value]
    yield "search, nothing found", [f"/search?q={word}+qqqzzz&people=Nobody" for word in words]
    yield "article", [f"/article/{id}?q={words[0]}" for id in ids]
    yield "article, names marked", [f"/article/{id}?mark=people&mark=places" for id in ids]
    yield "facet list", [f"/facets/{name}?q={words[0]}" for name in ("people", "places", "organisations")]
    yield "suggestions", [f"/api/v1/suggest?q={word[:length]}" for word in words for length in (2, 4)]


def main() -> None:
    """Print a line for each kind of page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", required=True, help="folder of the archive")
    parser.add_argument("--words", default="oil,trade,bank,wheat,japan,price+rise,interest+rates", help="queries")
    parser.add_argument("--rounds", type=int, default=5, help="times each address is asked for")
    asked = parser.parse_args()
    engine = open_archive(Settings(index=asked.index)).engine
    client = create_app(engine, Settings()).test_client()
    print(f"{engine.count(SearchRequest()):,} articles; milliseconds on the server (of them at work on the processor),")
    print("bytes of a page raw and compressed")
    print(f"{'page':24}{'median':>8}{'p95':>8}{'cpu':>8}{'raw':>9}{'gzip':>9}")
    for kind, paths in addresses(asked.words.split(","), client):
        measure(kind, paths, asked.rounds, client)
    files = [client.get(f"/static/{name}").data for name in sorted(path.name for path in STATIC.iterdir())]
    whole, packed = sum(map(len, files)), sum(len(gzip.compress(data, 5)) for data in files)
    print(f"{'style, scripts, icon':24}{'':24}{whole:9,}{packed:9,}")


def measure(kind: str, paths: list[str], rounds: int, client: FlaskClient) -> None:
    """Ask for each address `rounds` times, once more before that, and print what it took."""
    times, work, weights = [], [], []
    for path in paths:
        weights.append(client.get(path).data)
        for _ in range(rounds):
            begun, worked = time.perf_counter(), time.process_time()
            answer = client.get(path, headers={"Accept-Encoding": "gzip"})
            times.append((time.perf_counter() - begun) * 1000)
            work.append((time.process_time() - worked) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status}")
    times.sort()
    raw = statistics.median(map(len, weights))
    packed = statistics.median(len(gzip.compress(data, 5)) for data in weights)
    late = times[int(len(times) * 0.95)]
    print(f"{kind:24}{statistics.median(times):8.1f}{late:8.1f}{statistics.median(work):8.1f}{raw:9,.0f}{packed:9,.0f}")


if __name__ == "__main__":
    main()
