"""The tantivy adapter: an index on disk, for one machine.

Fields of an index are named as in `query.clauses`, with `_` for the dot. `blank` lists the names of the fields that an
article has no value for, so that one aggregate counts what is missing in all facets.
"""

from searchapp.engines.tantivy.backend import TantivyBackend, stored

__all__ = ["TantivyBackend", "stored"]
