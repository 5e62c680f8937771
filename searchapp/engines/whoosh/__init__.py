"""The Whoosh adapter: an index in pure Python, for small archives and where no binary wheel may run.

Whoosh keeps the terms, their places and the articles; clauses are evaluated here over its postings, as sets of
documents or, where a score is wanted, as scores by document. So what matches is the same as on any other engine, and
facets are counted over columns that are read once for each commit. Whoosh keeps its schema as a pickle: an index from
a stranger must not be opened.
"""

from searchapp.engines.whoosh.backend import WhooshBackend, stored

__all__ = ["WhooshBackend", "stored"]
