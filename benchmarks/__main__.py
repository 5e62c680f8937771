"""searchapp against its peers, on the same articles and requests in one run.

    python -m benchmarks --articles 20000                     a table
    python -m benchmarks --articles 20000 50000 --json f.json --plots docs/performance   and plots of time by size
    python -m benchmarks --lines newswire.jsonl               real articles instead of invented ones

Each peer adds the articles in a process of its own and is then asked for ten hits with their text, six facets that
leave out their own choice, and counts by month. Answers are compared: a peer that finds another number of articles, or
counts facets otherwise, is marked. Times are milliseconds. The machine should have nothing else to do.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import corpus, plots, serving
from benchmarks.adding import opened
from benchmarks.index_run import pss, tree
from benchmarks.peers import Answer, Peer, made
from benchmarks.peers.own import Own, pairs
from benchmarks.timing import Times, timed
from searchapp.query.request import parse

Table = dict[str, Any]


def main() -> None:
    """Measure each size, print a table for each, and write what is asked for."""
    asked = _arguments()
    sizes = []
    for number in asked.articles:
        with tempfile.TemporaryDirectory(dir=asked.folder) as scratch:
            lines = asked.lines or Path(scratch) / "articles.jsonl"
            if not asked.lines:
                corpus.write(lines, number)
            sizes.append(_measured(number, lines, Path(scratch), asked))
        print(_as_text(sizes[-1]), flush=True)
    if asked.json:
        asked.json.write_text(json.dumps({"machine": _machine(), "sizes": sizes}, indent=1) + "\n", encoding="utf-8")
    if asked.plots and len(sizes) > 1:
        _draw(asked.plots, sizes)
    sys.exit(1 if asked.strict and any(row["differs"] for size in sizes for row in size["asks"]) else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[2000], metavar="N")
    parser.add_argument("--lines", type=Path, help="articles to use instead, JSON Lines with all values given")
    parser.add_argument("--peers", nargs="*", help="only these (searchapp is always there)", default=None)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each request of each peer")
    parser.add_argument(
        "--load", type=float, default=5.0, help="seconds under load for each number of clients; 0: none"
    )
    parser.add_argument("--folder", type=Path, help="where the archives are made (default: the system's)")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plots", type=Path)
    parser.add_argument("--strict", action="store_true", help="exit with 1 where answers differ")
    return parser.parse_args()


def _measured(number: int, lines: Path, scratch: Path, asked: argparse.Namespace) -> Table:
    names = [Own.name, *(name for name in made() if asked.peers is None or name in asked.peers)]
    adding = {name: _added(name, lines, scratch) for name in names}
    peers = {name: opened(name, _folder(scratch, name)) for name in names}
    rows = [_row(ask, peers, asked.seconds) for ask in corpus.asks()]
    own = peers[Own.name]
    assert isinstance(own, Own)
    help_times = {name: asdict(timed(call, asked.seconds)) for name, call in _helps(own).items()}
    for peer in peers.values():
        peer.close()
    load = []
    if asked.load:
        with serving.server(_folder(scratch, Own.name), core=0) as (port, pid):
            for kind in ("/search", "/api/v1/search"):
                load += [asdict(serving.load(port, pid, kind, clients, asked.load)) for clients in (1, 4, 16)]
    return {"articles": number, "adding": adding, "asks": rows, "helps": help_times, "load": load}


def _folder(scratch: Path, name: str) -> Path:
    return scratch / name.replace(" ", "-").replace(",", "")


def _added(name: str, lines: Path, scratch: Path) -> Table:
    """Articles a second, peak memory over all processes, and bytes of index for each article."""
    folder = _folder(scratch, name)
    command = [sys.executable, "-m", "benchmarks.adding", name, str(lines), str(folder)]
    if name == Own.name:
        command = [sys.executable, "-m", "searchapp", "index", str(lines), "--index", str(folder), "--json"]
    begun, peak = time.perf_counter(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, sum(map(pss, tree(process.pid))))
        try:
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
    if process.returncode:
        raise SystemExit(f"{name}: adding failed with exit status {process.returncode}")
    seconds = time.perf_counter() - begun
    with lines.open("rb") as held:
        number = sum(1 for _ in held)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return {"per_second": round(number / seconds), "peak_mb": peak, "bytes": size // max(1, number)}


def _row(ask: corpus.Ask, peers: Mapping[str, Peer], seconds: float) -> Table:
    """The times of each peer for one request, and which of them answer otherwise than searchapp."""
    answers = {name: peer.ask(ask) for name, peer in peers.items()}
    right = answers[Own.name]
    times = {name: asdict(_asked(peer, ask, seconds)) for name, peer in peers.items() if answers[name]}
    # Where nothing matches searchapp counts what has most of the words instead.
    found = right is not None and right.total > 0
    differs = [name for name, answer in answers.items() if found and answer and not _same(answer, right)]
    return {"ask": ask.name, "total": right.total if right else 0, "times": times, "differs": differs}


def _asked(peer: Peer, ask: corpus.Ask, seconds: float) -> Times:
    return timed(lambda: peer.ask(ask), seconds)


def _same(answer: Answer, right: Answer | None) -> bool:
    return (
        right is not None
        and (answer.total, answer.hits) == (right.total, right.hits)
        and _counts(answer) == _counts(right)
    )


def _counts(answer: Answer) -> dict[str, tuple[int, ...]]:
    return {name: tuple(sorted(filter(None, counts), reverse=True)) for name, counts in answer.facets.items()}


def _helps(own: Own) -> dict[str, Callable[[], object]]:
    """What only searchapp is asked for."""
    engine, everything = own.engine, parse([])
    common = parse(pairs(corpus.asks()[1]))
    deep = engine.search(parse([("q", corpus.asks()[1].query()), ("page", "50"), ("facet", "none")]))
    following = parse([("q", corpus.asks()[1].query()), ("cursor", deep.next or ""), ("facet", "none")])
    return {
        "cursor after 1,000 hits": lambda: engine.search(following),
        "completion": lambda: engine.complete(everything, corpus.word(60)[:3]),
        "completion under a query": lambda: engine.complete(common, corpus.word(60)[:3]),
        "type to filter": lambda: engine.values(common, "people", corpus.word(60)[:2], 10),
        "export of 10,000": lambda: sum(1 for _, _ in zip(engine.scan(everything), range(10_000), strict=False)),
    }


def _as_text(size: Table) -> str:
    names = list(size["adding"])
    lines = [f"\n{size['articles']:,} articles", "", f"{'adding':34}" + "".join(f"{name:>20}" for name in names)]
    for label, key in (("articles a second", "per_second"), ("peak memory, MB", "peak_mb"), ("bytes each", "bytes")):
        lines.append(f"{label:34}" + "".join(f"{size['adding'][name][key]:>20,}" for name in names))
    lines += ["", f"{'median ms (95 of 100 under)':34}" + "".join(f"{name:>20}" for name in names)]
    for row in size["asks"]:
        lines.append(
            f"{row['ask'] + ' (' + format(row['total'], ',') + ')':34}" + "".join(_cell(row, n) for n in names)
        )
    lines += [""] + [f"{name:34}{_times(held):>20}" for name, held in size["helps"].items()]
    for load in size["load"]:
        lines.append(
            f"{load['kind']}, {load['clients']} clients: {load['per_second']} a second, median {load['p50']} ms, "
            f"95 of 100 under {load['p95']} ms, {load['errors']} errors, server {load['server_mb']} MB"
        )
    return "\n".join(lines)


def _cell(row: Table, name: str) -> str:
    held = row["times"].get(name)
    return f"{'-' if held is None else _times(held) + ('*' if name in row['differs'] else ''):>20}"


def _times(held: Mapping[str, float]) -> str:
    return f"{held['p50']:.1f} ({held['p95']:.1f})"


def _draw(folder: Path, sizes: list[Table]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for at, row in enumerate(sizes[0]["asks"]):
        series = {
            name: [(size["articles"], size["asks"][at]["times"][name]["p50"]) for size in sizes]
            for name in row["times"]
        }
        name = row["ask"].replace(",", "").replace(" ", "-")
        (folder / f"{name}.svg").write_text(plots.plot(row["ask"], series), encoding="utf-8")


def _machine() -> dict[str, Any]:
    import os

    return {"cores": len(os.sched_getaffinity(0)), "python": platform.python_version(), "system": platform.system()}


if __name__ == "__main__":
    main()
