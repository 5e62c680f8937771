"""Bringing an archive up to date with files: new ones are added, changed ones replaced, the same left alone."""

from __future__ import annotations

from searchapp.indexing.paths import index_paths, inspect_lines, inspect_paths
from searchapp.indexing.report import Report
from searchapp.indexing.status import ArchiveStatus, status_of

__all__ = ["ArchiveStatus", "Report", "index_paths", "inspect_lines", "inspect_paths", "status_of"]
