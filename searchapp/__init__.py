"""A full-text search engine with faceted browsing for news archives."""

__version__ = "0.1.0"
