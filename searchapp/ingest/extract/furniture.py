"""Recognises the lines of a saved page that belong to the site and not to the story, in six languages."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal

#: The lists of phrases.txt.
_Name = Literal["whole", "begins", "holds", "anywhere", "ends", "teaser", "parting"]
#: Characters and words of a line of furniture; longer ones are only recognised by what no story says.
_LONGEST, _MOST_WORDS = 160, 12
#: Characters of a plea to the reader.
_PLEA = 320
#: Characters of a link to another story.
_TEASER = 220
#: Characters of a heading over comments or other stories.
_HEADING = 140
_MENU_GAP = re.compile(r"\s{2,}|\s*[|•·►▸]\s*|\t")
_CRUMBS = re.compile(r"\s*(?:»|›|>|::|→|/)\s*")
_HOME = re.compile(
    r"^\W*(?:home|startseite|start|accueil|inicio|portada|главная|головна|news|nachrichten|you are here|"
    r"sie sind hier|strona główna|início|ana sayfa|الرئيسية|首页)\b",
    re.IGNORECASE,
)
_STOPS = ".!?…"


def is_furniture(line: str) -> bool:
    """Whether the line belongs to the site, by what it says.

    >>> is_furniture("Log in or register"), is_furniture("The minister signed in the register.")
    (True, False)
    """
    bare = line.strip(" \t*•·|>»-–—:[]()")
    if not any(map(str.isalpha, bare)):
        return True
    if len(bare) < _PLEA and _phrases("anywhere").search(bare.lower()):
        return True
    if len(bare) > _LONGEST or (len(bare.split()) >= _MOST_WORDS and bare[-1] in _STOPS):
        return False
    low = bare.lower()
    if _phrases("whole").fullmatch(low) or _phrases("begins").match(low) or _phrases("holds").search(low):
        return True
    return is_menu(line)


def ends_story(line: str) -> bool:
    """Whether the line is a heading under which a site puts comments or other stories."""
    return len(line) < _HEADING and bool(_phrases("ends").fullmatch(line.lower().strip(" \t*•·|>»-–—:[]()")))


def is_menu(line: str) -> bool:
    """Whether the line is a row of links or a path of sections: short parts between bars, arrows or wide gaps.

    >>> is_menu("News   World   Opinion   Sport"), is_menu("Home > World > Asia")
    (True, True)
    """
    parts = [part for part in _MENU_GAP.split(line.strip()) if part]
    if len(parts) > 1 and all(_phrases("whole").fullmatch(part.lower()) for part in parts):
        return True
    if len(parts) >= 4 and all(len(part) <= 20 for part in parts):
        return True
    if len(parts) >= 3 and all(len(part) <= 30 and part[-1] not in _STOPS for part in parts):
        return not any(any(map(str.isdigit, part)) for part in parts)
    crumbs = [part for part in _CRUMBS.split(line.strip()) if part]
    return len(crumbs) >= 2 and bool(_HOME.match(crumbs[0])) and len(crumbs[0]) < 30


def is_teaser(line: str) -> bool:
    """Whether the line begins with words that lead to another story: `Read also: …`."""
    return len(line) < _TEASER and bool(_phrases("teaser").match(line.lower()))


def is_plea(line: str) -> bool:
    """Whether the line, even a whole sentence, speaks to the reader of the site and not of the story."""
    return len(line) < _PLEA and bool(_phrases("anywhere").search(line.lower()))


def is_parting(line: str) -> bool:
    """Whether a last paragraph is no part of the story: a plea for support, a word about the author or on rights."""
    return len(line) < _PLEA and bool(is_plea(line) or _phrases("parting").fullmatch(line.lower()))


@cache
def _phrases(name: _Name) -> re.Pattern[str]:
    """The phrases of a list as one expression, for lines in small letters: that is four times as fast as any case."""
    text = files("searchapp.ingest.extract").joinpath("phrases.txt").read_text("utf-8")
    wanted = text.split(f"[{name}]\n", 1)[1].split("\n\n", 1)[0]
    small = re.sub(r"\\.|[^\\]+", lambda part: part[0] if part[0][0] == "\\" else part[0].lower(), wanted)
    return re.compile("|".join(f"(?:{phrase})" for phrase in small.rstrip("\n").split("\n")))
