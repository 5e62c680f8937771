"""Cuts saved text into lines and blocks, and joins lines that were broken at a width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_GAPS = re.compile(r"[ \t\u00a0\u2000-\u200b\u202f\u3000]+")
#: What magazines put behind the last word of a story.
_END_SIGN = re.compile(r"(?<=[.!?…”\"»])\s*[♦■▪∎●◆□]$")
#: Lines broken at a width are no longer than this.
_WIDEST = 100
_NARROWEST = 50
#: Lines a text must have before it is held to be broken at a width.
_ENOUGH = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line: `text` with single spaces, `raw` as it was; lines of one `block` have no blank line between them."""

    text: str
    raw: str
    block: int


def cut(text: str) -> tuple[Line, ...]:
    """The lines of a text that are not blank."""
    blocks = list(_blocks(text))
    width = _width(blocks)
    return tuple(
        Line(_END_SIGN.sub("", _GAPS.sub(" ", raw).strip()), raw, number)
        for number, block in enumerate(blocks)
        for raw in (_joined(block, width) if width else block)
    )


def _blocks(text: str) -> Iterator[list[str]]:
    block: list[str] = []
    for raw in text.split("\n"):
        if _GAPS.sub("", raw):
            block.append(raw.rstrip())
        elif block:
            yield block
            block = []
    if block:
        yield block


def _width(blocks: list[list[str]]) -> int | None:
    """The width at which the lines were broken, or None: hardly a line is longer, and most blocks have several."""
    lines = [line.strip() for block in blocks for line in block]
    within = [line.strip() for block in blocks for line in block[:-1] if len(block) > 2]
    longest = max(map(len, lines), default=0)
    full = [line for line in within if len(line) > 0.75 * longest]
    if not _NARROWEST <= longest <= _WIDEST or len(full) < _ENOUGH or len(full) < 0.6 * len(within):
        return None
    return longest


def _joined(block: list[str], width: int) -> Iterator[str]:
    """Lines put together where the next word would not have fitted."""
    line = ""
    last = ""
    for raw in block:
        piece = raw.strip()
        first = piece.split(" ", 1)[0]
        if line and len(last) + 1 + len(first) > width - 3:
            line = line[:-1] + piece if _hyphenated(line, piece) else f"{line} {piece}"
        else:
            if line:
                yield line
            line = raw if not line else piece
        last = piece
    if line:
        yield line


def _hyphenated(line: str, piece: str) -> bool:
    """Whether a word was parted at the end of the line; `EU-` before a capital was not."""
    return line.endswith("-") and not line.endswith((" -", "--")) and piece[:1].islower() and line[-2:-1].islower()
