"""Reads an archive's files: finds, decodes and extracts articles, and has them enriched, in worker processes."""

from __future__ import annotations

from searchapp.ingest.child import Limits
from searchapp.ingest.pipeline import read
from searchapp.ingest.records import Outcome, Read, Record, Skipped, Source, Warned
from searchapp.ingest.sources import find_files

__all__ = ["Limits", "Outcome", "Read", "Record", "Skipped", "Source", "Warned", "find_files", "read"]
