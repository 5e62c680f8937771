"""One tokenisation of an article, shared by every step that looks for names in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchapp.articles import Part, Span

#: Letters and the marks that belong to them (Indic, Thai and Arabic vowel signs are no letters to `re`).
_LETTER = r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff]"
_MARKS = r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd]"
#: The letters of most articles, taken a run at a time.
_RUN = r"[A-Za-zÀ-ÖØ-öø-ɏЀ-ӿ]+"
_WORD = rf"(?:{_RUN}|{_LETTER})(?:{_RUN}|{_LETTER}|{_MARKS})*"

_TOKEN = re.compile(
    rf"""(?P<plain>[a-zà-öø-ÿа-яёіїєґ]+(?=[ ,.;:\n)]))          # most words, found without trying the rest
    |(?P<dotted>(?:[^\W\d_a-z]\.){{2,}}(?:[A-Z](?![\w.]))?)   # U.S.  N.J.  U.S.S.R.
    |(?P<initial>(?:O['’])?[^\W\d_a-zа-яёіїєґ]\.(?=[\s\w]))                 # J. Smith
    |(?P<elided>(?:[lL]|[dnsjmt]|qu|dell|all|nell|sull|un)['’](?={_LETTER}))
    |(?P<owned>['’][sS]\b)
    |(?P<word>{_WORD}(?:['’](?![sS]\b){_WORD})*)
    |(?P<sign>[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff])  # scripts written without spaces: a token a sign
    |(?P<number>\d[\d.,:/]*\d|\d)
    |(?P<rupture>[ \t]*\n\s*)
    |(?P<point>[^\w\s]|_)""",
    re.VERBOSE,
)


def lexicon(listed: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(listed.split())


#: After these a point ends no sentence.
ABBREVIATIONS = lexicon(
    "mr mrs ms dr prof sen sens rep reps gov gen col adm maj capt lt sgt st rev hon inc corp co ltd jr "
    "sr vs no jan feb "
    "mar apr jun jul aug sep sept oct nov dec messrs gen. calif mass conn fla mich ill minn wash pa va ga etc e.g i.e "
    "approx dept est fig al ave blvd mt ft г ул им"
)
_ENDS = frozenset(".!?…。！？")
_CLOSING = frozenset("\"'”’»)]")

#: Shapes of tokens, one letter each, so that the rules can compare them fast.
CAPITALISED, CAPITALS, INITIAL, LOWER, NUMBER, POINT, BREAK = "C", "A", "I", "l", "9", ".", "\n"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a title and a text, in parallel lists; the title's come first.

    `words` are as written (`U.S.` becomes `US`), `keys` lower-case with a straight apostrophe, `shapes` one of the
    constants of this module, `starts` and `ends` character offsets within their part, `sentences` the number of the
    sentence each belongs to. `text_from` is the position of the first token of the text.
    """

    words: list[str]
    keys: list[str]
    shapes: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    text_from: int

    def __len__(self) -> int:
        return len(self.words)

    def span(self, start: int, end: int) -> Span:
        """The characters of the tokens `start` (inclusive) to `end` (exclusive)."""
        part: Part = "title" if start < self.text_from else "text"
        return Span(part, self.starts[start], self.ends[end - 1])

    def joined(self, position: int) -> bool:
        """Whether the token at `position` follows the one before without a space (`EU` `-` `Russia`)."""
        return self.starts[position] == self.ends[position - 1] and position != self.text_from


def tokenise(title: str, text: str) -> Tokens:
    """The tokens of both parts.

    >>> tokenise("", "EU-Russia: the U.S. envoy’s talks").words
    ['EU', '-', 'Russia', ':', 'the', 'US', 'envoy', '’s', 'talks']
    """
    words: list[str] = []
    shapes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    _scan(title, words, shapes, starts, ends)
    if title:
        words.append("\n")
        shapes.append(BREAK)
        starts.append(len(title))
        ends.append(len(title))
    text_from = len(words)
    _scan(text, words, shapes, starts, ends)
    keys = [word.lower() for word in words]
    if "’" in title or "’" in text:
        keys = [key.replace("’", "'") for key in keys]
    return Tokens(words, keys, shapes, starts, ends, _sentences(words, keys, shapes), text_from)


def _scan(text: str, words: list[str], shapes: list[str], starts: list[int], ends: list[int]) -> None:
    wrapped = hard_wrapped(text)
    add_word, add_shape, add_start, add_end = words.append, shapes.append, starts.append, ends.append
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word.islower():  # most of them
            shape = LOWER
        else:
            kind = match.lastgroup
            if kind == "word":
                shape = _shape(word)
            elif kind == "point":
                shape = POINT
            elif kind == "number":
                shape = NUMBER
            elif kind == "rupture":
                if wrapped and word.count("\n") == 1 and not word.endswith((" ", "\t")):
                    continue
                word, shape = "\n", BREAK
            elif kind == "dotted":
                word, shape = word.replace(".", ""), CAPITALS
            else:
                shape = INITIAL if kind == "initial" else LOWER
        add_word(word)
        add_shape(shape)
        add_start(match.start())
        add_end(match.end())


def _shape(word: str) -> str:
    if len(word) > 1 and word.isupper():
        return CAPITALS
    # A transliterated name can begin with an ayin: ʿAbbās.
    return CAPITALISED if word[0].isupper() or (word[0] in "ʿʾʻʼ" and word[1:2].isupper()) else LOWER


def hard_wrapped(text: str) -> bool:
    """Whether single line ends break lines of about the same length, as on the wire, and not paragraphs."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 3:
        return (
            len(lines) == 2 and not lines[0].rstrip().endswith((".", "!", "?", ":", '"', "”")) and len(lines[0]) < 140
        )
    if sum(map(len, lines)) / len(lines) > 90:
        return False
    open_ends = sum(not line.rstrip().endswith((".", "!", "?", ":", '"', "”")) for line in lines[:-1])
    return open_ends * 2 > len(lines) - 1


def _sentences(words: list[str], keys: list[str], shapes: list[str]) -> list[int]:
    """The number of each token's sentence."""
    number, ended, answer = 0, False, []
    previous = ""
    for word, key, shape in zip(words, keys, shapes, strict=True):
        if shape == BREAK:
            answer.append(number)
            number, ended = number + 1, False
        elif ended and word not in _CLOSING:
            if shape not in (LOWER, POINT) or word in "“«\"'":
                number += 1
            ended = word in _ENDS
            answer.append(number)
        else:
            answer.append(number)
            if shape == POINT and word in _ENDS:
                ended = word != "." or previous not in ABBREVIATIONS
        previous = key
    return answer
