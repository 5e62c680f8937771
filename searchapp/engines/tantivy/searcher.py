"""The engine's searcher, with its errors told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tantivy

from searchapp.engines.tantivy.damage import damage_said


class Searcher:
    """The engine's searcher; what it cannot read of its files is an error that says what to do."""

    def __init__(self, inner: tantivy.Searcher, path: Path) -> None:
        self._inner = inner
        self._path = path

    @property
    def num_docs(self) -> int:
        return self._inner.num_docs

    def search(self, *args: Any, **kwargs: Any) -> Any:
        with damage_said(self._path):
            return self._inner.search(*args, **kwargs)

    def aggregate(self, *args: Any) -> Any:
        with damage_said(self._path):
            return self._inner.aggregate(*args)

    def terms_with_prefix(self, *args: Any) -> Any:
        with damage_said(self._path):
            return self._inner.terms_with_prefix(*args)

    def fast_field_values(self, *args: Any) -> Any:
        with damage_said(self._path):
            return self._inner.fast_field_values(*args)

    def doc(self, address: tantivy.DocAddress) -> Any:
        with damage_said(self._path):
            return self._inner.doc(address)
