"""A value and where it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A value with its provenance: `given`, `json-ld`, `meta`, `url`, `time`, `dateline`, `text`."""

    value: Value
    where: str
