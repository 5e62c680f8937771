"""Time against the size of the archive, as an SVG: both axes in powers of ten."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 170, 40, 50
COLOURS = ("#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad", "#b8860b", "#555555")


def plot(title: str, series: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """The lines of `series`: name -> (articles, milliseconds), as an SVG document."""
    points = [point for held in series.values() for point in held]
    x = _axis([point[0] for point in points], LEFT, WIDTH - RIGHT)
    y = _axis([point[1] for point in points], HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><rect width="100%" height="100%" fill="white"/><text x="{LEFT}" y="22" font-size="15">'
        f"{escape(title)}</text>"
    ]
    parts += [_grid(x(value), TOP, x(value), HEIGHT - BOTTOM, f"{value:,.0f}", "middle") for value in _ticks(points, 0)]
    parts += [_grid(LEFT, y(value), WIDTH - RIGHT, y(value), f"{value:g} ms", "end") for value in _ticks(points, 1)]
    for number, (name, held) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        line = " ".join(f"{x(size):.1f},{y(time):.1f}" for size, time in held)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(s):.1f}" cy="{y(t):.1f}" r="3" fill="{colour}"/>' for s, t in held]
        parts.append(
            f'<text x="{WIDTH - RIGHT + 12}" y="{TOP + 14 + 20 * number}" fill="{colour}">{escape(name)}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _axis(values: Sequence[float], start: float, end: float):  # type: ignore[no-untyped-def]
    low, high = math.log10(min(values)) - 0.1, math.log10(max(values)) + 0.1
    return lambda value: start + (math.log10(value) - low) / (high - low) * (end - start)


def _ticks(points: Sequence[tuple[float, float]], at: int) -> list[float]:
    low, high = min(point[at] for point in points), max(point[at] for point in points)
    steps = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    return [part * 10**step for step in steps for part in (1, 2, 5) if low * 0.8 <= part * 10**step <= high * 1.25]


def _grid(x1: float, y1: float, x2: float, y2: float, label: str, anchor: str) -> str:
    at = (x1, HEIGHT - BOTTOM + 18) if anchor == "middle" else (LEFT - 6, y1 + 4)
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ddd"/>'
        f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" text-anchor="{anchor}" fill="#444">{label}</text>'
    )
