"""Articles given one by one, without files: added, changed and removed through the API or from Python.

What is answered is committed. An article is validated, enriched and named as if it stood in a JSON file, so that giving
the same once more changes nothing.
"""

from __future__ import annotations

from searchapp.writing.report import Outcome, Report
from searchapp.writing.session import finish
from searchapp.writing.writer import Writer, finish_left, repeat

__all__ = ["Outcome", "Report", "Writer", "finish", "finish_left", "repeat"]
