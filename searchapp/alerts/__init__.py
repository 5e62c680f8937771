"""Saved searches whose new matches are handed to a command, a file or a webhook, each article once."""
