"""Engines: the port that all keep to, one adapter for each, and what is the same for all of them."""
