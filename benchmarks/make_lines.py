#!/usr/bin/env python3
"""make_lines.py N FILE [--given]: N invented articles of some 400 words, as JSON Lines.

The words are those of the sample archive in `seeds/`, as often as they are there, and a growing number of rare ones, as
in real archives; the sentences are made of pieces of real ones, so that there is something to be found in them. With
`--given` each line carries all values, and nothing needs to be worked out. The same N gives the same lines.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).parent.parent / "seeds"
WORDS = 400
#: Words of a piece of a sentence, and how many of a thousand words are rare ones.
PIECE = 7
RARE = 8


def pieces() -> list[list[str]]:
    """Pieces of the English texts of the sample archive."""
    found: list[list[str]] = []
    for path in sorted(SEEDS.rglob("*.txt")) + sorted(SEEDS.rglob("*.md")):
        words = re.findall(r"\S+", path.read_text(encoding="utf-8", errors="ignore"))
        parts = [words[at : at + PIECE] for at in range(0, len(words) - PIECE, PIECE)]
        found += [part for part in parts if max(map(max, part)) < "\u0250" or "\u2010" < max(map(max, part)) < "\u2020"]
    return found


def articles(number: int, given: bool) -> Iterator[dict[str, Any]]:
    """The articles, one after the other."""
    chance = random.Random(number)
    known = pieces()
    for at in range(number):
        words: list[str] = []
        length = max(60, round(chance.gauss(WORDS, WORDS / 4)))
        while len(words) < length:
            words += chance.choice(known)
            if chance.randrange(1000) < RARE * PIECE:
                words.append(f"{chance.choice('bdfgklmnprstvz')}{chance.choice('aeiou')}{chance.getrandbits(22):x}")
        article: dict[str, Any] = {"id": f"made-{at}", "title": " ".join(chance.choice(known)), "text": " ".join(words)}
        if given:
            day = datetime.date(1990, 1, 1) + datetime.timedelta(chance.randrange(12_000))
            several = {name: [f"{name.title()} {chance.randrange(500)}" for _ in range(3)] for name in SEVERAL}
            article |= {
                "date": day.isoformat(),
                "outlet": f"Outlet {chance.randrange(40)}",
                "language": "en",
                **several,
            }
            article["countries"] = chance.sample(["FR", "DE", "RU", "US", "GB", "IT", "CN"], 2)
        yield article


SEVERAL = ("authors", "people", "places", "organisations", "counterparts")


def main() -> None:
    """Write the lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--given", action="store_true")
    asked = parser.parse_args()
    with asked.file.open("w", encoding="utf-8") as out:
        for article in articles(asked.number, asked.given):
            out.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
