"""Where values were found, in words a reader understands."""

from __future__ import annotations

from searchapp.web.i18n import N_, Reader

#: What `Article.provenance` says, and how that is told.
_WORDS = {
    "given": N_("what was given with the article"),
    "json-ld": N_("the page’s structured data (JSON-LD)"),
    "meta": N_("the page’s metadata"),
    "feed": N_("the feed"),
    "email": N_("the header of the mail"),
    "warc": N_("the web archive’s record of the page"),
    "mhtml": N_("the address from which the page was saved"),
    "pdf": N_("the properties of the PDF document"),
    "docx": N_("the properties of the Word document"),
    "url": N_("the article’s address"),
    "dateline": N_("the dateline of the text"),
    "text": N_("the text"),
    "rules": N_("rules that read the text"),
    "ner": N_("a model that recognises names"),
    "rules+ner": N_("rules that read the text, and a model that recognises names"),
}


def found_in(source: str, reader: Reader) -> str:
    """Where a value was found; a source without words of its own is named as it is, none gives an empty text."""
    return reader.gettext(_WORDS.get(source, source))
