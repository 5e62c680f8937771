"""Time to read a query of 10,000 characters: `python -m benchmarks.parsing`.

Each of the texts is made of one piece again and again, so that whatever makes a parser slow stands in it as often as it
fits. Prints the slowest, in milliseconds of processor time (the best of a few readings), first to read the text and
then to analyse its words in five languages. Ends with status 1 where one takes more than 50 ms to read.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from searchapp.query.lowering import lower
from searchapp.query.parser import parse
from searchapp.query.request import MOST_QUERY

#: Milliseconds that reading a text may take.
MOST = 50.0
READINGS = 3
LANGUAGES = ("en", "ru", "de", "fr", None)
SIGNS = "( ) \" - + ^ * ~ ' 0 . : .. (- -( _ \u0301 ß 東 😀".split(" ")
WORDS = "word a a~ a. 1, 1.1, a- a' é' a*b* a: x:y: title: people:( a^1 ^1 2014.. THE".split(" ")
RUNS = [
    "a ",
    "a OR ",
    "(a ",
    "((a OR b) ",
    "AND ",
    "NOT ",
    "A OR B ",
    "OIL AND GAS ",
    '"a b"~9 ',
    "date:2014 ",
    "date:x ",
]
TAILS = ("", "b", '"', "x1z ")


def milliseconds(work: Callable[[], object]) -> float:
    """The least processor time of a few runs."""
    times = []
    for _ in range(READINGS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times) * 1000


def main() -> int:
    """Prints the slowest texts; the exit status."""
    texts = [
        (piece, (piece * MOST_QUERY)[: MOST_QUERY - len(tail)] + tail)
        for piece in (*SIGNS, *WORDS, *RUNS)
        for tail in TAILS
    ]
    read = [(milliseconds(lambda text=text: parse(text)), piece, text) for piece, text in texts]  # type: ignore[misc]
    read.sort(reverse=True)
    for time_taken, piece, text in read[:10]:
        tree = parse(text).tree
        analysed = milliseconds(lambda tree=tree: lower(tree, LANGUAGES))  # type: ignore[misc]
        print(f"{time_taken:6.1f} ms to read, {analysed:6.1f} ms to analyse: {piece!r} … {text[-4:]!r}")
    return int(read[0][0] > MOST)


if __name__ == "__main__":
    sys.exit(main())
