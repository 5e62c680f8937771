"""The day a page was published."""
from __future__ import annotations
import datetime
from searchapp.ingest.extract.days import parse_day, plausible
from searchapp.ingest.extract.document import Document
from searchapp.ingest.extract.found import Found
from searchapp.ingest.extract.json_ld import articles, text_of

def published(document: Document, url: str | None, language: str | None) -> Found[datetime.date] | None:
    for node in articles(document):
        if value := text_of(node, "datePublished"):
            if day := plausible(parse_day(value, language, utc=False)):
                return Found(day, "json-ld")
    return None
