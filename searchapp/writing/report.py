"""What became of the articles given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["added", "changed", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of the articles given: `position` counts from 1; `code` and `detail` say why it was refused.

    `warnings` are sentences about what of it was left out.
    """

    position: int
    id: str | None
    status: Status
    code: str = ""
    detail: str = ""
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The outcome in plain JSON types, what says nothing left out."""
        plain: dict[str, Any] = {"position": self.position, "id": self.id, "status": self.status, "code": self.code}
        plain |= {"detail": self.detail, "warnings": list(self.warnings)}
        return {name: value for name, value in plain.items() if value or name == "id"}


@dataclass(frozen=True, slots=True)
class Report:
    """What a request to write did, article by article; `revision` names the commit after it."""

    outcomes: tuple[Outcome, ...]
    revision: str

    def count(self, status: Status) -> int:
        """How many articles have that status."""
        return sum(outcome.status == status for outcome in self.outcomes)

    def as_json(self) -> dict[str, Any]:
        """The report in plain JSON types."""
        counts: tuple[Status, ...] = ("added", "changed", "unchanged", "refused")
        return {
            **{status: self.count(status) for status in counts},
            "revision": self.revision,
            "articles": [outcome.as_json() for outcome in self.outcomes],
        }


def report(answer: Mapping[str, Any]) -> Report:
    """The report that `Report.as_json` wrote."""
    outcomes = (Outcome(**{**item, "warnings": tuple(item.get("warnings", ()))}) for item in answer["articles"])
    return Report(tuple(outcomes), answer["revision"])
