"""The same story, once: exact copies become one article, near-copies a group; all of it is kept in the ledger."""
