"""The lines of a page of a PDF document, with their place and size of type."""

from __future__ import annotations

from typing import Any

from pypdf import PageObject

from searchapp.ingest.extract.pdf_layout import Line

#: Letters that fonts have joined signs for.
_LIGATURES = str.maketrans({
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
    "\u00a0": " ", "\u00ad": "-",
})  # fmt: skip
#: The share of the size of type by which a piece of text may stand higher or lower and be on the same line.
_SAME_LINE = 0.5
#: Sizes of type between two pieces that stand at one height and are lines of their own.
_APART = 4.0
#: The width of a letter on the average, in sizes of type.
_NARROW = 0.5


def lines(page: PageObject) -> list[Line]:
    """The lines of a page in the order in which they were set."""
    collector = _Collector(float(page.mediabox.height) or 1.0, float(page.mediabox.bottom))
    page.extract_text(visitor_text=collector.take)
    collector.end_line()
    return collector.lines


class _Collector:
    """Puts the pieces of text that the library finds together to lines."""

    def __init__(self, height: float, bottom: float) -> None:
        self.height = height
        self.bottom = bottom
        self.lines: list[Line] = []
        self.pieces: list[str] = []
        self.at: tuple[float, float, float] | None = None
        self.end = 0.0

    def take(self, text: str, outer: list[float], inner: list[float], font: Any, size: float) -> None:
        """Add a piece: its text, the transformations of page and text, its font and size (PDF 32000-1, 9.4.4)."""
        del font
        first, *more = text.split("\n")
        self._add(first, outer, inner, size)
        for piece in more:
            self.end_line()
            self._add(piece, outer, inner, size)

    def _add(self, text: str, outer: list[float], inner: list[float], size: float) -> None:
        if not text.strip():
            if text and self.pieces:
                self.pieces.append(" ")
            return
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        scale = abs(inner[3] * outer[3]) or abs(inner[1] * outer[2]) or 1.0
        size = abs(size) * scale
        if self.at and (abs(self.at[1] - y) > _SAME_LINE * max(self.at[2], 1.0) or x - self.end > _APART * size):
            self.end_line()
        self.at = self.at or (x, y, size)
        self.end = x + _NARROW * size * len(text)
        self.pieces.append(text)

    def end_line(self) -> None:
        """The pieces so far are a line."""
        text = " ".join("".join(self.pieces).translate(_LIGATURES).split())
        if text and self.at:
            x, y, size = self.at
            self.lines.append(Line(text, round(x, 1), round(y, 1), round(size, 1), (y - self.bottom) / self.height))
        self.pieces, self.at = [], None
