"""Values that stand beside a record: what its container says of it, or the properties of a document."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from searchapp.articles import Article
from searchapp.ingest.extract.days import plausible
from searchapp.ingest.records import Told

_FIELDS = ("url", "title", "date", "outlet", "authors", "language")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: What programs put for a title by themselves.
_NO_TITLE = re.compile(
    r"^(?:untitled|unbenannt|sans titre|document\s*\d*$|dokument\s*\d*$|microsoft word|powerpoint|print|scan|layout|"
    r"без имени|slide|page \d)|\.(?:docx?|pdf|indd|qxd|qxp|html?|rtf|odt|pages|tmp|txt)\b|^\S*[_\\/]\S*$|://",
    re.IGNORECASE,
)
#: Words of a headline: fewer are a file's name or a section.
_WORDS = 3
#: Characters of a headline.
_LONGEST = 250


def upon(told: Told | None, article: Article) -> Article:
    """The article with the values told; a weak one only where the article has none."""
    if told is None:
        return article
    values = {
        name: value
        for name in _FIELDS
        if (value := getattr(told, name)) and not (name in told.weak and getattr(article, name))
    }
    if values.get("date") and not plausible(values["date"]):
        del values["date"]
    hint = None if "date" in values else article.date_hint
    provenance = {**article.provenance, **dict.fromkeys(values, told.where)}
    return replace(article, **values, date_hint=hint, provenance=provenance)


def plausible_title(title: str | None) -> str | None:
    """A document's property `title` if it reads like a headline, not like the name of a file or program.

    >>> plausible_title("Microsoft Word - draft_v2.doc"), plausible_title("Moscow closes its mission at NATO")
    (None, 'Moscow closes its mission at NATO')
    """
    title = " ".join((title or "").split())
    if len(title.split()) < _WORDS or len(title) > _LONGEST or _NO_TITLE.search(title):
        return None
    return title


def plausible_day(made: datetime.date | None, text: str) -> datetime.date | None:
    """The day a document was made, if it can be that of its publication: no year in the text is a later one, and the
    latest year in the text, if there is any, is that year. An old story that was typed or saved again fails this.
    """
    years = {int(year) for year in _YEAR.findall(text)}
    if made is None or plausible(made) is None or (years and max(years) != made.year):
        return None
    return made
