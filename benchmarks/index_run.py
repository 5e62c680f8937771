#!/usr/bin/env python3
"""index_run.py PATH… [-- OPTION…]: time, CPU and memory of `searchapp index`, over all its processes (Linux).

Memory is the sum of the proportional set sizes (PSS: what is shared is counted once), looked at twice a second; CPU is
user and system time by kind of process: `write` (the command itself: ledger, index), `read`, `work` (all workers),
`start` (the fork server, which loads tables and parsers once). Prints one JSON object; the archive is thrown away.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

EVERY = 0.5
_TICK = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> dict[int, str]:
    """The processes below `root` and itself, each with its kind."""
    parents: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parents[int((entry / "stat").read_text().rpartition(")")[2].split()[1])].append(int(entry.name))
    kinds, waiting = {root: "write"}, [root]
    while waiting:
        for pid in parents[waiting.pop()]:
            with contextlib.suppress(OSError):
                name = Path(f"/proc/{pid}/comm").read_text().strip()
                kinds[pid] = name.partition(":")[2] or "start"
                waiting.append(pid)
    return kinds


def pss(pid: int) -> int:
    """Proportional set size of a process in MB."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) // 1024
    return 0


def cpu(pid: int) -> float | None:
    """Seconds of user and system time of a process."""
    with contextlib.suppress(OSError):
        parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / _TICK
    return None


def main() -> None:
    """Run it and watch."""
    seconds: dict[int, tuple[str, float]] = {}
    memory: list[int] = []
    with tempfile.TemporaryDirectory() as scratch:
        arguments = [one for one in sys.argv[1:] if one != "--"]
        command = [sys.executable, "-m", "searchapp", "index", *arguments, "--index", f"{scratch}/index", "--json"]
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        while process.poll() is None:
            kinds = tree(process.pid)
            memory.append(sum(map(pss, kinds)))
            for pid, kind in kinds.items():
                if (used := cpu(pid)) is not None:
                    seconds[pid] = (kind, used)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(EVERY)
        wall = time.monotonic() - begun
        report = json.loads(process.stdout.read() if process.stdout else "{}")
        size = sum(file.stat().st_size for file in Path(scratch).rglob("*") if file.is_file())
    shares: dict[str, float] = defaultdict(float)
    for kind, used in seconds.values():
        shares[kind] += used
    added, total = report["added"], sum(shares.values())
    print(
        json.dumps(
            {
                "articles": added,
                "seconds": round(wall, 1),
                "articles_per_second": round(added / wall),
                "cpu_seconds": {kind: round(used, 1) for kind, used in shares.items()},
                "articles_per_cpu_second": round(added / total),
                "peak_mb": max(memory),
                "mb_by_tenth_of_the_run": [max(part) for part in parts(memory)],
                "index_mb": size // 1_000_000,
            }
        )
    )


def parts(memory: list[int]) -> list[list[int]]:
    """The samples in ten parts."""
    step = max(1, len(memory) // 10)
    return [memory[at : at + step] for at in range(0, len(memory), step)][:10]


if __name__ == "__main__":
    main()
