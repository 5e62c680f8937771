"""Imported by the fork server alone: loads tables and parsers once, so that all workers share them and start at once.

Loaded, they take some 150 MB and most of a second.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from searchapp.articles import Article
from searchapp.engines.document import document
from searchapp.enrich import enrich
from searchapp.ingest import work as work  # what a child runs
from searchapp.ingest.extract.page import from_page

_PAGE = "<html><body><article><h1>Talks in Paris</h1><p>Ministers of France met there on Monday.</p></article></body>"

# What cannot be loaded now is said when it is needed.
with suppress(OSError):
    document(enrich(Article(id="warm", title="Talks in Paris", text=from_page(_PAGE).text)))
# What is here now stays: the collector need not look at it again, and so does not touch, and copy, its pages.
gc.collect()
gc.freeze()
