"""Names of authors as pages and bylines write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BY = re.compile(
    r"^(?:(?:written|posted|published|reported|story|report|text|words|photos?|geschrieben|veröffentlicht|"
    r"eingestellt|ein beitrag|publié|publicado|escrito|interview)\s*:?\s+)?"
    r"(?:by|von|vom|par|por|di|door|av|af|oprac\.|автор|автори|авторы|text|texte|texto|testo|tekst|interview|autor|"
    r"autorin|autore|author|authors|auteur|كتبت?|بقلم|作者|记者)(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:[;|/&]|,?\s\b(?:[Aa]nd|AND|[Uu]nd|UND|et|ET|y|e|и|та|with|mit)\b)\s+|\s*;\s*|,\s+")
#: `Berg, Anna`.
_REVERSED = re.compile(r"^\s*([^\W\d_][\w’'-]+),\s+([^\W\d_][\w’'-]+)\s*$")
#: A word that is an address: `www.paper.example`, `facebook.com/paper`.
_ADDRESS = re.compile(r"\w\.\w{2,}(?:/|$|\s)")
_NOISE = re.compile(r"https?://\S+|\S+@\S+|@\w+|\(.*?\)|[<>{}\[\]\"„“”]")
_ROLE = re.compile(
    r"\b(?:staff writer|staff|correspondent\w*|reporter|editor\w*|redaktion|redakteur\w*|writer|columnist|"
    r"korrespondent\w*|contributor|freelance|chief|bureau|senior|political|diplomatic|special|our|"
    r"корреспондент|обозреватель|редактор|кореспондент|phd|md|ma|msc|mba|dr|prof|professor)\b\.?(?!\w)",
    re.IGNORECASE,
)
_JUNK = frozenset(
    "admin administrator editor editors redaktion redaction unknown none null staff webmaster author "
    "guest anonymous".split()
)
#: Characters of one name.
_LONGEST = 60


def authors(values: Iterable[str]) -> tuple[str, ...]:
    """The names in the values of author elements or bylines, without `By`, roles and addresses, each once.

    >>> authors(["By ANNA BERG and Tom Hill, Staff Writer"])
    ('Anna Berg', 'Tom Hill')
    """
    seen: dict[str, str] = {}
    for value in values:
        bare = _BY.sub("", _REVERSED.sub(r"\2 \1", _NOISE.sub(" ", value)).strip())
        for part in _SPLIT.split(bare):
            name = _name(part)
            if name:
                seen.setdefault(name.casefold(), name)
    return tuple(seen.values())


def has_role(text: str) -> bool:
    """Whether the text names what somebody is to an outlet, such as `correspondent`."""
    return bool(_ROLE.search(text))


def _name(part: str) -> str | None:
    name = " ".join(_BY.sub("", _ROLE.sub(" ", part)).split()).strip(" ,-–—:•·")
    name = name if re.search(r"\b\w\.$", name) else name.rstrip(".")
    if not 2 <= len(name) <= _LONGEST or name.casefold() in _JUNK or any(map(str.isdigit, name)):
        return None
    if _ADDRESS.search(name):
        return None
    return capitalised(name) if name.isupper() and " " in name else name


def capitalised(name: str) -> str:
    """A name in capitals as names are written.

    >>> capitalised("JEAN-LUC O'NEILL")
    "Jean-Luc O'Neill"
    """
    return re.sub(r"\w+", lambda word: word[0].capitalize(), name.lower())
