"""What of an article's text tells copies of it: a key of the text, and a MinHash signature of its shingles.

A shingle is three words in a row. Two texts are near-copies when nine tenths (a setting) of the shingles of the shorter
one stand in the other. That is so, however long the other is, of an agency's story that was cut; a beginning and an end
of its own, an introduction or a line on the paper, may be left aside. The signature only finds candidates; `near` then
compares the texts themselves.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import struct
import unicodedata
import zlib
from dataclasses import dataclass

from rensa import RMinHash

from searchapp.articles import Article

#: Words of a shingle.
SHINGLE = 3
#: Signature: bands of so many rows each. Two texts share a band with the probability 1 - (1 - J³)²¹, J being the
#: Jaccard similarity of their shingles: .9998 for .7, .99 for .6, .94 for .5 (a copy cut to half), .0002 for .02.
BANDS = 21
ROWS = 3
_SEED = 1
#: High bits that keep bands apart: equal rows in another band mean nothing.
_BANDS = tuple(band << 32 for band in range(BANDS))
#: Texts of fewer words are no stories: "Read more at our site" is nobody's copy.
LEAST_WORDS = 12
#: Texts of fewer words have no near-copies: one word more or less makes other news of a sentence or two.
LEAST_NEAR = 30
#: Texts of fewer words are the same only if title and day are, too, and near-copies only if their days are near each
#: other: market reports say the same of another thing on another day, a plea to subscribe stands below any headline.
SHORT_WORDS = 100
#: Near-copies of fewer words have at least half of a title in common, too, and no end of their own is left aside.
NOTICE_WORDS = 60
#: Days that short near-copies may be apart.
SHORT_DAYS = 7
#: A copy has at least this share of the other's shingles in number.
LEAST_LENGTH = 0.4
#: Share of a text, at its beginning and end together, that may be its own; not of a short one.
OWN_ENDS = 0.2
#: Share of the numbers (in short texts, and in others) and of the words in capitals of a text that may be others than
#: in its copy; where more are, the texts are a form filled in anew: a market table, a match report.
OTHER_NUMBERS = (0.1, 0.25)
OTHER_NAMES = 0.25
#: Characters of a text that are looked at.
MOST_TEXT = 500_000

# Scripts that put no spaces between words: each character is taken for one.
_SOLID = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[^\W{_SOLID}]+|[{_SOLID}]")
_ASCII_WORD = re.compile(r"\w+", re.ASCII)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"\b[^\W\d_a-z]\w+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """`key` is the same for exact copies, `bands` are numbers of which near-copies are likely to share one, and
    `signature` is a byte for each row."""

    key: bytes
    bands: tuple[int, ...]
    signature: bytes

    def likeness(self, signature: bytes) -> float:
        """An estimate of the Jaccard similarity to the text with that signature; a byte agrees by chance, too."""
        same = sum(one == two for one, two in zip(self.signature, signature, strict=True))
        return (same / (BANDS * ROWS) - 1 / 256) / (1 - 1 / 256)


def sketch(article: Article) -> Sketch | None:
    """The sketch of an article; None where there is too little text to say that it stands elsewhere, too."""
    words = _words(article.text)
    if len(words) < LEAST_WORDS:
        return None
    told = words if len(words) >= SHORT_WORDS else [*_words(article.title), str(article.date), "", *words]
    key = hashlib.blake2b(" ".join(told).encode("utf-8", "surrogatepass"), digest_size=12).digest()
    made = RMinHash(BANDS * ROWS, _SEED)
    made.update(_in_rows(words))
    rows = struct.pack(f"<{BANDS * ROWS}I", *made.digest())
    hashes = [zlib.crc32(rows[at : at + 4 * ROWS]) for at in range(0, len(rows), 4 * ROWS)]
    return Sketch(key, tuple(map(int.__add__, hashes, _BANDS)), rows[::4])


def near(one: Article, two: Article, share: float) -> bool:
    """Whether two articles are near-copies: `share` of the shorter one's shingles stand in the other, and it tells
    the same facts.

    >>> text = "The ministers met in the old town hall on Tuesday and agreed on nothing but a date for the next talks."
    >>> text += " Neither of them would say what had been on the table, or why it had taken so long."
    >>> one, two = Article("1", text=text), Article("2", text=f"{text} More follows.")
    >>> near(one, two, 0.9), near(one, Article("3", text="Nobody met."), 0.9)
    (True, False)
    """
    words, others = _words(one.text), _words(two.text)
    fewest = min(len(words), len(others))
    if fewest < LEAST_NEAR:
        return False
    if (fewest < SHORT_WORDS and _apart(one, two)) or (fewest < NOTICE_WORDS and not _titled_alike(one, two)):
        return False
    shorter, longer = sorted((_in_rows(words), _in_rows(others)), key=len)
    if not shorter or len(shorter) < LEAST_LENGTH * len(longer):
        return False
    if _shared(shorter, set(longer), OWN_ENDS if fewest >= NOTICE_WORDS else 0.0) < share:
        return False
    other_numbers = OTHER_NUMBERS[fewest >= SHORT_WORDS]
    return not (_differ(one, two, _NUMBER, other_numbers) or _differ(one, two, _NAME, OTHER_NAMES))


def _words(text: str) -> list[str]:
    text = text[:MOST_TEXT].lower()
    if text.isascii():
        return _ASCII_WORD.findall(text)
    return _WORD.findall(unicodedata.normalize("NFKC", text))


def _in_rows(words: list[str]) -> list[str]:
    """The shingles of a text, in order."""
    return list(map(" ".join, zip(words, words[1:], words[2:], strict=False)))


def _shared(shingles: list[str], others: set[str], ends: float) -> float:
    """The share of the shingles that are among the others, the best there is without so much of both ends."""
    sums = [0, *itertools.accumulate(shingle in others for shingle in shingles)]
    count = len(shingles)
    step = max(1, count // 50)
    cuts = range(0, int(count * ends) + 1, step)
    return max(
        (sums[count - end] - sums[begin]) / (count - end - begin)
        for begin in cuts
        for end in cuts
        if begin + end <= count * ends
    )


def _titled_alike(one: Article, two: Article) -> bool:
    """Whether half the words of the shorter title are in the other; also where one has none."""
    here, there = set(_words(one.title)), set(_words(two.title))
    return len(here & there) * 2 >= min(len(here), len(there))


def _apart(one: Article, two: Article) -> bool:
    return bool(one.date and two.date and abs((one.date - two.date).days) > SHORT_DAYS)


def _differ(one: Article, two: Article, facts: re.Pattern[str], share: float) -> bool:
    """Whether each text has too many facts that the other lacks; a copy that was cut, or added to, lacks some alone."""
    here, there = set(facts.findall(one.text[:MOST_TEXT])), set(facts.findall(two.text[:MOST_TEXT]))
    # Two more keep a single figure among few from deciding.
    return min(len(here - there), len(there - here)) > share * (min(len(here), len(there)) + 2)
