"""How many saved web pages are read a second, beside trafilatura alone.

    python -m benchmarks.pages [FOLDER or .tar.xz] [--seconds 10] [--processes 2]

Each of three ways to read a page is run in as many processes at once, over the same pages, for as many seconds:
trafilatura's fast extraction alone, which is the yardstick; the whole extraction, which adds title, date, outlet,
authors, language and address; and the extraction with the enrichment that `index` and `inspect` do. Printed are pages a
second by the clock, milliseconds of processor time a page, and that time in shares of the yardstick's: the ratio holds
on a busy machine, too. Without a folder the pages beside the checkout are read (../shared/corpora/pages).
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import sys
import tarfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpora" / "pages" / "html.tar.xz"


def main() -> None:
    """Measure and print."""
    asked = _parser().parse_args()
    pages = list(_pages(asked.pages))
    if not pages:
        sys.exit(f"{asked.pages}: there are no pages. Name a folder of .html files.")
    print(f"{len(pages)} pages, {sum(map(len, pages)) / len(pages) / 1000:.0f} kB each, {asked.processes} processes")
    yardstick = 0.0
    for name in WAYS:
        rate, cost = _measure(name, pages, asked.processes, asked.seconds)
        yardstick = yardstick or cost
        print(f"{name:24} {rate:7.1f} pages/s {1000 * cost:7.2f} ms of processor a page {cost / yardstick:6.2f}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="?", type=Path, default=CORPUS, help="a folder of pages, or an archive of them")
    parser.add_argument("--seconds", type=float, default=10.0, help="for each way (default: 10)")
    parser.add_argument("--processes", type=int, default=2, help="at once (default: 2)")
    return parser


def _pages(place: Path) -> list[bytes]:
    if place.is_dir():
        return [path.read_bytes() for path in sorted(place.rglob("*.htm*"))]
    if not place.is_file():
        sys.exit(f"{place} is not there. Name a folder of .html files.")
    with tarfile.open(place) as archive:
        files = (archive.extractfile(member) for member in archive if member.isfile())
        return [file.read() for file in files if file]


def _measure(name: str, pages: list[bytes], processes: int, seconds: float) -> tuple[float, float]:
    """Pages a second of all processes, and seconds of processor time a page."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context) as pool:
        # Each process is started, and has imported all it needs, before any is measured.
        list(pool.map(_run, [name] * processes, [pages[:8]] * processes, [1.0] * processes))
        done = list(pool.map(_run, [name] * processes, [pages] * processes, [seconds] * processes))
    return sum(count / clock for count, clock, _ in done), sum(cpu for _, _, cpu in done) / sum(
        count for count, _, _ in done
    )


def _run(name: str, pages: list[bytes], seconds: float) -> tuple[int, float, float]:
    """Read the pages over and over, whole rounds, for at least so many seconds: pages, clock and processor time."""
    read = WAYS[name]()
    read(b"<p>A page.</p>")
    begun, used, count = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() - begun < seconds:
        for page in pages:
            read(page)
        count += len(pages)
    return count, time.perf_counter() - begun, time.process_time() - used


def _trafilatura() -> Callable[[bytes], object]:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return lambda page: bare_extraction(page, fast=True, include_comments=False)


def _extraction() -> Callable[[bytes], object]:
    from searchapp.ingest.decoding import decode
    from searchapp.ingest.extract.page import from_page

    return lambda page: from_page(decode(page, markup=True).text)


def _with_facets() -> Callable[[bytes], object]:
    from searchapp.enrich import enrich

    extraction = _extraction()
    return lambda page: enrich(extraction(page), ("Russia",))  # type: ignore[arg-type]


WAYS: dict[str, Callable[[], Callable[[bytes], object]]] = {
    "trafilatura fast alone": _trafilatura,
    "extraction": _extraction,
    "extraction and facets": _with_facets,
}

if __name__ == "__main__":
    main()
