"""What a run over files did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

#: Skips whose messages are printed at the end of a run.
SHOWN_SKIPS = 5


@dataclass(slots=True)
class Report:
    """What a run did: counts of articles, skips by reason, what was left out of records, and how long it took."""

    added: int = 0
    copies: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    gone: int = 0
    renamed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    warned: Counter[tuple[str, str]] = field(default_factory=Counter)
    first_warnings: dict[tuple[str, str], str] = field(default_factory=dict)
    first_skips: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def done(self) -> int:
        """Records gone through."""
        return self.added + self.changed + self.unchanged + self.skipped.total()

    def as_json(self) -> dict[str, Any]:
        """The report for a script."""
        return {
            "added": self.added,
            "copies": self.copies,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "gone": self.gone,
            "renamed": self.renamed,
            "skipped": dict(self.skipped),
            "warnings": {f"{code}: {detail}": count for (code, detail), count in self.warned.items()},
            "seconds": round(self.seconds, 3),
        }

    def as_text(self) -> str:
        """The report for a reader: counts, what was skipped and why, what to do about files that are gone."""
        read_now = self.added + self.changed
        rate = f", {read_now / self.seconds:,.0f} articles a second" if read_now and self.seconds > 0.5 else ""
        lines = [
            f"{self.added:,} added, {self.changed:,} changed, {self.unchanged:,} unchanged, {self.removed:,} removed "
            f"in {self.seconds:.1f} s{rate}."
        ]
        if self.copies:
            lines.append(f"{self.copies:,} of those added have the text of another article, and are one with it.")
        if self.renamed:
            lines.append(f"{self.renamed:,} articles are listed under the name that is shown for another spelling.")
        if self.skipped:
            reasons = ", ".join(f"{reason} {count:,}" for reason, count in self.skipped.most_common())
            lines.append(f"{self.skipped.total():,} skipped: {reasons}.")
            lines += [f"  {skip}" for skip in self.first_skips]
            if self.skipped.total() > len(self.first_skips):
                lines.append("  … all of them, with their reasons: --errors FILE")
        for what, count in self.warned.most_common(SHOWN_SKIPS):
            times = "once" if count == 1 else f"{count:,} times"
            lines.append(f"Note, {times}, first: {self.first_warnings[what]}")
        if self.gone:
            lines.append(f"{self.gone:,} files are not there any more; --prune removes their articles.")
        return "\n".join(lines)
