"""Warnings about the query, shown beside its box with the place that they are about."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.query.result import Note
from searchapp.web.i18n import N_, Reader
from searchapp.web.markup import shown

#: Characters of the query shown on either side of the place that a warning is about.
_AROUND = 20
#: The messages that are always the same, marked for the catalogs; others are shown in English.
_MESSAGES = (
    N_("No article has all of these words; these have most of them."),
    N_("A query this long is read as a question: the best of the articles with some of its words."),
    N_("There is no bracket that this one closes; it was left out."),
    N_("The bracket is not closed; it was read up to the end."),
    N_("OR needs something on both sides; it was left out."),
    N_("The quote is not closed; everything after it was read as the phrase."),
    N_("The quotes hold nothing; they were left out."),
    N_("A boost stands after a word; this one was left out."),
    N_("A star needs two letters before it; it was left out."),
    N_("A star can stand at the end of a word only; the others were left out."),
)


@dataclass(frozen=True, slots=True)
class NoteView:
    """A warning: `before`, `at` and `after` are the query around its place; `language` is the message's, if another."""

    message: str
    language: str = ""
    where: str = ""
    before: str = ""
    at: str = ""
    after: str = ""


def note_view(note: Note, query: str, reader: Reader) -> NoteView:
    """A warning about `query`."""
    message = reader.gettext(note.message)
    language = "" if message != note.message or reader.language == "en" else "en"
    at = note.position
    if at is None or not 0 <= at <= len(query):
        return NoteView(shown(message), language)
    before, after = query[:at], query[at + 1 :]
    return NoteView(
        shown(message),
        language,
        reader.gettext("at character %(n)s", n=reader.number(at + 1)),
        shown(before if len(before) <= _AROUND else "…" + before[-_AROUND:]),
        shown(query[at : at + 1]) or " ",
        shown(after if len(after) <= _AROUND else after[:_AROUND] + "…"),
    )
