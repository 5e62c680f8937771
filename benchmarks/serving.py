"""The server under load: pages and JSON answers asked for by some clients at once, on this machine."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.corpus import asks
from benchmarks.peers.own import pairs
from benchmarks.timing import percentile


@dataclass(frozen=True, slots=True)
class Load:
    """What a number of clients got: answers a second, milliseconds, answers that were no 200, bytes of memory."""

    kind: str
    clients: int
    per_second: float
    p50: float
    p95: float
    errors: int
    server_mb: int


@contextlib.contextmanager
def server(index: Path, core: int | None = None) -> Iterator[tuple[int, int]]:
    """`searchapp serve` over an archive, on one core if so; gives its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "searchapp", "serve", "--index", str(index), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(process.pid, {core})
    try:
        _wait(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def load(port: int, pid: int, kind: str, clients: int, seconds: float) -> Load:
    """`kind` is the path that is asked: `/search` or `/api/v1/search`."""
    paths = [f"{kind}?{urlencode(pairs(ask))}" for ask in asks()]
    times: list[float] = []
    errors: list[int] = []
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_client, args=(port, paths[at:] + paths[:at], until, times, errors))
        for at in range(clients)
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(times) / (time.perf_counter() - begun)
    return Load(
        kind, clients, round(rate, 1), percentile(times, 0.5), percentile(times, 0.95), len(errors), memory(pid)
    )


def _client(port: int, paths: list[str], until: float, times: list[float], errors: list[int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for path in itertools.cycle(paths):
        start = time.perf_counter()
        if start > until:
            return
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - start)
        if answer.status != 200:
            errors.append(answer.status)


def memory(pid: int) -> int:
    """Resident memory of a process in MB; 0 where that is not known."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) // 1024
    return 0
