"""How long a call takes, over many of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds: the median, and what 95 and 99 in a hundred calls stay under; over how many calls."""

    p50: float
    p95: float
    p99: float
    calls: int


def percentile(seconds: list[float], share: float) -> float:
    """The nearest-rank percentile in milliseconds.

    >>> percentile([0.001, 0.002, 0.003, 0.004], 0.5)
    2.0
    """
    ordered = sorted(seconds)
    return round(1000 * ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)], 3)


def summed(seconds: list[float]) -> Times:
    """The figures of some calls."""
    return Times(*(percentile(seconds, share) for share in (0.5, 0.95, 0.99)), len(seconds))


def timed(call: Callable[[], object], budget: float, least: int = 3, most: int = 200) -> Times:
    """The times of a call, made until `budget` seconds are over, `least` times at the least, after one to warm up."""
    call()
    seconds: list[float] = []
    begun = time.perf_counter()
    while len(seconds) < least or (len(seconds) < most and time.perf_counter() - begun < budget):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return summed(seconds)
