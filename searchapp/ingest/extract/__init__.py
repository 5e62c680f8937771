"""Makes an article of a record: from pages, dumps of pages, Markdown and JSON."""

from __future__ import annotations

from searchapp.ingest.extract.dispatch import extract

__all__ = ["extract"]
