"""The page of help: the query language by examples that can be tried, and the keys."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.query.examples import TIPS, sections
from searchapp.query.lexing import NAMED
from searchapp.query.request import SearchRequest
from searchapp.web.i18n import N_, Reader
from searchapp.web.links import Links
from searchapp.web.presenters.frame import Frame, Link, Visit, frame

#: What the keys do that the script listens to; it knows them by these names.
KEYS = (
    ("/", N_("go to the search box")),
    ("?", N_("show this help")),
    ("↓ ↑", N_("choose among suggestions; Enter takes one, Escape closes the list")),
    ("j k", N_("the next and the previous result")),
    ("Enter", N_("open the result")),
    ("n p", N_("the next and the previous match in an article; the next and the previous page of results")),
    ("← →", N_("move along the timeline; with Shift select a span of time, Enter searches it, Escape lets go")),
    ("x", N_("select the result, to cite or export it")),
)


@dataclass(frozen=True, slots=True)
class Key:
    """A key or two, and what they do."""

    keys: tuple[str, ...]
    does: str


@dataclass(frozen=True, slots=True)
class Row:
    """An example of the query language: the link that tries it, and what it means; `language` is the words'."""

    example: Link
    means: str
    language: str


@dataclass(frozen=True, slots=True)
class HelpPage:
    """Everything that the template of the help lays out."""

    frame: Frame
    tips: tuple[Row, ...]
    others: tuple[Row, ...]
    keys: tuple[Key, ...]


def help_page(visit: Visit) -> HelpPage:
    """The page of help."""
    reader, links = visit.reader, visit.links
    examples = [example for found in sections().values() for example in found if not example.slip]
    return HelpPage(
        frame=frame(visit, reader.gettext("How to search")),
        tips=tuple(_row(example.text, example.means, reader, links) for example in TIPS),
        others=tuple(_row(example.text, example.means, reader, links) for example in examples if not example.tip),
        keys=tuple(Key(tuple(keys.split()), reader.gettext(does)) for keys, does in KEYS),
    )


def _row(text: str, means: str, reader: Reader, links: Links) -> Row:
    told = reader.gettext(means)
    language = "en" if told == means and reader.language != "en" else ""
    return Row(Link(text, links.search(SearchRequest(text))), told.replace("%(fields)s", ", ".join(NAMED)), language)
