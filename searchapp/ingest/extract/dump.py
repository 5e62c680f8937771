"""stub"""
from __future__ import annotations
from searchapp.articles import Article

def from_dump(text: str) -> Article:
    """stub."""
    return Article(id="", text=text)
