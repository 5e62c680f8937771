"""Keeps of the lines of saved text those that tell the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchapp.ingest.extract.captions import is_repeated_in
from searchapp.ingest.extract.datelines import read_dateline
from searchapp.ingest.extract.dump_head import FEW_BLOCKS, Head, without_outlet
from searchapp.ingest.extract.dump_lines import Line
from searchapp.ingest.extract.dump_marks import Mark, is_name, is_prose
from searchapp.ingest.extract.furniture import is_parting

#: Headings after which even paragraphs are not of the story: what readers say.
_FINAL = re.compile(
    r"comment|discussion|conversation|responses?|replies|kommentar|commentaire|comentári?o|komentarz|коммент|комент|"
    r"newsfeed|archive|лента|стрічка|cite this",
    re.IGNORECASE,
)
#: Headings of lists that may stand in the middle of a story; all short lines below them are of the list.
_LIST = re.compile(
    r"most |popular|recent|latest|more on|meist|plus lus|lo más|più letti|mais lidas|najczęściej|самое|найпоп|популярн|"
    r"последние|останні|الأكثر|热门",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"^\W*(?:additional )?(?:reporting|editing|writing|edited|compiled|translated|übersetz|redaktion|"
    r"материал подготов)\w* (?:by|von)?\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[.!?]\s+[^\W\d_a-zа-яёіїє]")
_SENTENCE = re.compile(r"[\"'“‘«(]*[^\W_a-zа-яёіїє].*\w[.!?…][\"'”’»)]*\Z")
_SENTENCE_WORDS = 4
#: What a text may have besides its story and still be clean.
_CLEAN = ("text", "date", "byline")
#: Words of a line below the headline that is no label but the story's first statement.
_DECK_WORDS = 8
#: Characters of a caption; and paragraphs of a story after which a final heading ends it.
_CAPTION = 140
_BEGUN = 2
#: Lines after a label such as `Read also` that may be links.
_LINKS = 4
_LONG_LIST = 40


def body(lines: Sequence[Line], marks: Sequence[Mark], head: Head, outlet: str | None) -> str:
    """The paragraphs of the story, one a line, without datelines, captions, teasers and what follows the story."""
    if all(marked.kind in _CLEAN for marked in marks[head.start :]):
        return "\n".join(_without_datelines(_all_of(lines, marks, head, outlet)))
    kept: list[str] = []
    paragraphs = 0
    dropping = 0
    for position in range(head.start, len(lines)):
        line, marked = lines[position], marks[position]
        prose = marked.kind == "text" and is_prose(line.text)
        if marked.kind == "ends":
            if paragraphs >= _BEGUN and (_FINAL.search(line.text) or not _goes_on(lines, marks, position)):
                break
            dropping = _LONG_LIST if _LIST.search(line.text) else _LINKS
        elif marked.kind == "teaser" and len(line.text) < 40:
            dropping = 1
        elif marked.kind == "advert":
            dropping = 2 if position + 1 < len(lines) and lines[position + 1].block == line.block else 0
        elif marked.kind == "text":
            if dropping and not prose:
                dropping -= 1
                continue
            dropping = 0
            if _is_story(position, lines, marks, head, outlet, paragraphs):
                kept.append(line.text)
                paragraphs += prose
    if not kept:
        kept = [line.text for line, marked in zip(lines, marks, strict=True) if marked.kind == "text"][
            bool(head.title) :
        ]
    return "\n".join(_without_tail(_without_datelines(kept)) or (line.text for line in lines if not head.title))


def _all_of(lines: Sequence[Line], marks: Sequence[Mark], head: Head, outlet: str | None) -> list[str]:
    """Every line below the headline of a text without any furniture: nothing says that it is no part of the story."""
    places = [at for at in range(head.start, len(lines)) if marks[at].kind == "text"]
    kept = [lines[at].text for at in places if not _is_caption(at, lines, marks, outlet)]
    return [text for text in kept if not _REPORTING.match(text)] or kept or [lines[at].text for at in places]


def _goes_on(lines: Sequence[Line], marks: Sequence[Mark], position: int) -> bool:
    """Whether paragraphs of the story follow after a heading for links to others."""
    rest = list(zip(lines[position + 1 :], marks[position + 1 :], strict=True))
    return sum(marked.kind == "text" and is_prose(line.text) for line, marked in rest) >= _BEGUN


def _is_story(
    position: int, lines: Sequence[Line], marks: Sequence[Mark], head: Head, outlet: str | None, paragraphs: int
) -> bool:
    """Whether a line that is no furniture by itself is of the story by where it stands."""
    text = lines[position].text
    if _REPORTING.match(text) or _is_caption(position, lines, marks, outlet):
        return False
    if is_prose(text):
        return True
    if is_repeated_in(text, head.title) or _is_teaser(position, lines, marks, outlet):
        return False
    if not paragraphs:
        return len(text.split()) >= _DECK_WORDS and not is_name(text)
    return not (outlet and text.casefold() == outlet.casefold())


def _is_caption(position: int, lines: Sequence[Line], marks: Sequence[Mark], outlet: str | None) -> bool:
    """Whether the line is a picture's text: it ends with the outlet, repeats a credit, or shares a credit's block."""
    line = lines[position]
    bare = without_outlet(line.text, outlet)
    if bare != line.text:
        return True
    for number in range(max(0, position - 2), min(len(lines), position + 3)):
        other = lines[number]
        if number == position or marks[number].kind != "credit":
            continue
        if is_repeated_in(line.text, other.text):
            return True
        if other.block == line.block and abs(number - position) == 1 and _may_be_caption(line, lines):
            return True
    return False


def _may_be_caption(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line next to a credit may be a picture's text: it is one short sentence, and so are its neighbours."""
    if lines[-1].block < FEW_BLOCKS:
        return not is_prose(line.text)
    short = len(line.text) < _CAPTION and not _SENTENCES.search(line.text)
    return short and all(len(other.text) < 2 * _CAPTION for other in lines if other.block == line.block)


def _is_teaser(position: int, lines: Sequence[Line], marks: Sequence[Mark], outlet: str | None) -> bool:
    """Whether a heading directly below a picture's text is the headline of another story."""
    if position == 0:
        return False
    above, line = lines[position - 1], lines[position]
    pictured = without_outlet(above.text, outlet) != above.text or marks[position - 1].kind == "credit"
    return pictured and above.block == line.block


def _without_datelines(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs, the first few of them without the town and the agency at their beginning."""
    answer: list[str] = []
    for number, text in enumerate(paragraphs):
        dateline = read_dateline(text) if number < _LINKS else None
        answer.append(text[dateline.end :] if dateline else text)
    return answer


def _is_sentence(text: str) -> bool:
    """Whether a short line is a whole sentence, and none that takes leave of the reader."""
    return bool(_SENTENCE.match(text)) and len(text.split()) >= _SENTENCE_WORDS and not is_parting(text)


def _without_tail(paragraphs: list[str]) -> list[str]:
    """The paragraphs without short lines after the last of them, but for sentences; all, if there is no paragraph."""
    told = [number for number, text in enumerate(paragraphs) if is_prose(text) and not is_parting(text)]
    last = max(told, default=None)
    while last is not None and last + 1 < len(paragraphs) and _is_sentence(paragraphs[last + 1]):
        last += 1
    return paragraphs if last is None else paragraphs[: last + 1]
