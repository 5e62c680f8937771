"""The text of a query as tokens."""

from __future__ import annotations

import re

from searchapp.fields import BY_NAME

#: Words in capitals that join or exclude.
OPERATORS = ("AND", "OR", "NOT")
#: A text all in capitals of more words than this, at most this share of them operators, is a sentence.
SHOUTED_WORDS = 8
SHOUTED_SHARE = 0.2
#: Fields a query may name.
NAMED = tuple(name for name, field in BY_NAME.items() if field.kind != "stored")
#: Every quotation mark as the plain one, character for character.
QUOTES = str.maketrans("“”„«»＂", '""""""')
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<open>\()
    |(?P<close>\))
    |(?P<quote>"(?P<inside>[^"]*)(?P<shut>"(?:~(?P<slop>\d+))?)?)
    |(?P<boost>\^\d+(?:\.\d+)?)
    |(?P<field>(?:%s):(?=[^\s)^]))
    |(?P<minus>[-+](?=[^\s)]))
    |(?P<word>[^\s()"^]+|\^)
    """
    % "|".join(NAMED),
    re.VERBOSE | re.IGNORECASE,
)


def tokens(text: str) -> list[re.Match[str]]:
    """The tokens of a query, each with its place; white space is none."""
    return [found for found in _TOKEN.finditer(text.translate(QUOTES)) if found.lastgroup != "space"]


def kind(token: re.Match[str]) -> str:
    """The token's kind; the operators, which look like words, by their own name."""
    for name in ("open", "close", "quote", "boost", "field", "minus"):
        if token.group(name):
            return name
    return token.group() if token.group() in OPERATORS else "word"


def shouted(text: str, found: list[re.Match[str]]) -> bool:
    """Whether operators are part of a sentence that is all in capitals, as telexes are, rather than meant as such."""
    kinds = [kind(token) for token in found]
    operators = sum(name in OPERATORS for name in kinds)
    prose = len(kinds) > SHOUTED_WORDS and set(kinds) <= {"word", *OPERATORS}
    return prose and 0 < operators <= SHOUTED_SHARE * len(kinds) and text.isupper()
