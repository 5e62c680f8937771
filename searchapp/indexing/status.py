"""`searchapp status`: what an archive holds and how its sources stand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from searchapp.archive import Archive
from searchapp.ledger import open_ledger


@dataclass(frozen=True, slots=True)
class ArchiveStatus:
    """What an archive holds and how its sources stand."""

    index: str
    engine: str
    articles: int
    created: str
    last_run: str | None
    principals: tuple[str, ...]
    files: int
    gone: tuple[str, ...]
    skipped: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """The status for a script."""
        return {
            "index": self.index,
            "engine": self.engine,
            "articles": self.articles,
            "created": self.created,
            "last_run": self.last_run,
            "principals": list(self.principals),
            "files": self.files,
            "gone": list(self.gone),
            "skipped": self.skipped,
        }

    def as_text(self) -> str:
        """The status for a reader."""
        lines = [
            f"Archive:     {self.index} ({self.engine}), made {self.created}",
            f"Articles:    {self.articles:,} from {self.files:,} files",
            f"Principal:   {', '.join(self.principals) or 'none; every salient actor is a counterpart'}",
            f"Last index:  {self.last_run or 'never'}",
        ]
        if self.skipped:
            lines.append("Skipped:     " + ", ".join(f"{reason} {count:,}" for reason, count in self.skipped.items()))
        if self.gone:
            lines.append(
                f"Gone:        {len(self.gone):,} files; `searchapp index PATH… --prune` removes their articles"
            )
            lines += [f"  {path}" for path in self.gone[:20]]
            if len(self.gone) > 20:
                lines.append(f"  … and {len(self.gone) - 20:,} more (--json lists all)")
        return "\n".join(lines)


def status_of(archive: Archive) -> ArchiveStatus:
    """How an archive and its sources stand now; every source file is looked for."""
    engine = archive.engine.status()
    with open_ledger(archive.ledger_path) as ledger:
        paths = list(ledger.paths())
        return ArchiveStatus(
            index=str(archive.path),
            engine=engine.name,
            articles=engine.articles,
            created=archive.stamp.created,
            last_run=ledger.last_run(),
            principals=archive.stamp.principals,
            files=len(paths),
            gone=tuple(path for path in paths if not Path(path).exists()),
            skipped=ledger.skips(),
        )
